/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/search-fold.h"

#include <string.h>

#define THAI_SARA_AA 0x0E32
#define THAI_SARA_AM 0x0E33
#define THAI_SARA_E 0x0E40
#define THAI_SARA_AE 0x0E41
#define THAI_NIKHAHIT 0x0E4D

static gboolean
is_thai (gunichar c)
{
  return c >= 0x0E01 && c <= 0x0E5B && c != 0x0E3F && !(c >= 0x0E4F); /* not ฿, digits and section marks */
}

static gboolean
is_thai_tone (gunichar c)
{
  return c >= 0x0E48 && c <= 0x0E4B;
}

static gboolean
is_zero_width (gunichar c)
{
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF ||
         c == 0x00AD;
}

/* Apostrophes join: “men's” is searched as mens. */
static gboolean
is_joiner (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

/* The blocks of marks that decorate Latin letters; vowel signs of other scripts are not in them. */
static gboolean
is_latin_mark (gunichar c)
{
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

/* Letters with a stroke: Unicode does not decompose them. */
static const struct {
  gunichar letter;
  const char *folded;
} stroked[] = {
    {0x0111, "d"}, {0x00F0, "d"}, {0x0142, "l"},  {0x00F8, "o"},  {0x0131, "i"},
    {0x0127, "h"}, {0x0167, "t"}, {0x00E6, "ae"}, {0x0153, "oe"},
};

static void
append_letter (GString *out, gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (stroked); i++) {
    if (stroked[i].letter != c)
      continue;
    g_string_append (out, stroked[i].folded);
    return;
  }
  g_string_append_unichar (out, c);
}

static void
append_space (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

static void
append_character (GString *out, gunichar c)
{
  int digit = g_unichar_digit_value (c);
  if (is_latin_mark (c) || is_zero_width (c) || is_joiner (c))
    return;
  if (digit >= 0)
    g_string_append_c (out, (char)('0' + digit));
  else if (g_unichar_isalnum (c) || g_unichar_ismark (c))
    append_letter (out, c);
  else
    append_space (out);
}

/* Everything but Thai. Folding case can uncover marks, and taking them away can uncover case: hence both
 * first. */
static void
append_other (GString *out, const char *start, gsize length)
{
  g_autofree char *wide = g_utf8_normalize (start, (gssize)length, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (wide, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) plain = g_string_new (NULL);
  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    append_character (plain, g_utf8_get_char (p));
  g_autofree char *composed = g_utf8_normalize (plain->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_string_append (out, composed);
}

/* Thai: nikhahit (+ tone) + sara aa is typed for sara am, two sara e for sara ae; they look the same. */
static void
append_thai (GString *out, const char *start, const char *end)
{
  gunichar held = 0; /* a nikhahit, or the first sara e */
  gunichar tone = 0; /* after a held nikhahit */
  for (const char *p = start; p <= end; p = g_utf8_next_char (p)) {
    gunichar c = p < end ? g_utf8_get_char (p) : 0;
    if (is_zero_width (c))
      continue;
    if (held == THAI_NIKHAHIT && tone == 0 && is_thai_tone (c)) {
      tone = c;
      continue;
    }
    gboolean am = held == THAI_NIKHAHIT && c == THAI_SARA_AA;
    gboolean ae = held == THAI_SARA_E && c == THAI_SARA_E;
    if (held != 0 && !am && !ae)
      g_string_append_unichar (out, held);
    if (tone != 0)
      g_string_append_unichar (out, tone);
    tone = 0;
    held = (c == THAI_NIKHAHIT || (c == THAI_SARA_E && !ae)) ? c : 0;
    if (am || ae)
      g_string_append_unichar (out, am ? THAI_SARA_AM : THAI_SARA_AE);
    else if (held == 0 && c != 0)
      g_string_append_unichar (out, c);
    if (p >= end)
      break;
  }
}

static const char *
find_run_end (const char *start, gboolean thai)
{
  const char *p = start;
  while (*p != '\0' &&
         (is_thai (g_utf8_get_char (p)) == thai || (thai && is_zero_width (g_utf8_get_char (p)))))
    p = g_utf8_next_char (p);
  return p;
}

char *
cubby_search_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);
  const char *p = valid;
  while (*p != '\0') {
    gboolean thai = is_thai (g_utf8_get_char (p));
    const char *end = find_run_end (p, thai);
    append_space (out);
    if (thai)
      append_thai (out, p, end);
    else
      append_other (out, p, (gsize)(end - p));
    p = end;
  }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

GStrv
cubby_search_words (const char *text)
{
  g_autofree char *folded = cubby_search_fold (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (folded, " ", CUBBY_SEARCH_MAX_WORDS + 1);
  for (guint i = 0; parts[i] != NULL && i < CUBBY_SEARCH_MAX_WORDS; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

gboolean
cubby_search_word_is_thai (const char *word)
{
  return is_thai (g_utf8_get_char (word));
}
