/* SPDX-License-Identifier: Apache-2.0 */
/* What staff should look at: from the locker, the boards, the journal and the clock. */
#include "app/domain/clock.h"
#include "app/lockerd/lockerd.h"

static const struct {
  const char *kind;
  const char *sentence; /* %s is the door */
} sentences[] = {
    {"forced", "Door %s was opened without a grant."},
    {"left-open", "Door %s stands open."},
    {"stuck", "Door %s does not open and is out of service."},
    {"service", "Door %s was taken out of service by staff."},
    {"remove", "Door %s is out of service, and the parcel behind it has to be taken out."},
    {"review", "Somebody has to look into compartment %s."},
    {"assigned", "Compartment %s is kept for a parcel that waits: scan its label."},
    {"withdrawn", "The parcel in compartment %s was withdrawn and has to be taken out."},
    {"no-door", "A parcel lies in compartment %s, which the configuration does not name."},
    {"parcels", "As many parcels are announced as can be%s; the centre has to withdraw what does not come."},
    {"self-test", "The self-test found something%s: look at its report."},
    {"clock", "The machine's clock stepped far ahead%s; check its date and time."},
    {"help", "A shopper%s asks for help."},
    {"door", "A shopper%s has a problem with a door."},
    {"payment", "A shopper%s wants to pay."},
};

static char *
make_sentence (const char *kind, const char *door)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    if (!g_str_equal (sentences[i].kind, kind))
      continue;
    g_auto (GStrv) halves = g_strsplit (sentences[i].sentence, "%s", 2);
    return g_strconcat (halves[0], door, halves[1], NULL);
  }
  return g_strdup (kind);
}

static void
add_locker (CubbyLockerd *self, GVariantBuilder *builder)
{
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (cubby_core_get_locker (self->core));
  for (guint i = 0; i < alarms->len; i++) {
    const CubbyAlarm *alarm = &g_array_index (alarms, CubbyAlarm, i);
    g_autofree char *sentence = make_sentence (alarm->kind, alarm->door);
    g_variant_builder_add (builder, "(sssx)", alarm->kind, alarm->door, sentence, alarm->since_ms);
  }
}

static void
add_boards (CubbyLockerd *self, GVariantBuilder *builder)
{
  for (guint i = 0; i < self->settings->boards->len; i++) {
    const CubbyBoardSettings *board = g_ptr_array_index (self->settings->boards, i);
    const char *why = "";
    if (!self->boards_heard[i] || cubby_lock_bank_get_board_answers (self->locks, i, &why))
      continue;
    g_autofree char *sentence = g_strdup_printf ("Board %s does not answer: %s", board->name, why);
    g_variant_builder_add (builder, "(sssx)", "board", "", sentence, (gint64)0);
  }
}

void
cubby_lockerd_tell_alarms (CubbyLockerd *self)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sssx)"));
  const char *distrust = cubby_core_get_distrust (self->core);
  if (distrust != NULL)
    g_variant_builder_add (&builder, "(sssx)", "journal", "", distrust, (gint64)0);
  else
    add_locker (self, &builder);
  if (cubby_core_get_clock_behind_ms (self->core) > CUBBY_CLOCK_BEHIND_MS)
    g_variant_builder_add (
        &builder, "(sssx)", "clock", "",
        "The machine's clock is behind; check its date and time. If they are right, reset the clock.",
        (gint64)0);
  add_boards (self, &builder);
  cubby_locker_bank_set_alarms (self->bank, g_variant_builder_end (&builder));
}
