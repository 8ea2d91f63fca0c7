/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ECI assignment numbers (AIM ITS/04-023) that the reader itself names. */
#define CUBBY_QR_ECI_NONE G_MAXUINT
#define CUBBY_QR_ECI_SHIFT_JIS 20
#define CUBBY_QR_ECI_UTF_8 26

/**
 * cubby_qr_charset_append:
 * @eci: what the bytes are by the code; CUBBY_QR_ECI_NONE where it does not say
 *
 * Appends the bytes to @text as UTF-8. Where the code does not say what they are, UTF-8 if they are
 * valid, else Shift JIS where its rules and bytes that Latin text has not speak for it, else Windows-1252.
 *
 * Returns: FALSE, and @text is as it was, where the bytes are no text of that set or the set is not known
 */
gboolean cubby_qr_charset_append (GString *text, guint eci, const guint8 *bytes, gsize length);

/* Returns: the character of two bytes of Shift JIS, 0 where there is none. */
gunichar cubby_qr_charset_get_shift_jis (guint first, guint second);

G_END_DECLS
