/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A query is cut off after this many words; nobody types more at a kiosk. */
#define CUBBY_SEARCH_MAX_WORDS 12

/**
 * cubby_search_fold:
 * @text: what people write; broken UTF-8 is mended
 *
 * Folds away what nobody types when searching: case, width, Vietnamese and other Latin marks (đ is d),
 * ligatures and zero-width characters; digits of any script become 0–9. Thai keeps its vowels and tones, put
 * into their one canonical spelling. Index and query go through the same fold, so equal text is found equal.
 *
 * Returns: (transfer full): words separated by single spaces; a Thai run, which has no spaces of its own, is
 * one word and never glued to Latin letters or digits.
 */
char *cubby_search_fold (const char *text);

/**
 * cubby_search_words:
 *
 * The words of a query: folded, at most CUBBY_SEARCH_MAX_WORDS; empty when there is no letter or digit.
 */
GStrv cubby_search_words (const char *text);

/* Whether a folded word is Thai, which a dictionary cuts further. */
gboolean cubby_search_word_is_thai (const char *word);

G_END_DECLS
