/* SPDX-License-Identifier: Apache-2.0 */
/* A parcel as the link tells of it: the bytes of an a{sv}, as D-Bus would deliver them. What is good fits
 * into the journal: the locker takes it and its event survives being written. */
#include "app/lockerd/notice.h"
#include "app/domain/locker.h"
#include "tests/fuzz/fuzz.h"

static CubbyLocker *
make_locker (const CubbyBank *bank)
{
  static const CubbyLockerRules rules = {.pulse_ms = 500};
  static const guint groups[] = {0};
  return cubby_locker_new (bank, groups, &rules);
}

static void
expect (const CubbyNotice *notice)
{
  g_autoptr (CubbyBank) bank = cubby_bank_new ();
  cubby_bank_add_column (bank, "A", 450, FALSE);
  cubby_bank_add_compartment (bank, "A1", CUBBY_SIZE_S, 210, 120, 0, 0);
  g_autoptr (CubbyLocker) locker = make_locker (bank);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_notice (locker, 1, notice);
  for (guint i = 0; i < decision->events->len; i++) {
    const CubbyLockerEvent *event = g_ptr_array_index (decision->events, i);
    g_autofree char *text = cubby_locker_event_format (event);
    g_autoptr (GError) error = NULL;
    g_autoptr (CubbyLockerEvent) again =
        cubby_locker_event_parse (cubby_locker_event_get_name (event), 1, text, &error);
    g_assert_no_error (error);
    g_assert_true (cubby_locker_step (locker, again, NULL, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) raw =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
  g_autoptr (GVariant) dictionary = g_variant_get_normal_form (raw);
  g_autofree const char **ctis = NULL;
  CubbyNotice notice;
  const char *seal;
  g_autofree char *problem = cubby_notice_read (dictionary, &notice, &seal, &ctis);
  if (problem == NULL)
    expect (&notice);
  return 0;
}
