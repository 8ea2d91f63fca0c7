/* SPDX-License-Identifier: Apache-2.0 */
/* The nightly self-test, and org.cubby.Locker1's questions about it. */
#define G_LOG_DOMAIN "cubby-self-test"
#include "app/lockerd/self-test.h"

#include "app/common/log.h"
#include "app/journal/journal-newest.h"
#include "app/lockerd/self-test-file.h"
#include "protocols/dbus/names.h"

#include <sys/statvfs.h>

#define TICK_S 2
#define DAY_MS (24LL * 60 * 60 * 1000)

struct _CubbySelfTests {
  CubbyLockerd *lockerd;
  char *directory;
  GTimeZone *zone;
  guint *changes;    /* of each door's reading since the last test */
  guint64 *openings; /* of each door at the last test */
  guint n_doors;
  gint64 next_ms; /* 0: never */
  guint timer;
  CubbySelfTest *test; /* under way, or NULL */
  CubbySelfTest *last;
  GPtrArray *calls; /* of GDBusMethodInvocation, to be answered when it is done */
};

static const CubbyLocker *
get_locker (CubbySelfTests *self)
{
  return cubby_core_get_locker (self->lockerd->core);
}

static GVariant *
describe (const CubbySelfTest *test)
{
  GVariantDict report;
  GVariantBuilder lines;
  g_variant_builder_init (&lines, G_VARIANT_TYPE ("a(sbs)"));
  for (guint i = 0; test != NULL && i < test->lines->len; i++) {
    const CubbySelfTestLine *line = g_ptr_array_index (test->lines, i);
    g_variant_builder_add (&lines, "(sbs)", line->what, line->good, line->sentence);
  }
  g_variant_dict_init (&report, NULL);
  g_variant_dict_insert (&report, "at", "x", test != NULL ? test->at_ms : (gint64)0);
  g_variant_dict_insert (&report, "good", "b", test != NULL && cubby_self_test_count_failed (test) == 0);
  g_variant_dict_insert_value (&report, "lines", g_variant_builder_end (&lines));
  return g_variant_dict_end (&report);
}

static void
add_doors (CubbySelfTests *self)
{
  const CubbyBank *bank = self->lockerd->settings->bank;
  g_autofree CubbySensorFacts *facts = g_new0 (CubbySensorFacts, self->n_doors + 1);
  for (guint i = 0; i < self->n_doors; i++) {
    guint64 openings = cubby_locker_get_openings (get_locker (self), i);
    facts[i] = (CubbySensorFacts){.has_sensor = cubby_lock_bank_has_sensor (self->lockerd->locks, i),
                                  .n_changes = self->changes[i],
                                  .n_openings = openings - self->openings[i]};
    self->changes[i] = 0;
    self->openings[i] = openings;
  }
  cubby_self_test_judge_doors (self->test, get_locker (self), bank, facts);
}

static void
add_outbox (CubbySelfTests *self, CubbyJournal *journal)
{
  gint64 n_rows = 0, last, oldest_ms = 0;
  g_autoptr (GPtrArray) rows = cubby_journal_list_outbox (journal, 0, 1, NULL);
  if (rows != NULL && rows->len > 0)
    oldest_ms = ((const CubbyOutboxRow *)g_ptr_array_index (rows, 0))->time_ms;
  cubby_journal_count_outbox (journal, &n_rows, &last, NULL);
  cubby_self_test_judge_outbox (self->test, n_rows, oldest_ms, cubby_core_now_ms (self->lockerd->core));
}

static void
add_journal (CubbySelfTests *self)
{
  CubbyJournal *journal = cubby_core_get_journal (self->lockerd->core);
  g_autoptr (GError) error = NULL;
  add_outbox (self, journal);
  cubby_journal_prove_newest (journal, &error);
  cubby_self_test_judge_journal (self->test, cubby_journal_get_rows (journal),
                                 error != NULL ? error->message : NULL);
}

static void
add_disk (CubbySelfTests *self)
{
  struct statvfs disk;
  if (statvfs (self->lockerd->settings->state_directory, &disk) == 0)
    cubby_self_test_judge_disk (self->test, (guint64)disk.f_bavail * disk.f_frsize,
                                (guint64)disk.f_blocks * disk.f_frsize);
  else
    cubby_self_test_add (self->test, "disk", FALSE, "The disk cannot be asked how full it is.");
}

static void
log_report (const CubbySelfTest *test)
{
  guint failed = cubby_self_test_count_failed (test);
  g_autofree char *checks = g_strdup_printf ("%u", test->lines->len);
  g_autofree char *bad = g_strdup_printf ("%u", failed);
  cubby_log_event ("self_test", "checks", checks, "failed", bad, NULL);
  for (guint i = 0; i < test->lines->len; i++) {
    const CubbySelfTestLine *line = g_ptr_array_index (test->lines, i);
    if (!line->good)
      g_warning ("self-test: %s: %s", line->what, line->sentence);
  }
}

static void
answer_all (CubbySelfTests *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    cubby_locker_service_complete_run_self_test (
        self->lockerd->service, g_object_ref (g_ptr_array_index (self->calls, i)), describe (self->last));
  g_ptr_array_set_size (self->calls, 0);
}

/* The file first: a journal that does not prove takes no event, and ends the program. */
static void
finish (CubbySelfTests *self)
{
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&self->last, cubby_self_test_free);
  self->last = g_steal_pointer (&self->test);
  if (!cubby_self_test_save (self->last, self->directory, &error))
    g_warning ("the report of the self-test cannot be kept: %s", error->message);
  log_report (self->last);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_self_test (get_locker (self), cubby_core_now_ms (self->lockerd->core), self->last);
  cubby_core_commit (self->lockerd->core, decision);
  answer_all (self);
}

