/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-core"
#include "app/lockerd/core.h"

#include "app/common/hash.h"
#include "app/domain/clock.h"
#include "app/domain/uuid7.h"

#define MAX_DUE 1000 /* more than there can be doors and sessions: a rule that never comes to rest */

struct _CubbyCore {
  CubbyLocker *locker;
  CubbyJournal *journal;
  CubbyJournalCare care;
  CubbyClock clock;
  CubbyCorePorts ports;
  gpointer user_data;
  guint timer;
  char *distrust;
  gboolean failed;
};

static gboolean on_due (gpointer user_data);

/* Boards of one power-group name share a supply, on whatever bus they are. */
static guint *
number_power_groups (const CubbySettings *settings)
{
  guint n_doors = cubby_bank_get_n_compartments (settings->bank);
  guint *groups = g_new0 (guint, n_doors + 1);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n_doors; i++) {
    guint index = cubby_bank_get_compartment (settings->bank, i)->board;
    const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, index);
    guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, board->power_group));
    if (number == 0) {
      number = g_hash_table_size (numbers) + 1;
      g_hash_table_insert (numbers, board->power_group, GUINT_TO_POINTER (number));
    }
    groups[i] = number;
  }
  return groups;
}

static CubbyLockerRules
make_rules (const CubbySettings *settings)
{
  const CubbyLockerSettings *from = &settings->locker;
  return (CubbyLockerRules){
      .caps = {.doors_per_minute = from->doors_per_minute,
               .doors_open = from->doors_open,
               .cool_down_ms = from->cool_down_ms},
      .pulse_ms = from->pulse_ms,
      .open_wait_ms = from->open_wait_ms,
      .shut_alarm_s = from->shut_alarm_s,
      .assigned_s = from->assigned_s,
      .reopen_s = from->reopen_s,
      .undo_s = from->undo_s,
      .retries = from->retries,
  };
}

static gboolean
is_distrust (const GError *error)
{
  return g_error_matches (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT) ||
         error->domain == CUBBY_LOCKER_EVENT_ERROR;
}

static gboolean
open_journal (CubbyCore *self, const char *path, const CubbyLockerMake *make, GError **error)
{
  g_auto (CubbyJournalLoad) load = {0};
  self->journal = cubby_journal_open (path, CUBBY_JOURNAL_WRITE, error);
  if (self->journal != NULL)
    self->locker = cubby_journal_load (self->journal, make, &load, error);
  if (load.refused != NULL)
    g_message ("%s; an older one and the rows after it are taken", load.refused);
  return self->locker != NULL;
}

/* To SQLite a page that could not be read may look like one that is damaged; what is damaged stays so. */
static gboolean
open_journal_twice (CubbyCore *self, const char *path, const CubbyLockerMake *make, GError **error)
{
  g_autoptr (GError) first = NULL;
  if (open_journal (self, path, make, &first))
    return TRUE;
  if (!is_distrust (first)) {
    g_propagate_error (error, g_steal_pointer (&first));
    return FALSE;
  }
  g_message ("%s; it is looked at once more", first->message);
  g_clear_pointer (&self->journal, cubby_journal_free);
  return open_journal (self, path, make, error);
}

static void
distrust (CubbyCore *self, const char *path, const CubbyLockerMake *make, const GError *problem)
{
  self->distrust =
      g_strdup_printf ("%s. No door is opened. Keep the file %s for whoever looks into it, empty "
                       "the compartments with the mechanical key, move the file away and restart",
                       problem->message, path);
  g_clear_pointer (&self->journal, cubby_journal_free);
  self->locker = cubby_locker_new (make->bank, make->power_groups, make->rules);
}

