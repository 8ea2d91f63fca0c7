/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/client-private.h"

#define DEFAULT_TIMEOUT_MS 30000
#define DEFAULT_MAX_BODY (8 * 1024 * 1024)

/* One request in flight; the GTask owns it. */
typedef struct {
  CubbyHttpClient *client;
  CURL *easy;
  gboolean running;
  struct curl_slist *request_headers;
  GBytes *request_body;
  GHashTable *headers;
  GByteArray *body;
  gsize max_body;
  GSource *cancelled;
} Exchange;

static void
exchange_stop (Exchange *self)
{
  if (self->cancelled != NULL) {
    g_source_destroy (self->cancelled);
    g_clear_pointer (&self->cancelled, g_source_unref);
  }
  if (self->running)
    cubby_curl_loop_remove (cubby_http_client_get_loop (self->client), self->easy);
  self->running = FALSE;
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;
  exchange_stop (self);
  curl_easy_cleanup (self->easy);
  curl_slist_free_all (self->request_headers);
  g_clear_pointer (&self->request_body, g_bytes_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->client, cubby_http_client_unref);
  g_free (self);
}

static gsize
on_header (char *line, gsize size, gsize n, void *user_data)
{
  Exchange *self = user_data;
  cubby_http_headers_add_line (self->headers, line, size * n);
  return size * n;
}

/* A short count ends the transfer with CURLE_WRITE_ERROR: too large. */
static gsize
on_body (char *data, gsize size, gsize n, void *user_data)
{
  Exchange *self = user_data;
  gsize length = size * n;
  if (length > self->max_body - self->body->len)
    return 0;
  g_byte_array_append (self->body, (const guint8 *)data, (guint)length);
  return length;
}

static void
on_exchange_done (CURL *easy, CURLcode result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  self->running = FALSE;
  exchange_stop (self);
  if (result != CURLE_OK) {
    g_task_return_error (task, cubby_http_error_from_curl (easy, result));
    return;
  }
  long status = 0;
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  CubbyHttpResponse *response = g_new0 (CubbyHttpResponse, 1);
  response->status = (guint)status;
  response->headers = g_steal_pointer (&self->headers);
  response->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  g_task_return_pointer (task, response, (GDestroyNotify)cubby_http_response_free);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  exchange_stop (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);
  g_object_unref (task); /* the reference that the transfer held */
  return G_SOURCE_REMOVE;
}

static void
exchange_set_request (Exchange *self, const CubbyHttpRequest *request)
{
  CURL *easy = self->easy;
  curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS,
                    (long)(request->timeout_ms > 0 ? request->timeout_ms : DEFAULT_TIMEOUT_MS));
  if (request->body != NULL) {
    gsize size = 0;
    const void *data = g_bytes_get_data (self->request_body, &size);
    curl_easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    curl_easy_setopt (easy, CURLOPT_POSTFIELDS, data != NULL ? data : "");
  }
  curl_easy_setopt (easy, CURLOPT_CUSTOMREQUEST, request->method);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
}

void
cubby_http_client_send_async (CubbyHttpClient *self, const CubbyHttpRequest *request,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_autoptr (GError) error = NULL;
  Exchange *exchange = g_new0 (Exchange, 1);
  g_task_set_task_data (task, exchange, exchange_free);
  exchange->client = cubby_http_client_ref (self);
  exchange->request_body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  exchange->headers = cubby_http_headers_new ();
  exchange->body = g_byte_array_new ();
  exchange->max_body = request->max_body > 0 ? request->max_body : DEFAULT_MAX_BODY;
  exchange->easy =
      cubby_http_client_prepare (self, request->url, request->headers, &exchange->request_headers, &error);
  if (exchange->easy == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  exchange_set_request (exchange, request);
  if (cancellable != NULL) {
    exchange->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (exchange->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
    g_source_attach (exchange->cancelled, cubby_curl_loop_get_context (cubby_http_client_get_loop (self)));
  }
  exchange->running = TRUE;
  cubby_curl_loop_add (cubby_http_client_get_loop (self), exchange->easy, on_exchange_done,
                       g_steal_pointer (&task));
}

CubbyHttpResponse *
cubby_http_client_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **ret_result = user_data;
  *ret_result = g_object_ref (result);
}

CubbyHttpResponse *
cubby_http_client_send_sync (CubbyHttpClient *self, const CubbyHttpRequest *request, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GAsyncResult) result = NULL;
  cubby_http_client_send_async (self, request, NULL, on_sent, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  return cubby_http_client_send_finish (result, error);
}
