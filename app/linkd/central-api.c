/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/central-api.h"

#include "app/domain/backoff.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_TOKEN 512
#define SILENCE_MS 40000 /* the centre sends a comment at least every 15 s */
#define MAX_EVENT (1024 * 1024)

struct _CubbyCentralApi {
  CubbyHttpClient *client;
  char *base; /* without a slash at its end */
  char *authorization;
  char *token_path;
  struct stat seen; /* of the token file when it was read */
};

static char *
read_token (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, &local)) {
    g_set_error (error, G_FILE_ERROR, local->code,
                 "the kiosk's key cannot be read: %s; get one with: cubbyctl enrol --central URL --code CODE",
                 local->message);
    return NULL;
  }
  g_strstrip (text);
  gsize length = strlen (text);
  gboolean clean = length > 0 && length <= MAX_TOKEN;
  for (gsize i = 0; i < length && clean; i++)
    clean = g_ascii_isgraph (text[i]);
  if (clean)
    return g_steal_pointer (&text);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
               "%s: is not one line with a key; get one with: cubbyctl enrol --central URL --code CODE",
               path);
  return NULL;
}

/* cubbyctl token rotate puts another key in its place; the one before ends with the first use of the other.
 */
static void
take_new_token (CubbyCentralApi *self)
{
  struct stat now;
  if (stat (self->token_path, &now) != 0 ||
      (now.st_ino == self->seen.st_ino &&
       memcmp (&now.st_mtim, &self->seen.st_mtim, sizeof now.st_mtim) == 0))
    return;
  self->seen = now;
  g_autofree char *token = read_token (self->token_path, NULL);
  if (token == NULL)
    return;
  g_free (self->authorization);
  self->authorization = g_strconcat ("Authorization: Bearer ", token, NULL);
}

CubbyCentralApi *
cubby_central_api_new (const CubbySettings *settings, GError **error)
{
  g_autofree char *token = read_token (settings->link_token_file, error);
  if (token == NULL)
    return NULL;
  CubbyCentralApi *self = g_new0 (CubbyCentralApi, 1);
  CubbyHttpClientOptions options = {.user_agent = "cubby-linkd", .allow_plain = settings->allow_plain_http};
  self->client = cubby_http_client_new (&options);
  self->authorization = g_strconcat ("Authorization: Bearer ", token, NULL);
  self->token_path = g_strdup (settings->link_token_file);
  if (stat (self->token_path, &self->seen) != 0)
    memset (&self->seen, 0, sizeof self->seen);
  self->base = g_strdup (settings->central_url);
  while (g_str_has_suffix (self->base, "/"))
    self->base[strlen (self->base) - 1] = '\0';
  return self;
}

void
cubby_central_api_free (CubbyCentralApi *self)
{
  if (self == NULL)
    return;
  cubby_http_client_unref (self->client);
  g_free (self->base);
  g_free (self->authorization);
  g_free (self->token_path);
  g_free (self);
}

void
cubby_central_api_call_async (CubbyCentralApi *self, const CubbyCentralCall *call, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  take_new_token (self);
  g_autofree char *url = g_strconcat (self->base, call->path, NULL);
  g_autofree char *key = call->key != NULL ? g_strconcat ("Idempotency-Key: ", call->key, NULL) : NULL;
  g_autofree char *match = call->if_match != NULL ? g_strconcat ("If-Match: ", call->if_match, NULL) : NULL;
  g_autoptr (GBytes) body = call->body != NULL ? g_bytes_new (call->body, strlen (call->body)) : NULL;
  const char *headers[5] = {self->authorization};
  guint n_headers = 1;
  if (body != NULL)
    headers[n_headers++] = "Content-Type: application/json";
  if (key != NULL)
    headers[n_headers++] = key;
  if (match != NULL)
    headers[n_headers++] = match;
  CubbyHttpRequest request = {
      .method = call->method,
      .url = url,
      .headers = headers,
      .body = body,
      .timeout_ms = call->timeout_ms,
      .max_body = call->max_body,
  };
  cubby_http_client_send_async (self->client, &request, cancellable, callback, user_data);
}

gint64
cubby_central_api_get_patience (const CubbyHttpResponse *response)
{
  const char *text = cubby_http_response_get_header (response, "retry-after");
  return cubby_retry_after_parse (text, g_get_real_time () / G_USEC_PER_SEC);
}

CubbyHttpResponse *
cubby_central_api_call_finish (GAsyncResult *result, GError **error)
{
  return cubby_http_client_send_finish (result, error);
}

CubbyEventStream *
cubby_central_api_open_stream (CubbyCentralApi *self, const char *cursor,
                               const CubbyEventStreamHandlers *handlers, gpointer data, GError **error)
{
  take_new_token (self);
  g_autofree char *url = g_strconcat (self->base, "/v1/stream", NULL);
  const char *headers[] = {self->authorization, NULL};
  return cubby_event_stream_open (self->client, url, headers, cursor, SILENCE_MS, MAX_EVENT, handlers, data,
                                  error);
}
