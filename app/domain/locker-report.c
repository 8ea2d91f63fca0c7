/* SPDX-License-Identifier: Apache-2.0 */
/* What the centre hears: one table row for each type of event that it hears of. */
#include "app/domain/locker-private.h"

typedef void (*Report) (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports);

static void
append_json_text (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c (json, '\\');
    if ((guchar)*c < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint)(guchar)*c);
    else
      g_string_append_c (json, *c);
  }
  g_string_append_c (json, '"');
}

static void
add (GString *json, const char *name, const char *value)
{
  g_string_append_printf (json, "%s\"%s\":", json->len > 1 ? "," : "", name);
  append_json_text (json, value != NULL ? value : "");
}

/* @pairs: names and values, ended by NULL */
static void
report (GPtrArray *reports, const char *type, const char *const *pairs)
{
  GString *data = g_string_new ("{");
  for (guint i = 0; pairs[i] != NULL; i += 2)
    add (data, pairs[i], pairs[i + 1]);
  g_string_append_c (data, '}');
  CubbyReport *row = g_new0 (CubbyReport, 1);
  row->type = type;
  row->data = g_string_free (data, FALSE);
  g_ptr_array_add (reports, row);
}

static void
report_parcel (GPtrArray *reports, const char *type, const CubbyParcel *parcel, const char *door,
               const char *name, const char *value)
{
  if (parcel == NULL)
    return;
  const char *const pairs[] = {"label", parcel->label, "door", door, name, value, NULL};
  report (reports, type, pairs);
}

static void
report_one (GPtrArray *reports, const char *type, const char *name, const char *value)
{
  const char *const pairs[] = {name, value, NULL};
  report (reports, type, pairs);
}

static const CubbyParcel *
parcel_of (const CubbyLocker *self, const CubbyGrant *grant)
{
  return grant->label != NULL ? cubby_locker_find_parcel (self, grant->label) : NULL;
}

static void
report_opened (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  const CubbyGrant *grant = cubby_locker_find_grant (self, event->grant);
  if (grant != NULL && grant->purpose == CUBBY_PURPOSE_REOPEN)
    report_parcel (reports, "parcel.reopened", parcel_of (self, grant), grant->door, NULL, NULL);
}

/* What lies behind a door that does not open goes to the counter when staff get it out. */
static const char *
why_unloaded (const CubbyLocker *self, const CubbyGrant *grant, const CubbyParcel *parcel, gint64 now_ms)
{
  if (parcel->at_counter)
    return "counter";
  const char *why =
      grant->purpose == CUBBY_PURPOSE_REMOVAL ? cubby_locker_why_removed (self, parcel, now_ms) : NULL;
  return why != NULL ? why : "opened by staff";
}

static void
report_unloaded (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, GPtrArray *reports)
{
  const CubbyParcel *parcel = cubby_locker_parcel_behind (self, grant->door);
  if (parcel != NULL)
    report_parcel (reports, "parcel.unloaded", parcel, grant->door, "why",
                   why_unloaded (self, grant, parcel, now_ms));
}

static void
report_issued (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  if (g_str_equal (event->purpose, cubby_purpose_to_string (CUBBY_PURPOSE_TAKEBACK)))
    report_parcel (reports, "parcel.unloaded", cubby_locker_find_parcel (self, event->label), event->door,
                   "why", "taken back");
}

static void
report_rejected (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  report_parcel (reports, "parcel.rejected", cubby_locker_find_parcel (self, event->label), "", "why",
                 event->why);
}

/* Passes of parcels that the centre thinks collected, or wants no more, are news of their own to it. */
static const char *
type_of_loaded (const CubbyParcel *parcel)
{
  if (parcel->returning)
    return "parcel.dropped_off";
  gboolean known = parcel->state != CUBBY_PARCEL_COLLECTED && parcel->state != CUBBY_PARCEL_WITHDRAWN &&
                   !parcel->recalled && !parcel->rejected;
  return known ? "parcel.loaded" : "parcel.found";
}

static void
report_settled (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  const CubbyGrant *grant = cubby_locker_find_grant (self, event->grant);
  const CubbyParcel *parcel = cubby_locker_find_parcel (self, event->label);
  CubbySettlement settlement;
  if (grant == NULL || !cubby_settlement_from_string (event->result, &settlement))
    return;
  if (settlement == CUBBY_SETTLEMENT_STRANGER || settlement == CUBBY_SETTLEMENT_SURPLUS) {
    const char *const pairs[] = {"label", event->label, "door", grant->door, "why", event->result, NULL};
    report (reports, "parcel.stranger", pairs);
  }
  if (parcel == NULL)
    return;
  if (settlement == CUBBY_SETTLEMENT_SEEN || settlement == CUBBY_SETTLEMENT_FOUND)
    report_parcel (reports, type_of_loaded (parcel), parcel, grant->door, "fulfilment", parcel->fulfilment);
  if (settlement == CUBBY_SETTLEMENT_MOVED)
    report_parcel (reports, "parcel.moved", parcel, grant->door, "from", parcel->door);
  if (settlement == CUBBY_SETTLEMENT_MISSING ||
      (settlement == CUBBY_SETTLEMENT_SURPLUS && cubby_parcel_is_inside (parcel)))
    report_parcel (reports, "parcel.unloaded", parcel, parcel->door, "why", "not found");
}

/* A parcel that was to be taken back, and lies where it lay. */
static gboolean
is_loaded_again (const CubbyGrant *grant, const CubbyParcel *parcel, const char *result)
{
  return parcel != NULL && parcel->state == CUBBY_PARCEL_LOADED && grant->purpose == CUBBY_PURPOSE_TAKEBACK &&
         (g_str_equal (result, "lapsed") || g_str_equal (result, "not_sent"));
}

