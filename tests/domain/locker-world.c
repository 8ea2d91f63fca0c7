/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/domain/locker-world.h"

#include "app/domain/locker-snapshot.h"

static const CubbyLockerRules rules = {
    .caps = {.doors_per_minute = 20, .doors_open = 2, .cool_down_ms = 3000},
    .pulse_ms = 500,
    .open_wait_ms = 3000,
    .shut_alarm_s = 120,
    .assigned_s = 3600,
    .reopen_s = 120,
    .undo_s = 60,
    .retries = 2,
};
typedef struct {
  gint64 at_ms;
  guint door;
} Pulse;

static const guint power_groups[] = {0, 0, 0, 1, 1, 1};

static CubbyLocker *
make_locker (const CubbyBank *bank)
{
  return cubby_locker_new (bank, power_groups, &rules);
}

static CubbyBank *
make_bank (void)
{
  static const struct {
    const char *name;
    CubbySize size;
    guint height_mm;
  } rows[] = {{"A1", CUBBY_SIZE_S, 140}, {"A2", CUBBY_SIZE_M, 210}, {"A3", CUBBY_SIZE_L, 380},
              {"B1", CUBBY_SIZE_S, 140}, {"B2", CUBBY_SIZE_M, 210}, {"B3", CUBBY_SIZE_L, 380}};
  CubbyBank *bank = cubby_bank_new ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (i % 3 == 0)
      cubby_bank_add_column (bank, i == 0 ? "A" : "B", 450, FALSE);
    cubby_bank_add_compartment (bank, rows[i].name, rows[i].size, rows[i].height_mm, 120, i / 3, i % 3);
  }
  return bank;
}

World *
world_new (void)
{
  World *self = g_new0 (World, 1);
  self->bank = make_bank ();
  self->locker = make_locker (self->bank);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pulsed = g_array_new (FALSE, FALSE, sizeof (Pulse));
  self->outbox = g_ptr_array_new_with_free_func (g_free);
  self->pulses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changes = g_ptr_array_new_with_free_func (g_free);
  self->snapshot_stride = WORLD_SNAPSHOT_STRIDE;
  self->now_ms = 1800000000000;
  world_do (self, cubby_locker_decide_start (self->locker, self->now_ms, "test"));
  return self;
}

World *
world_new_ready (void)
{
  World *self = world_new ();
  world_boards (self, TRUE);
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->bank); i++)
    world_read (self, cubby_bank_get_compartment (self->bank, i)->name, CUBBY_READING_SHUT);
  return self;
}

void
world_free (World *self)
{
  cubby_locker_free (self->locker);
  cubby_locker_free (self->twin);
  g_free (self->snapshot);
  cubby_bank_free (self->bank);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->times);
  g_array_unref (self->pulsed);
  g_ptr_array_unref (self->outbox);
  g_hash_table_unref (self->pulses);
  g_ptr_array_unref (self->changes);
  g_free (self->last_pulsed);
  g_free (self->differences);
  cubby_decision_free (self->last);
  g_free (self);
}

static void
journal (World *self, const CubbyLockerEvent *event)
{
  if (!cubby_locker_event_is_durable (event))
    return;
  g_ptr_array_add (self->names, g_strdup (cubby_locker_event_get_name (event)));
  g_ptr_array_add (self->texts, cubby_locker_event_format (event));
  g_array_append_val (self->times, event->time_ms);
}

static gboolean
has_row (World *self, const char *name, const char *text)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->names, i), name) &&
        g_strrstr (g_ptr_array_index (self->texts, i), text) != NULL)
      return TRUE;
  return FALSE;
}

/* Whoever asks for a door, and for whatever purpose: the caps hold. */
static void
check_caps (World *self, guint door)
{
  static const gboolean is_held[CUBBY_N_DOOR_STATES] = {
      [CUBBY_DOOR_UNLOCKING] = TRUE, [CUBBY_DOOR_OPEN] = TRUE};
  guint in_minute = 0, held = 0;
  while (self->pulsed->len > 0 &&
         g_array_index (self->pulsed, Pulse, self->pulsed->len - 1).at_ms > self->now_ms)
    g_array_set_size (self->pulsed, self->pulsed->len - 1); /* the clock was reset */
  for (guint i = 0; i < self->pulsed->len; i++) {
    const Pulse *before = &g_array_index (self->pulsed, Pulse, i);
    gint64 ago_ms = self->now_ms - before->at_ms;
    in_minute += ago_ms < 60000;
    if (before->door == door)
      g_assert_cmpint (ago_ms, >=, rules.caps.cool_down_ms);
    else if (power_groups[before->door] == power_groups[door])
      g_assert_cmpint (ago_ms, >=, rules.pulse_ms);
  }
  g_assert_cmpuint (in_minute, <, rules.caps.doors_per_minute);
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->bank); i++)
    held += is_held[cubby_locker_get_door_state (self->locker, i)];
  g_assert_cmpuint (held, <=, rules.caps.doors_open);
  Pulse pulse = {.at_ms = self->now_ms, .door = door};
  g_array_append_val (self->pulsed, pulse);
}

