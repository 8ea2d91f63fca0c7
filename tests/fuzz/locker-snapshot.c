/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot of the locker; or, behind a first byte of 0, changes to one that this version wrote just now:
 * three bytes each, where and what. What is restored is saved as the same bytes, and it can be asked what is
 * due. */
#include "app/domain/locker-snapshot.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define NOW_MS 1800000000000

static const CubbyLockerRules rules = {.pulse_ms = 500, .open_wait_ms = 3000};
static const guint groups[] = {0, 0};

static CubbyBank *
make_bank (void)
{
  CubbyBank *bank = cubby_bank_new ();
  cubby_bank_add_column (bank, "A", 450, FALSE);
  cubby_bank_add_compartment (bank, "A1", CUBBY_SIZE_S, 210, 120, 0, 0);
  cubby_bank_add_compartment (bank, "A2", CUBBY_SIZE_M, 330, 120, 0, 1);
  return bank;
}

static const char *
get_story (guint i, const char **ret_text)
{
  static const char *const story[][2] = {
      {"started", "why=test"},
      {"parcel.expected",
       "label=P1 fulfilment=F1 size=M ctis=aa,bb code_hash=c1 version=3 hold_until=0 heavy=1 reach=0"},
      {"session.opened", "session=s1 badge=B-1 role=supervise"},
      {"grant.issued", "grant=g1 sequence=g1 purpose=stow door=A1 label=P1 session=s1 badge=B-1"},
      {"grant.intent", "grant=g1 pulse_ms=500"},
      {"grant.opened", "grant=g1"},
      {"grant.closed", "grant=g1 result=loaded"},
      {"grant.issued", "grant=g2 sequence=g2 purpose=pickup door=A1 label=P1"},
      {"grant.intent", "grant=g2 pulse_ms=500"},
  };
  *ret_text = i < G_N_ELEMENTS (story) ? story[i][1] : NULL;
  return i < G_N_ELEMENTS (story) ? story[i][0] : NULL;
}

static char *
write_snapshot (const CubbyBank *bank)
{
  g_autoptr (CubbyLocker) locker = cubby_locker_new (bank, groups, &rules);
  const char *text, *name = get_story (0, &text);
  for (guint i = 0; name != NULL; name = get_story (++i, &text)) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (name, i + 1, text, &error);
    g_assert_no_error (error);
    g_assert_true (cubby_locker_step (locker, event, NULL, NULL));
  }
  return cubby_locker_save (locker);
}

static char *
make_text (const CubbyBank *bank, const guint8 *data, gsize size)
{
  if (size == 0 || data[0] != 0)
    return fuzz_text (data, size);
  char *text = write_snapshot (bank);
  gsize length = strlen (text);
  for (gsize i = 1; i + 2 < size; i += 3)
    text[(gsize)(data[i] << 8 | data[i + 1]) % length] = (char)MAX (data[i + 2], 1);
  return text;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (CubbyBank) bank = make_bank ();
  g_autofree char *text = make_text (bank, data, size);
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
