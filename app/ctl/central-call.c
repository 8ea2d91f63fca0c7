/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/central-call.h"

#include "app/ctl/enrol-answer.h"
#include "protocols/http/client.h"

#include <gio/gio.h>
#include <string.h>

#define TIMEOUT_MS 20000
#define MAX_BODY (4 << 20)

#define MAX_DEPTH 16

/* json-glib calls itself for each level: what is deep is not given to it. */
static gboolean
is_shallow (const char *text, gsize size)
{
  gboolean quoted = FALSE;
  int depth = 0;
  for (gsize i = 0; i < size && depth <= MAX_DEPTH; i++) {
    if (quoted && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted)
      depth += (text[i] == '{' || text[i] == '[') - (text[i] == '}' || text[i] == ']');
  }
  return depth <= MAX_DEPTH;
}

static char *
read_authorization (const char *path, GError **error)
{
  g_autofree char *token = NULL;
  if (!g_file_get_contents (path, &token, NULL, error)) {
    g_prefix_error (error, "the kiosk's key: ");
    return NULL;
  }
  return g_strconcat ("Authorization: Bearer ", g_strstrip (token), NULL);
}

static CubbyHttpResponse *
ask (const CubbySettings *settings, const char *method, const char *path, const char *body, GError **error)
{
  CubbyHttpClientOptions options = {.user_agent = "cubbyctl", .allow_plain = settings->allow_plain_http};
  g_autofree char *authorization = read_authorization (settings->link_token_file, error);
  if (authorization == NULL)
    return NULL;
  g_autoptr (CubbyHttpClient) client = cubby_http_client_new (&options);
  g_autofree char *base = g_strdup (settings->central_url);
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  g_autofree char *url = g_strconcat (base, path, NULL);
  const char *headers[] = {authorization, body != NULL ? "Content-Type: application/json" : NULL, NULL};
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  CubbyHttpRequest request = {.method = method,
                              .url = url,
                              .headers = headers,
                              .body = bytes,
                              .timeout_ms = TIMEOUT_MS,
                              .max_body = MAX_BODY};
  return cubby_http_client_send_sync (client, &request, error);
}

char *
cubby_ctl_central_call (const CubbySettings *settings, const char *method, const char *path, const char *body,
                        GError **error)
{
  gsize size = 0;
  g_autoptr (CubbyHttpResponse) response = ask (settings, method, path, body, error);
  if (response == NULL)
    return NULL;
  const char *data = g_bytes_get_data (response->body, &size);
  g_autofree char *text =
      data != NULL && is_shallow (data, size) ? g_utf8_make_valid (data, (gssize)size) : g_strdup ("{}");
  if (response->status / 100 == 2)
    return g_steal_pointer (&text);
  g_autofree char *why = cubby_enrol_describe_problem (response->status, text);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, why);
  return NULL;
}
