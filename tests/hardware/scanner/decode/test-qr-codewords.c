/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/decode/qr-encode.h"
#include "tests/hardware/scanner/few.h"

#include "hardware/scanner/decode/qr-correct.h"
#include "hardware/scanner/decode/qr-segments.h"

#include <string.h>

#define N_LEVELS 4
/* Bits of libqrencode's notes. */
#define NOTE_DARK 0x01
#define NOTE_FORMAT 0x04
#define NOTE_VERSION 0x08
#define NOTE_FUNCTION 0x80

static char *
make_text (guint length, guint seed)
{
  static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < length; i++)
    g_string_append_c (text, characters[g_rand_int_range (rand, 0, (gint)strlen (characters))]);
  return g_string_free (text, FALSE);
}

static void
assert_reads (const TestSymbol *symbol, const char *expected, gsize length)
{
  g_autoptr (CubbyQrText) text = cubby_qr_codewords_read (symbol->soft, symbol->dimension);
  g_assert_nonnull (text);
  g_assert_cmpmem (text->text, text->length, expected, length);
}

static CubbyQrModuleKind
kind_of_note (guint8 note)
{
  if ((note & NOTE_FUNCTION) == 0)
    return CUBBY_QR_MODULE_DATA;
  if ((note & NOTE_FORMAT) != 0)
    return CUBBY_QR_MODULE_FORMAT;
  if ((note & NOTE_VERSION) != 0)
    return CUBBY_QR_MODULE_VERSION;
  return (note & NOTE_DARK) != 0 ? CUBBY_QR_MODULE_DARK : CUBBY_QR_MODULE_LIGHT;
}

static void
test_patterns (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_autofree TestSymbol *symbol = test_encode (version, CUBBY_QR_GRADE_L, "1");
  g_autofree guint8 *kinds = g_malloc (CUBBY_QR_MODULES_MAX);
  g_autofree guint16 *order = g_new (guint16, CUBBY_QR_MODULES_MAX);

  g_assert_cmpuint (cubby_qr_version_of_dimension (symbol->dimension), ==, version);
  cubby_qr_layout_get_kinds (version, kinds);
  guint dark_module = (symbol->dimension - 8) * symbol->dimension + 8; /* libqrencode: format */
  for (guint i = 0; i < symbol->dimension * symbol->dimension; i++)
    if (i != dark_module)
      g_assert_cmpuint (kinds[i], ==, kind_of_note (symbol->notes[i]));
  guint n = cubby_qr_layout_get_order (kinds, symbol->dimension, order);
  for (CubbyQrGrade level = CUBBY_QR_GRADE_L; level <= CUBBY_QR_GRADE_H; level++)
    g_assert_cmpuint (n / 8, ==, cubby_qr_layout_get_blocks (version, level).n_codewords);
}

/* As the code has it beside the finder pattern at the right; some of the eighteen may be wrong. */
static void
assert_version (const TestSymbol *symbol)
{
  float bits[CUBBY_QR_VERSION_BITS], none[CUBBY_QR_VERSION_BITS] = {0};
  for (guint i = 0; i < CUBBY_QR_VERSION_BITS; i++)
    bits[i] = symbol->soft[i / 3 * symbol->dimension + symbol->dimension - 11 + i % 3];
  g_assert_cmpuint (cubby_qr_version_match (bits), ==, symbol->version);
  bits[3] = -bits[3];
  bits[11] = -bits[11];
  g_assert_cmpuint (cubby_qr_version_match (bits), ==, symbol->version);
  g_assert_cmpuint (cubby_qr_version_match (none), ==, 0);
}