/* Every pulse of every test passes here: never without a live grant in INTENT that is in the journal, never
 * twice for one grant. */
static void
pulse (World *self, const CubbyEffect *effect)
{
  const CubbyGrant *grant = cubby_locker_find_grant (self->locker, effect->grant);
  g_assert_nonnull (grant);
  g_assert_cmpint (grant->state, ==, CUBBY_GRANT_INTENT);
  g_autofree char *text = g_strdup_printf ("grant=%s ", effect->grant);
  g_assert_true (has_row (self, "grant.intent", text));
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->pulses, effect->grant));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (effect->pulse_ms, ==, rules.pulse_ms);
  g_hash_table_insert (self->pulses, g_strdup (effect->grant), GUINT_TO_POINTER (n + 1));
  check_caps (self, (guint)effect->door);
  g_free (self->last_pulsed);
  self->last_pulsed = g_strdup (effect->door_name);
}

static void
carry_out (World *self, GPtrArray *effects)
{
  for (guint i = 0; i < effects->len; i++) {
    const CubbyEffect *effect = g_ptr_array_index (effects, i);
    if (effect->kind == CUBBY_EFFECT_PULSE)
      pulse (self, effect);
    if (effect->kind == CUBBY_EFFECT_GRANT_CHANGED)
      g_ptr_array_add (self->changes,
                       g_strdup_printf ("%s %s", effect->grant, cubby_grant_state_to_string (effect->state)));
    if (effect->kind == CUBBY_EFFECT_GRANT_CHANGED && effect->state == CUBBY_GRANT_CLOSED) {
      self->closed_result = g_intern_string (effect->result);
      self->closed_reopen_s = effect->reopen_s;
      self->closed_undo_s = effect->undo_s;
      g_free (self->differences);
      self->differences = effect->differences != NULL ? g_strjoinv (", ", effect->differences) : NULL;
    }
  }
}

static void
check_lines (const char *got, const char *expected)
{
  if (g_str_equal (got, expected))
    return;
  g_auto (GStrv) got_lines = g_strsplit (got, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);
  for (guint i = 0; got_lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (got_lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (got_lines), ==, g_strv_length (expected_lines));
}

/* What is restored is what was saved, also where the configuration has no doors. */
static void
check_restore (World *self, const char *saved)
{
  g_autoptr (CubbyBank) no_doors = cubby_bank_new ();
  const CubbyBank *banks[] = {self->bank, no_doors};
  for (guint i = 0; i < G_N_ELEMENTS (banks); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CubbyLocker) locker = cubby_locker_restore (banks[i], power_groups, &rules, saved, &error);
    g_assert_no_error (error);
    g_autofree char *again = cubby_locker_save (locker);
    check_lines (again, saved);
  }
}

static void
take_snapshot (World *self)
{
  if (self->commits++ % self->snapshot_stride != 0)
    return;
  g_free (self->snapshot);
  self->snapshot = cubby_locker_save (self->locker);
  self->snapshot_rows = self->names->len;
  check_restore (self, self->snapshot);
}

static void
check_same_effects (const GPtrArray *got, const GPtrArray *expected)
{
  g_assert_cmpuint (got->len, ==, expected->len);
  for (guint i = 0; i < got->len; i++) {
    const CubbyEffect *a = g_ptr_array_index (got, i), *b = g_ptr_array_index (expected, i);
    g_assert_cmpint (a->kind, ==, b->kind);
    g_assert_cmpint (a->door, ==, b->door);
    g_assert_cmpstr (a->grant, ==, b->grant);
    g_assert_cmpstr (a->label, ==, b->label);
    g_assert_cmpint (a->state, ==, b->state);
    g_assert_cmpuint (a->remaining, ==, b->remaining);
  }
}

