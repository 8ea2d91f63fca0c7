/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_json_find_fault:
 * @text: need not be ended by a zero
 * @length: bytes
 *
 * Whether json-glib may be given a @text from outside: one object or array (RFC 8259), not too deep, as it
 * calls itself for each level; one only, as it keeps the last of several and loses the memory of the others;
 * without comments and single quotes, which are no JSON but change for json-glib what is a string;
 * without broken escapes, at which it loses memory too.
 *
 * Returns: (nullable): what is wrong with it, to follow "The body …"; NULL when it may be parsed
 */
const char *cubby_json_find_fault (const char *text, gsize length);

G_END_DECLS
