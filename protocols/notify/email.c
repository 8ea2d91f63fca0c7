/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/notify/email.h"
#include "protocols/http/smtp.h"
#include "protocols/notify/channel.h"
#include "protocols/notify/mime.h"
#include "protocols/notify/template.h"

#include <string.h>

static void
append_header (GString *message, const char *name, const char *value)
{
  g_string_append_printf (message, "%s: %s\r\n", name, value);
}

static void
append_headers (GString *message, const CubbyNotice *notice, const char *from, const char *subject)
{
  g_autofree char *sender = cubby_mime_encode_mailbox (from);
  g_autofree char *address = cubby_mime_get_address (from);
  const char *at = strrchr (address, '@');
  g_autofree char *id = g_strdup_printf ("<%s@%s>", notice->id, at != NULL ? at + 1 : "localhost");
  g_autofree char *date = cubby_mime_format_date (notice->time);
  g_autofree char *encoded = cubby_mime_encode_header (subject);
  append_header (message, "From", sender);
  append_header (message, "To", notice->email);
  append_header (message, "Subject", encoded);
  append_header (message, "Date", date);
  append_header (message, "Message-ID", id);
  append_header (message, "MIME-Version", "1.0");
  append_header (message, "Auto-Submitted", "auto-generated");
  append_header (message, "Content-Language", notice->language);
  if (notice->unsubscribe_url != NULL) {
    g_autofree char *link = g_strdup_printf ("<%s>", notice->unsubscribe_url);
    append_header (message, "List-Unsubscribe", link);
    append_header (message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
}

static void
append_text_part (GString *message, const char *boundary, const char *type, const char *text)
{
  g_autofree char *encoded = cubby_mime_quoted_printable (text);
  g_string_append_printf (message,
                          "--%s\r\nContent-Type: text/%s; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: quoted-printable\r\n\r\n%s\r\n",
                          boundary, type, encoded);
}

static void
append_picture (GString *message, const char *boundary, GBytes *png)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (png, &size);
  g_autofree char *encoded = cubby_mime_base64 (data, size);
  g_string_append_printf (message,
                          "--%s\r\nContent-Type: image/png; name=\"pass.png\"\r\n"
                          "Content-Transfer-Encoding: base64\r\nContent-ID: <pass@cubby>\r\n"
                          "Content-Disposition: inline; filename=\"pass.png\"\r\n\r\n%s",
                          boundary, encoded);
}

GBytes *
cubby_email_compose (const CubbyNotice *notice, const char *from, GError **error)
{
  g_autoptr (CubbyNoticeWords) words = cubby_template_render (notice, error);
  if (words == NULL)
    return NULL;
  g_autofree char *outer = g_strdup_printf ("=_cubby_r_%s", notice->id);
  g_autofree char *inner = g_strdup_printf ("=_cubby_a_%s", notice->id);
  GString *message = g_string_new (NULL);
  append_headers (message, notice, from, words->subject);
  g_string_append_printf (
      message,
      "Content-Type: multipart/related; boundary=\"%s\"; type=\"multipart/alternative\"\r\n\r\n"
      "--%s\r\nContent-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n",
      outer, outer, inner);
  append_text_part (message, inner, "plain", words->text);
  append_text_part (message, inner, "html", words->html);
  g_string_append_printf (message, "--%s--\r\n", inner);
  if (notice->pass_png != NULL)
    append_picture (message, outer, notice->pass_png);
  g_string_append_printf (message, "--%s--\r\n", outer);
  return g_string_free_to_bytes (message);
}

typedef struct {
  CubbySmtp *smtp;
  char *from;
} Email;

static gpointer
email_open (const CubbyNotifySettings *settings, GError **error)
{
  if (settings->mail_url == NULL)
    return NULL;
  CubbySmtpServer server = {
      .url = settings->mail_url,
      .starttls = settings->mail_starttls,
      .user = settings->mail_user,
      .password = settings->mail_password,
  };
  CubbySmtp *smtp = cubby_smtp_new (&server, error);
  if (smtp == NULL)
    return NULL;
  Email *self = g_new0 (Email, 1);
  self->smtp = smtp;
  self->from = g_strdup (settings->mail_from);
  return self;
}

static void
email_close (gpointer state)
{
  Email *self = state;
  cubby_smtp_free (self->smtp);
  g_free (self->from);
  g_free (self);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  if (cubby_smtp_send_finish (result, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  gboolean never = g_error_matches (error, CUBBY_SMTP_ERROR, CUBBY_SMTP_ERROR_REFUSED) ||
                   g_error_matches (error, CUBBY_SMTP_ERROR, CUBBY_SMTP_ERROR_CONFIGURATION);
  g_task_return_new_error (task, CUBBY_NOTIFY_ERROR,
                           never ? CUBBY_NOTIFY_ERROR_ADDRESS : CUBBY_NOTIFY_ERROR_LATER, "%s",
                           error->message);
}

static void
email_send (gpointer state, const CubbyNotice *notice, GTask *task)
{
  Email *self = state;
  GError *error = NULL;
  g_autoptr (GBytes) message = cubby_email_compose (notice, self->from, &error);
  if (message == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  g_autofree char *from = cubby_mime_get_address (self->from);
  const char *const to[] = {notice->email, NULL};
  cubby_smtp_send_async (self->smtp, from, to, message, NULL, on_sent, task);
}

const CubbyNotifyChannel cubby_email_channel = {
    .name = "email",
    .open = email_open,
    .close = email_close,
    .send = email_send,
};