CubbyCore *
cubby_core_open (const char *path, const CubbySettings *settings, GError **error)
{
  g_autoptr (CubbyCore) self = g_new0 (CubbyCore, 1);
  g_autoptr (GError) problem = NULL;
  g_autofree guint *power_groups = number_power_groups (settings);
  CubbyLockerRules rules = make_rules (settings);
  CubbyLockerMake make = {.bank = settings->bank, .power_groups = power_groups, .rules = &rules};
  self->care = cubby_journal_care (settings->journal_days);
  if (!open_journal_twice (self, path, &make, &problem)) {
    if (!is_distrust (problem)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
    distrust (self, path, &make, problem);
  }
  cubby_clock_init (&self->clock, cubby_locker_get_last_ms (self->locker), g_get_monotonic_time ());
  return g_steal_pointer (&self);
}

void
cubby_core_free (CubbyCore *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  cubby_locker_free (self->locker);
  cubby_journal_free (self->journal);
  g_free (self->distrust);
  g_free (self);
}

const char *
cubby_core_get_distrust (const CubbyCore *self)
{
  return self->distrust;
}

const CubbyLocker *
cubby_core_get_locker (const CubbyCore *self)
{
  return self->locker;
}

CubbyJournal *
cubby_core_get_journal (const CubbyCore *self)
{
  return self->journal;
}

gint64
cubby_core_now_ms (CubbyCore *self)
{
  return cubby_clock_advance (&self->clock, g_get_real_time () / 1000, g_get_monotonic_time ());
}

gint64
cubby_core_get_clock_behind_ms (const CubbyCore *self)
{
  return cubby_clock_get_behind_ms (&self->clock, g_get_real_time () / 1000);
}

char *
cubby_core_new_id (void)
{
  guint8 bytes[16];
  cubby_random_fill (bytes, sizeof bytes);
  return cubby_hex_encode (bytes, sizeof bytes);
}

static GPtrArray *
make_outbox (CubbyCore *self, const CubbyDecision *decision, gint64 now_ms)
{
  g_autoptr (GPtrArray) reports = cubby_locker_reports_new ();
  for (guint i = 0; i < decision->events->len; i++)
    cubby_locker_report (self->locker, g_ptr_array_index (decision->events, i), reports);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_outbox_row_free);
  for (guint i = 0; i < reports->len; i++) {
    const CubbyReport *report = g_ptr_array_index (reports, i);
    guint8 random[CUBBY_UUID7_RANDOM];
    char id[CUBBY_UUID_LENGTH + 1];
    cubby_random_fill (random, sizeof random);
    cubby_uuid7_format (now_ms, random, id);
    g_ptr_array_add (rows, cubby_outbox_row_new (0, id, now_ms, report->type, report->data));
  }
  return rows;
}

static gboolean
is_durable (const CubbyDecision *decision)
{
  for (guint i = 0; i < decision->events->len; i++)
    if (cubby_locker_event_is_durable (g_ptr_array_index (decision->events, i)))
      return TRUE;
  return FALSE;
}

static void
fail (CubbyCore *self, const char *why)
{
  self->failed = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->ports.failed (why, self->user_data);
}

/* After the lock: whoever delivers reports can wait, a person cannot. */
static void
tell_outbox (CubbyCore *self)
{
  gint64 last;
  if (cubby_journal_count_outbox (self->journal, NULL, &last, NULL))
    self->ports.outbox (last, self->user_data);
}

/* A decision on its way from a question to the truth. */
typedef struct {
  CubbyCore *self;
  const CubbyDecision *decision;
  GPtrArray *effects;
  char *problem;
} Passage;

static gboolean
apply (gpointer data)
{
  Passage *passage = data;
  for (guint i = 0; i < passage->decision->events->len; i++) {
    const CubbyLockerEvent *event = g_ptr_array_index (passage->decision->events, i);
    const char *problem = NULL;
    if (cubby_locker_step (passage->self->locker, event, passage->effects, &problem))
      continue;
    passage->problem = g_strdup_printf ("event %s: %s", cubby_locker_event_get_name (event), problem);
    return FALSE;
  }
  return TRUE;
}

/* It is applied within the transaction: what does not fit is never durable, so that a journal can always be
 * replayed. Nobody is told before it is. */
static gboolean
record (Passage *passage, gboolean *ret_reported)
{
  CubbyCore *self = passage->self;
  *ret_reported = FALSE;
  if (!is_durable (passage->decision)) {
    if (apply (passage))
      return TRUE;
    fail (self, passage->problem);
    return FALSE;
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) outbox = make_outbox (self, passage->decision, cubby_core_now_ms (self));
  if (!cubby_journal_append_if (self->journal, passage->decision->events, outbox, apply, passage, &error)) {
    fail (self, passage->problem != NULL ? passage->problem : error->message);
    return FALSE;
  }
  *ret_reported = outbox->len > 0;
  return TRUE;
}

