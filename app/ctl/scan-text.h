/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How what a code or a name of a file holds is written on a terminal: on one line, and moving nothing there.
 */

/**
 * cubby_scan_text_escape:
 * @text: any bytes
 *
 * Returns: (transfer full): UTF-8 without control characters and what is invisible: `\n`, `\r`, `\t`, `\x1b`,
 *   `\u202e`, and `\\` for a backslash
 */
char *cubby_scan_text_escape (const char *text, gsize length);

/* Returns: (transfer full): @path as it is, or escaped where it has control characters. */
char *cubby_scan_text_escape_path (const char *path);

/**
 * cubby_scan_text_escape_json:
 * @json: in UTF-8
 *
 * Returns: (transfer full): the same JSON value, with what is invisible in its strings as `\u202e`.
 */
char *cubby_scan_text_escape_json (const char *json);

G_END_DECLS
