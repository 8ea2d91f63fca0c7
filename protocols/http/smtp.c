/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-smtp"
#include "protocols/http/smtp.h"

#include "protocols/http/curl-loop.h"

#include <string.h>

#define DEFAULT_TIMEOUT_MS 60000
#define CONNECT_TIMEOUT_MS 15000

struct _CubbySmtp {
  CubbyCurlLoop *loop;
  char *url;
  gboolean starttls;
  char *user;
  char *password;
  char *ca_file;
  guint timeout_ms;
};

/* One message under way; the GTask owns it. */
typedef struct {
  CubbyCurlLoop *loop;
  CURL *easy;
  gboolean aborted;
  struct curl_slist *to;
  GBytes *message;
  gsize sent;
  GSource *cancelled;
} Submission;

G_DEFINE_QUARK (cubby - smtp - error - quark, cubby_smtp_error)

static gboolean
server_is_right (const CubbySmtpServer *server, GError **error)
{
  gboolean wrapped = g_str_has_prefix (server->url, "smtps://");
  const char *why = NULL;
  if (!wrapped && !g_str_has_prefix (server->url, "smtp://"))
    why = "does not start with smtp:// or smtps://";
  else if (server->user != NULL && !wrapped && !server->starttls)
    why = "would get the password in the clear; use smtps:// or STARTTLS";
  if (why == NULL)
    return TRUE;
  g_set_error (error, CUBBY_SMTP_ERROR, CUBBY_SMTP_ERROR_CONFIGURATION, "mail server %s: %s", server->url,
               why);
  return FALSE;
}

CubbySmtp *
cubby_smtp_new (const CubbySmtpServer *server, GError **error)
{
  if (!server_is_right (server, error))
    return NULL;
  CubbySmtp *self = g_new0 (CubbySmtp, 1);
  self->loop = cubby_curl_loop_new ();
  self->url = g_strdup (server->url);
  self->starttls = server->starttls;
  self->user = g_strdup (server->user);
  self->password = g_strdup (server->password);
  self->ca_file = g_strdup (server->ca_file);
  self->timeout_ms = server->timeout_ms > 0 ? server->timeout_ms : DEFAULT_TIMEOUT_MS;
  return self;
}

void
cubby_smtp_free (CubbySmtp *self)
{
  if (self == NULL)
    return;
  cubby_curl_loop_unref (self->loop);
  g_free (self->url);
  g_free (self->user);
  g_free (self->password);
  g_free (self->ca_file);
  g_free (self);
}

static void
submission_forget_cancellable (Submission *self)
{
  if (self->cancelled == NULL)
    return;
  g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
}

static void
submission_free (gpointer data)
{
  Submission *self = data;
  submission_forget_cancellable (self);
  curl_easy_cleanup (self->easy);
  curl_slist_free_all (self->to);
  g_clear_pointer (&self->message, g_bytes_unref);
  g_clear_pointer (&self->loop, cubby_curl_loop_unref);
  g_free (self);
}

static gsize
on_read (char *buffer, gsize size, gsize n, void *user_data)
{
  Submission *self = user_data;
  gsize total = 0;
  const char *data = g_bytes_get_data (self->message, &total);
  gsize length = MIN (size * n, total - self->sent);
  if (length > 0)
    memcpy (buffer, data + self->sent, length);
  self->sent += length;
  return length;
}

/* Curl goes back to the start when a kept connection turns out to be dead. */
static int
on_seek (void *user_data, curl_off_t offset, int origin)
{
  Submission *self = user_data;
  if (origin != SEEK_SET || offset < 0 || (gsize)offset > g_bytes_get_size (self->message))
    return CURL_SEEKFUNC_CANTSEEK;
  self->sent = (gsize)offset;
  return CURL_SEEKFUNC_OK;
}

static GError *
submission_describe_failure (CURL *easy, CURLcode result)
{
  long status = 0;
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  const char *url = NULL;
  curl_easy_getinfo (easy, CURLINFO_EFFECTIVE_URL, &url);
  CubbySmtpError code = CUBBY_SMTP_ERROR_UNREACHABLE;
  if (status >= 400)
    code = status >= 500 ? CUBBY_SMTP_ERROR_REFUSED : CUBBY_SMTP_ERROR_LATER;
  if (status >= 400)
    return g_error_new (CUBBY_SMTP_ERROR, code, "mail server %s: %s (it said %ld)", url,
                        curl_easy_strerror (result), status);
  return g_error_new (CUBBY_SMTP_ERROR, code, "mail server %s: %s", url, curl_easy_strerror (result));
}

