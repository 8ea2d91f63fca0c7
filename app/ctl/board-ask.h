/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes @question on standard error and reads a line. Returns: (nullable): the line without its end and
 * outer blanks; NULL: there is nobody to answer. */
char *cubby_board_ask (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Returns: TRUE when the answer is the word yes. */
gboolean cubby_board_confirm (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
