/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/thai-cutter.h"

G_BEGIN_DECLS

/**
 * cubby_search_text_index:
 *
 * What goes into the index for @text: its folded words, Thai cut. At each cut the next words also stand in
 * one piece, so that a query is found whichever way the dictionary would cut its unfinished end.
 */
char *cubby_search_text_index (CubbyThaiCutter *cutter, const char *text);

/**
 * cubby_search_text_match:
 *
 * Returns: (transfer full) (nullable): an FTS5 expression for a query, every word and the last one
 * unfinished; NULL when it has no letter or digit.
 */
char *cubby_search_text_match (CubbyThaiCutter *cutter, const char *query);

G_END_DECLS