static void
step_twin (World *self, const CubbyDecision *decision, const GPtrArray *effects)
{
  if (self->twin == NULL)
    return;
  g_autoptr (GPtrArray) twins = cubby_locker_effects_new ();
  for (guint i = 0; i < decision->events->len; i++)
    g_assert_true (cubby_locker_step (self->twin, g_ptr_array_index (decision->events, i), twins, NULL));
  check_same_effects (twins, effects);
}

static void
check_twin_due (World *self, const CubbyDecision *due)
{
  if (self->twin == NULL)
    return;
  g_autoptr (CubbyDecision) twins = cubby_locker_decide_due (self->twin, self->now_ms);
  g_assert_cmpuint (twins->events->len, ==, due->events->len);
  for (guint i = 0; i < due->events->len; i++) {
    g_autofree char *expected = cubby_locker_event_format (g_ptr_array_index (due->events, i));
    g_autofree char *got = cubby_locker_event_format (g_ptr_array_index (twins->events, i));
    g_assert_cmpstr (got, ==, expected);
  }
  g_assert_cmpint (cubby_locker_get_next_due_ms (self->twin, self->now_ms), ==,
                   cubby_locker_get_next_due_ms (self->locker, self->now_ms));
}

static void
commit (World *self, const CubbyDecision *decision)
{
  g_autoptr (GPtrArray) reports = cubby_locker_reports_new ();
  g_autoptr (GPtrArray) effects = cubby_locker_effects_new ();
  for (guint i = 0; i < decision->events->len; i++)
    cubby_locker_report (self->locker, g_ptr_array_index (decision->events, i), reports);
  for (guint i = 0; i < decision->events->len; i++)
    journal (self, g_ptr_array_index (decision->events, i));
  for (guint i = 0; i < decision->events->len; i++)
    g_assert_true (cubby_locker_step (self->locker, g_ptr_array_index (decision->events, i), effects, NULL));
  for (guint i = 0; i < reports->len; i++) {
    const CubbyReport *report = g_ptr_array_index (reports, i);
    g_ptr_array_add (self->outbox, g_strdup_printf ("%s %s", report->type, report->data));
  }
  step_twin (self, decision, effects);
  take_snapshot (self);
  carry_out (self, effects);
}

/* From here on time is what staff say it is. */
static void
follow_reset (World *self, const CubbyDecision *decision)
{
  for (guint i = 0; i < decision->events->len; i++) {
    const CubbyLockerEvent *event = g_ptr_array_index (decision->events, i);
    if (event->type == CUBBY_EVENT_CLOCK_RESET)
      self->now_ms = event->to_ms;
  }
}

static void
do_due (World *self)
{
  for (guint n = 0; n < 100; n++) {
    g_autoptr (CubbyDecision) due = cubby_locker_decide_due (self->locker, self->now_ms);
    check_twin_due (self, due);
    if (due->events->len == 0) {
      g_assert_cmpint (cubby_locker_get_next_due_ms (self->locker, self->now_ms), >, self->now_ms);
      return;
    }
    commit (self, due);
  }
  g_assert_not_reached (); /* it never comes to rest */
}

const char *
world_do (World *self, CubbyDecision *decision)
{
  cubby_decision_free (self->last);
  self->last = decision;
  commit (self, decision);
  follow_reset (self, decision);
  do_due (self);
  return decision->reason;
}

/* In the steps that the locker itself asks for. */
void
world_pass_ms (World *self, gint64 ms)
{
  gint64 end_ms = self->now_ms + ms;
  while (self->now_ms < end_ms) {
    gint64 due_ms = cubby_locker_get_next_due_ms (self->locker, self->now_ms);
    self->now_ms = CLAMP (due_ms, self->now_ms + 1, end_ms);
    do_due (self);
  }
}

/* Takes @locker, which is as it was after @from rows. */
static CubbyLocker *
replay (World *self, CubbyLocker *locker, guint from)
{
  for (guint i = from; i < self->names->len; i++) {
    g_autoptr (GError) error = NULL;
    const char *text = g_ptr_array_index (self->texts, i);
    g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (
        g_ptr_array_index (self->names, i), g_array_index (self->times, gint64, i), text, &error);
    g_assert_no_error (error);
    g_autofree char *again = cubby_locker_event_format (event);
    g_assert_cmpstr (again, ==, text);
    g_assert_true (cubby_locker_step (locker, event, NULL, NULL));
  }
  return locker;
}

