/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/rig/scratch.h"

#include <glib/gstdio.h>

void
test_scratch_set_up (TestScratch *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->folder = g_dir_make_tmp ("cubby-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "file", NULL);
}

void
test_scratch_tear_down (TestScratch *self, gconstpointer data)
{
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0); /* nothing temporary is left */
  g_free (self->path);
  g_free (self->folder);
}
