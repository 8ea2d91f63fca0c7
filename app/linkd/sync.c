/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/sync.h"

#include "app/domain/backoff.h"
#include "app/domain/feed-cursor.h"
#include "app/linkd/snapshot-reader.h"
#include "protocols/http/json-body.h"
#include "protocols/sql/sqlite-file.h"

#include <string.h>

#define BATCH 500
#define BATCH_TIMEOUT_MS 30000
#define MAX_BATCH_BYTES (16 * 1024 * 1024)
#define STATUS_TOO_OLD 410
#define STATUS_UNKNOWN 404
#define SNAPSHOT_TIMEOUT_MS 600000
#define MAX_SNAPSHOT_BYTES (256 * 1024 * 1024)

struct _CubbySync {
  CubbyCentralApi *api;
  CubbyReplica *replica;
  const CubbySyncHandlers *handlers;
  gpointer data;
  CubbyLinkState state;
  guint attempt;  /* failures since the link was last live */
  gint64 asked_s; /* the centre asked to wait so long */
  guint retry_id;
  gboolean no_snapshot; /* a centre that is older than them */
  gboolean full;
  CubbySnapshotReader *snapshot; /* on its way into the replica */
  guint fill_id;
  GCancellable *cancellable; /* of the batch under way */
  CubbyEventStream *stream;
  JsonArray *live; /* changes of the stream that are not in the replica yet */
  guint64 live_through;
  guint live_id;
};

static void sync_handle (CubbySync *self, CubbyLinkEvent event);

static void
sync_close (CubbySync *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->stream, cubby_event_stream_free);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->live_id, g_source_remove);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_pointer (&self->snapshot, cubby_snapshot_reader_free);
  g_clear_pointer (&self->live, json_array_unref);
}

static void
sync_note_full (CubbySync *self, gboolean full)
{
  if (self->full == full)
    return;
  self->full = full;
  self->handlers->full (full, self->data);
}

/* What a batch that did not go in means: no room on the disk passes, a damaged replica is made anew, a feed
 * that is not as it must be is a failure of the link; with any other nothing works any more. */
static void
sync_fail_apply (CubbySync *self, const GError *error)
{
  gboolean full = g_error_matches (error, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_FULL);
  gboolean damaged = g_error_matches (error, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_NOT_A_DB) &&
                     !cubby_replica_is_starting_over (self->replica);
  g_warning ("%s", error->message);
  sync_note_full (self, full);
  if (damaged)
    sync_handle (self, CUBBY_LINK_TOO_OLD);
  else if (full || g_error_matches (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE))
    sync_handle (self, CUBBY_LINK_FAILED);
  else
    self->handlers->failed (error, self->data);
}

static gboolean
sync_apply (CubbySync *self, JsonArray *changes, guint64 through)
{
  g_autoptr (GError) error = NULL;
  if (!cubby_replica_apply (self->replica, changes, through, &error)) {
    sync_fail_apply (self, error);
    return FALSE;
  }
  sync_note_full (self, FALSE);
  self->handlers->committed (self->data);
  return TRUE;
}

/* After the last batch of a start over the new file takes the old one's place. */
static gboolean
sync_finish_start_over (CubbySync *self)
{
  g_autoptr (GError) error = NULL;
  if (!cubby_replica_is_starting_over (self->replica))
    return TRUE;
  if (cubby_replica_finish_start_over (self->replica, &error)) {
    self->handlers->committed (self->data);
    return TRUE;
  }
  sync_fail_apply (self, error);
  return FALSE;
}

/* Whose numbers they are. */
static void
sync_note_feed (CubbySync *self, const char *text)
{
  CubbyFeedCursor cursor;
  if (text != NULL && cubby_feed_cursor_parse (text, &cursor) && cursor.feed != 0)
    cubby_replica_set_feed (self->replica, cursor.feed);
}

