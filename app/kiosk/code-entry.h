/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/crockford.h"

G_BEGIN_DECLS

/* A pickup code while it is typed: 0..10 characters of Crockford's base 32. */

/* Returns: (transfer full): @code and one more character, or @code when it is full. */
char *cubby_code_entry_type (const char *code, const char *character);
char *cubby_code_entry_erase (const char *code);
/* Returns: (transfer full): "ABCDE-FG···", always as wide as the whole code. */
char *cubby_code_entry_show (const char *code);
gboolean cubby_code_entry_is_full (const char *code);

G_END_DECLS