static void
test_versions (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  for (CubbyQrGrade level = CUBBY_QR_GRADE_L; level <= CUBBY_QR_GRADE_H; level++) {
    g_autofree char *text = make_text (test_capacity (version, level), version * N_LEVELS + level);
    g_autofree TestSymbol *symbol = test_encode (version, level, text);
    g_assert_cmpuint (symbol->version, ==, version);
    g_autoptr (CubbyQrText) read = cubby_qr_codewords_read (symbol->soft, symbol->dimension);
    g_assert_nonnull (read);
    g_assert_cmpstr (read->text, ==, text);
    g_assert_cmpuint (read->version, ==, version);
    g_assert_cmpuint (read->grade, ==, level);
    g_assert_cmpuint (read->n_errors, ==, 0);
    if (version >= 7)
      assert_version (symbol);
  }
}

static void
test_masks (void)
{
  guint seen = 0;
  for (guint seed = 0; seed < 200 && seen != 0xFF; seed++) {
    g_autofree char *text = make_text (20, seed);
    g_autofree TestSymbol *symbol = test_encode (3, CUBBY_QR_GRADE_M, text);
    g_autoptr (CubbyQrText) read = cubby_qr_codewords_read (symbol->soft, symbol->dimension);
    g_assert_nonnull (read);
    g_assert_cmpstr (read->text, ==, text);
    seen |= 1u << read->mask;
  }
  g_assert_cmphex (seen, ==, 0xFF);
}

typedef struct {
  const char *name;
  TestSegment segments[3];
  guint n;
  const char *text; /* NULL: none */
  gsize length;     /* 0: up to the end of @text */
} ModeRow;

static const ModeRow mode_rows[] = {
    {"one digit", {{TEST_DIGITS, "7", 0, 0}}, 1, "7", 0},
    {"two digits, the first a zero", {{TEST_DIGITS, "07", 0, 0}}, 1, "07", 0},
    {"digits with zeros in front", {{TEST_DIGITS, "0012003400005", 0, 0}}, 1, "0012003400005", 0},
    {"alphanumeric, odd", {{TEST_ALPHANUMERIC, "AB $%*+-./:9", 0, 0}}, 1, "AB $%*+-./:9", 0},
    {"alphanumeric, even", {{TEST_ALPHANUMERIC, "HTTPS://A.VN", 0, 0}}, 1, "HTTPS://A.VN", 0},
    {"bytes that are UTF-8", {{TEST_BYTES, "Cà phê sữa đá ☕", 0, 0}}, 1, "Cà phê sữa đá ☕", 0},
    {"bytes with a mark of UTF-8", {{TEST_BYTES, "\xEF\xBB\xBFxyz", 0, 0}}, 1, "xyz", 0},
    {"bytes that are Latin-1", {{TEST_BYTES, "caf\xE9 cr\xE8me", 0, 0}}, 1, "café crème", 0},
    {"bytes that are Windows-1252", {{TEST_BYTES, "5 \x80 net", 0, 0}}, 1, "5 € net", 0},
    {"bytes that are Shift JIS", {{TEST_BYTES, "\x93\xFA\x96\x7B\x8C\xEA", 0, 0}}, 1, "日本語", 0},
    {"bytes with a zero", {{TEST_BYTES, "a\0b", 3, 0}}, 1, "a\0b", 3},
    {"kanji", {{TEST_KANJI, "\x93\x5F\xE4\xAA", 0, 0}}, 1, "点茗", 0},
    {"ECI 26, UTF-8",
     {{TEST_BYTES,
       "s\xE1\xBB\xAF"
       "a",
       0, 26}},
     1,
     "sữa",
     0},
    {"ECI 26 with bytes that are not", {{TEST_BYTES, "\xE9\x41", 0, 26}}, 1, NULL, 0},
    {"ECI 9, Greek", {{TEST_BYTES, "\xC1\xC2\xC3", 0, 9}}, 1, "ΑΒΓ", 0},
    {"ECI 13, Thai", {{TEST_BYTES, "\xB9\xE9\xD3", 0, 13}}, 1, "น้ำ", 0},
    {"ECI 25, UTF-16", {{TEST_BYTES, "\x00\x41\xD8\x3D\xDE\x00", 6, 25}}, 1, "A😀", 0},
    {"ECI 20, Shift JIS", {{TEST_BYTES, "\xB1\xB2", 0, 20}}, 1, "ｱｲ", 0},
    {"an ECI that nobody knows", {{TEST_BYTES, "abc", 0, 899}}, 1, NULL, 0},
    {"a mixture",
     {{TEST_ALPHANUMERIC, "AB:", 0, 0}, {TEST_DIGITS, "123", 0, 0}, {TEST_BYTES, "xé", 0, 0}},
     3,
     "AB:123xé",
     0},
    {"a letter over two segments of bytes",
     {{TEST_BYTES, "s\xE1", 0, 0},
      {TEST_BYTES,
       "\xBB\xAF"
       "a",
       0, 0}},
     2,
     "sữa",
     0},
};

