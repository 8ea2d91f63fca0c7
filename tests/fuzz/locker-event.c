/* SPDX-License-Identifier: Apache-2.0 */
/* A row of the journal: its type, a line break, its text. What is taken is what would have been written: one
 * event, one text, or a changed row could mean the same as the one that was hashed. */
#include "app/domain/locker-event.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *type = fuzz_text (data, size);
  g_autoptr (GError) error = NULL;
  char *text = strchr (type, '\n');
  if (text == NULL)
    return 0;
  *text++ = '\0';
  g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (type, 1, text, &error);
  g_assert_true ((event == NULL) == (error != NULL));
  if (event == NULL)
    return 0;
  g_autofree char *again = cubby_locker_event_format (event);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (cubby_locker_event_get_name (event), ==, type);
  return 0;
}
