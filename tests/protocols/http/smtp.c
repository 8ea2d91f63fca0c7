/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/smtp.h"
#include "tests/rig/child.h"

#include <string.h>

/* The server is Debian's aiosmtpd in a process of its own. */
typedef struct {
  GSubprocess *process;
  GDataInputStream *lines;
  char *url;
  GMainContext *context;
} Fixture;

typedef struct {
  gboolean finished;
  gboolean sent;
  GError *error;
} Outcome;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      test_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  fixture->process = g_subprocess_launcher_spawn (launcher, &error, "/usr/bin/python3",
                                                  g_getenv ("CUBBY_SMTP_SERVER"), NULL);
  g_assert_no_error (error);
  fixture->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));
  g_autofree char *port = g_data_input_stream_read_line (fixture->lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (port);
  fixture->url = g_strdup_printf ("smtp://127.0.0.1:%s", port);
  /* Not the default context: the mail worker of the centre runs one of its own. */
  fixture->context = g_main_context_new ();
  g_main_context_push_thread_default (fixture->context);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_main_context_pop_thread_default (fixture->context);
  g_main_context_unref (fixture->context);
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->process), NULL, NULL);
  g_subprocess_wait (fixture->process, NULL, NULL);
  g_object_unref (fixture->lines);
  g_object_unref (fixture->process);
  g_free (fixture->url);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;
  outcome->sent = cubby_smtp_send_finish (result, &outcome->error);
  outcome->finished = TRUE;
}

static Outcome
submit (Fixture *fixture, const CubbySmtpServer *server, const char *to, const char *text,
        GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySmtp) smtp = cubby_smtp_new (server, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  const char *receivers[] = {to, NULL};
  Outcome outcome = {0};
  cubby_smtp_send_async (smtp, "shop@example.vn", receivers, message, cancellable, on_sent, &outcome);
  while (!outcome.finished)
    g_main_context_iteration (fixture->context, TRUE);
  return outcome;
}

static void
test_arrives (Fixture *fixture, gconstpointer data)
{
  CubbySmtpServer server = {.url = fixture->url};
  Outcome outcome = submit (fixture, &server, "lan@example.vn",
                            "Subject: Xin =?utf-8?q?ch=C3=A0o?=\r\n\r\nOne\r\n.\r\n..two\r\n", NULL);
  g_assert_no_error (outcome.error);
  g_assert_true (outcome.sent);
  g_autofree char *line = g_data_input_stream_read_line (fixture->lines, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==,
                   "{\"from\": \"shop@example.vn\", \"to\": [\"lan@example.vn\"], \"data\": "
                   "\"Subject: Xin =?utf-8?q?ch=C3=A0o?=\\r\\n\\r\\nOne\\r\\n.\\r\\n..two\\r\\n\"}");
}

typedef struct {
  const char *name;
  const char *to;
  CubbySmtpError code;
} Refusal;

static const Refusal refusals[] = {
    {"an address the server does not know", "nobody@example.vn", CUBBY_SMTP_ERROR_REFUSED},
    {"an address that must wait", "later@example.vn", CUBBY_SMTP_ERROR_LATER},
    {"an address with a second command in it", "a@b>\r\nRCPT TO:<c@d", CUBBY_SMTP_ERROR_CONFIGURATION},
    {"an empty address", "", CUBBY_SMTP_ERROR_CONFIGURATION},
};

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  const Refusal *row = data;
  CubbySmtpServer server = {.url = fixture->url};
  Outcome outcome = submit (fixture, &server, row->to, "Subject: x\r\n\r\n", NULL);
  g_assert_false (outcome.sent);
  g_assert_error (outcome.error, CUBBY_SMTP_ERROR, (int)row->code);
  g_error_free (outcome.error);
}

static void
test_no_starttls (Fixture *fixture, gconstpointer data)
{
  CubbySmtpServer server = {.url = fixture->url, .starttls = TRUE};
  Outcome outcome = submit (fixture, &server, "lan@example.vn", "Subject: x\r\n\r\n", NULL);
  g_assert_error (outcome.error, CUBBY_SMTP_ERROR, CUBBY_SMTP_ERROR_UNREACHABLE);
  g_error_free (outcome.error);
}

static void
test_nobody_listens (Fixture *fixture, gconstpointer data)
{
  CubbySmtpServer server = {.url = "smtp://127.0.0.1:1"};
  Outcome outcome = submit (fixture, &server, "lan@example.vn", "Subject: x\r\n\r\n", NULL);
  g_assert_error (outcome.error, CUBBY_SMTP_ERROR, CUBBY_SMTP_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (outcome.error->message, "127.0.0.1:1"));
  g_error_free (outcome.error);
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
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (silent, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("smtp://127.0.0.1:%u", port);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSource) soon = g_timeout_source_new (50);
  g_source_set_callback (soon, on_cancel_due, cancellable, NULL);
  g_source_attach (soon, fixture->context);
  CubbySmtpServer server = {.url = url};
  Outcome outcome = submit (fixture, &server, "lan@example.vn", "Subject: x\r\n\r\n", cancellable);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (outcome.error);
}

typedef struct {
  const char *name;
  CubbySmtpServer server;
} WrongServer;

static const WrongServer wrong_servers[] = {
    {"a web address", {.url = "http://mail.example.vn"}},
    {"a password in the clear", {.url = "smtp://mail.example.vn", .user = "shop", .password = "secret"}},
};

static void
test_wrong_server (gconstpointer data)
{
  const WrongServer *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_smtp_new (&row->server, &error));
  g_assert_error (error, CUBBY_SMTP_ERROR, CUBBY_SMTP_ERROR_CONFIGURATION);
  g_assert_null (strstr (error->message, "secret"));
}

static void
add (const char *name, gconstpointer row, void (*function) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/protocols/http/smtp/", name, NULL);
  g_test_add (path, Fixture, row, set_up, function, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("a message arrives, dots and all", NULL, test_arrives);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    add (refusals[i].name, &refusals[i], test_refusal);
  add ("a server without STARTTLS gets nothing when it is demanded", NULL, test_no_starttls);
  add ("nobody listens", NULL, test_nobody_listens);
  add ("a submission is cancelled", NULL, test_cancel);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_servers); i++) {
    g_autofree char *path = g_strconcat ("/protocols/http/smtp/refuses ", wrong_servers[i].name, NULL);
    g_test_add_data_func (path, &wrong_servers[i], test_wrong_server);
  }
  return g_test_run ();
}