static void
test_mode (gconstpointer data)
{
  const ModeRow *row = data;
  static const guint versions[] = {3, 12, 30}; /* each has its own lengths of counts */
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autofree TestSymbol *symbol =
        test_encode_segments (versions[i], CUBBY_QR_GRADE_M, row->segments, row->n);
    g_autoptr (CubbyQrText) text = cubby_qr_codewords_read (symbol->soft, symbol->dimension);
    g_assert_nonnull (text);
    g_assert_cmpint (text->text != NULL, ==, row->text != NULL);
    if (text->text != NULL)
      g_assert_cmpmem (text->text, text->length, row->text,
                       row->length > 0 ? row->length : strlen (row->text));
  }
}

typedef struct {
  const char *name;
  const char *bits; /* of version 1, filled up with zeros */
  const char *text; /* NULL: none */
  CubbyQrPart part;
} BitsRow;

static const BitsRow bits_rows[] = {
    {"no segment at all", "0000", NULL},
    {"three digits", "0001 0000000011 0001111011", "123"},
    {"three digits of a thousand", "0001 0000000011 1111101000", NULL},
    {"two digits of a hundred", "0001 0000000010 1100100", NULL},
    {"a pair of characters beyond the last", "0010 000000010 11111111111", NULL},
    {"a character beyond the last", "0010 000000001 101101", NULL},
    {"part 1 of 2", "0011 00000001 00000000 0100 00000001 01000001", "A", {1, 2}},
    {"part 16 of 16", "0011 11111111 10101010 0100 00000001 01000001", "A", {16, 16}},
    {"part 3 of 2", "0011 00100001 00000000 0100 00000001 01000001", NULL},
    {"part 1 of 1", "0011 00000000 00000000 0100 00000001 01000001", NULL},
    {"a part that is told behind its text", "0100 00000001 01000001 0011 00000001 00000000", NULL},
    {"a mode that is not used", "0110 00000001 01000001", NULL},
    {"more bytes than there are", "0100 11111111 01000001", NULL},
    {"kanji outside of the set", "1000 00000001 1111111111111", NULL},
    {"FNC1 in first place: a separator", "0101 0010 000000011 00111000011 100110", "A1\x1D"},
    {"FNC1 in first place: a percent sign", "0101 0010 000000011 11011010100 000001", "%1"},
    {"FNC1 in second place, a letter", "1001 10100101 0001 0000000001 0111", "A7"},
    {"FNC1 in second place, digits", "1001 00000111 0001 0000000001 0111", "077"},
    {"FNC1 in second place, no application", "1001 11111111 0001 0000000001 0111", NULL},
    {"ECI of two bytes", "0111 10000000 00011010 0100 00000001 01000001", "A"},
    {"ECI of three bytes", "0111 11000000 00000000 00011010 0100 00000001 01000001", "A"},
    {"ECI of no form", "0111 11111111 0100 00000001 01000001", NULL},
    {"the end in the middle of an ECI",
     "0100 00001101 " /* thirteen bytes */
     "01000001 01000001 01000001 01000001 01000001 01000001 01000001 01000001 01000001 01000001 01000001 "
     "01000001 01000001 "
     "0100 00000001 01000001 0111 100000",
     NULL},
};

