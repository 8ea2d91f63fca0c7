/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CUBBY_SMTP_ERROR (cubby_smtp_error_quark ())
GQuark cubby_smtp_error_quark (void);

/* Everything but REFUSED and CONFIGURATION is worth another try later. */
typedef enum {
  CUBBY_SMTP_ERROR_CONFIGURATION, /* the server's URL, an address or the sign-in is not of its form */
  CUBBY_SMTP_ERROR_UNREACHABLE,   /* no such host, refused, lost, no TLS, timed out */
  CUBBY_SMTP_ERROR_LATER,         /* the server said 4xx */
  CUBBY_SMTP_ERROR_REFUSED,       /* the server said 5xx: to this message, or to the sign-in */
} CubbySmtpError;

/**
 * CubbySmtpServer:
 * @url: smtp://HOST[:PORT] or smtps://HOST[:PORT]
 * @starttls: with smtp://, demand encryption before anything is said
 * @user: (nullable): signs in; needs smtps:// or @starttls, since a password is never sent in the clear
 * @ca_file: (nullable): certificates to trust instead of the system's
 * @timeout_ms: for a whole message; 0: 60 s
 */
typedef struct {
  const char *url;
  gboolean starttls;
  const char *user;
  const char *password;
  const char *ca_file;
  guint timeout_ms;
} CubbySmtpServer;

/**
 * CubbySmtp:
 *
 * Mail out, on the GMainContext that is thread-default where the object is made; use it from that thread
 * only, with that context still the thread-default one. libcurl 7.88 waits for the answer to the whole
 * message inside itself, so give it a thread that has nothing urgent to do.
 */
typedef struct _CubbySmtp CubbySmtp;

CubbySmtp *cubby_smtp_new (const CubbySmtpServer *server, GError **error);
void cubby_smtp_free (CubbySmtp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySmtp, cubby_smtp_free)

/**
 * cubby_smtp_send_async:
 * @from: address of the envelope, such as shop@example.vn
 * @to: (array zero-terminated=1): addresses of the envelope
 * @message: a whole RFC 5322 message with CRLF line ends
 *
 * @callback gets a NULL source object. @self may be freed while messages are under way; they go on.
 */
void cubby_smtp_send_async (CubbySmtp *self, const char *from, const char *const *to, GBytes *message,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: TRUE when the server has taken the message for all addresses. */
gboolean cubby_smtp_send_finish (GAsyncResult *result, GError **error);

G_END_DECLS
