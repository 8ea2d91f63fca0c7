/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the options of verbs hold. Each returns FALSE after a usage error that names @option. */
gboolean cubby_ctl_parse_int (const char *option, const char *text, gint64 min, gint64 max,
                              gint64 *ret_number);
gboolean cubby_ctl_parse_hex (const char *option, const char *text, gpointer ret_data, gsize size);
/* @text is there and not empty. */
gboolean cubby_ctl_require (const char *option, const char *text);
/* The verb has exactly one argument, in @arguments. */
gboolean cubby_ctl_require_one (const char *name, char **arguments);

G_END_DECLS
