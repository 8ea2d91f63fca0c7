/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_linear_code128_write:
 * @values: (array length=n): from the start character, 103 to 105, to the last before the check character
 * @text: (out): room for @size bytes, the zero at its end among them
 *
 * Returns: whether that is a text of one character or more that can be told. A NUL (set A) is refused, for a
 * text ends there, and so are FNC2, FNC3 and FNC4. The FNC1 that begins a GS1-128 is left out, a later one is
 * 0x1d.
 */
gboolean cubby_linear_code128_write (const guint *values, guint n, char *text, gsize size);

G_END_DECLS