static void
sync_take_batch (CubbySync *self, JsonObject *batch)
{
  JsonNode *changes = json_object_get_member (batch, "changes");
  JsonNode *more = json_object_get_member (batch, "more");
  gint64 next = json_object_get_int_member_with_default (batch, "next", -1);
  gboolean is_batch = changes != NULL && JSON_NODE_HOLDS_ARRAY (changes) && more != NULL &&
                      JSON_NODE_HOLDS_VALUE (more) && next >= 0;
  if (!is_batch) {
    g_warning ("/v1/changes: the answer has no changes, next and more");
    sync_handle (self, CUBBY_LINK_FAILED);
    return;
  }
  gboolean is_last = !json_node_get_boolean (more);
  gboolean stuck = !is_last && json_array_get_length (json_node_get_array (changes)) == 0;
  if (stuck) {
    g_warning ("/v1/changes: there is more, but nothing came");
    sync_handle (self, CUBBY_LINK_FAILED);
    return;
  }
  sync_note_feed (self, json_object_get_string_member_with_default (batch, "cursor", NULL));
  if (!sync_apply (self, json_node_get_array (changes), (guint64)next))
    return;
  if (!is_last || sync_finish_start_over (self))
    sync_handle (self, is_last ? CUBBY_LINK_BATCH_LAST : CUBBY_LINK_BATCH_MORE);
}

/* Why an answer is none that helps, and how long to leave the centre alone. */
static void
sync_refused (CubbySync *self, const char *what, const CubbyHttpResponse *response)
{
  self->asked_s = cubby_central_api_get_patience (response);
  if (response->status == 401 || response->status == 403)
    g_warning ("the central service does not accept this kiosk's key (status %u); enrol it again with: "
               "cubbyctl enrol",
               response->status);
  else
    g_warning ("%s: status %u, or an answer that is not of its form", what, response->status);
  sync_handle (self, CUBBY_LINK_FAILED);
}

static void
sync_read_answer (CubbySync *self, const CubbyHttpResponse *response)
{
  /* Nothing is older than 0: a service that says so is broken, and asking again at once would not mend it. */
  if (response->status == STATUS_TOO_OLD) {
    gboolean from_nothing = cubby_replica_get_sequence (self->replica) == 0;
    sync_handle (self, from_nothing ? CUBBY_LINK_FAILED : CUBBY_LINK_TOO_OLD);
    return;
  }
  gsize size = 0;
  const char *text = g_bytes_get_data (response->body, &size);
  g_autoptr (JsonNode) node = response->status == 200 ? cubby_json_read_object (text, size) : NULL;
  if (node != NULL) {
    sync_take_batch (self, json_node_get_object (node));
    return;
  }
  sync_refused (self, "/v1/changes", response);
}

static void
on_batch (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_central_api_call_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* @user_data may be gone */
  CubbySync *self = user_data;
  g_clear_object (&self->cancellable);
  if (response != NULL) {
    sync_read_answer (self, response);
    return;
  }
  g_message ("%s", error->message);
  sync_handle (self, CUBBY_LINK_FAILED);
}

static void
sync_fetch_changes (CubbySync *self)
{
  g_autofree char *cursor = cubby_replica_get_cursor (self->replica);
  g_autofree char *path = g_strdup_printf ("/v1/changes?since=%s&limit=%d", cursor, BATCH);
  CubbyCentralCall call = {
      .method = "GET", .path = path, .timeout_ms = BATCH_TIMEOUT_MS, .max_body = MAX_BATCH_BYTES};
  self->cancellable = g_cancellable_new ();
  cubby_central_api_call_async (self->api, &call, self->cancellable, on_batch, self);
}

/* The snapshot is in: the feed goes on behind it. */
static void
sync_finish_fill (CubbySync *self)
{
  CubbyFeedCursor cursor = *cubby_snapshot_reader_get_cursor (self->snapshot);
  g_autoptr (JsonArray) none = json_array_new ();
  g_clear_pointer (&self->snapshot, cubby_snapshot_reader_free);
  cubby_replica_set_feed (self->replica, cursor.feed);
  if (sync_apply (self, none, (guint64)cursor.seq) && sync_finish_start_over (self))
    sync_handle (self, CUBBY_LINK_BATCH_MORE);
}

