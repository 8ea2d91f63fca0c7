/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/event-stream.h"

#include "protocols/http/client-private.h"

#define MAX_PENDING (4 * 1024 * 1024) /* bytes that came and are not parsed yet */

/* Handlers are called from `turn`, not from inside curl, so that they may free the stream. */
struct _CubbyEventStream {
  CubbyHttpClient *client;
  CURL *easy;
  gboolean running;
  struct curl_slist *headers;
  GHashTable *answer_headers;
  CubbyEventParser *parser;
  const CubbyEventStreamHandlers *handlers;
  gpointer data;
  GByteArray *pending;
  GError *failure; /* why it is over */
  gboolean over;
  gboolean opened;
  GSource *turn;
  GSource *silence;
  guint silence_ms;
  gboolean *freed; /* set while handlers run, to see that one freed the stream */
};

static void
on_parsed (const CubbyServerEvent *event, gpointer user_data)
{
  CubbyEventStream *self = user_data;
  gboolean *freed = self->freed;
  if (!*freed)
    self->handlers->event (event, self->data);
}

static guint
stream_get_status (CubbyEventStream *self)
{
  long status = 0;
  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  return (guint)status;
}

static void
stream_stop (CubbyEventStream *self)
{
  if (self->running)
    cubby_curl_loop_remove (cubby_http_client_get_loop (self->client), self->easy);
  self->running = FALSE;
}

static void
stream_release (CubbyEventStream *self)
{
  stream_stop (self);
  g_source_destroy (self->turn);
  g_source_unref (self->turn);
  g_source_destroy (self->silence);
  g_source_unref (self->silence);
  curl_easy_cleanup (self->easy);
  curl_slist_free_all (self->headers);
  g_hash_table_unref (self->answer_headers);
  g_byte_array_unref (self->pending);
  g_clear_error (&self->failure);
  cubby_event_parser_free (self->parser);
  cubby_http_client_unref (self->client);
  g_free (self);
}

void
cubby_event_stream_free (CubbyEventStream *self)
{
  if (self == NULL)
    return;
  if (self->freed != NULL)
    *self->freed = TRUE; /* a handler is running: on_turn releases when it is back */
  else
    stream_release (self);
}

static void
stream_fail (CubbyEventStream *self, GError *failure)
{
  if (self->failure == NULL)
    self->failure = failure;
  else
    g_error_free (failure);
  self->over = TRUE;
  g_source_set_ready_time (self->turn, 0);
}

/* An answer of another kind is not parsed; why is told when it ends. */
static gboolean
stream_check_answer (CubbyEventStream *self)
{
  const char *type = g_hash_table_lookup (self->answer_headers, "content-type");
  guint status = stream_get_status (self);
  if (status == 200 && type != NULL && g_ascii_strncasecmp (type, "text/event-stream", 17) == 0)
    return TRUE;
  stream_fail (self, g_error_new (CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_PROTOCOL,
                                  "the answer is no event stream: status %u, %s", status,
                                  type != NULL ? type : "of no type"));
  return FALSE;
}

static gsize
on_bytes (char *bytes, gsize size, gsize n, void *user_data)
{
  CubbyEventStream *self = user_data;
  gsize length = size * n;
  if (self->over || (!self->opened && !stream_check_answer (self)) ||
      length + self->pending->len > MAX_PENDING)
    return 0;
  g_source_set_ready_time (self->silence,
                           g_get_monotonic_time () + self->silence_ms * G_GINT64_CONSTANT (1000));
  g_byte_array_append (self->pending, (const guint8 *)bytes, (guint)length);
  g_source_set_ready_time (self->turn, 0);
  return length;
}

static gsize
on_header (char *line, gsize size, gsize n, void *user_data)
{
  CubbyEventStream *self = user_data;
  gsize length = size * n;
  cubby_http_headers_add_line (self->answer_headers, line, length);
  if (length <= 2) /* the blank line: the head is complete */
    g_source_set_ready_time (self->turn, 0);
  return length;
}

static void
on_stream_done (CURL *easy, CURLcode result, gpointer user_data)
{
  CubbyEventStream *self = user_data;
  self->running = FALSE;
  if (result == CURLE_OK && stream_get_status (self) != 200)
    stream_check_answer (self);
  else if (result == CURLE_OK)
    stream_fail (
        self, g_error_new (CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_UNREACHABLE, "the server closed the stream"));
  else
    stream_fail (self, cubby_http_error_from_curl (easy, result));
}

