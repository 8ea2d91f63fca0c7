/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An amount as object 54 writes it: at most 13 characters, with as many decimals as the currency has. */
char *cubby_pay_amount_format (gint64 minor_units, guint decimals, GError **error);
gboolean cubby_pay_amount_parse (const char *text, guint decimals, gint64 *ret_minor_units, GError **error);

G_END_DECLS