static CubbyLocker *
restore (World *self)
{
  g_autoptr (GError) error = NULL;
  CubbyLocker *locker = cubby_locker_restore (self->bank, power_groups, &rules, self->snapshot, &error);
  g_assert_no_error (error);
  return locker;
}

void
world_check_replay (World *self)
{
  g_autoptr (CubbyBank) no_doors = cubby_bank_new ();
  g_autoptr (CubbyLocker) again = replay (self, make_locker (self->bank), 0);
  g_autoptr (CubbyLocker) elsewhere = replay (self, make_locker (no_doors), 0);
  g_autoptr (CubbyLocker) later = replay (self, restore (self), self->snapshot_rows);
  const CubbyLocker *lockers[] = {again, elsewhere, later, self->twin};
  g_autofree char *live = cubby_locker_save (self->locker);
  check_restore (self, live);
  for (guint i = 0; i < G_N_ELEMENTS (lockers) && lockers[i] != NULL; i++) {
    g_autofree char *text = cubby_locker_save (lockers[i]);
    check_lines (text, live);
  }
}

void
world_crash (World *self)
{
  cubby_locker_free (self->locker);
  cubby_locker_free (self->twin);
  self->locker = replay (self, restore (self), self->snapshot_rows);
  self->twin = replay (self, make_locker (self->bank), 0);
  world_do (self, cubby_locker_decide_start (self->locker, self->now_ms, "test"));
}

void
world_boards (World *self, gboolean answer)
{
  for (guint i = 0; i < 2; i++)
    world_do (self, cubby_locker_decide_board (self->locker, self->now_ms, i, answer));
}

void
world_read (World *self, const char *door, CubbyReading reading)
{
  int index = cubby_bank_find (self->bank, door);
  g_assert_cmpint (index, >=, 0);
  world_do (self, cubby_locker_decide_reading (self->locker, self->now_ms, (guint)index, reading));
}

void
world_expect (World *self, const char *label, CubbySize size, const char *fulfilment, const char *cti)
{
  const char *ctis[] = {cti, NULL};
  CubbyNotice notice = {
      .label = label,
      .version = 1,
      .fulfilment = fulfilment,
      .size = size,
      .ctis = ctis,
      .code_hash = g_str_equal (fulfilment, "F1") ? "c0de" : fulfilment, /* one a fulfilment */
      .hold_until_s = self->now_ms / 1000 + 48 * 3600,
  };
  world_do (self, cubby_locker_decide_notice (self->locker, self->now_ms, &notice));
}

static char *
next_id (World *self)
{
  return g_strdup_printf ("id%u", ++self->ids);
}

const char *
world_sign_in (World *self, CubbyRole role)
{
  return world_sign_in_as (self, "B-1001", role);
}

const char *
world_sign_in_as (World *self, const char *badge, CubbyRole role)
{
  g_autofree char *id = next_id (self);
  world_do (self, cubby_locker_decide_signed_in (self->locker, self->now_ms, id, badge, role));
  const CubbyLockerEvent *event = g_ptr_array_index (self->last->events, 0);
  return g_intern_string (event->session);
}

const char *
world_stow (World *self, const char *session, const char *label)
{
  g_autofree char *id = next_id (self);
  return world_do (self, cubby_locker_decide_stow (self->locker, self->now_ms, id, session, label));
}

const char *
world_too_small (World *self, const char *session, const char *grant)
{
  g_autofree char *id = next_id (self);
  return world_do (self, cubby_locker_decide_too_small (self->locker, self->now_ms, id, session, grant));
}

const char *
world_take_back (World *self, const char *session, const char *label)
{
  g_autofree char *id = next_id (self);
  return world_do (self, cubby_locker_decide_take_back (self->locker, self->now_ms, id, session, label));
}

const char *
world_remove (World *self, const char *session, const char *labels)
{
  g_autofree char *id = next_id (self);
  g_auto (GStrv) list = g_strsplit (labels, " ", -1);
  return world_do (
      self, cubby_locker_decide_removal (self->locker, self->now_ms, id, session, (const char *const *)list));
}

