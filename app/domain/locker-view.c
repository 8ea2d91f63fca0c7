/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-private.h"

#include <string.h>

gint64
cubby_locker_get_last_ms (const CubbyLocker *self)
{
  return self->last_ms;
}

CubbyDoorState
cubby_locker_get_door_state (const CubbyLocker *self, guint door)
{
  g_return_val_if_fail (door < self->n_doors, CUBBY_DOOR_UNKNOWN);
  return self->doors[door].state;
}

CubbyContent
cubby_locker_get_content (const CubbyLocker *self, guint door)
{
  g_return_val_if_fail (door < self->n_doors, CUBBY_CONTENT_EMPTY);
  const char *name = cubby_locker_door_name (self, door);
  const CubbyGrant *grant = cubby_locker_grant_at (self, name);
  CubbyContentFacts facts = {
      .parcel = cubby_locker_parcel_behind (self, name),
      .assigned = grant != NULL && grant->purpose == CUBBY_PURPOSE_STOW && grant->state == CUBBY_GRANT_ISSUED,
      .kept = cubby_locker_queue_keeps (self, name),
      .out_of_service = self->doors[door].out_of_service_ms != 0,
      .check = self->doors[door].check_ms != 0,
      .emptied = self->doors[door].emptied,
  };
  return cubby_content_judge (&facts);
}

const CubbyParcel *
cubby_locker_find_parcel (const CubbyLocker *self, const char *label)
{
  return g_hash_table_lookup (self->parcels, label);
}

const CubbyGrant *
cubby_locker_find_grant (const CubbyLocker *self, const char *id)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (g_str_equal (grant->id, id))
      return grant;
  }
  return NULL;
}

gint64
cubby_locker_get_session_end_ms (const CubbyLocker *self, const char *id)
{
  const CubbySession *session = g_hash_table_lookup (self->sessions, id);
  return session != NULL ? session->used_ms + CUBBY_SESSION_IDLE_MS : 0;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(CubbyParcel *const *)a)->label, (*(CubbyParcel *const *)b)->label);
}

static GPtrArray *
list_all (const CubbyLocker *self)
{
  GPtrArray *all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  g_ptr_array_sort (all, compare_labels);
  return all;
}

GPtrArray *
cubby_locker_list_parcels (const CubbyLocker *self)
{
  GPtrArray *parcels = list_all (self);
  for (guint i = parcels->len; i > 0; i--) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i - 1);
    if (!cubby_parcel_is_inside (parcel) && !cubby_parcel_may_be_stowed (parcel))
      g_ptr_array_remove_index (parcels, i - 1);
  }
  return parcels;
}

const GPtrArray *
cubby_locker_get_requests (const CubbyLocker *self)
{
  return self->requests;
}

static void
add_alarm (GArray *alarms, const char *kind, const char *door, gint64 since_ms)
{
  if (since_ms == 0)
    return;
  CubbyAlarm alarm = {.kind = kind, .door = door, .since_ms = since_ms};
  g_array_append_val (alarms, alarm);
}

GArray *
cubby_locker_list_alarms (const CubbyLocker *self)
{
  GArray *alarms = g_array_new (FALSE, FALSE, sizeof (CubbyAlarm));
  for (guint i = 0; i < self->n_doors; i++) {
    const CubbyLockerDoor *door = &self->doors[i];
    const char *name = cubby_locker_door_name (self, i);
    add_alarm (alarms, "forced", name, door->forced_ms);
    add_alarm (alarms, "left-open", name, door->left_open_ms);
    add_alarm (alarms, "stuck", name, door->out_of_service_ms);
    add_alarm (alarms, "review", name, door->check_ms);
  }
  g_autoptr (GPtrArray) parcels = list_all (self);
  for (guint i = 0; i < parcels->len; i++) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i);
    gboolean inside = cubby_parcel_is_inside (parcel);
    if (inside && (parcel->state == CUBBY_PARCEL_REVIEW || parcel->state == CUBBY_PARCEL_WITHDRAWN))
      add_alarm (alarms, parcel->state == CUBBY_PARCEL_REVIEW ? "review" : "withdrawn", parcel->door,
                 parcel->changed_ms);
    if (inside && cubby_locker_find_door (self, parcel->door) < 0)
      add_alarm (alarms, "no-door", parcel->door, parcel->changed_ms);
  }
  for (guint i = 0; i < self->queue->len; i++) {
    const CubbyQueueEntry *entry = g_ptr_array_index (self->queue, i);
    add_alarm (alarms, "assigned", entry->door, entry->assigned_ms);
  }
  for (guint i = 0; i < self->calls->len; i++) {
    const CubbyCall *call = g_ptr_array_index (self->calls, i);
    add_alarm (alarms, call->kind, "", call->since_ms);
  }
  return alarms;
}

