/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/kiosk-events.h"
#include "app/central/kiosk-report.h"
#include "app/central/unit-of-work.h"

#include <string.h>

#define MAX_EVENTS 1000

typedef struct {
  gint64 seq;
  const char *id;
  const char *time;
  const char *type;
  JsonObject *data;
} Event;

/* What was made of one. */
typedef struct {
  gboolean alarms;
  char *remark; /* (nullable): what did not go together */
} Outcome;

static void
outcome_clear (Outcome *self)
{
  g_free (self->remark);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static const char *
get_text (const Event *event, const char *member)
{
  JsonNode *node = event->data != NULL ? json_object_get_member (event->data, member) : NULL;
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

/* A self-test that failed is the one thing of its kind that somebody has to look at. */
static gboolean
is_failed_test (const Event *event, CubbyReportType type)
{
  return type == CUBBY_REPORT_SELF_TEST && g_str_equal (get_text (event, "good"), "no");
}

static gboolean
apply (CubbyStore *store, const CubbyApiKey *key, const Event *event, Outcome *outcome, GError **error)
{
  CubbyReportEffect effect;
  CubbyKioskReport report = {
      .store = key->store,
      .label = get_text (event, "label"),
      .door = get_text (event, "door"),
      .why = get_text (event, "why"),
  };
  if (!cubby_report_type_from_string (event->type, &report.type)) {
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no report %s.", event->type);
    return FALSE;
  }
  gboolean good = cubby_kiosk_report_apply (store, &report, &effect, error);
  outcome->alarms = effect.alarms || is_failed_test (event, report.type);
  if (good)
    outcome->remark = g_strdup (effect.remark);
  return good;
}

/* Whether it says something of this one event, and not of the database. */
static gboolean
is_of_event (const GError *error)
{
  return error->domain == CUBBY_PROBLEM ||
         g_error_matches (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_CONSTRAINT);
}

/* In a savepoint of its own: what cannot be is taken back whole and kept with its reason, and the next goes
 * on. */
static gboolean
apply_aside (CubbyStore *store, const CubbyApiKey *key, const Event *event, Outcome *outcome, GError **error)
{
  g_autoptr (GError) reason = NULL;
  CubbyUnitMark mark = {0};
  if (store->unit != NULL)
    mark = cubby_unit_of_work_mark (store->unit);
  if (!cubby_sql_savepoint (store->sql, error))
    return FALSE;
  if (apply (store, key, event, outcome, &reason))
    return cubby_sql_release (store->sql, error);
  if (!is_of_event (reason)) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  g_warning ("kiosk %s, event %" G_GINT64_FORMAT " (%s): %s", key->kiosk, event->seq, event->type,
             reason->message);
  outcome->alarms = TRUE;
  outcome->remark = g_strdup (reason->message);
  if (store->unit != NULL)
    cubby_unit_of_work_undo (store->unit, &mark);
  return cubby_sql_rollback_to (store->sql, error);
}

static gboolean
write_down (CubbyStore *store, const CubbyApiKey *key, const Event *event, const Outcome *outcome,
            GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) none = json_object_new ();
  json_node_set_object (node, event->data != NULL ? event->data : none);
  g_autofree char *data = json_to_string (node, FALSE);
  return cubby_sql_run (
      store->sql, error,
      "INSERT INTO kiosk_event (kiosk, seq, id, time, type, data, remark, alarm, door, label,"
      " received_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "titttttitti", key->kiosk, event->seq, event->id, event->time, event->type, data, outcome->remark,
      (gint64)outcome->alarms, get_text (event, "door"), get_text (event, "label"), store->now_ms);
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

static void
add_remark (CubbyJsonText *json, const Event *event, const char *remark)
{
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_int (json, "seq", event->seq);
  cubby_json_text_string (json, "id", event->id);
  cubby_json_text_string (json, "remark", remark);
  cubby_json_text_close_object (json);
}

static gboolean
take_event (CubbyStore *store, const CubbyApiKey *key, const Event *event, CubbyJsonText *remarks,
            GError **error)
{
  g_auto (Outcome) outcome = {0};
  gboolean known = FALSE;
  if (!is_known (store, event, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  if (!apply_aside (store, key, event, &outcome, error))
    return FALSE;
  if (outcome.remark != NULL)
    add_remark (remarks, event, outcome.remark);
  return write_down (store, key, event, &outcome, error);
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

static gint
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *first = a, *second = b;
  return first->seq < second->seq ? -1 : first->seq > second->seq;
}

/* Returns: (transfer full) (nullable): in the order in which they happened. */
static GArray *
read_events (CubbyJsonBody *body, GError **error)
{
  JsonArray *array =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", "events", 0, MAX_EVENTS);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  guint n = array != NULL && !cubby_json_body_has_failed (body) ? json_array_get_length (array) : 0;
  for (guint i = 0; i < n; i++) {
    Event event = {0};
    g_autofree char *where = g_strdup_printf ("events[%u]", i);
    read_event (body, json_array_get_object_element (array, i), where, &event);
    g_array_append_val (events, event);
  }
  if (!cubby_json_body_finish (body, error))
    return NULL;
  g_array_sort (events, compare_events);
  return g_steal_pointer (&events);
}

/* First of all, so that two deliveries of one kiosk wait for each other. */
static gboolean
note_kiosk (CubbyStore *store, const CubbyApiKey *key, gint64 through, GError **error)
{
  return cubby_sql_run (
      store->sql, error,
      "UPDATE kiosk SET last_seen_ms = ?, last_seq = CASE WHEN last_seq < ? THEN ? ELSE last_seq END"
      " WHERE id = ?",
      "iiit", store->now_ms, through, through, key->kiosk);
}

char *
cubby_kiosk_events_take (CubbyStore *store, const CubbyApiKey *key, CubbyJsonBody *body, GError **error)
{
  g_autoptr (GArray) events = read_events (body, error);
  gint64 through = events != NULL && events->len > 0 ? g_array_index (events, Event, events->len - 1).seq : 0;
  if (events == NULL || !note_kiosk (store, key, through, error))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "remarks");
  for (guint i = 0; i < events->len; i++)
    if (!take_event (store, key, &g_array_index (events, Event, i), json, error))
      return NULL;
  cubby_json_text_close_array (json);
  if (!cubby_sql_read_int (store->sql, &through, through, error, "SELECT last_seq FROM kiosk WHERE id = ?",
                           "t", key->kiosk))
    return NULL;
  cubby_json_text_int (json, "accepted_through", through);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
