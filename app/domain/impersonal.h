/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_text_is_impersonal:
 *
 * Whether a sentence that is kept for good, such as why a door is to be opened, has nothing in it by which a
 * person is reached: no e-mail address, and no number that can be a telephone's (9 to 15 digits, E.164,
 * blanks and marks between them). Names cannot be told from other words.
 */
gboolean cubby_text_is_impersonal (const char *text);

G_END_DECLS
