// glibc shows renameat2 only under _GNU_SOURCE, which Swift's import of it does not set.
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);

static const unsigned int RENAME_FLAG_EXCHANGE = 2;
