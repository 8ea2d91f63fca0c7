/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/client.h"
#include "tests/rig/child.h"

#include <glib/gstdio.h>
#include <string.h>

/* The server is openssl s_server with a certificate made for the test. */
typedef struct {
  const char *name;
  const char *certificate_of; /* who the server says it is */
  const char *version;        /* the only protocol that it speaks */
  gboolean trusted;           /* whether the client was given its certificate */
  int code;                   /* -1: an answer */
} Row;

static const Row rows[] = {
    {"a server that is trusted", "IP:127.0.0.1", "-tls1_3", TRUE, -1},
    {"TLS 1.2 is still good", "IP:127.0.0.1", "-tls1_2", TRUE, -1},
    {"a server that nobody vouches for", "IP:127.0.0.1", "-tls1_3", FALSE, CUBBY_HTTP_ERROR_CERTIFICATE},
    {"a server that is somebody else", "DNS:other.example", "-tls1_3", TRUE, CUBBY_HTTP_ERROR_CERTIFICATE},
    {"a server that only speaks TLS 1.1", "IP:127.0.0.1", "-tls1_1", TRUE, CUBBY_HTTP_ERROR_UNREACHABLE},
};

typedef struct {
  char *folder;
  char *key;
  char *certificate;
  GSubprocess *server;
  GDataInputStream *lines;
  char *url;
} Fixture;

static void
make_certificate (Fixture *fixture, const char *of)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strconcat ("subjectAltName=", of, NULL);
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "openssl", "req", "-x509", "-newkey",
                        "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test", "-addext", name, "-keyout",
                        fixture->key, "-out", fixture->certificate, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

/* It says "ACCEPT 127.0.0.1:PORT" when it is ready. */
static void
start_server (Fixture *fixture, const char *version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      test_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  fixture->server = g_subprocess_launcher_spawn (launcher, &error, "openssl", "s_server", "-www", "-accept",
                                                 "127.0.0.1:0", version, "-cipher", "DEFAULT@SECLEVEL=0",
                                                 "-key", fixture->key, "-cert", fixture->certificate, NULL);
  g_assert_no_error (error);
  fixture->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  while (fixture->url == NULL) {
    g_autofree char *line = g_data_input_stream_read_line (fixture->lines, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (line);
    if (g_str_has_prefix (line, "ACCEPT ") && strrchr (line, ':') != NULL)
      fixture->url = g_strdup_printf ("https://127.0.0.1%s/", strrchr (line, ':'));
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Row *row = data;
  fixture->folder = g_dir_make_tmp ("cubby-tls-XXXXXX", NULL);
  fixture->key = g_build_filename (fixture->folder, "key.pem", NULL);
  fixture->certificate = g_build_filename (fixture->folder, "certificate.pem", NULL);
  make_certificate (fixture, row->certificate_of);
  start_server (fixture, row->version);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_subprocess_force_exit (fixture->server);
  g_subprocess_wait (fixture->server, NULL, NULL);
  g_object_unref (fixture->lines);
  g_object_unref (fixture->server);
  g_unlink (fixture->key);
  g_unlink (fixture->certificate);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->key);
  g_free (fixture->certificate);
  g_free (fixture->url);
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  const Row *row = data;
  CubbyHttpClientOptions options = {.ca_file = row->trusted ? fixture->certificate : NULL};
  g_autoptr (CubbyHttpClient) client = cubby_http_client_new (&options);
  CubbyHttpRequest request = {.method = "GET", .url = fixture->url, .timeout_ms = 10000};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_http_client_send_sync (client, &request, &error);
  if (row->code >= 0) {
    g_assert_error (error, CUBBY_HTTP_ERROR, row->code);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/protocols/http/tls/", rows[i].name, NULL);
    g_test_add (path, Fixture, &rows[i], set_up, test_row, tear_down);
  }
  return g_test_run ();
}