const char *
world_open_many (World *self, const char *session, const char *second, const char *doors)
{
  g_autofree char *id = next_id (self);
  g_auto (GStrv) list = doors[0] != '\0' ? g_strsplit (doors, " ", -1) : g_new0 (char *, 1);
  return world_do (self, cubby_locker_decide_open_many (self->locker, self->now_ms, id, session, second,
                                                        (const char *const *)list, "cleaning"));
}

const char *
world_reconcile (World *self, const char *session, const char *second, const char *doors)
{
  g_autofree char *id = next_id (self);
  g_auto (GStrv) list = doors[0] != '\0' ? g_strsplit (doors, " ", -1) : g_new0 (char *, 1);
  return world_do (self, cubby_locker_decide_reconciliation (self->locker, self->now_ms, id, session, second,
                                                             (const char *const *)list));
}

const char *
world_seen (World *self, const char *session, const char *door, const char *labels)
{
  g_auto (GStrv) list = labels[0] != '\0' ? g_strsplit (labels, " ", -1) : g_new0 (char *, 1);
  return world_do (
      self, cubby_locker_decide_seen (self->locker, self->now_ms, session, door, (const char *const *)list));
}

const char *
world_reopen (World *self, const char *closed_grant)
{
  g_autofree char *id = next_id (self);
  return world_do (self, cubby_locker_decide_reopen (self->locker, self->now_ms, id, closed_grant));
}

void
world_open_and_shut (World *self, const char *door, gint64 ms)
{
  world_read (self, door, CUBBY_READING_OPEN);
  world_pass_ms (self, ms);
  world_read (self, door, CUBBY_READING_SHUT);
}

const char *
world_load (World *self, const char *label, CubbySize size, const char *fulfilment, const char *cti)
{
  world_expect (self, label, size, fulfilment, cti);
  const char *session = world_sign_in (self, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (self, session, label), ==, "granted");
  const char *door = g_intern_string (self->last->door);
  if (cubby_locker_find_grant (self->locker, self->last->grant)->state == CUBBY_GRANT_ISSUED)
    world_pass_ms (self, 3000); /* the lock, or its supply, was resting */
  world_read (self, door, CUBBY_READING_OPEN);
  world_pass_ms (self, 4000);
  world_read (self, door, CUBBY_READING_SHUT);
  g_assert_cmpint (world_parcel (self, label), ==, CUBBY_PARCEL_LOADED);
  world_do (self, cubby_locker_decide_sign_out (self->locker, self->now_ms, session, "sign-out"));
  return door;
}

const char *
world_type (World *self, const char *id, const char *code_hash)
{
  const char *reason = world_do (self, cubby_locker_decide_code_tried (self->locker, self->now_ms));
  if (reason != NULL && reason[0] != '\0')
    return reason;
  return world_do (self, cubby_locker_decide_typed_code (self->locker, self->now_ms, id, code_hash));
}

const char *
world_present (World *self, const char *cti)
{
  g_autofree char *id = next_id (self);
  return world_do (self, cubby_locker_decide_pass (self->locker, self->now_ms, id, cti));
}

const CubbyGrant *
world_grant_of (World *self, const char *label)
{
  for (guint i = self->changes->len; i > 0; i--) {
    g_auto (GStrv) words = g_strsplit (g_ptr_array_index (self->changes, i - 1), " ", 2);
    const CubbyGrant *grant = cubby_locker_find_grant (self->locker, words[0]);
    if (grant != NULL && g_strcmp0 (grant->label, label) == 0)
      return grant;
  }
  return NULL;
}

CubbyDoorState
world_door (World *self, const char *door)
{
  return cubby_locker_get_door_state (self->locker, (guint)cubby_bank_find (self->bank, door));
}

CubbyContent
world_content (World *self, const char *door)
{
  return cubby_locker_get_content (self->locker, (guint)cubby_bank_find (self->bank, door));
}

CubbyParcelState
world_parcel (World *self, const char *label)
{
  const CubbyParcel *parcel = cubby_locker_find_parcel (self->locker, label);
  g_assert_nonnull (parcel);
  return parcel->state;
}

gboolean
world_reported (World *self, const char *row)
{
  for (guint i = 0; i < self->outbox->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (self->outbox, i), row))
      return TRUE;
  return FALSE;
}

guint
world_count_reports (World *self, const char *row)
{
  guint n = 0;
  for (guint i = 0; i < self->outbox->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->outbox, i), row);
  return n;
}

guint
world_count_pulses (World *self)
{
  return g_hash_table_size (self->pulses);
}