static void
stream_tell (CubbyEventStream *self, const gboolean *freed)
{
  if (!self->opened && stream_get_status (self) == 200 && self->failure == NULL &&
      stream_check_answer (self)) {
    self->opened = TRUE;
    self->handlers->opened (self->data);
  }
  g_autoptr (GByteArray) bytes = self->pending;
  self->pending = g_byte_array_new ();
  gboolean something = bytes->len > 0 && self->opened && !*freed;
  if (!*freed && self->opened &&
      !cubby_event_parser_feed (self->parser, (const char *)bytes->data, bytes->len) && !*freed)
    stream_fail (self, g_error_new (CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_PROTOCOL,
                                    "the stream is not of its form, or an event is too large"));
  if (something && !*freed && self->handlers->heard != NULL)
    self->handlers->heard (self->data);
  if (*freed || !self->over)
    return;
  stream_stop (self);
  g_source_set_ready_time (self->turn, -1);
  g_source_set_ready_time (self->silence, -1);
  self->handlers->ended (stream_get_status (self), self->failure, self->data);
}

static gboolean
on_turn (gpointer user_data)
{
  CubbyEventStream *self = user_data;
  gboolean freed = FALSE;
  g_source_set_ready_time (self->turn, -1);
  self->freed = &freed;
  stream_tell (self, &freed);
  self->freed = NULL;
  if (freed)
    stream_release (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_silence (gpointer user_data)
{
  CubbyEventStream *self = user_data;
  g_source_set_ready_time (self->silence, -1);
  stream_fail (self, g_error_new (CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_TIMED_OUT,
                                  "the stream fell silent for %u s", self->silence_ms / 1000));
  return G_SOURCE_CONTINUE;
}

/* A source that only its ready time wakes. */
static gboolean
dispatch_timed (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSource *
timed_source_new (CubbyEventStream *self, GSourceFunc callback)
{
  static GSourceFuncs funcs = {.dispatch = dispatch_timed};
  GSource *source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, cubby_curl_loop_get_context (cubby_http_client_get_loop (self->client)));
  return source;
}

static char **
join_headers (const char *const *headers, const char *last_id)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  if (headers != NULL)
    g_strv_builder_addv (all, (const char **)headers);
  g_strv_builder_add (all, "Accept: text/event-stream");
  g_strv_builder_add (all, "Cache-Control: no-store");
  if (last_id != NULL) {
    g_autofree char *line = g_strconcat ("Last-Event-ID: ", last_id, NULL);
    g_strv_builder_add (all, line);
  }
  return g_strv_builder_end (all);
}

static void
stream_start (CubbyEventStream *self)
{
  curl_easy_setopt (self->easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (self->easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_WRITEFUNCTION, on_bytes);
  curl_easy_setopt (self->easy, CURLOPT_WRITEDATA, self);
  self->turn = timed_source_new (self, on_turn);
  self->silence = timed_source_new (self, on_silence);
  g_source_set_ready_time (self->silence,
                           g_get_monotonic_time () + self->silence_ms * G_GINT64_CONSTANT (1000));
  self->running = TRUE;
  cubby_curl_loop_add (cubby_http_client_get_loop (self->client), self->easy, on_stream_done, self);
}

CubbyEventStream *
cubby_event_stream_open (CubbyHttpClient *client, const char *url, const char *const *headers,
                         const char *last_id, guint silence_ms, gsize max_event,
                         const CubbyEventStreamHandlers *handlers, gpointer data, GError **error)
{
  g_auto (GStrv) all = join_headers (headers, last_id);
  struct curl_slist *list = NULL;
  CURL *easy = cubby_http_client_prepare (client, url, (const char *const *)all, &list, error);
  if (easy == NULL)
    return NULL;
  CubbyEventStream *self = g_new0 (CubbyEventStream, 1);
  self->client = cubby_http_client_ref (client);
  self->easy = easy;
  self->headers = list;
  self->answer_headers = cubby_http_headers_new ();
  self->parser = cubby_event_parser_new (max_event, on_parsed, self);
  self->handlers = handlers;
  self->data = data;
  self->pending = g_byte_array_new ();
  self->silence_ms = silence_ms;
  stream_start (self);
  return self;
}
