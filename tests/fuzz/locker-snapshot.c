/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot of the locker. What is restored is saved as the same bytes; and it can be asked what is due. */
#include "app/domain/locker-snapshot.h"
#include "tests/fuzz/fuzz.h"

#define NOW_MS 1800000000000

static CubbyBank *
make_bank (void)
{
  CubbyBank *bank = cubby_bank_new ();
  cubby_bank_add_column (bank, "A", 450, FALSE);
  cubby_bank_add_compartment (bank, "A1", CUBBY_SIZE_S, 210, 120, 0, 0);
  cubby_bank_add_compartment (bank, "A2", CUBBY_SIZE_M, 330, 120, 0, 1);
  return bank;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const CubbyLockerRules rules = {.pulse_ms = 500, .open_wait_ms = 3000};
  static const guint groups[] = {0, 0};
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (CubbyBank) bank = make_bank ();
  g_autoptr (GError) error = NULL;
  cubby_locker_snapshot_get_version (text);
  g_autoptr (CubbyLocker) locker = cubby_locker_restore (bank, groups, &rules, text, &error);
  g_assert_true ((locker == NULL) == (error != NULL));
  if (locker == NULL)
    return 0;
  g_autofree char *again = cubby_locker_save (locker);
  g_assert_cmpstr (again, ==, text);
  g_autoptr (CubbyDecision) due = cubby_locker_decide_due (locker, NOW_MS);
  cubby_locker_get_next_due_ms (locker, NOW_MS);
  return 0;
}