static void
test_bits (gconstpointer data)
{
  const BitsRow *row = data;
  guint8 bytes[19] = {0}; /* of version 1-L */
  gsize length = 0;
  guint n_bits = 0;
  for (const char *bit = row->bits; *bit != '\0'; bit++)
    if (*bit != ' ') {
      bytes[n_bits / 8] |= (guint8)((*bit == '1') << (7 - n_bits % 8));
      n_bits++;
    }
  CubbyQrPart part = {0};
  g_autofree char *text = cubby_qr_segments_read (bytes, sizeof bytes, 1, &length, &part);
  g_assert_cmpstr (text, ==, row->text);
  if (row->text == NULL)
    return;
  g_assert_cmpuint (part.number, ==, row->part.number);
  g_assert_cmpuint (part.n, ==, row->part.n);
}

static void
test_mirror (void)
{
  g_autofree TestSymbol *symbol = test_encode (5, CUBBY_QR_GRADE_Q, "MIRRORED");
  g_autofree TestSymbol *mirrored = g_memdup2 (symbol, sizeof *symbol);
  for (guint y = 0; y < symbol->dimension; y++)
    for (guint x = 0; x < symbol->dimension; x++)
      mirrored->soft[x * symbol->dimension + y] = symbol->soft[y * symbol->dimension + x];
  assert_reads (mirrored, "MIRRORED", strlen ("MIRRORED"));
}

static void
test_dimensions (void)
{
  g_autofree gint16 *soft = g_new0 (gint16, CUBBY_QR_MODULES_MAX);
  for (guint dimension = 0; dimension <= CUBBY_QR_DIMENSION_MAX; dimension++)
    g_assert_null (cubby_qr_codewords_read (soft, dimension));
}

/* A block of random data that is right. */
static void
make_block (GRand *rand, guint8 *block, guint n, guint n_correction)
{
  guint8 erasures[CUBBY_QR_BLOCK_MAX];
  for (guint i = 0; i < n; i++)
    block[i] = (guint8)g_rand_int_range (rand, 0, 256);
  for (guint i = 0; i < n_correction; i++)
    erasures[i] = (guint8)(n - n_correction + i);
  g_assert_cmpint (cubby_qr_correct (block, n, n_correction, erasures, n_correction), ==, 0);
}

/* Returns: the first @n of a random order of 0..@n_all-1. */
static void
choose (GRand *rand, guint8 *chosen, guint n, guint n_all)
{
  guint8 all[CUBBY_QR_BLOCK_MAX];
  for (guint i = 0; i < n_all; i++)
    all[i] = (guint8)i;
  for (guint i = 0; i < n; i++) {
    guint j = (guint)g_rand_int_range (rand, (gint)i, (gint)n_all);
    guint8 swap = all[i];
    all[i] = all[j];
    all[j] = swap;
    chosen[i] = all[i];
  }
}

static void
test_correction (gconstpointer data)
{
  guint n_correction = GPOINTER_TO_UINT (data), n = 100;
  g_autoptr (GRand) rand = g_rand_new_with_seed (n_correction);
  guint8 block[CUBBY_QR_BLOCK_MAX], spoilt[CUBBY_QR_BLOCK_MAX], before[CUBBY_QR_BLOCK_MAX];
  guint8 places[CUBBY_QR_BLOCK_MAX];
  for (guint n_erasures = 0; n_erasures <= n_correction; n_erasures++) {
    guint n_errors = (n_correction - n_erasures) / 2;
    make_block (rand, block, n, n_correction);
    memcpy (spoilt, block, n);
    choose (rand, places, n_erasures + n_errors + 1, n);
    for (guint i = 0; i < n_erasures + n_errors; i++)
      spoilt[places[i]] ^= (guint8)g_rand_int_range (rand, 1, 256);
    memcpy (before, spoilt, n);
    g_assert_cmpint (cubby_qr_correct (spoilt, n, n_correction, places, n_erasures), ==, n_errors);
    g_assert_cmpmem (spoilt, n, block, n);

    if (n_correction - n_erasures < 6)
      continue; /* so little is left that chance corrects */
    memcpy (spoilt, before, n);
    spoilt[places[n_erasures + n_errors]] ^= (guint8)g_rand_int_range (rand, 1, 256);
    memcpy (before, spoilt, n);
    g_assert_cmpint (cubby_qr_correct (spoilt, n, n_correction, places, n_erasures), ==, -1);
    g_assert_cmpmem (spoilt, n, before, n);
  }
}

