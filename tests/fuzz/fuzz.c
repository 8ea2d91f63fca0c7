/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/fuzz/fuzz.h"

#include "app/common/hash.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Warnings are for people; a critical is a finding. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) == 0)
    return G_LOG_WRITER_HANDLED;
  g_log_writer_standard_streams (level, fields, n_fields, data);
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  cubby_hash_init ();
  return 0;
}

char *
fuzz_text (const guint8 *data, gsize size)
{
  return g_strndup ((const char *)data, size);
}

char *
fuzz_file (const guint8 *data, gsize size)
{
  int fd = memfd_create ("fuzz", MFD_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize)size);
  return g_strdup_printf ("/proc/self/fd/%d", fd);
}

void
fuzz_file_free (char *path)
{
  close (atoi (path + sizeof "/proc/self/fd/" - 1));
  g_free (path);
}
