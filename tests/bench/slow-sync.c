/* SPDX-License-Identifier: Apache-2.0 */
/* Loaded before libc (LD_PRELOAD): every fsync takes BENCH_SYNC_US longer, as on a disk without a cache that
 * survives a power cut. */
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int
sync_slowly (const char *name, int fd)
{
  int (*real) (int);
  *(void **)&real = dlsym (RTLD_NEXT, name); /* as POSIX has it */
  const char *text = getenv ("BENCH_SYNC_US");
  if (text != NULL)
    usleep ((useconds_t)atoi (text));
  return real (fd);
}

int
fsync (int fd)
{
  return sync_slowly ("fsync", fd);
}

int
fdatasync (int fd)
{
  return sync_slowly ("fdatasync", fd);
}