/* The program ends: what was not looked at is neither good nor bad. */
static void
abandon (CubbySelfTests *self, const char *why)
{
  g_clear_pointer (&self->test, cubby_self_test_free);
  for (guint i = 0; i < self->calls->len; i++)
    g_dbus_method_invocation_return_error (g_object_ref (g_ptr_array_index (self->calls, i)), CUBBY_BUS_ERROR,
                                           CUBBY_BUS_ERROR_NOT_READY, "%s", why);
  g_ptr_array_set_size (self->calls, 0);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CubbySelfTests *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = cubby_lock_bank_check_finish (CUBBY_LOCK_BANK (source), result, &error);
  if (findings == NULL) {
    abandon (self, error->message);
    return;
  }
  for (guint i = 0; i < findings->len; i++) {
    const CubbyLockFinding *finding = g_ptr_array_index (findings, i);
    cubby_self_test_add (self->test, finding->what, finding->good, "%s", finding->sentence);
  }
  add_doors (self);
  add_disk (self);
  cubby_self_test_judge_clock (self->test, cubby_core_get_clock_behind_ms (self->lockerd->core));
  add_journal (self);
  finish (self);
}

static void
run (CubbySelfTests *self)
{
  if (self->test != NULL)
    return;
  self->test = cubby_self_test_new (cubby_core_now_ms (self->lockerd->core));
  cubby_lock_bank_check_async (self->lockerd->locks, on_checked, self);
}

static void
plan (CubbySelfTests *self, gint64 now_ms)
{
  int minute = self->lockerd->settings->locker.self_test_minute;
  self->next_ms = minute >= 0 ? cubby_self_test_get_next_ms (now_ms, (guint)minute, self->zone) : 0;
}

/* Nobody is at a door when it begins. A plan that lies days ahead was made before the clock was reset. */
static gboolean
on_tick (gpointer user_data)
{
  CubbySelfTests *self = user_data;
  gint64 now_ms = cubby_core_now_ms (self->lockerd->core);
  if (cubby_core_get_distrust (self->lockerd->core) != NULL || self->next_ms == 0)
    return G_SOURCE_CONTINUE;
  if (self->next_ms - now_ms > 2 * DAY_MS)
    plan (self, now_ms);
  if (now_ms < self->next_ms || !cubby_locker_is_idle (get_locker (self)))
    return G_SOURCE_CONTINUE;
  plan (self, now_ms);
  run (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_run (CubbyLockerService *service, GDBusMethodInvocation *call, gpointer user_data)
{
  CubbySelfTests *self = user_data;
  if (!cubby_lockerd_is_ready (self->lockerd, call))
    return TRUE;
  g_ptr_array_add (self->calls, call); /* which it owns from here */
  run (self);
  return TRUE;
}

static gboolean
on_get (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session, gpointer user_data)
{
  CubbySelfTests *self = user_data;
  if (!cubby_lockerd_is_ready (self->lockerd, call))
    return TRUE;
  const char *reason =
      cubby_locker_may (get_locker (self), cubby_lockerd_own_session (self->lockerd, call, session),
                        CUBBY_TASK_READ_SELF_TEST, cubby_core_now_ms (self->lockerd->core));
  gboolean granted = g_str_equal (reason, "granted");
  cubby_locker_counter_complete_get_self_test (counter, call, reason, describe (granted ? self->last : NULL));
  return TRUE;
}

static GTimeZone *
find_zone (const CubbySettings *settings)
{
  GTimeZone *zone = g_time_zone_new_identifier (settings->time_zone);
  if (zone != NULL)
    return zone;
  g_warning ("%s: [store] time-zone: “%s” is not known here; the self-test runs by UTC", settings->path,
             settings->time_zone);
  return g_time_zone_new_utc ();
}

CubbySelfTests *
cubby_self_tests_new (CubbyLockerd *lockerd)
{
  CubbySelfTests *self = g_new0 (CubbySelfTests, 1);
  self->lockerd = lockerd;
  self->directory = g_build_filename (lockerd->settings->state_directory, "self-tests", NULL);
  self->zone = find_zone (lockerd->settings);
  self->n_doors = cubby_bank_get_n_compartments (lockerd->settings->bank);
  self->changes = g_new0 (guint, self->n_doors + 1);
  self->openings = g_new0 (guint64, self->n_doors + 1);
  for (guint i = 0; i < self->n_doors; i++)
    self->openings[i] = cubby_locker_get_openings (get_locker (self), i);
  self->calls = g_ptr_array_new_with_free_func (g_object_unref);
  self->last = cubby_self_test_load_newest (self->directory);
  plan (self, cubby_core_now_ms (lockerd->core));
  self->timer = g_timeout_add_seconds (TICK_S, on_tick, self);
  g_signal_connect (lockerd->service, "handle-run-self-test", G_CALLBACK (on_run), self);
  g_signal_connect (lockerd->counter, "handle-get-self-test", G_CALLBACK (on_get), self);
  return self;
}

void
cubby_self_tests_free (CubbySelfTests *self)
{
  if (self == NULL)
    return;
  g_source_remove (self->timer);
  g_ptr_array_unref (self->calls);
  g_clear_pointer (&self->test, cubby_self_test_free);
  g_clear_pointer (&self->last, cubby_self_test_free);
  g_time_zone_unref (self->zone);
  g_free (self->directory);
  g_free (self->changes);
  g_free (self->openings);
  g_free (self);
}

void
cubby_self_tests_count_change (CubbySelfTests *self, guint door)
{
  g_return_if_fail (door < self->n_doors);
  if (self->changes[door] < G_MAXUINT)
    self->changes[door]++;
}
