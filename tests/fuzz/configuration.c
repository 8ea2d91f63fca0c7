/* SPDX-License-Identifier: Apache-2.0 */
/* A configuration file: the first byte says for which reader (c cubby.conf, s the staff file, p the pass
 * keys). What is refused is refused with words. */
#include "app/common/settings.h"
#include "app/lockerd/pass-file.h"
#include "app/lockerd/staff-list.h"
#include "hardware/locks/lock-board.h"
#include "tests/fuzz/fuzz.h"

static void
check (gboolean good, GError *error)
{
  g_assert_true (good == (error == NULL));
  if (error != NULL)
    g_assert_cmpstr (error->message, !=, "");
  g_clear_error (&error);
}

static void
read_settings (const char *path, const guint8 *data, gsize size)
{
  GError *error = NULL;
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("cubby.conf", text, &error);
  check (settings != NULL, g_steal_pointer (&error));
  if (settings == NULL)
    return;
  gboolean good = cubby_lock_boards_check (settings, &error);
  check (good, error);
}

static void
read_staff (const char *path, const guint8 *data, gsize size)
{
  GError *error = NULL;
  CubbyStaffMember *member = cubby_staff_list_find (path, "B-1", &error);
  g_assert_true (member == NULL || error == NULL);
  cubby_staff_member_free (member);
  g_clear_error (&error);
}

static void
read_keys (const char *path, const guint8 *data, gsize size)
{
  GError *error = NULL;
  g_autoptr (CubbyPassFile) file = cubby_pass_file_load (path, &error);
  check (file != NULL, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const struct {
    char name;
    void (*read) (const char *path, const guint8 *data, gsize size);
  } readers[] = {{'c', read_settings}, {'s', read_staff}, {'p', read_keys}};
  for (guint i = 0; size > 0 && i < G_N_ELEMENTS (readers); i++) {
    if (readers[i].name != data[0])
      continue;
    char *path = fuzz_file (data + 1, size - 1);
    readers[i].read (path, data + 1, size - 1);
    fuzz_file_free (path);
  }
  return 0;
}
