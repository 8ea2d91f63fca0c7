/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/kiosk-events.h"
#include "app/central/fulfilment.h"
#include "app/central/parcel.h"

#define MAX_EVENTS 1000

typedef struct {
  gint64 seq;
  const char *id;
  const char *time;
  const char *type;
  JsonObject *data;
} Event;

static const char *
get_text (const Event *event, const char *member)
{
  JsonNode *node = event->data != NULL ? json_object_get_member (event->data, member) : NULL;
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

/* Returns: (transfer full) (nullable): the fulfilment of the event's parcel, when it is of a store of the
 * kiosk. */
static char *
find_fulfilment (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error,
                                                   "SELECT f.id FROM parcel c JOIN fulfilment f ON f.id = "
                                                   "c.fulfilment WHERE c.label = ? AND f.location = ?",
                                                   "tt", get_text (event, "label"), key->store);
  if (!cubby_store_take_row (rows, error, "no parcel %s of the store %s", get_text (event, "label"),
                             key->store))
    return NULL;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

static gboolean
count_parcels (CubbyStore *store, const char *fulfilment, const char *except, gint64 *ret_others,
               GError **error)
{
  return cubby_sql_read_int (store->sql, ret_others, 0, error,
                             "SELECT COUNT(*) FROM parcel WHERE fulfilment = ? AND state <> ?", "tt",
                             fulfilment, except);
}

static gboolean
on_loaded (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error)
{
  gint64 missing = 0;
  g_autofree char *fulfilment = find_fulfilment (store, key, event, error);
  if (fulfilment == NULL ||
      !cubby_parcel_set_state (store, get_text (event, "label"), "loaded", get_text (event, "door"), error) ||
      !count_parcels (store, fulfilment, "loaded", &missing, error))
    return FALSE;
  return missing > 0 ||
         cubby_fulfilment_bring_to (store, fulfilment, CUBBY_FULFILMENT_READY_FOR_PICKUP, error);
}

static gboolean
on_picked_up (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error)
{
  gint64 missing = 0;
  g_autofree char *fulfilment = find_fulfilment (store, key, event, error);
  if (fulfilment == NULL ||
      !cubby_parcel_set_state (store, get_text (event, "label"), "picked_up", get_text (event, "door"),
                               error) ||
      !count_parcels (store, fulfilment, "picked_up", &missing, error))
    return FALSE;
  return missing > 0 || cubby_fulfilment_become (store, fulfilment, CUBBY_FULFILMENT_PICKED_UP, error);
}

static gboolean
on_unloaded (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error)
{
  g_autofree char *fulfilment = find_fulfilment (store, key, event, error);
  return fulfilment != NULL &&
         cubby_fulfilment_take_out (store, fulfilment, get_text (event, "label"), error);
}

static gboolean
on_note (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error)
{
  return TRUE; /* being written down is all */
}

static const struct {
  const char *type;
  gboolean (*apply) (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error);
} types[] = {
    {"parcel.loaded", on_loaded}, {"parcel.picked_up", on_picked_up}, {"parcel.unloaded", on_unloaded},
    {"parcel.review", on_note},   {"parcel.reopened", on_note},       {"parcel.at_counter", on_note},
    {"parcel.rejected", on_note}, {"parcel.dropped_off", on_note},    {"parcel.found", on_note},
    {"parcel.moved", on_note},    {"parcel.stranger", on_note},       {"door.forced", on_note},
    {"door.stuck", on_note},      {"pass.refused", on_note},          {"staff.called", on_note},
    {"clock.jumped", on_note},    {"clock.reset", on_note},           {"self_test.done", on_note},
};

static gboolean
apply (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, event->type) == 0)
      return types[i].apply (store, key, event, error);
  cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "unknown type %s", event->type);
  return FALSE;
}

static gboolean
write_down (CubbyStore *store, const CubbyApiKey *key, const Event *event, const char *remark, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) none = json_object_new ();
  json_node_set_object (node, event->data != NULL ? event->data : none);
  g_autofree char *data = json_to_string (node, FALSE);
  return cubby_sql_run (store->sql, error,
                        "INSERT INTO kiosk_event (kiosk, seq, id, time, type, data, remark, received_ms)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        "tittttti", key->kiosk, event->seq, event->id, event->time, event->type, data, remark,
                        store->now_ms);
}

/*
 * A number is one event of one journal, so its id says it all; and a kiosk whose journal had to be begun anew
 * counts from 1 again without its events being taken for old ones.
 */
static gboolean
is_known (CubbyStore *store, const Event *event, gboolean *ret_known, GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error, "SELECT COUNT(*) FROM kiosk_event WHERE id = ?", "t",
                           event->id))
    return FALSE;
  *ret_known = found > 0;
  return TRUE;
}

static gboolean
take_event (CubbyStore *store, const CubbyApiKey *key, const Event *event, GError **error)
{
  gboolean known = FALSE;
  if (!is_known (store, event, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  g_autoptr (GError) reason = NULL;
  if (!apply (store, key, event, &reason)) {
    if (reason->domain != CUBBY_PROBLEM) {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
    g_warning ("kiosk %s, event %" G_GINT64_FORMAT " (%s): %s", key->kiosk, event->seq, event->type,
               reason->message);
  }
  return write_down (store, key, event, reason != NULL ? reason->message : NULL, error);
}

static void
read_event (CubbyJsonBody *body, JsonObject *object, const char *where, Event *ret_event)
{
  ret_event->seq = cubby_json_body_get_int (body, object, where, "seq", 0, G_MAXINT64);
  ret_event->id = cubby_json_body_get_string (body, object, where, "id", 64);
  ret_event->time = cubby_json_body_get_string (body, object, where, "time", 40);
  ret_event->type = cubby_json_body_get_string (body, object, where, "type", 64);
  ret_event->data = cubby_json_body_get_optional_object (body, object, where, "data");
}

char *
cubby_kiosk_events_take (CubbyStore *store, const CubbyApiKey *key, CubbyJsonBody *body, GError **error)
{
  gint64 through = 0;
  JsonArray *events =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", "events", 0, MAX_EVENTS);
  if (cubby_json_body_has_failed (body)) {
    cubby_json_body_finish (body, error);
    return NULL;
  }
  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++) {
    Event event = {0};
    g_autofree char *where = g_strdup_printf ("events[%u]", i);
    read_event (body, json_array_get_object_element (events, i), where, &event);
    if (!cubby_json_body_finish (body, error) || !take_event (store, key, &event, error))
      return NULL;
    through = MAX (through, event.seq);
  }
  if (!cubby_sql_run (
          store->sql, error,
          "UPDATE kiosk SET last_seen_ms = ?, last_seq = CASE WHEN last_seq < ? THEN ? ELSE last_seq END"
          " WHERE id = ?",
          "iiit", store->now_ms, through, through, key->kiosk) ||
      !cubby_sql_read_int (store->sql, &through, through, error, "SELECT last_seq FROM kiosk WHERE id = ?",
                           "t", key->kiosk))
    return NULL;
  return g_strdup_printf ("{\"accepted_through\":%" G_GINT64_FORMAT "}", through);
}
