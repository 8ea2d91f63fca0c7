/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/search-text.h"

#include "app/domain/search-fold.h"

#define MAX_PIECE 4 /* words that stand together in one piece */

static void
append_word (GString *out, const char *word)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, word);
}

static void
append_thai_run (CubbyThaiCutter *cutter, GString *out, const char *run)
{
  g_auto (GStrv) words = cubby_thai_cutter_cut (cutter, run);
  guint n_words = g_strv_length (words);
  for (guint i = 0; i < n_words; i++) {
    append_word (out, words[i]);
    guint end = MIN (i + MAX_PIECE, n_words);
    if (end - i < 2)
      continue;
    g_string_append_c (out, ' ');
    for (guint j = i; j < end; j++)
      g_string_append (out, words[j]);
  }
}

char *
cubby_search_text_index (CubbyThaiCutter *cutter, const char *text)
{
  g_autofree char *folded = cubby_search_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  GString *out = g_string_new (NULL);
  for (char **word = words; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    if (cubby_search_word_is_thai (*word))
      append_thai_run (cutter, out, *word);
    else
      append_word (out, *word);
  }
  return g_string_free (out, FALSE);
}

/* Folded words hold no quotation marks: nothing in them is FTS5 syntax. */
static void
append_term (GString *out, const char *word, gboolean unfinished)
{
  g_string_append_printf (out, unfinished ? "\"%s\" *" : "\"%s\"", word);
}

static void
append_thai_match (CubbyThaiCutter *cutter, GString *out, const char *run, gboolean last)
{
  g_auto (GStrv) words = cubby_thai_cutter_cut (cutter, run);
  g_string_append_c (out, '(');
  append_term (out, run, TRUE);
  for (guint i = 0; words[i] != NULL && words[1] != NULL; i++) {
    g_string_append (out, i == 0 ? " OR (" : " AND ");
    append_term (out, words[i], last && words[i + 1] == NULL);
  }
  g_string_append (out, words[0] != NULL && words[1] != NULL ? "))" : ")");
}

char *
cubby_search_text_match (CubbyThaiCutter *cutter, const char *query)
{
  g_auto (GStrv) words = cubby_search_words (query);
  if (words[0] == NULL)
    return NULL;
  GString *out = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++) {
    gboolean last = words[i + 1] == NULL;
    if (i > 0)
      g_string_append (out, " AND ");
    if (cubby_search_word_is_thai (words[i]))
      append_thai_match (cutter, out, words[i], last);
    else
      append_term (out, words[i], last);
  }
  return g_string_free (out, FALSE);
}
