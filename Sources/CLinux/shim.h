// What glibc shows only under _GNU_SOURCE, which Swift's import of it does not set.
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/types.h>

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);
static const unsigned int RENAME_FLAG_EXCHANGE = 2;

int memfd_create(const char *name, unsigned int flags);
static const unsigned int MEMFD_FLAG_CLOEXEC = 1;

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// The third argument, a cpu_set_t, as the bits that it is.
int sched_getaffinity(pid_t process, size_t size, void *mask);

int setns(int namespace, int kind);
static const int NETWORK_NAMESPACE_FLAG = 0x40000000;

// prctl is variadic, which Swift does not call.
static inline int process_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
