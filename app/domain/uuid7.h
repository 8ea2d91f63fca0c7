/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_UUID7_RANDOM 10
#define CUBBY_UUID_LENGTH 36

/**
 * cubby_uuid7_format:
 * @time_ms: Unix time in milliseconds
 * @random: 10 random bytes, of which 74 bits are used
 * @ret_text: (out): 36 characters and a NUL
 *
 * A UUID version 7 (RFC 9562 5.7): sorts by time, cannot be guessed.
 */
void cubby_uuid7_format (gint64 time_ms, const guint8 random[CUBBY_UUID7_RANDOM],
                         char ret_text[CUBBY_UUID_LENGTH + 1]);

/* Whether @text is a UUID of any version in the usual lower-case form. */
gboolean cubby_uuid_is_valid (const char *text);

G_END_DECLS
