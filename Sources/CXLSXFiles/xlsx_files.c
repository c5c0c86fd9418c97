// libxlsxwriter 1.1.4 does not look at what fwrite and fread say of its temporary files: with a full disk it packs sheets
// that lack rows and reports success. This file takes the place of its lxw_tmpfile (the executable's own symbol comes
// first), with streams over an unlinked file that remember their first error.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "xlsx_files.h"

static _Thread_local int first_error;

static void note_error(void) {
  if (first_error == 0) first_error = errno;
}

int xlsx_files_take_error(void) {
  int error = first_error;
  first_error = 0;
  return error;
}

static int descriptor(void *cookie) { return (int)(long)cookie; }

static ssize_t file_read(void *cookie, char *bytes, size_t count) {
  ssize_t got;
  do got = read(descriptor(cookie), bytes, count);
  while (got < 0 && errno == EINTR);
  if (got < 0) note_error();
  return got;
}

static ssize_t file_write(void *cookie, const char *bytes, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t put = write(descriptor(cookie), bytes + done, count - done);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      note_error();
      break;
    }
    done += (size_t)put;
  }
  return (ssize_t)done;
}

static int file_seek(void *cookie, off64_t *offset, int whence) {
  off64_t place = lseek64(descriptor(cookie), *offset, whence);
  if (place < 0) {
    note_error();
    return -1;
  }
  *offset = place;
  return 0;
}

static int file_close(void *cookie) { return close(descriptor(cookie)); }

static int open_unlinked(const char *folder) {
  int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
  // A file system without O_TMPFILE.
  char *path;
  if (asprintf(&path, "%s/forecastpack-XXXXXX", folder) < 0) return -1;
  file = mkostemp(path, O_CLOEXEC);
  if (file >= 0) unlink(path);
  free(path);
  return file;
}

FILE *lxw_tmpfile(char *folder);

FILE *lxw_tmpfile(char *folder) {
  const char *place = folder ? folder : getenv("TMPDIR");
  int file = open_unlinked(place && *place ? place : P_tmpdir);
  if (file < 0) {
    note_error();
    return NULL;
  }
  cookie_io_functions_t functions = {file_read, file_write, file_seek, file_close};
  FILE *stream = fopencookie((void *)(long)file, "w+", functions);
  if (stream == NULL) {
    note_error();
    close(file);
    return NULL;
  }
  setvbuf(stream, NULL, _IOFBF, 1 << 16);
  return stream;
}

// libxlsxwriter compresses as zlib does by itself, which is half of what a workbook of millions of cells takes. It asks
// minizip for each file of a workbook by this function, so that here the level is another; the rest is passed on. The
// types are those of minizip's zip.h, with pointers for its structures.
typedef int open_file(void *zip, const char *name, const void *info, const void *local, unsigned local_size,
                      const void *global, unsigned global_size, const char *comment, int method, int level, int raw,
                      int window, int memory, int strategy, const char *password, unsigned long crc,
                      unsigned long made_by, unsigned long flags, int is_large);

static _Thread_local int chosen_level = -1;

void xlsx_files_set_level(int level) { chosen_level = level; }

open_file zipOpenNewFileInZip4_64;

int zipOpenNewFileInZip4_64(void *zip, const char *name, const void *info, const void *local, unsigned local_size,
                            const void *global, unsigned global_size, const char *comment, int method, int level,
                            int raw, int window, int memory, int strategy, const char *password, unsigned long crc,
                            unsigned long made_by, unsigned long flags, int is_large) {
  open_file *next = (open_file *)dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64");
  if (next == NULL) return -1;  // ZIP_ERRNO
  return next(zip, name, info, local, local_size, global, global_size, comment, method,
              level < 0 ? chosen_level : level, raw, window, memory, strategy, password, crc, made_by, flags, is_large);
}
