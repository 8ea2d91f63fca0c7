/* SPDX-License-Identifier: Apache-2.0 */
/* A shopper holds up a pass, or types its code. */
#include "app/domain/locker-private.h"

typedef gboolean (*Match) (const CubbyParcel *parcel, const char *text);

static gboolean
match_code (const CubbyParcel *parcel, const char *code_hash)
{
  return cubby_parcel_has_code (parcel, code_hash);
}

static int
compare_parcels (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const CubbyLocker *self = user_data;
  const CubbyParcel *one = *(CubbyParcel *const *)a, *two = *(CubbyParcel *const *)b;
  int door_one = cubby_locker_find_door (self, one->door),
      door_two = cubby_locker_find_door (self, two->door);
  return door_one != door_two ? door_one - door_two : g_strcmp0 (one->label, two->label);
}

/* In walking order: as the doors stand, from the left. */
static GPtrArray *
find_parcels (const CubbyLocker *self, Match match, const char *text)
{
  GPtrArray *found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (match (value, text))
      g_ptr_array_add (found, value);
  g_ptr_array_sort_with_data (found, compare_parcels, (gpointer)self);
  return found;
}

static const char *
reason_of_parcel (const CubbyParcel *parcel)
{
  static const char *const by_state[CUBBY_N_PARCEL_STATES] = {
      [CUBBY_PARCEL_EXPECTED] = "not_loaded",    [CUBBY_PARCEL_LOADING] = "not_loaded",
      [CUBBY_PARCEL_LOADED] = "granted",         [CUBBY_PARCEL_COLLECTING] = "busy",
      [CUBBY_PARCEL_COLLECTED] = "already_used", [CUBBY_PARCEL_REVIEW] = "out_of_service",
      [CUBBY_PARCEL_WITHDRAWN] = "revoked",      [CUBBY_PARCEL_UNLOADED] = "not_loaded",
  };
  if (parcel->recalled && parcel->state != CUBBY_PARCEL_COLLECTED)
    return "revoked";
  gboolean stuck = parcel->state == CUBBY_PARCEL_REVIEW && parcel->review == CUBBY_REVIEW_STUCK;
  if (stuck || (parcel->state == CUBBY_PARCEL_UNLOADED && parcel->at_counter))
    return "at_counter";
  gboolean was_open = parcel->review == CUBBY_REVIEW_BRIEF || parcel->review == CUBBY_REVIEW_UNSEEN;
  if (parcel->state == CUBBY_PARCEL_REVIEW && was_open && !parcel->stowing)
    return "already_used";
  return by_state[parcel->state];
}

/* What a pass is told whose parcels are in several states: the first of these that any is in. */
static const char *const weight[] = {"busy",       "granted",      "at_counter", "out_of_service",
                                     "not_loaded", "already_used", "revoked",    NULL};

static const char *
reason_of_all (const CubbyLocker *self, GPtrArray *parcels)
{
  guint best = G_N_ELEMENTS (weight) - 1;
  for (guint i = 0; i < parcels->len; i++) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i);
    gboolean going_on = cubby_locker_grant_of_label (self, parcel->label) != NULL ||
                        (parcel->door != NULL && cubby_locker_grant_at (self, parcel->door) != NULL);
    const char *reason = going_on ? "busy" : reason_of_parcel (parcel);
    for (guint j = 0; j < best; j++)
      if (g_str_equal (weight[j], reason))
        best = j;
  }
  return weight[best] != NULL ? weight[best] : "not_here";
}

void
cubby_locker_refuse_pass (CubbyDecision *decision, const char *reason, gint64 now_ms)
{
  decision->reason = reason;
  cubby_decision_add (decision, CUBBY_EVENT_PASS_REFUSED, now_ms)->why = g_strdup (reason);
}

static gint64
get_used_at (GPtrArray *parcels)
{
  gint64 used_ms = 0;
  for (guint i = 0; i < parcels->len; i++)
    used_ms = MAX (used_ms, ((const CubbyParcel *)g_ptr_array_index (parcels, i))->used_ms);
  return used_ms;
}

/* Of a door that cannot be opened now. */
static const char *
reason_of_door (const CubbyLocker *self, int door)
{
  gboolean stuck = door >= 0 && self->doors[door].out_of_service_ms != 0 && !self->doors[door].out_by_staff;
  return stuck ? "at_counter" : "out_of_service";
}

/* Leaves those that can be opened now. */
static const char *
keep_openable (const CubbyLocker *self, GPtrArray *parcels, gint64 now_ms)
{
  const char *reason = "not_loaded";
  for (guint i = 0; i < parcels->len;) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i);
    int door = cubby_locker_find_door (self, parcel->door);
    gboolean loaded = parcel->state == CUBBY_PARCEL_LOADED && !parcel->recalled;
    gboolean held = parcel->hold_until_s == 0 || now_ms < parcel->hold_until_s * 1000;
    /* something else may lie there too: then staff hand it over */
    gboolean sure = door >= 0 && self->doors[door].check_ms == 0;
    gboolean usable = sure && cubby_locker_door_is_usable (self, (guint)door);
    if (loaded && held && usable) {
      i++;
      continue;
    }
    if (loaded)
      reason = held ? reason_of_door (self, door) : "expired";
    g_ptr_array_remove_index (parcels, i);
  }
  return parcels->len > 0 ? "granted" : reason;
}

