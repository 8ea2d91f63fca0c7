/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_PIN_MIN_DIGITS 6
#define CUBBY_PIN_MAX_DIGITS 12

/* Returns: (nullable): what speaks against @pin as a PIN, as the end of a sentence; NULL for a good one. */
const char *cubby_ctl_judge_pin (const char *pin);

/**
 * cubby_ctl_read_pin:
 * @from_stdin: one line of standard input, instead of asking twice on the terminal without echo
 *
 * Returns: (transfer full) (nullable): what was typed, or NULL after a message. Clear it with
 * cubby_secret_clear().
 */
char *cubby_ctl_read_pin (gboolean from_stdin);

G_END_DECLS
