/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What makes an Internet message (RFC 5322, MIME); lines end in CRLF. */

/* A header's text as RFC 2047 encoded words of at most 75 characters, folded; ASCII stays as it is. */
char *cubby_mime_encode_header (const char *text);

/* "Name <address>" with the name encoded, and the bare address of it. */
char *cubby_mime_encode_mailbox (const char *mailbox);
char *cubby_mime_get_address (const char *mailbox);

/* Quoted-printable (RFC 2045 6.7) of UTF-8 text whose lines end in LF. */
char *cubby_mime_quoted_printable (const char *text);

/* Base64 in lines of 76 characters. */
char *cubby_mime_base64 (const guint8 *data, gsize size);

/* RFC 5322 date in UTC of Unix seconds. */
char *cubby_mime_format_date (gint64 time);

G_END_DECLS
