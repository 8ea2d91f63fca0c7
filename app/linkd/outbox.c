/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/outbox.h"

#include "app/domain/backoff.h"
#include "app/linkd/parcel-teller.h"
#include "cubby-locker-dbus.h"
#include "protocols/dbus/names.h"
#include "protocols/http/json-body.h"
#include "protocols/http/json-text.h"

#include <string.h>

#define MOST 100
#define TIMEOUT_MS 15000

struct _CubbyOutbox {
  CubbyCentralApi *api;
  CubbyParcelTeller *teller;
  guint watch_id;
  CubbyLockerLink *locker;   /* NULL while lockerd is not on the bus */
  GCancellable *cancellable; /* of everything that is under way with this lockerd */
  gboolean delivering;
  gboolean again;       /* something came while a delivery was under way */
  guint64 acknowledged; /* by this lockerd, as far as we told it */
  guint64 last_read;
  guint attempt;
  gint64 asked_s; /* the centre asked to wait so long */
  guint retry_id;
};

static void outbox_deliver (CubbyOutbox *self);

static gboolean
on_retry_due (gpointer user_data)
{
  CubbyOutbox *self = user_data;
  self->retry_id = 0;
  outbox_deliver (self);
  return G_SOURCE_REMOVE;
}

/* The delivery under way is over; @done: everything that was read is safe at the centre. */
static void
outbox_end_delivery (CubbyOutbox *self, gboolean done)
{
  self->delivering = FALSE;
  if (done) {
    self->attempt = 0;
    return;
  }
  self->attempt++;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id =
      g_timeout_add (cubby_backoff_ms (self->attempt, g_random_double (), self->asked_s), on_retry_due, self);
  self->asked_s = 0;
}

static void
on_acknowledged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  cubby_locker_link_call_acknowledge_events_finish (CUBBY_LOCKER_LINK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  CubbyOutbox *self = user_data;
  if (error != NULL) {
    g_warning ("lockerd did not take an acknowledgement: %s", error->message);
    self->acknowledged = 0; /* read it again; the centre knows it already */
  }
  outbox_end_delivery (self, error == NULL);
  if (error == NULL)
    outbox_deliver (self); /* until nothing is left */
}

static void
outbox_acknowledge (CubbyOutbox *self, guint64 through)
{
  if (through <= self->acknowledged) {
    g_warning ("the central service accepted none of the events");
    outbox_end_delivery (self, FALSE);
    return;
  }
  self->acknowledged = through;
  cubby_locker_link_call_acknowledge_events (self->locker, through, self->cancellable, on_acknowledged, self);
}

/* Returns: accepted_through of an answer, 0 when it has none. */
static guint64
read_accepted (const CubbyHttpResponse *response)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (response->body, &size);
  g_autoptr (JsonNode) node = cubby_json_read_object (text, size);
  if (response->status / 100 != 2 || node == NULL)
    return 0;
  return (guint64)MAX (
      json_object_get_int_member_with_default (json_node_get_object (node), "accepted_through", 0), 0);
}

static void
on_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_central_api_call_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  CubbyOutbox *self = user_data;
  guint64 accepted = response != NULL ? MIN (read_accepted (response), self->last_read) : 0;
  if (accepted > 0) {
    outbox_acknowledge (self, accepted);
    return;
  }
  self->asked_s = response != NULL ? cubby_central_api_get_patience (response) : 0;
  if (response != NULL)
    g_warning ("/v1/kiosk/events: status %u; the events are kept", response->status);
  else
    g_message ("events are kept: %s", error->message);
  outbox_end_delivery (self, FALSE);
}

static char *
format_time (gint64 time_ms)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autofree char *text = seconds != NULL ? g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S") : g_strdup ("");
  return g_strdup_printf ("%s.%03dZ", text, (int)(time_ms % 1000));
}

static void
write_event (CubbyJsonText *json, guint64 seq, const char *id, gint64 time_ms, const char *type,
             const char *data)
{
  g_autofree char *time = format_time (time_ms);
  g_autoptr (JsonNode) node = json_from_string (data, NULL);
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_int (json, "seq", (gint64)seq);
  cubby_json_text_string (json, "id", id);
  cubby_json_text_string (json, "time", time);
  cubby_json_text_string (json, "type", type);
  cubby_json_text_raw (json, "data", node != NULL ? data : "{}");
  cubby_json_text_close_object (json);
}