/* Spoils @n_wrong codewords of each block, and makes @n_unknown more unknown. */
static void
spoil (TestSymbol *symbol, CubbyQrGrade level, guint n_wrong, guint n_unknown, GRand *rand)
{
  g_autofree guint8 *kinds = g_malloc (CUBBY_QR_MODULES_MAX);
  g_autofree guint16 *order = g_new (guint16, CUBBY_QR_MODULES_MAX);
  CubbyQrBlocks blocks = cubby_qr_layout_get_blocks (symbol->version, level);
  guint8 places[CUBBY_QR_BLOCK_MAX];
  cubby_qr_layout_get_kinds (symbol->version, kinds);
  cubby_qr_layout_get_order (kinds, symbol->dimension, order);
  for (guint block = 0; block < blocks.n_blocks; block++) {
    choose (rand, places, n_wrong + n_unknown, blocks.short_data);
    for (guint i = 0; i < n_wrong + n_unknown; i++)
      for (guint bit = 0; bit < 8; bit++) {
        gint16 *soft = &symbol->soft[order[(places[i] * blocks.n_blocks + block) * 8 + bit]];
        *soft = (gint16)(i < n_wrong ? -2 * *soft : 0); /* surely wrong */
      }
  }
}

typedef struct {
  const char *name;
  guint version;
  CubbyQrGrade level;
  guint n_wrong, n_unknown;
  gboolean reads;
} SpoilRow;

static const SpoilRow spoil_rows[] = {
    {"version 1-L corrects two", 1, CUBBY_QR_GRADE_L, 2, 0, TRUE},
    {"version 1-L does not correct three", 1, CUBBY_QR_GRADE_L, 3, 0, FALSE},
    {"version 1-M corrects four", 1, CUBBY_QR_GRADE_M, 4, 0, TRUE},
    {"version 1-M does not correct five", 1, CUBBY_QR_GRADE_M, 5, 0, FALSE},
    {"version 6-M corrects eight in each block", 6, CUBBY_QR_GRADE_M, 8, 0, TRUE},
    {"version 6-M does not correct nine", 6, CUBBY_QR_GRADE_M, 9, 0, FALSE},
    {"version 6-M fills in twelve that are unknown", 6, CUBBY_QR_GRADE_M, 0, 12, TRUE},
    {"version 6-M does not invent fourteen", 6, CUBBY_QR_GRADE_M, 0, 14, FALSE},
    {"version 6-M corrects three beside six that are unknown", 6, CUBBY_QR_GRADE_M, 3, 6, TRUE},
    {"version 6-M does not correct seven beside six", 6, CUBBY_QR_GRADE_M, 7, 6, FALSE},
    {"version 40-H corrects fifteen in each block", 40, CUBBY_QR_GRADE_H, 15, 0, TRUE},
};

static void
test_spoilt (gconstpointer data)
{
  const SpoilRow *row = data;
  for (guint seed = 0; seed < TEST_FEW (20, 2); seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autofree char *text = make_text (test_capacity (row->version, row->level), seed);
    g_autofree TestSymbol *symbol = test_encode (row->version, row->level, text);
    spoil (symbol, row->level, row->n_wrong, row->n_unknown, rand);
    g_autoptr (CubbyQrText) read = cubby_qr_codewords_read (symbol->soft, symbol->dimension);
    g_assert_cmpint (read != NULL, ==, row->reads);
    if (read == NULL)
      continue;
    g_assert_cmpstr (read->text, ==, text);
    g_assert_cmpuint (read->n_errors, ==,
                      row->n_wrong * cubby_qr_layout_get_blocks (row->version, row->level).n_blocks);
  }
}