static void
carry_out (CubbyCore *self, GPtrArray *effects)
{
  for (guint i = 0; i < effects->len; i++) {
    const CubbyEffect *effect = g_ptr_array_index (effects, i);
    if (effect->kind == CUBBY_EFFECT_PULSE)
      self->ports.pulse (effect, self->user_data);
  }
  for (guint i = 0; i < effects->len; i++) {
    const CubbyEffect *effect = g_ptr_array_index (effects, i);
    if (effect->kind != CUBBY_EFFECT_PULSE)
      self->ports.changed (effect, self->user_data);
  }
}

/* From here on time is what staff say it is. */
static void
follow_reset (CubbyCore *self, const CubbyDecision *decision)
{
  for (guint i = 0; i < decision->events->len; i++) {
    const CubbyLockerEvent *event = g_ptr_array_index (decision->events, i);
    if (event->type == CUBBY_EVENT_CLOCK_RESET)
      cubby_clock_init (&self->clock, event->to_ms, g_get_monotonic_time ());
  }
}

static gboolean
commit_one (CubbyCore *self, const CubbyDecision *decision)
{
  g_autoptr (GPtrArray) effects = cubby_locker_effects_new ();
  Passage passage = {self, decision, effects, NULL};
  gboolean reported, good = record (&passage, &reported);
  g_free (passage.problem);
  if (!good)
    return FALSE;
  follow_reset (self, decision);
  carry_out (self, effects);
  if (reported)
    tell_outbox (self);
  return TRUE;
}

/* A jump is journaled before anything is decided at the new time. */
static gboolean
commit_jump (CubbyCore *self)
{
  gint64 now_ms = cubby_core_now_ms (self);
  gint64 from_ms = cubby_clock_take_jump (&self->clock);
  if (from_ms == 0)
    return TRUE;
  g_autoptr (CubbyDecision) jumped = cubby_locker_decide_clock_jumped (self->locker, now_ms, from_ms);
  return commit_one (self, jumped);
}

static void
do_due (CubbyCore *self)
{
  for (guint i = 0; !self->failed && commit_jump (self); i++) {
    g_autoptr (CubbyDecision) due = cubby_locker_decide_due (self->locker, cubby_core_now_ms (self));
    if (due->events->len == 0)
      break;
    if (i == MAX_DUE)
      fail (self, "the rules do not come to rest");
    else if (!commit_one (self, due))
      return;
  }
}

static void
arm (CubbyCore *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->failed)
    return;
  gint64 now_ms = cubby_core_now_ms (self);
  gint64 wait_ms = cubby_locker_get_next_due_ms (self->locker, now_ms) - now_ms;
  self->timer = g_timeout_add ((guint)CLAMP (wait_ms, 1, 60000), on_due, self);
}

static gboolean
on_due (gpointer user_data)
{
  CubbyCore *self = user_data;
  self->timer = 0;
  do_due (self);
  arm (self);
  return G_SOURCE_REMOVE;
}

gboolean
cubby_core_commit (CubbyCore *self, const CubbyDecision *decision)
{
  if (self->failed || self->distrust != NULL || !commit_one (self, decision))
    return FALSE;
  do_due (self);
  arm (self);
  return TRUE;
}

void
cubby_core_tidy (CubbyCore *self)
{
  g_autoptr (GError) error = NULL;
  CubbyJournalTidied tidied;
  gboolean started = self->ports.failed != NULL;
  if (!started || self->failed || self->distrust != NULL || !cubby_locker_is_at_rest (self->locker))
    return;
  if (!cubby_journal_tidy (self->journal, self->locker, &self->care, cubby_core_now_ms (self), &tidied,
                           &error))
    fail (self, error->message);
}

void
cubby_core_start (CubbyCore *self, const CubbyCorePorts *ports, gpointer user_data)
{
  self->ports = *ports;
  self->user_data = user_data;
  if (self->distrust != NULL)
    return;
  g_autoptr (CubbyDecision) start =
      cubby_locker_decide_start (self->locker, cubby_core_now_ms (self), CUBBY_VERSION);
  cubby_core_commit (self, start);
}
