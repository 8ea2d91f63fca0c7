/* SPDX-License-Identifier: Apache-2.0 */
/* Answers, as they go over the wire. */
#define G_LOG_DOMAIN "cubby-http"
#include "app/domain/etag.h"
#include "protocols/http/http-coding.h"
#include "protocols/http/problem.h"
#include "protocols/http/server-private.h"

#include <string.h>

static const struct {
  guint status;
  const char *phrase;
} phrases[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

static const char *
get_phrase (guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (phrases[i].status == status)
      return phrases[i].phrase;
  return "Status";
}

/* A line break in a value would begin a header of its own. */
void
cubby_http_request_add_header (CubbyHttpRequest *request, const char *name, const char *value)
{
  if (g_str_equal (name, "ETag")) {
    g_free (request->etag);
    request->etag = g_strdup (value); /* its coding is not known yet */
    return;
  }
  request->coded = request->coded || g_str_equal (name, "Content-Encoding");
  gsize length = strcspn (value, "\r\n");
  g_string_append (request->fields, name);
  g_string_append (request->fields, ": ");
  g_string_append_len (request->fields, value, (gssize)length);
  g_string_append (request->fields, "\r\n");
}

static const char *
get_date (CubbyHttpServer *server)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  if (now_s == server->date_s)
    return server->date;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s);
  static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  g_snprintf (server->date, sizeof server->date, "%s, %02d %s %d %02d:%02d:%02d GMT",
              days[g_date_time_get_day_of_week (now) - 1], g_date_time_get_day_of_month (now),
              months[g_date_time_get_month (now) - 1], g_date_time_get_year (now), g_date_time_get_hour (now),
              g_date_time_get_minute (now), g_date_time_get_second (now));
  server->date_s = now_s;
  return server->date;
}

void
cubby_http_request_write_head (CubbyHttpRequest *self, GString *text, guint status, gboolean close)
{
  g_string_append_printf (text, "HTTP/1.1 %u %s\r\nDate: %s\r\nX-Request-ID: %s\r\n", status,
                          get_phrase (status), get_date (self->server), self->id);
  g_string_append_len (text, self->fields->str, (gssize)self->fields->len);
  if (self->etag != NULL)
    g_string_append_printf (text, "ETag: %s\r\n", self->etag);
  if (close)
    g_string_append (text, "Connection: close\r\n");
  else if (self->head.minor == 0)
    g_string_append (text, "Connection: keep-alive\r\n");
}

static gboolean
is_last (CubbyHttpRequest *request)
{
  return !request->head.keep_alive || request->server->draining;
}

static void
tell_watch (CubbyHttpRequest *request, guint status)
{
  CubbyHttpServer *server = request->server;
  if (server->watch != NULL)
    server->watch (request, status, g_get_monotonic_time () - request->started_us, server->data);
}

/* The head of the answer, and with it a body that is in memory anyway. Returns: whether more may follow. */
static gboolean
send_head (CubbyHttpRequest *request, guint status, const char *content_type, const void *body, gsize length,
           gsize announced)
{
  g_autoptr (GString) head = g_string_sized_new (512);
  cubby_http_request_write_head (request, head, status, is_last (request));
  if (content_type != NULL)
    g_string_append_printf (head,
                            "Content-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                            "\r\nX-Content-Type-Options: nosniff\r\n",
                            content_type, announced);
  g_string_append (head, "\r\n");
  gboolean has_body = content_type != NULL && !request->head_only;
  struct iovec parts[] = {{.iov_base = head->str, .iov_len = head->len},
                          {.iov_base = (void *)body, .iov_len = has_body ? length : 0}};
  cubby_http_connection_write (request->connection, parts, G_N_ELEMENTS (parts));
  return has_body;
}

/* Returns: (nullable): the body in gzip, when the client wants it and it helps. */
static GBytes *
code (CubbyHttpRequest *request, const char *content_type, const void *body, gsize length)
{
  if (content_type == NULL || request->coded || !cubby_http_is_worth_gzip (content_type, length))
    return NULL;
  cubby_http_request_add_header (request, "Vary", "Accept-Encoding");
  if (!cubby_http_accepts_gzip (cubby_http_head_get (&request->head, "Accept-Encoding")))
    return NULL;
  GBytes *gzip = cubby_http_gzip (body, length);
  if (gzip == NULL)
    return NULL;
  cubby_http_request_add_header (request, "Content-Encoding", "gzip");
  g_autofree char *etag = g_steal_pointer (&request->etag);
  request->etag = etag != NULL ? cubby_etag_for_encoding (etag, "gzip") : NULL;
  return gzip;
}

void
cubby_http_request_reply (CubbyHttpRequest *request, guint status, const char *content_type, const void *body,
                          gsize length)
{
  tell_watch (request, status);
  if (request->connection != NULL) {
    g_autoptr (GBytes) gzip = status < 300 ? code (request, content_type, body, length) : NULL;
    if (gzip != NULL)
      body = g_bytes_get_data (gzip, &length);
    send_head (request, status, content_type, body, length, length);
    cubby_http_connection_answered (request->connection, is_last (request));
  }
  cubby_http_request_free (request);
}

static void
on_part_sent (const void *data, size_t length, void *part)
{
  g_bytes_unref (part);
}

static void
add_part (struct evbuffer *output, GBytes *part)
{
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (part, &length);
  if (length > 0)
    evbuffer_add_reference (output, data, length, on_part_sent, g_bytes_ref (part));
}

void
cubby_http_request_reply_parts (CubbyHttpRequest *request, guint status, const char *content_type,
                                GBytes *const *parts, guint n_parts)
{
  CubbyHttpConnection *connection = request->connection;
  gsize length = 0;
  for (guint i = 0; i < n_parts; i++)
    length += g_bytes_get_size (parts[i]);
  tell_watch (request, status);
  if (connection != NULL) {
    gboolean more = send_head (request, status, content_type, "", 0, length);
    for (guint i = 0; i < n_parts && more; i++)
      add_part (bufferevent_get_output (connection->bev), parts[i]);
    cubby_http_connection_answered (connection, is_last (request));
  }
  cubby_http_request_free (request);
}

void
cubby_http_request_reply_json (CubbyHttpRequest *request, guint status, const char *json)
{
  cubby_http_request_reply (request, status, "application/json", json, strlen (json));
}

void
cubby_http_request_reply_error (CubbyHttpRequest *request, const GError *error)
{
  guint status = cubby_problem_get_status (error);
  if (status >= 500)
    g_warning ("%s %s (%s): %s", cubby_http_request_get_method (request),
               cubby_http_request_get_pattern (request), request->id, error->message);
  if (status == 401)
    cubby_http_request_add_header (request, "WWW-Authenticate", "Bearer");
  g_autofree char *json = cubby_problem_to_json (error);
  cubby_http_request_reply (request, status, "application/problem+json", json, strlen (json));
}
