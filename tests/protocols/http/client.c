/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/client.h"
#include "protocols/http/event-stream.h"

#include <string.h>

/* A server that misbehaves as its path asks it to: one thread a connection. */
typedef struct {
  GSocketService *service;
  char *base;
  guint connections;
  CubbyHttpClient *client;
} Fixture;

static void
say (GOutputStream *out, const char *text)
{
  g_output_stream_write_all (out, text, strlen (text), NULL, NULL, NULL);
}

static void
say_body (GOutputStream *out, const char *body)
{
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Mark:  a b \r\nContent-Length: %zu\r\n\r\n%s",
      strlen (body), body);
  say (out, text);
}

static void
answer_slowly (GOutputStream *out)
{
  say (out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  for (const char *p = "slow!"; *p != '\0'; p++) {
    char one[2] = {*p, '\0'};
    say (out, one);
    g_usleep (20000);
  }
}

static void
answer_hugely (GOutputStream *out)
{
  g_autofree char *block = g_strnfill (65536, 'x');
  say (out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (guint i = 0; i < 64; i++) {
    say (out, "10000\r\n");
    say (out, block);
    say (out, "\r\n");
  }
  say (out, "0\r\n\r\n");
}

static void
answer_stream (GOutputStream *out)
{
  say (out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
  say (out, "d\r\nid: 1\ndata: a\r\n");
  g_usleep (20000);
  say (out, "2\r\n\n\n\r\n11\r\nid: 2\ndata: bb\n\n\r\n");
}

/* Keeps the connection until the client goes. */
static void
hang (GInputStream *in)
{
  char byte = 0;
  g_input_stream_read (in, &byte, 1, NULL, NULL);
}

static gsize
read_body_length (const char *line, gsize length)
{
  return g_ascii_strncasecmp (line, "content-length:", 15) == 0
             ? (gsize)g_ascii_strtoull (line + 15, NULL, 10)
             : length;
}

static gboolean
answer (GOutputStream *out, GDataInputStream *in, const char *request, gsize length)
{
  g_autofree char *body = g_malloc0 (length + 1);
  g_input_stream_read_all (G_INPUT_STREAM (in), body, length, NULL, NULL, NULL);
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  const char *path = words[1];
  if (g_str_equal (path, "/echo")) {
    g_autofree char *text = g_strdup_printf ("%s:%s", words[0], body);
    say_body (out, text);
  } else if (g_str_equal (path, "/slow"))
    answer_slowly (out);
  else if (g_str_equal (path, "/huge"))
    answer_hugely (out);
  else if (g_str_equal (path, "/redirect"))
    say (out, "HTTP/1.1 302 Found\r\nLocation: /echo\r\nContent-Length: 0\r\n\r\n");
  else if (g_str_equal (path, "/garbage"))
    say (out, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
  else if (g_str_equal (path, "/half"))
    say (out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  else if (g_str_equal (path, "/gone"))
    say (out, "HTTP/1.1 410 Gone\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}");
  else if (g_str_has_prefix (path, "/stream"))
    answer_stream (out);
  if (g_str_equal (path, "/hang") || g_str_equal (path, "/stream-silent"))
    hang (G_INPUT_STREAM (in));
  return g_str_equal (path, "/echo") || g_str_equal (path, "/slow");
}

static gboolean
on_connection (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
               gpointer user_data)
{
  Fixture *fixture = user_data;
  g_atomic_int_inc (&fixture->connections);
  g_autoptr (GDataInputStream) in =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  gboolean keep = TRUE;
  while (keep) {
    gsize length = 0;
    g_autofree char *request = g_data_input_stream_read_line (in, NULL, NULL, NULL);
    if (request == NULL)
      return TRUE;
    g_autofree char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL);
    while (line != NULL && *line != '\0') {
      length = read_body_length (line, length);
      g_free (line);
      line = g_data_input_stream_read_line (in, NULL, NULL, NULL);
    }
    keep = answer (out, in, request, length);
  }
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->service = g_threaded_socket_service_new (8);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->service), NULL, NULL);
  g_signal_connect (fixture->service, "run", G_CALLBACK (on_connection), fixture);
  g_socket_service_start (fixture->service);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%u", port);
  CubbyHttpClientOptions options = {.allow_plain = TRUE, .user_agent = "test"};
  fixture->client = cubby_http_client_new (&options);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_http_client_unref (fixture->client);
  g_socket_service_stop (fixture->service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  g_object_unref (fixture->service);
  g_free (fixture->base);
}

typedef struct {
  gboolean finished;
  CubbyHttpResponse *response;
  GError *error;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  cubby_http_response_free (outcome->response);
  g_clear_error (&outcome->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;
  outcome->response = cubby_http_client_send_finish (result, &outcome->error);
  outcome->finished = TRUE;
}

static void
wait_for (gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

static Outcome
send (Fixture *fixture, const char *url, CubbyHttpRequest request, GCancellable *cancellable)
{
  Outcome outcome = {0};
  g_autofree char *whole = *url == '/' ? g_strconcat (fixture->base, url, NULL) : g_strdup (url);
  request.url = whole;
  if (request.method == NULL)
    request.method = "GET";
  cubby_http_client_send_async (fixture->client, &request, cancellable, on_answer, &outcome);
  wait_for (&outcome.finished);
  return outcome;
}

static void
expect_body (const Outcome *outcome, const char *body)
{
  g_assert_no_error (outcome->error);
  gsize size = 0;
  const char *data = g_bytes_get_data (outcome->response->body, &size);
  g_assert_cmpmem (data, size, body, strlen (body));
}

static void
test_methods (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new ("xin chào", 9);
  g_auto (Outcome) get = send (fixture, "/echo", (CubbyHttpRequest){0}, NULL);
  g_auto (Outcome) post = send (fixture, "/echo", (CubbyHttpRequest){.method = "POST", .body = body}, NULL);
  g_auto (Outcome) patch = send (fixture, "/echo", (CubbyHttpRequest){.method = "PATCH", .body = body}, NULL);
  expect_body (&get, "GET:");
  expect_body (&post, "POST:xin chào");
  expect_body (&patch, "PATCH:xin chào");
  g_assert_cmpstr (cubby_http_response_get_header (get.response, "x-mark"), ==, "a b");
  g_assert_cmpint (g_atomic_int_get (&fixture->connections), ==, 1); /* kept alive */
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = send (fixture, "/slow", (CubbyHttpRequest){0}, NULL);
  expect_body (&outcome, "slow!");
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = send (fixture, "/gone", (CubbyHttpRequest){0}, NULL);
  expect_body (&outcome, "{}");
  g_assert_cmpuint (outcome.response->status, ==, 410);
}

static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = send (fixture, "/redirect", (CubbyHttpRequest){0}, NULL);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.response->status, ==, 302);
}

typedef struct {
  const char *name;
  const char *url;
  CubbyHttpRequest request;
  CubbyHttpError code;
} Failure;

static const char *const two_in_one[] = {"X-A: b\r\nX-C: d", NULL};
static const char *const no_colon[] = {"X-A", NULL};

static const Failure failures[] = {
    {"a server that hangs", "/hang", {.timeout_ms = 100}, CUBBY_HTTP_ERROR_TIMED_OUT},
    {"an answer that is too large", "/huge", {.max_body = 1000000}, CUBBY_HTTP_ERROR_TOO_LARGE},
    {"an answer that breaks off", "/half", {0}, CUBBY_HTTP_ERROR_UNREACHABLE},
    {"an answer that is not HTTP", "/garbage", {0}, CUBBY_HTTP_ERROR_PROTOCOL},
    {"nobody listens", "http://127.0.0.1:1/", {0}, CUBBY_HTTP_ERROR_UNREACHABLE},
    {"a name that nobody has", "http://cubby.invalid/", {.timeout_ms = 5000}, CUBBY_HTTP_ERROR_UNREACHABLE},
    {"another protocol", "file:///etc/passwd", {0}, CUBBY_HTTP_ERROR_REQUEST},
    {"no protocol", "example.vn", {0}, CUBBY_HTTP_ERROR_REQUEST},
    {"a line break in a header", "/echo", {.headers = two_in_one}, CUBBY_HTTP_ERROR_REQUEST},
    {"a header without colon", "/echo", {.headers = no_colon}, CUBBY_HTTP_ERROR_REQUEST},
};

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  const Failure *row = data;
  g_auto (Outcome) outcome = send (fixture, row->url, row->request, NULL);
  g_assert_error (outcome.error, CUBBY_HTTP_ERROR, (int)row->code);
  g_assert_null (outcome.response);
}

static void
test_plain_refused (Fixture *fixture, gconstpointer data)
{
  cubby_http_client_unref (fixture->client);
  CubbyHttpClientOptions options = {.allow_plain = FALSE};
  fixture->client = cubby_http_client_new (&options);
  g_auto (Outcome) outcome = send (fixture, "/echo", (CubbyHttpRequest){0}, NULL);
  g_assert_error (outcome.error, CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_REQUEST);
  g_assert_cmpint (g_atomic_int_get (&fixture->connections), ==, 0);
}

static gboolean
on_cancel_due (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_timeout_add (30, on_cancel_due, cancellable);
  g_auto (Outcome) outcome = send (fixture, "/hang", (CubbyHttpRequest){0}, cancellable);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_auto (Outcome) again = send (fixture, "/hang", (CubbyHttpRequest){0}, cancellable);
  g_assert_error (again.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Returns: whether another server answered while one hung. */
static gboolean
answers_meanwhile (Fixture *fixture)
{
  Outcome hanging = {0};
  g_autofree char *url = g_strconcat (fixture->base, "/hang", NULL);
  CubbyHttpRequest request = {.method = "GET", .url = url, .timeout_ms = 400};
  cubby_http_client_send_async (fixture->client, &request, NULL, on_answer, &hanging);
  g_auto (Outcome) other = send (fixture, "/echo", (CubbyHttpRequest){0}, NULL);
  expect_body (&other, "GET:");
  gboolean meanwhile = !hanging.finished;
  wait_for (&hanging.finished);
  g_assert_error (hanging.error, CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_TIMED_OUT);
  outcome_clear (&hanging);
  return meanwhile;
}

/* The loop turns while a server hangs; a busy machine may need the time of some tries for an answer. */
static void
test_never_blocks (Fixture *fixture, gconstpointer data)
{
  gboolean meanwhile = FALSE;
  for (guint i = 0; i < 8 && !meanwhile; i++)
    meanwhile = answers_meanwhile (fixture);
  g_assert_true (meanwhile);
}

typedef struct {
  GString *told;
  gboolean ended;
  CubbyEventStream *stream;
  gboolean free_at_event;
} Listener;

static void
on_opened (gpointer data)
{
  g_string_append (((Listener *)data)->told, "opened;");
}

static void
on_event (const CubbyServerEvent *event, gpointer data)
{
  Listener *listener = data;
  g_string_append_printf (listener->told, "%s=%s;", event->id, event->data);
  if (!listener->free_at_event)
    return;
  cubby_event_stream_free (g_steal_pointer (&listener->stream));
  listener->ended = TRUE;
}

static void
on_ended (guint status, const GError *error, gpointer data)
{
  Listener *listener = data;
  g_string_append_printf (listener->told, "ended %u %d", status, error->code);
  listener->ended = TRUE;
}

static const CubbyEventStreamHandlers handlers = {.opened = on_opened, .event = on_event, .ended = on_ended};

typedef struct {
  const char *name;
  const char *path;
  gboolean free_at_event;
  const char *told;
} StreamRow;

static const StreamRow streams[] = {
    {"events arrive, then the server closes", "/stream", FALSE, "opened;1=a;2=bb;ended 200 1"},
    {"a silent line is given up", "/stream-silent", FALSE, "opened;1=a;2=bb;ended 200 3"},
    {"a listener may leave while it listens", "/stream-silent", TRUE, "opened;1=a;"},
    {"another status is no stream", "/gone", FALSE, "ended 410 5"},
    {"another type is no stream", "/echo", FALSE, "ended 200 5"},
    {"a server that never answers", "/hang", FALSE, "ended 0 3"},
};

static void
test_stream (Fixture *fixture, gconstpointer data)
{
  const StreamRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (fixture->base, row->path, NULL);
  Listener listener = {.told = g_string_new (NULL), .free_at_event = row->free_at_event};
  listener.stream =
      cubby_event_stream_open (fixture->client, url, NULL, "7", 300, 4096, &handlers, &listener, &error);
  g_assert_no_error (error);
  wait_for (&listener.ended);
  g_assert_cmpstr (listener.told->str, ==, row->told);
  cubby_event_stream_free (listener.stream);
  g_string_free (listener.told, TRUE);
}

static void
add (const char *name, gconstpointer row, void (*function) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/protocols/http/client/", name, NULL);
  g_test_add (path, Fixture, row, set_up, function, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("methods and bodies, one connection", NULL, test_methods);
  add ("a slow body", NULL, test_slow);
  add ("a status is no error", NULL, test_status);
  add ("a redirect is not followed", NULL, test_redirect);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    add (failures[i].name, &failures[i], test_failure);
  add ("nothing goes out unencrypted unless allowed", NULL, test_plain_refused);
  add ("a request is cancelled", NULL, test_cancel);
  add ("others go on while one hangs", NULL, test_never_blocks);
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++) {
    g_autofree char *name = g_strconcat ("stream/", streams[i].name, NULL);
    add (name, &streams[i], test_stream);
  }
  return g_test_run ();
}
