/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/process-limits.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Where /proc cannot be read: more than the libraries take. */
#define MAPPED_BYTES_GUESS ((gsize)512 * 1024 * 1024)

gsize
cubby_limits_get_mapped_bytes (void)
{
  char text[64] = "";
  gsize n_pages = 0;
  int fd = open ("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return MAPPED_BYTES_GUESS;
  ssize_t n_bytes = read (fd, text, sizeof text - 1);
  close (fd);
  if (n_bytes <= 0 || sscanf (text, "%zu", &n_pages) != 1)
    return MAPPED_BYTES_GUESS;
  return n_pages * (gsize)sysconf (_SC_PAGESIZE);
}

gboolean
cubby_limit (int resource, rlim_t most)
{
  struct rlimit limits;
  if (getrlimit ((__rlimit_resource_t)resource, &limits) != 0)
    return FALSE;
  limits.rlim_cur = limits.rlim_max = MIN (most, limits.rlim_max);
  return setrlimit ((__rlimit_resource_t)resource, &limits) == 0;
}