/* Returns: (transfer full): the body of POST /v1/kiosk/events. */
static char *
write_events (CubbyOutbox *self, GVariant *events)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  guint64 seq = 0;
  gint64 time_ms = 0;
  const char *id = NULL;
  const char *type = NULL;
  const char *data = NULL;
  GVariantIter iter;
  g_variant_iter_init (&iter, events);
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "events");
  while (g_variant_iter_next (&iter, "(t&sx&s&s)", &seq, &id, &time_ms, &type, &data)) {
    write_event (json, seq, id, time_ms, type, data);
    self->last_read = seq;
  }
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

static void
outbox_post (CubbyOutbox *self, GVariant *events)
{
  g_autofree char *body = write_events (self, events);
  g_autofree char *key = g_strdup_printf ("events-%" G_GUINT64_FORMAT "-%s", self->last_read, body);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  CubbyCentralCall call = {
      .method = "POST", .path = "/v1/kiosk/events", .body = body, .key = digest, .timeout_ms = TIMEOUT_MS};
  cubby_central_api_call_async (self->api, &call, self->cancellable, on_posted, self);
}

static void
on_events_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) events = NULL;
  cubby_locker_link_call_read_events_finish (CUBBY_LOCKER_LINK (source), &events, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  CubbyOutbox *self = user_data;
  if (error != NULL) {
    g_warning ("lockerd does not give its events: %s", error->message);
    outbox_end_delivery (self, FALSE);
  } else if (g_variant_n_children (events) > 0) {
    outbox_post (self, events);
  } else {
    outbox_end_delivery (self, TRUE);
    if (self->again)
      outbox_deliver (self);
  }
}

static void
outbox_deliver (CubbyOutbox *self)
{
  self->again = self->delivering;
  if (self->locker == NULL || self->delivering)
    return;
  self->delivering = TRUE;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  cubby_locker_link_call_read_events (self->locker, self->acknowledged, MOST, self->cancellable,
                                      on_events_read, self);
}

void
cubby_outbox_deliver_now (CubbyOutbox *self)
{
  self->attempt = 0;
  outbox_deliver (self);
}

void
cubby_outbox_tell_parcels (CubbyOutbox *self)
{
  cubby_parcel_teller_tell (self->teller);
}

void
cubby_outbox_forget_told (CubbyOutbox *self)
{
  cubby_parcel_teller_forget (self->teller);
}

static void
on_events_waiting (CubbyLockerLink *locker, guint64 last, gpointer user_data)
{
  outbox_deliver (user_data);
}

static void
on_proxy_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  CubbyLockerLink *locker = cubby_locker_link_proxy_new_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  CubbyOutbox *self = user_data;
  if (locker == NULL) {
    g_warning ("lockerd: %s", error->message);
    return;
  }
  self->locker = locker;
  g_signal_connect (locker, "events-waiting", G_CALLBACK (on_events_waiting), self);
  cubby_parcel_teller_set_locker (self->teller, locker, self->cancellable);
  outbox_deliver (self);
}

/* A lockerd that is gone takes with it all that was under way. */
static void
outbox_drop_locker (CubbyOutbox *self)
{
  g_cancellable_cancel (self->cancellable);
  cubby_parcel_teller_set_locker (self->teller, NULL, NULL);
  g_clear_object (&self->cancellable);
  if (self->locker != NULL)
    g_signal_handlers_disconnect_by_data (self->locker, self);
  g_clear_object (&self->locker);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->delivering = FALSE;
  self->acknowledged = 0;
}

static void
on_locker_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  CubbyOutbox *self = user_data;
  outbox_drop_locker (self);
  self->cancellable = g_cancellable_new ();
  cubby_locker_link_proxy_new (
      bus, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, owner,
      CUBBY_LOCKER_PATH, self->cancellable, on_proxy_ready, self);
}

static void
on_locker_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  outbox_drop_locker (user_data);
}

CubbyOutbox *
cubby_outbox_new (CubbyCentralApi *api, CubbyParcelStore *parcels, GDBusConnection *bus)
{
  CubbyOutbox *self = g_new0 (CubbyOutbox, 1);
  self->api = api;
  self->teller = cubby_parcel_teller_new (parcels);
  self->watch_id = g_bus_watch_name_on_connection (bus, CUBBY_LOCKER_BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                   on_locker_appeared, on_locker_vanished, self, NULL);
  return self;
}

void
cubby_outbox_free (CubbyOutbox *self)
{
  if (self == NULL)
    return;
  g_bus_unwatch_name (self->watch_id);
  outbox_drop_locker (self);
  cubby_parcel_teller_free (self->teller);
  g_free (self);
}
