/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/client-private.h"

#include <string.h>

#define DEFAULT_CONNECT_TIMEOUT_MS 5000

struct _CubbyHttpClient {
  grefcount refs;
  CubbyCurlLoop *loop;
  char *user_agent;
  char *ca_file;
  gboolean allow_plain;
  guint connect_timeout_ms;
};

G_DEFINE_QUARK (cubby - http - error - quark, cubby_http_error)

CubbyHttpClient *
cubby_http_client_new (const CubbyHttpClientOptions *options)
{
  CubbyHttpClient *self = g_new0 (CubbyHttpClient, 1);
  g_ref_count_init (&self->refs);
  self->loop = cubby_curl_loop_new ();
  self->user_agent = g_strdup (options->user_agent != NULL ? options->user_agent : "cubby");
  self->ca_file = g_strdup (options->ca_file);
  self->allow_plain = options->allow_plain;
  self->connect_timeout_ms =
      options->connect_timeout_ms > 0 ? options->connect_timeout_ms : DEFAULT_CONNECT_TIMEOUT_MS;
  return self;
}

CubbyHttpClient *
cubby_http_client_ref (CubbyHttpClient *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
cubby_http_client_unref (CubbyHttpClient *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  cubby_curl_loop_unref (self->loop);
  g_free (self->user_agent);
  g_free (self->ca_file);
  g_free (self);
}

CubbyCurlLoop *
cubby_http_client_get_loop (CubbyHttpClient *self)
{
  return self->loop;
}

/* A line break in a header would be a second header. */
static gboolean
header_is_clean (const char *header)
{
  return strchr (header, ':') != NULL && strpbrk (header, "\r\n") == NULL;
}

static gboolean
url_is_allowed (CubbyHttpClient *self, const char *url, GError **error)
{
  gboolean plain = g_ascii_strncasecmp (url, "http://", 7) == 0;
  if (g_ascii_strncasecmp (url, "https://", 8) == 0 || (plain && self->allow_plain))
    return TRUE;
  g_set_error (error, CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_REQUEST, "%s: %s", url,
               plain ? "is not encrypted; use https://" : "does not start with https://");
  return FALSE;
}

static void
apply_rules (CubbyHttpClient *self, CURL *easy)
{
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, self->allow_plain ? "http,https" : "https");
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (easy, CURLOPT_PROXY, ""); /* not even from the environment */
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long)self->connect_timeout_ms);
  curl_easy_setopt (easy, CURLOPT_USERAGENT, self->user_agent);
  if (self->ca_file != NULL)
    curl_easy_setopt (easy, CURLOPT_CAINFO, self->ca_file);
}

CURL *
cubby_http_client_prepare (CubbyHttpClient *self, const char *url, const char *const *headers,
                           struct curl_slist **ret_headers, GError **error)
{
  if (!url_is_allowed (self, url, error))
    return NULL;
  /* Curl would ask with Expect: 100-continue before a large body and wait for an answer. */
  struct curl_slist *list = curl_slist_append (NULL, "Expect:");
  for (guint i = 0; headers != NULL && headers[i] != NULL; i++) {
    if (!header_is_clean (headers[i])) {
      curl_slist_free_all (list);
      g_set_error (error, CUBBY_HTTP_ERROR, CUBBY_HTTP_ERROR_REQUEST, "%s: header %u is not “Name: value”",
                   url, i + 1);
      return NULL;
    }
    list = curl_slist_append (list, headers[i]);
  }
  CURL *easy = curl_easy_init ();
  apply_rules (self, easy);
  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, list);
  *ret_headers = list;
  return easy;
}

static const struct {
  CURLcode result;
  CubbyHttpError code;
} error_codes[] = {
    {CURLE_UNSUPPORTED_PROTOCOL, CUBBY_HTTP_ERROR_PROTOCOL}, /* HTTP/0.9: whatever it is that answers */
    {CURLE_URL_MALFORMAT, CUBBY_HTTP_ERROR_REQUEST},
    {CURLE_OPERATION_TIMEDOUT, CUBBY_HTTP_ERROR_TIMED_OUT},
    {CURLE_PEER_FAILED_VERIFICATION, CUBBY_HTTP_ERROR_CERTIFICATE},
    {CURLE_SSL_CACERT_BADFILE, CUBBY_HTTP_ERROR_CERTIFICATE},
    {CURLE_SSL_ISSUER_ERROR, CUBBY_HTTP_ERROR_CERTIFICATE},
    {CURLE_FILESIZE_EXCEEDED, CUBBY_HTTP_ERROR_TOO_LARGE},
    {CURLE_WRITE_ERROR, CUBBY_HTTP_ERROR_TOO_LARGE},
    {CURLE_WEIRD_SERVER_REPLY, CUBBY_HTTP_ERROR_PROTOCOL},
    {CURLE_BAD_CONTENT_ENCODING, CUBBY_HTTP_ERROR_PROTOCOL},
};

GError *
cubby_http_error_from_curl (CURL *easy, CURLcode result)
{
  CubbyHttpError code = CUBBY_HTTP_ERROR_UNREACHABLE;
  for (guint i = 0; i < G_N_ELEMENTS (error_codes); i++)
    if (error_codes[i].result == result)
      code = error_codes[i].code;
  const char *url = NULL;
  curl_easy_getinfo (easy, CURLINFO_EFFECTIVE_URL, &url);
  const char *why =
      code == CUBBY_HTTP_ERROR_TOO_LARGE ? "the answer is larger than allowed" : curl_easy_strerror (result);
  return g_error_new (CUBBY_HTTP_ERROR, code, "%s: %s", url != NULL ? url : "", why);
}

GHashTable *
cubby_http_headers_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
cubby_http_headers_add_line (GHashTable *headers, const char *line, gsize length)
{
  const char *colon = memchr (line, ':', length);
  if (length >= 5 && memcmp (line, "HTTP/", 5) == 0) {
    g_hash_table_remove_all (headers);
    return;
  }
  if (colon == NULL)
    return;
  g_autofree char *value = g_strndup (colon + 1, length - (gsize)(colon + 1 - line));
  g_strstrip (value);
  if (g_utf8_validate (value, -1, NULL))
    g_hash_table_replace (headers, g_ascii_strdown (line, colon - line), g_steal_pointer (&value));
}

void
cubby_http_response_free (CubbyHttpResponse *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

const char *
cubby_http_response_get_header (const CubbyHttpResponse *self, const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}
