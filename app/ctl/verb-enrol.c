/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/replace-file.h"
#include "app/ctl/enrol-answer.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "protocols/http/client.h"

#include <errno.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#define TIMEOUT_MS 20000
#define TOKEN_MODE 0600
#define PASS_KEYS_MODE 0640

typedef struct {
  char *central;
  char *code;
  char *kiosk;
  char *pass_keys_file;
  char *token_file;
  char *ca_file;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->central);
  g_free (self->code);
  g_free (self->kiosk);
  g_free (self->pass_keys_file);
  g_free (self->token_file);
  g_free (self->ca_file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The code is spent by the first answer: see before asking that the answer can be kept. */
static gboolean
check_writable (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  if (access (folder, W_OK | X_OK) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               "%s: nothing can be written there: %s; the code was not used", folder, g_strerror (errno));
  return FALSE;
}

/* Unencrypted only to this very machine. */
static gboolean
is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  return host != NULL &&
         (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1") || g_str_equal (host, "localhost"));
}

static char *
write_request (const Options *options)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  json_object_set_string_member (json_node_get_object (node), "code", options->code);
  json_object_set_string_member (json_node_get_object (node), "kiosk", options->kiosk);
  return json_to_string (node, FALSE);
}

static CubbyHttpResponse *
ask (const Options *options, GError **error)
{
  CubbyHttpClientOptions client_options = {
      .user_agent = "cubbyctl", .ca_file = options->ca_file, .allow_plain = is_loopback (options->central)};
  g_autoptr (CubbyHttpClient) client = cubby_http_client_new (&client_options);
  g_autofree char *body = write_request (options);
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *key_header = g_strconcat ("Idempotency-Key: ", key, NULL);
  g_autofree char *url =
      g_strconcat (options->central, g_str_has_suffix (options->central, "/") ? "" : "/", "v1/enrol", NULL);
  const char *headers[] = {"Content-Type: application/json", key_header, NULL};
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  CubbyHttpRequest request = {
      .method = "POST", .url = url, .headers = headers, .body = bytes, .timeout_ms = TIMEOUT_MS};
  return cubby_http_client_send_sync (client, &request, error);
}

static CubbyEnrolAnswer *
enrol (const Options *options, GError **error)
{
  g_autoptr (CubbyHttpResponse) response = ask (options, error);
  if (response == NULL)
    return NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (response->body, &size);
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize)size);
  if (response->status / 100 == 2)
    return cubby_enrol_answer_read (text, error);
  g_autofree char *why = cubby_enrol_describe_problem (response->status, text);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, why);
  return NULL;
}

static int
enrol_and_keep (const Options *options)
{
  g_autoptr (GError) error = NULL;
  if (!check_writable (options->pass_keys_file, &error) || !check_writable (options->token_file, &error))
    return cubby_ctl_failed ("%s", error->message);
  g_autoptr (CubbyEnrolAnswer) answer = enrol (options, &error);
  if (answer == NULL)
    return cubby_ctl_failed ("%s", error->message);
  if (!cubby_replace_file (options->pass_keys_file, answer->pass_keys_file, PASS_KEYS_MODE, &error) ||
      !cubby_replace_file (options->token_file, answer->token_file, TOKEN_MODE, &error))
    return cubby_ctl_failed ("%s; the code is used up: enrol again with a new one", error->message);
  g_print ("enrolled %s of store %s; %u pass key(s)\n", answer->kiosk, answer->store, answer->n_pass_keys);
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_enrol (int argc, char **argv)
{
  g_auto (Options) options = {0};
  const GOptionEntry entries[] = {
      {"central", 0, 0, G_OPTION_ARG_STRING, &options.central, "The central service", "URL"},
      {"code", 0, 0, G_OPTION_ARG_STRING, &options.code, "From: cubby-central enrol-code", "CODE"},
      {"kiosk", 0, 0, G_OPTION_ARG_STRING, &options.kiosk, "[kiosk] id in cubby.conf", "ID"},
      {"pass-keys", 0, 0, G_OPTION_ARG_FILENAME, &options.pass_keys_file,
       "Written; in /etc/cubby when not said", "FILE"},
      {"token-file", 0, 0, G_OPTION_ARG_FILENAME, &options.token_file, "Written; in /etc/cubby when not said",
       "FILE"},
      {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file,
       "Trust these certificates instead of the system's", "FILE"},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  if (!cubby_ctl_require ("--central", options.central) || !cubby_ctl_require ("--code", options.code) ||
      !cubby_ctl_require ("--kiosk", options.kiosk))
    return CUBBY_CTL_USAGE;
  if (options.pass_keys_file == NULL)
    options.pass_keys_file = g_strdup ("/etc/cubby/pass-keys.conf");
  if (options.token_file == NULL)
    options.token_file = g_strdup ("/etc/cubby/link.token");
  return enrol_and_keep (&options);
}