static void
on_submitted (CURL *easy, CURLcode result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Submission *self = g_task_get_task_data (task);
  submission_forget_cancellable (self);
  if (result == CURLE_OK)
    g_task_return_boolean (task, TRUE);
  else if (!self->aborted || !g_task_return_error_if_cancelled (task))
    g_task_return_error (task, submission_describe_failure (easy, result));
}

/* Taking the transfer out would make curl end the message properly: what is half sent would be delivered. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Submission *self = user_data;
  g_autoptr (CubbyCurlLoop) loop = cubby_curl_loop_ref (self->loop);
  self->aborted = TRUE;
  cubby_curl_loop_wake (loop);
  return G_SOURCE_REMOVE;
}

static int
on_progress (void *user_data, curl_off_t total_in, curl_off_t in, curl_off_t total_out, curl_off_t out)
{
  Submission *self = user_data;
  return self->aborted ? 1 : 0;
}

/* One address in angle brackets; what could be a second command is no address. */
static char *
envelope_address (const char *address, GError **error)
{
  if (*address != '\0' && strpbrk (address, " \t\r\n<>") == NULL && strchr (address, '@') != NULL)
    return g_strdup_printf ("<%s>", address);
  g_autofree char *shown = g_strescape (address, NULL);
  g_set_error (error, CUBBY_SMTP_ERROR, CUBBY_SMTP_ERROR_CONFIGURATION, "“%s” is no e-mail address", shown);
  return NULL;
}

static gboolean
submission_set_envelope (Submission *self, const char *from, const char *const *to, GError **error)
{
  g_autofree char *sender = envelope_address (from, error);
  if (sender == NULL)
    return FALSE;
  for (guint i = 0; to[i] != NULL; i++) {
    g_autofree char *receiver = envelope_address (to[i], error);
    if (receiver == NULL)
      return FALSE;
    self->to = curl_slist_append (self->to, receiver);
  }
  curl_easy_setopt (self->easy, CURLOPT_MAIL_FROM, sender);
  curl_easy_setopt (self->easy, CURLOPT_MAIL_RCPT, self->to);
  return TRUE;
}

static void
submission_set_server (Submission *self, const CubbySmtp *smtp)
{
  CURL *easy = self->easy;
  curl_easy_setopt (easy, CURLOPT_URL, smtp->url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (easy, CURLOPT_PROXY, "");
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (easy, CURLOPT_USE_SSL, (long)(smtp->starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS, (long)smtp->timeout_ms);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_TIMEOUT_MS);
  if (smtp->user != NULL) {
    curl_easy_setopt (easy, CURLOPT_USERNAME, smtp->user);
    curl_easy_setopt (easy, CURLOPT_PASSWORD, smtp->password != NULL ? smtp->password : "");
  }
  if (smtp->ca_file != NULL)
    curl_easy_setopt (easy, CURLOPT_CAINFO, smtp->ca_file);
  curl_easy_setopt (easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (easy, CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt (easy, CURLOPT_READDATA, self);
  curl_easy_setopt (easy, CURLOPT_SEEKFUNCTION, on_seek);
  curl_easy_setopt (easy, CURLOPT_SEEKDATA, self);
  curl_easy_setopt (easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt (easy, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)g_bytes_get_size (self->message));
}

void
cubby_smtp_send_async (CubbySmtp *self, const char *from, const char *const *to, GBytes *message,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_autoptr (GError) error = NULL;
  Submission *submission = g_new0 (Submission, 1);
  g_task_set_task_data (task, submission, submission_free);
  submission->loop = cubby_curl_loop_ref (self->loop);
  submission->message = g_bytes_ref (message);
  submission->easy = curl_easy_init ();
  submission_set_server (submission, self);
  if (!submission_set_envelope (submission, from, to, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (cancellable != NULL) {
    submission->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (submission->cancelled, G_SOURCE_FUNC (on_cancelled), submission, NULL);
    g_source_attach (submission->cancelled, cubby_curl_loop_get_context (self->loop));
  }
  cubby_curl_loop_add (self->loop, submission->easy, on_submitted, g_steal_pointer (&task));
}

gboolean
cubby_smtp_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