/* A code whose patterns and format are right and whose data are noise: what a bad grid makes of a picture. */
static void
fill_with_noise (TestSymbol *symbol, GRand *rand)
{
  for (guint i = 0; i < symbol->dimension * symbol->dimension; i++)
    if (kind_of_note (symbol->notes[i]) == CUBBY_QR_MODULE_DATA)
      symbol->soft[i] = (gint16)g_rand_int_range (rand, -CUBBY_QR_BLOCK_MAX, CUBBY_QR_BLOCK_MAX);
}

static void
test_noise (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data) / N_LEVELS;
  CubbyQrGrade level = (CubbyQrGrade)(GPOINTER_TO_UINT (data) % N_LEVELS);
  guint n = g_test_thorough () ? 100000 : TEST_FEW (1000, 50);
  g_autoptr (GRand) rand = g_rand_new_with_seed (version * N_LEVELS + level);
  g_autofree TestSymbol *symbol = test_encode (version, level, "1");
  for (guint i = 0; i < n; i++) {
    fill_with_noise (symbol, rand);
    g_assert_null (cubby_qr_codewords_read (symbol->soft, symbol->dimension));
  }
}

static void
test_pure_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree gint16 *soft = g_new (gint16, CUBBY_QR_MODULES_MAX);
  for (guint i = 0; i < TEST_FEW (20000, 1000); i++) {
    guint dimension = CUBBY_QR_DIMENSION_MIN + 4 * (i % 6);
    for (guint j = 0; j < dimension * dimension; j++)
      soft[j] = (gint16)g_rand_int_range (rand, -100, 101);
    g_assert_null (cubby_qr_codewords_read (soft, dimension));
  }
}

static void
add_row (const char *group, const char *name, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/hardware/scanner/qr-codewords/%s/%s", group, name);
  g_test_add_data_func (path, data, func);
}

static void
add_number (const char *group, const char *format, guint number, GTestDataFunc func)
{
  g_autofree char *name = g_strdup_printf ("%s %u", format, number);
  add_row (group, name, GUINT_TO_POINTER (number), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint version = 1; version <= CUBBY_QR_VERSION_MAX; version++) {
    add_number ("the patterns are where libqrencode draws them", "version", version, test_patterns);
    add_number ("what libqrencode writes is read, full to the brim, at each level", "version", version,
                test_versions);
  }
  for (guint i = 0; i < G_N_ELEMENTS (mode_rows); i++)
    add_row ("mode", mode_rows[i].name, &mode_rows[i], test_mode);
  for (guint i = 0; i < G_N_ELEMENTS (bits_rows); i++)
    add_row ("bits", bits_rows[i].name, &bits_rows[i], test_bits);
  for (guint n = 7; n <= 30; n++)
    add_number ("errors and erasures up to the limit are corrected, one more is refused", "correction", n,
                test_correction);
  for (guint i = 0; i < G_N_ELEMENTS (spoil_rows); i++)
    add_row ("spoilt", spoil_rows[i].name, &spoil_rows[i], test_spoilt);
  for (guint version = 1; version <= 6; version++)
    for (guint level = 0; level < N_LEVELS; level++)
      add_number ("noise in right patterns is no text", "version and level", version * N_LEVELS + level,
                  test_noise);
  add_row ("noise", "a square of noise is no text", NULL, (GTestDataFunc)(void (*) (void))test_pure_noise);
  g_test_add_func ("/hardware/scanner/qr-codewords/all eight masks are read", test_masks);
  g_test_add_func ("/hardware/scanner/qr-codewords/a code in a mirror is read", test_mirror);
  g_test_add_func ("/hardware/scanner/qr-codewords/no side of 0 to 177 modules that are unknown is read",
                   test_dimensions);
  return g_test_run ();
}