/* A piece at a time: the kiosk's calls do not wait. */
static gboolean
on_fill_due (gpointer user_data)
{
  CubbySync *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) changes = cubby_snapshot_reader_next (self->snapshot, BATCH, &error);
  if (changes != NULL && json_array_get_length (changes) > 0 &&
      cubby_replica_fill (self->replica, changes, &error)) {
    self->handlers->committed (self->data);
    return G_SOURCE_CONTINUE;
  }
  self->fill_id = 0;
  if (error == NULL) {
    sync_finish_fill (self);
  } else if (error->domain == G_IO_ERROR) {
    g_warning ("%s", error->message);
    sync_handle (self, CUBBY_LINK_FAILED);
  } else {
    sync_fail_apply (self, error);
  }
  return G_SOURCE_REMOVE;
}

static void
sync_begin_fill (CubbySync *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  if (!cubby_replica_start_over (self->replica, &error)) {
    sync_fail_apply (self, error);
    return;
  }
  self->snapshot = cubby_snapshot_reader_new (bytes);
  self->fill_id = g_idle_add (on_fill_due, self);
}

static void
on_snapshot (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_central_api_call_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* @user_data may be gone */
  CubbySync *self = user_data;
  g_clear_object (&self->cancellable);
  if (response == NULL) {
    g_message ("%s", error->message);
    sync_handle (self, CUBBY_LINK_FAILED);
  } else if (response->status == 200) {
    sync_begin_fill (self, response->body);
  } else if (response->status == STATUS_UNKNOWN) {
    self->no_snapshot = TRUE;
    sync_fetch_changes (self);
  } else {
    sync_refused (self, "/v1/snapshot", response);
  }
}

/* What is empty begins with a snapshot; what is not, where it is. */
static void
sync_fetch (CubbySync *self)
{
  CubbyCentralCall call = {.method = "GET",
                           .path = "/v1/snapshot",
                           .timeout_ms = SNAPSHOT_TIMEOUT_MS,
                           .max_body = MAX_SNAPSHOT_BYTES};
  if (cubby_replica_get_sequence (self->replica) > 0 || self->no_snapshot) {
    sync_fetch_changes (self);
    return;
  }
  self->cancellable = g_cancellable_new ();
  cubby_central_api_call_async (self->api, &call, self->cancellable, on_snapshot, self);
}

static void
on_stream_opened (gpointer user_data)
{
  sync_handle (user_data, CUBBY_LINK_STREAM_OPENED);
}

/* One commit for all that came in one go. */
static gboolean
on_live_due (gpointer user_data)
{
  CubbySync *self = user_data;
  g_autoptr (JsonArray) changes = g_steal_pointer (&self->live);
  self->live_id = 0;
  sync_apply (self, changes, self->live_through);
  return G_SOURCE_REMOVE;
}

static void
on_stream_event (const CubbyServerEvent *event, gpointer user_data)
{
  CubbySync *self = user_data;
  if (!g_str_equal (event->type, "change"))
    return;
  g_autoptr (JsonNode) node = cubby_json_read_object (event->data, strlen (event->data));
  if (node == NULL) {
    g_warning ("/v1/stream: change %s is no JSON object", event->id);
    sync_handle (self, CUBBY_LINK_FAILED);
    return;
  }
  if (self->live == NULL)
    self->live = json_array_new ();
  gint64 sequence = json_object_get_int_member_with_default (json_node_get_object (node), "seq", 0);
  sync_note_feed (self, event->id);
  self->live_through = MAX ((guint64)MAX (sequence, 0), cubby_replica_get_sequence (self->replica));
  json_array_add_element (self->live, g_steal_pointer (&node));
  if (self->live_id == 0)
    self->live_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_live_due, self, NULL);
}

