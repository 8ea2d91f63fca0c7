/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Base45 (RFC 9285): bytes in the alphabet of a QR code's alphanumeric mode. */

/* Returns: (transfer full): three characters for two bytes, two for an odd last one. */
char *cubby_base45_encode (gconstpointer data, gsize size);

/**
 * cubby_base45_decode:
 * @text: @length characters; need not end in NUL, and none may be in it
 *
 * Strict: only the alphabet (no lower case), no length of 3n+1, no group above
 * its bytes ("GGW", ":::").
 * Returns: (transfer full) (nullable): the bytes, or NULL when @text is no Base45.
 */
GBytes *cubby_base45_decode (const char *text, gsize length);

G_END_DECLS
