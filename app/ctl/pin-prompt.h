/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_ctl_read_pin:
 * @from_stdin: one line of standard input, instead of asking twice on the terminal without echo
 *
 * Returns: (transfer full) (nullable): what was typed, or NULL after a message. Clear it with
 * cubby_secret_clear().
 */
char *cubby_ctl_read_pin (gboolean from_stdin);

G_END_DECLS