static void
issue_pickup (const CubbyLocker *self, GPtrArray *parcels, const char *id, gint64 now_ms,
              CubbyDecision *decision)
{
  g_autofree CubbyTurn *turns = g_new0 (CubbyTurn, parcels->len);
  for (guint i = 0; i < parcels->len; i++) {
    turns[i].parcel = g_ptr_array_index (parcels, i);
    turns[i].door = (guint)cubby_locker_find_door (self, turns[i].parcel->door);
  }
  CubbyIssue issue = {.id = id, .purpose = CUBBY_PURPOSE_PICKUP};
  cubby_locker_issue_all (self, &issue, turns, parcels->len, now_ms, decision);
  decision->purpose = cubby_purpose_to_string (issue.purpose);
}

static void
decide_pickup (const CubbyLocker *self, GPtrArray *parcels, const char *id, gint64 now_ms,
               CubbyDecision *decision)
{
  if (((const CubbyParcel *)g_ptr_array_index (parcels, 0))->returning) { /* then all are */
    cubby_locker_decide_dropoff (self, parcels, id, now_ms, decision);
    return;
  }
  const char *reason = reason_of_all (self, parcels);
  gint64 used_at_ms = get_used_at (parcels);
  if (g_str_equal (reason, "busy")) {
    decision->reason = "busy";
    return;
  }
  if (g_str_equal (reason, "granted"))
    reason = keep_openable (self, parcels, now_ms);
  if (!g_str_equal (reason, "granted")) {
    cubby_locker_refuse_pass (decision, reason, now_ms);
    decision->used_at_ms = g_str_equal (reason, "already_used") ? used_at_ms : 0;
    return;
  }
  const CubbyParcel *first = g_ptr_array_index (parcels, 0);
  if (!cubby_locker_refuse_by_caps (self, (guint)cubby_locker_find_door (self, first->door), now_ms,
                                    decision))
    issue_pickup (self, parcels, id, now_ms, decision);
}

static gboolean
must_wait (const CubbyAttempts *attempts, const CubbyAttemptsPolicy *policy, gint64 now_ms,
           CubbyDecision *decision)
{
  decision->wait_s = cubby_attempts_get_wait_s (attempts, policy, now_ms);
  if (decision->wait_s == 0)
    return FALSE;
  decision->reason = "wait";
  return TRUE;
}

CubbyDecision *
cubby_locker_decide_pass_gate (const CubbyLocker *self, gint64 now_ms)
{
  CubbyDecision *decision = cubby_decision_new ();
  must_wait (&self->passes, &cubby_attempts_pass, now_ms, decision);
  return decision;
}

CubbyDecision *
cubby_locker_decide_bad_pass (const CubbyLocker *self, gint64 now_ms, const char *reason)
{
  CubbyDecision *decision = cubby_decision_new ();
  cubby_locker_refuse_pass (decision, reason, now_ms);
  return decision;
}

CubbyDecision *
cubby_locker_decide_pass (const CubbyLocker *self, gint64 now_ms, const char *id, const char *cti)
{
  CubbyDecision *decision = cubby_decision_new ();
  if (must_wait (&self->passes, &cubby_attempts_pass, now_ms, decision))
    return decision;
  g_autoptr (GPtrArray) parcels = find_parcels (self, cubby_parcel_has_cti, cti);
  if (parcels->len > 0)
    decide_pickup (self, parcels, id, now_ms, decision);
  else
    cubby_locker_refuse_pass (decision, g_hash_table_contains (self->revoked, cti) ? "revoked" : "not_here",
                              now_ms);
  return decision;
}

/* The attempt is counted before anything is compared: whoever cuts the power in between has spent it. */
CubbyDecision *
cubby_locker_decide_code_tried (const CubbyLocker *self, gint64 now_ms)
{
  CubbyDecision *decision = cubby_decision_new ();
  if (!must_wait (&self->codes, &cubby_attempts_code, now_ms, decision))
    cubby_decision_add (decision, CUBBY_EVENT_CODE_TRIED, now_ms);
  return decision;
}

CubbyDecision *
cubby_locker_decide_typed_code (const CubbyLocker *self, gint64 now_ms, const char *id, const char *code_hash)
{
  CubbyDecision *decision = cubby_decision_new ();
  g_autoptr (GPtrArray) parcels = find_parcels (self, match_code, code_hash);
  if (parcels->len == 0) {
    decision->reason = "wrong_code";
    return decision;
  }
  decide_pickup (self, parcels, id, now_ms, decision);
  /* a used code in hand costs no attempt, and buys none */
  gboolean good = cubby_decision_is_granted (decision);
  cubby_decision_add (decision, good ? CUBBY_EVENT_CODE_GOOD : CUBBY_EVENT_CODE_KNOWN, now_ms);
  return decision;
}