/* What waits to be written is not in the replica yet: it is confirmed by its own commit. */
static void
on_stream_heard (gpointer user_data)
{
  CubbySync *self = user_data;
  if (self->live == NULL && self->state == CUBBY_LINK_LIVE)
    self->handlers->confirmed (self->data);
}

static void
on_stream_ended (guint status, const GError *error, gpointer user_data)
{
  CubbySync *self = user_data;
  g_message ("/v1/stream: %s", error->message);
  if (self->live_id != 0) { /* what came before the end counts */
    g_source_remove (self->live_id);
    on_live_due (self);
  }
  if (self->stream != NULL)
    sync_handle (self, status == STATUS_TOO_OLD ? CUBBY_LINK_TOO_OLD : CUBBY_LINK_FAILED);
}

static const CubbyEventStreamHandlers stream_handlers = {
    .opened = on_stream_opened,
    .heard = on_stream_heard,
    .event = on_stream_event,
    .ended = on_stream_ended,
};

static void
sync_open_stream (CubbySync *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = cubby_replica_get_cursor (self->replica);
  self->stream = cubby_central_api_open_stream (self->api, cursor, &stream_handlers, self, &error);
  if (self->stream != NULL)
    return;
  g_warning ("%s", error->message);
  sync_handle (self, CUBBY_LINK_FAILED);
}

static gboolean
on_retry_due (gpointer user_data)
{
  CubbySync *self = user_data;
  self->retry_id = 0;
  sync_handle (self, CUBBY_LINK_RETRY_DUE);
  return G_SOURCE_REMOVE;
}

static void
sync_wait (CubbySync *self)
{
  sync_close (self);
  self->attempt++;
  guint wait_ms = cubby_backoff_ms (self->attempt, g_random_double (), self->asked_s);
  self->asked_s = 0;
  g_message ("the central service is tried again in %.1f s", wait_ms / 1000.0);
  self->retry_id = g_timeout_add (wait_ms, on_retry_due, self);
}

static void
sync_start_over (CubbySync *self)
{
  g_autoptr (GError) error = NULL;
  sync_close (self);
  g_message ("the replica cannot go on from sequence %" G_GUINT64_FORMAT "; it starts over",
             cubby_replica_get_sequence (self->replica));
  if (cubby_replica_start_over (self->replica, &error))
    sync_fetch (self);
  else
    sync_fail_apply (self, error);
}

static void
do_nothing (CubbySync *self)
{
}

/* The only place that assigns the state. */
static void
sync_handle (CubbySync *self, CubbyLinkEvent event)
{
  static void (*const actions[]) (CubbySync * self) = {
      [CUBBY_LINK_DO_NOTHING] = do_nothing,      [CUBBY_LINK_FETCH] = sync_fetch,
      [CUBBY_LINK_OPEN] = sync_open_stream,      [CUBBY_LINK_WAIT] = sync_wait,
      [CUBBY_LINK_START_OVER] = sync_start_over,
  };
  CubbyLinkStep step = cubby_link_step (self->state, event);
  gboolean moved = step.next != self->state;
  self->state = step.next;
  if (self->state == CUBBY_LINK_LIVE)
    self->attempt = 0;
  if (moved)
    self->handlers->state_changed (self->state, self->data);
  actions[step.action](self);
}

CubbySync *
cubby_sync_new (CubbyCentralApi *api, CubbyReplica *replica, const CubbySyncHandlers *handlers, gpointer data)
{
  CubbySync *self = g_new0 (CubbySync, 1);
  self->api = api;
  self->replica = replica;
  self->handlers = handlers;
  self->data = data;
  return self;
}

void
cubby_sync_free (CubbySync *self)
{
  if (self == NULL)
    return;
  sync_close (self);
  g_free (self);
}

void
cubby_sync_start (CubbySync *self)
{
  sync_handle (self, CUBBY_LINK_RETRY_DUE);
}

CubbyLinkState
cubby_sync_get_state (CubbySync *self)
{
  return self->state;
}