static void
report_closed (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  const CubbyGrant *grant = cubby_locker_find_grant (self, event->grant);
  if (grant == NULL)
    return;
  const CubbyParcel *parcel = parcel_of (self, grant);
  if (g_str_equal (event->result, "loaded") || is_loaded_again (grant, parcel, event->result))
    report_parcel (reports, "parcel.loaded", parcel, grant->door, NULL, NULL);
  if (g_str_equal (event->result, "dropped_off") && parcel != NULL)
    report_parcel (reports, "parcel.dropped_off", parcel, grant->door, "fulfilment", parcel->fulfilment);
  if (g_str_equal (event->result, "collected") && parcel != NULL && parcel->state != CUBBY_PARCEL_COLLECTED)
    report_parcel (reports, "parcel.picked_up", parcel, grant->door, "fulfilment", parcel->fulfilment);
  if (g_str_equal (event->result, "review") && grant->purpose != CUBBY_PURPOSE_REOPEN)
    report_parcel (reports, "parcel.review", parcel, grant->door, "why", event->why);
  if (g_str_equal (event->result, "unloaded"))
    report_unloaded (self, grant, event->time_ms, reports);
}

static void
report_unknown (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  const CubbyGrant *grant = cubby_locker_find_grant (self, event->grant);
  if (grant != NULL && grant->purpose != CUBBY_PURPOSE_REOPEN)
    report_parcel (reports, "parcel.review", parcel_of (self, grant), grant->door, "why", "unknown");
  report_one (reports, "staff.called", "kind", "door");
}

/* What was loaded, and now nobody can take out but with a key. */
static gboolean
becomes_stuck (const CubbyGrant *grant, const CubbyParcel *parcel)
{
  return parcel != NULL && (grant->purpose == CUBBY_PURPOSE_PICKUP || parcel->state == CUBBY_PARCEL_LOADED);
}

static void
report_not_opened (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  const CubbyGrant *grant = cubby_locker_find_grant (self, event->grant);
  if (grant == NULL)
    return;
  const CubbyParcel *parcel = parcel_of (self, grant);
  if (is_loaded_again (grant, parcel, event->result))
    report_parcel (reports, "parcel.loaded", parcel, grant->door, NULL, NULL);
  if (g_str_equal (event->result, "not_sent"))
    return;
  report_one (reports, "door.stuck", "door", grant->door);
  if (!g_str_equal (event->result, "stuck") || !becomes_stuck (grant, parcel))
    return;
  report_parcel (reports, "parcel.review", parcel, grant->door, "why", "stuck");
  if (!parcel->returning)
    report_parcel (reports, "parcel.at_counter", parcel, grant->door, "fulfilment", parcel->fulfilment);
}

static void
report_forced (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  report_one (reports, "door.forced", "door", event->door);
  const CubbyParcel *parcel = cubby_locker_parcel_behind (self, event->door);
  if (parcel != NULL && parcel->state == CUBBY_PARCEL_LOADED)
    report_parcel (reports, "parcel.review", parcel, event->door, "why", "forced");
}

static void
report_left_open (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  report_one (reports, "staff.called", "kind", "door");
}

static void
report_called (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  report_one (reports, "staff.called", "kind", event->why);
}

static void
report_refused (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  report_one (reports, "pass.refused", "reason", event->why);
}

static void
report_clock (const char *type, const CubbyLockerEvent *event, GPtrArray *reports)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, (event->to_ms - event->from_ms) / 1000);
  report_one (reports, type, "seconds", seconds);
}

static void
report_jumped (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  report_clock ("clock.jumped", event, reports);
}

static void
report_reset (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  report_clock ("clock.reset", event, reports);
}

static void
report_self_test (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  g_autofree char *checks = g_strdup_printf ("%" G_GINT64_FORMAT, event->checks);
  g_autofree char *failed = g_strdup_printf ("%" G_GINT64_FORMAT, event->failed);
  const char *const pairs[] = {"good", event->failed == 0 ? "yes" : "no", "checks", checks, "failed", failed,
                               NULL};
  report (reports, "self_test.done", pairs);
}

static const Report reports_of[CUBBY_N_EVENTS] = {
    [CUBBY_EVENT_GRANT_ISSUED] = report_issued,         [CUBBY_EVENT_PARCEL_REJECTED] = report_rejected,
    [CUBBY_EVENT_PARCEL_SETTLED] = report_settled,      [CUBBY_EVENT_GRANT_OPENED] = report_opened,
    [CUBBY_EVENT_GRANT_CLOSED] = report_closed,         [CUBBY_EVENT_GRANT_UNKNOWN] = report_unknown,
    [CUBBY_EVENT_GRANT_NOT_OPENED] = report_not_opened, [CUBBY_EVENT_DOOR_FORCED] = report_forced,
    [CUBBY_EVENT_DOOR_LEFT_OPEN] = report_left_open,    [CUBBY_EVENT_STAFF_CALLED] = report_called,
    [CUBBY_EVENT_PASS_REFUSED] = report_refused,        [CUBBY_EVENT_CLOCK_JUMPED] = report_jumped,
    [CUBBY_EVENT_CLOCK_RESET] = report_reset,           [CUBBY_EVENT_SELF_TEST] = report_self_test,
};

static void
report_free (gpointer data)
{
  CubbyReport *row = data;
  g_free (row->data);
  g_free (row);
}

GPtrArray *
cubby_locker_reports_new (void)
{
  return g_ptr_array_new_with_free_func (report_free);
}

void
cubby_locker_report (const CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *reports)
{
  if (reports_of[event->type] != NULL)
    reports_of[event->type](self, event, reports);
}