static void
describe_parcel (GString *text, const CubbyParcel *parcel)
{
  g_autofree char *ctis = g_strjoinv (",", parcel->ctis);
  g_string_append_printf (
      text,
      "parcel %s v%" G_GUINT64_FORMAT " %s %s [%s] %s hold=%" G_GINT64_FORMAT
      " heavy=%d reach=%d %s review=%s stowing=%d recalled=%d door=%s used=%" G_GINT64_FORMAT
      " changed=%" G_GINT64_FORMAT " tries=%u last=%s\n",
      parcel->label, parcel->version, parcel->fulfilment, cubby_size_to_string (parcel->size), ctis,
      parcel->code_hash, parcel->hold_until_s, parcel->heavy, parcel->reach,
      cubby_parcel_state_to_string (parcel->state), cubby_review_to_string (parcel->review), parcel->stowing,
      parcel->recalled, parcel->door, parcel->used_ms, parcel->changed_ms, parcel->tries, parcel->last_grant);
}

static void
describe_grant (GString *text, const CubbyGrant *grant)
{
  g_string_append_printf (
      text,
      "grant %s of %s %s door=%s label=%s session=%s badge=%s retry_of=%s %s n=%u pulse=%u "
      "issued=%" G_GINT64_FORMAT " intent=%" G_GINT64_FORMAT " opened=%" G_GINT64_FORMAT "\n",
      grant->id, grant->sequence, cubby_purpose_to_string (grant->purpose), grant->door, grant->label,
      grant->session, grant->badge, grant->retry_of, cubby_grant_state_to_string (grant->state),
      grant->number, grant->pulse_ms, grant->issued_ms, grant->intent_ms, grant->opened_ms);
}

static void
describe_door (GString *text, const char *name, const CubbyLockerDoor *door)
{
  g_string_append_printf (text,
                          "door %s openings=%" G_GUINT64_FORMAT " pulsed=%" G_GINT64_FORMAT
                          " out=%" G_GINT64_FORMAT " check=%" G_GINT64_FORMAT " forced=%" G_GINT64_FORMAT
                          " left=%" G_GINT64_FORMAT " emptied=%d\n",
                          name, door->openings, door->pulsed_ms, door->out_of_service_ms, door->check_ms,
                          door->forced_ms, door->left_open_ms, door->emptied);
}

/* A hash table in the order of its keys, a line each. */
static void
describe_table (GString *text, GHashTable *table, void (*describe) (GString *, const char *, gconstpointer))
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc)strcmp);
  for (GList *key = keys; key != NULL; key = key->next)
    describe (text, key->data, g_hash_table_lookup (table, key->data));
}

static void
describe_session (GString *text, const char *id, gconstpointer value)
{
  const CubbySession *session = value;
  g_string_append_printf (text, "session %s %s %s used=%" G_GINT64_FORMAT "\n", id, session->badge,
                          cubby_role_to_string (session->role), session->used_ms);
}

static void
describe_attempts (GString *text, const char *who, gconstpointer value)
{
  const CubbyAttempts *attempts = value;
  g_string_append_printf (text, "attempts %s %u last=%" G_GINT64_FORMAT "\n", who, attempts->failures,
                          attempts->last_ms);
}

static void
describe_revoked (GString *text, const char *cti, gconstpointer value)
{
  g_string_append_printf (text, "revoked %s\n", cti);
}

static void
describe_lists (GString *text, const CubbyLocker *self)
{
  for (guint i = 0; i < self->grants->len; i++)
    describe_grant (text, g_ptr_array_index (self->grants, i));
  for (guint i = 0; i < self->requests->len; i++) {
    const CubbyOpenRequest *request = g_ptr_array_index (self->requests, i);
    g_string_append_printf (text, "request %s %s %s %" G_GINT64_FORMAT "\n", request->id, request->door,
                            request->why, request->made_ms);
  }
  for (guint i = 0; i < self->calls->len; i++) {
    const CubbyCall *call = g_ptr_array_index (self->calls, i);
    g_string_append_printf (text, "call %s %" G_GINT64_FORMAT "\n", call->kind, call->since_ms);
  }
  for (guint i = 0; i < self->queue->len; i++) {
    const CubbyQueueEntry *entry = g_ptr_array_index (self->queue, i);
    g_string_append_printf (text,
                            "queue %s since=%" G_GINT64_FORMAT " door=%s assigned=%" G_GINT64_FORMAT "\n",
                            entry->label, entry->since_ms, entry->door, entry->assigned_ms);
  }
  for (guint i = 0; i < self->pulses_ms->len; i++)
    g_string_append_printf (text, "pulse %" G_GINT64_FORMAT "\n", g_array_index (self->pulses_ms, gint64, i));
}

char *
cubby_locker_describe (const CubbyLocker *self)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "started=%" G_GINT64_FORMAT " last=%" G_GINT64_FORMAT " grants=%u\n",
                          self->started_ms, self->last_ms, self->n_grants);
  for (guint i = 0; i < self->n_doors; i++)
    describe_door (text, cubby_locker_door_name (self, i), &self->doors[i]);
  g_autoptr (GPtrArray) parcels = list_all (self);
  for (guint i = 0; i < parcels->len; i++)
    describe_parcel (text, g_ptr_array_index (parcels, i));
  describe_lists (text, self);
  describe_table (text, self->sessions, describe_session);
  describe_table (text, self->badges, describe_attempts);
  describe_table (text, self->revoked, describe_revoked);
  describe_attempts (text, "(keypad)", &self->keypad);
  describe_attempts (text, "(codes)", &self->codes);
  describe_attempts (text, "(passes)", &self->passes);
  return g_string_free (text, FALSE);
}
