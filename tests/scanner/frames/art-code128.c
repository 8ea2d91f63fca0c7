/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/art.h"

#include <string.h>

#define CODE128_QUIET 12
#define CODE128_HEIGHT_PERCENT 35
#define VALUES 107 /* 0 to 105 and the stop */
#define CODE_C 99
#define CODE_B 100
#define FNC1 102
#define START_B 104
#define START_C 105
#define STOP 106
#define SYMBOLS_MAX 128

/* Widths of bars and spaces of each value, ISO/IEC 15417 table 1. */
static const char *const widths_of_value[VALUES] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213",  "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122",  "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221",  "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313",  "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321",  "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121",  "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421",  "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114",  "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212",  "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311",  "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
};

typedef struct {
  guint values[SYMBOLS_MAX];
  guint n;
} Symbols;

static void
push (Symbols *symbols, guint value)
{
  if (symbols->n >= SYMBOLS_MAX)
    g_error ("a Code 128 of more than %d symbols", SYMBOLS_MAX);
  symbols->values[symbols->n++] = value;
}

static gsize
n_digits_at (const char *text)
{
  return strspn (text, "0123456789");
}

/* Four digits or more go in pairs. */
static void
encode (const char *text, gboolean gs1, guint off, Symbols *symbols)
{
  gboolean in_c = n_digits_at (text) >= 4;
  push (symbols, in_c ? START_C : START_B);
  if (gs1)
    push (symbols, FNC1);
  while (*text != '\0') {
    gboolean pairs = n_digits_at (text) >= (in_c ? 2 : 4);
    if (pairs != in_c)
      push (symbols, pairs ? CODE_C : CODE_B);
    in_c = pairs;
    push (symbols, in_c ? (guint)(text[0] - '0') * 10 + (guint)(text[1] - '0') : (guint)(text[0] - ' '));
    text += in_c ? 2 : 1;
  }
  guint sum = symbols->values[0];
  for (guint i = 1; i < symbols->n; i++)
    sum += i * symbols->values[i];
  push (symbols, (sum + off) % 103);
  push (symbols, STOP);
}

static CubbyArt *
draw (const char *text, gboolean gs1, guint off)
{
  Symbols symbols = {.n = 0};
  encode (text, gs1, off, &symbols);
  GByteArray *modules = g_byte_array_new ();
  for (guint i = 0; i < symbols.n; i++) {
    guint8 dark = 1;
    for (const char *width = widths_of_value[symbols.values[i]]; *width != '\0'; width++, dark ^= 1)
      for (int left = *width - '0'; left > 0; left--)
        g_byte_array_append (modules, &dark, 1);
  }
  CubbyArt *self = g_new0 (CubbyArt, 1);
  self->symbology = CUBBY_SYMBOLOGY_CODE128;
  self->text = g_strdup (text);
  self->width = modules->len;
  self->height = modules->len * CODE128_HEIGHT_PERCENT / 100;
  self->quiet = CODE128_QUIET;
  self->dark = g_byte_array_free (modules, FALSE);
  return self;
}

CubbyArt *
cubby_art_new_code128 (const char *text, gboolean gs1)
{
  return draw (text, gs1, 0);
}

CubbyArt *
cubby_art_new_code128_wrong (const char *text, guint off)
{
  return draw (text, FALSE, off);
}
