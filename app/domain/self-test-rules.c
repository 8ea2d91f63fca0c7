/* SPDX-License-Identifier: Apache-2.0 */
/* What is good and what is not. */
#include "app/domain/self-test.h"

#include "app/domain/clock.h"

#define FLAPS_FREE 6 /* somebody played with an open door */
#define DISK_LEAST_BYTES (64ULL * 1024 * 1024)
#define OUTBOX_OLDEST_MS (24LL * 60 * 60 * 1000)
#define MINUTE_MS 60000

/* An opening changes the reading twice. */
static gboolean
flaps (const CubbySensorFacts *facts)
{
  return facts->n_changes > FLAPS_FREE && facts->n_changes > 4 * facts->n_openings;
}

static gboolean
is_held (CubbyContent content)
{
  return content == CUBBY_CONTENT_LOADED || content == CUBBY_CONTENT_REVIEW;
}

/* Returns: (transfer full): what is wrong with it, or NULL. */
static char *
find_fault (const char *name, CubbyReading reading, gboolean at_work, CubbyContent content,
            const CubbySensorFacts *facts)
{
  if (reading == CUBBY_READING_UNKNOWN)
    return g_strdup_printf ("The sensor of door %s says nothing.", name);
  if (flaps (facts))
    return g_strdup_printf ("The sensor of door %s changed %u times at %" G_GUINT64_FORMAT
                            " openings: its cable or magnet is loose.",
                            name, facts->n_changes, facts->n_openings);
  if (reading == CUBBY_READING_OPEN && !at_work)
    return g_strdup_printf (is_held (content) ? "Door %s stands open, and a parcel should lie behind it."
                                              : "Door %s stands open.",
                            name);
  return NULL;
}

static void
judge_door (CubbySelfTest *self, const CubbyLocker *locker, guint door, const char *name,
            const CubbySensorFacts *facts)
{
  g_autofree char *what = g_strconcat ("sensor ", name, NULL);
  if (!facts->has_sensor) {
    cubby_self_test_add (self, what, TRUE, "Door %s has no sensor.", name);
    return;
  }
  CubbyReading reading = cubby_locker_get_reading (locker, door);
  g_autofree char *fault = find_fault (name, reading, cubby_locker_has_grant_at (locker, door),
                                       cubby_locker_get_content (locker, door), facts);
  if (fault != NULL)
    cubby_self_test_add (self, what, FALSE, "%s", fault);
  else
    cubby_self_test_add (self, what, TRUE, "Door %s is %s.", name, cubby_reading_to_string (reading));
}

void
cubby_self_test_judge_doors (CubbySelfTest *self, const CubbyLocker *locker, const CubbyBank *bank,
                             const CubbySensorFacts *facts)
{
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++)
    judge_door (self, locker, i, cubby_bank_get_compartment (bank, i)->name, &facts[i]);
}

void
cubby_self_test_judge_journal (CubbySelfTest *self, gint64 n_rows, const char *error)
{
  if (error == NULL)
    cubby_self_test_add (self, "journal", TRUE, "It has %" G_GINT64_FORMAT " rows and proves.", n_rows);
  else
    cubby_self_test_add (self, "journal", FALSE, "It does not prove: %s.", error);
}

void
cubby_self_test_judge_disk (CubbySelfTest *self, guint64 free_bytes, guint64 all_bytes)
{
  gboolean good = free_bytes >= DISK_LEAST_BYTES && free_bytes >= all_bytes / 25;
  cubby_self_test_add (self, "disk", good, "%" G_GUINT64_FORMAT " MB of %" G_GUINT64_FORMAT " MB are free%s.",
                       free_bytes / 1000000, all_bytes / 1000000, good ? "" : ": make room");
}

void
cubby_self_test_judge_clock (CubbySelfTest *self, gint64 behind_ms)
{
  if (behind_ms < CUBBY_CLOCK_BEHIND_MS)
    cubby_self_test_add (self, "clock", TRUE, "The machine's clock agrees with the journal.");
  else
    cubby_self_test_add (self, "clock", FALSE,
                         "The machine's clock is %" G_GINT64_FORMAT " minutes behind the journal.",
                         behind_ms / MINUTE_MS);
}

void
cubby_self_test_judge_outbox (CubbySelfTest *self, gint64 n_rows, gint64 oldest_ms, gint64 now_ms)
{
  gint64 age_ms = oldest_ms != 0 ? now_ms - oldest_ms : 0;
  cubby_self_test_add (self, "outbox", age_ms < OUTBOX_OLDEST_MS,
                       "%" G_GINT64_FORMAT " reports wait for the centre, the oldest for %" G_GINT64_FORMAT
                       " minutes.",
                       n_rows, age_ms / MINUTE_MS);
}

CubbyDecision *
cubby_locker_decide_self_test (const CubbyLocker *locker, gint64 now_ms, const CubbySelfTest *self)
{
  CubbyDecision *decision = cubby_decision_new ();
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_SELF_TEST, now_ms);
  event->checks = self->lines->len;
  event->failed = cubby_self_test_count_failed (self);
  decision->reason = "granted";
  return decision;
}
