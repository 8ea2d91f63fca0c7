/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/follow.h"
#include "hardware/scanner/decode/linear-profile.h"
#include "hardware/scanner/decode/linear-reader.h"
#include "tests/hardware/scanner/decode/linear-scene.h"
#include "tests/hardware/scanner/few.h"

#include <math.h>
#include <string.h>

#define LONG_ENOUGH G_MAXINT64
#define LABEL "CUBBY-4711"
#define BANDS_EXPECTED 2 /* that are enough for what was read a moment ago */
#define N_FOLLOWED 4
#define FOLLOW_US 2000000 /* so much that a slow machine has the same: bands are counted */

static const TestLinearScene plain = {
    .width = 400, .height = 240, .module_px = 2.5, .bars_px = 120, .contrast = 0.9};

static GPtrArray *
look (const CubbyFrame *frame, guint symbologies)
{
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  GPtrArray *codes = cubby_codes_new ();
  cubby_linear_look (reader, frame, symbologies, LONG_ENOUGH, codes);
  return codes;
}

static void
assert_only (GPtrArray *codes, CubbySymbology symbology, const char *text)
{
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, text);
  g_assert_cmpuint (code->length, ==, strlen (text));
  g_assert_cmpint (code->symbology, ==, symbology);
}

static void
assert_reads (const char *modules, CubbySymbology symbology, const char *text)
{
  TestLinearScene scene = plain;
  scene.modules = modules;
  scene.width = (guint)((double)strlen (modules) * scene.module_px) + 120;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  assert_only (codes, symbology, text);
  /* The encoder of the tests and our tables come from one hand: another's reader has to agree. */
  g_autoptr (CubbyDecoder) decoder = cubby_decoder_new ();
  g_autoptr (GPtrArray) others = cubby_codes_new ();
  cubby_decoder_read (decoder, frame, CUBBY_SYMBOLOGIES_LINEAR, 1, others);
  assert_only (others, symbology, text);
}

static void
test_ean13 (void)
{
  static const char *const codes[] = {"1234567890128", "2109876543210", "3017620422003",
                                      "4006381333931", "5901234123457", "6901234567892",
                                      "7613034626844", "8410076472885", "9780201379624"};
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *modules = test_linear_draw_ean13 (codes[i]);
    assert_reads (modules, CUBBY_SYMBOLOGY_EAN13, codes[i]);
  }
}

static void
test_upca (void)
{
  g_autofree char *modules = test_linear_draw_ean13 ("0036000291452");
  assert_reads (modules, CUBBY_SYMBOLOGY_UPCA, "036000291452");
}

static void
test_upca_as_ean13 (void)
{
  g_autofree char *modules = test_linear_draw_ean13 ("0036000291452");
  TestLinearScene scene = plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGY_EAN13);
  assert_only (codes, CUBBY_SYMBOLOGY_EAN13, "0036000291452");
}

static void
test_ean8 (void)
{
  static const char *const codes[] = {"96385074", "12345670", "73513537"};
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *modules = test_linear_draw_ean8 (codes[i]);
    assert_reads (modules, CUBBY_SYMBOLOGY_EAN8, codes[i]);
  }
}

static void
test_code128_set_b (void)
{
  static const char *const texts[] = {" !\"#$%&'()*+,-./", "0123456789:;<=>?", "@ABCDEFGHIJKLMNO",
                                      "PQRSTUVWXYZ[\\]^_", "`abcdefghijklmno", "pqrstuvwxyz{|}~"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *modules = test_linear_draw_text (texts[i]);
    assert_reads (modules, CUBBY_SYMBOLOGY_CODE128, texts[i]);
  }
}

static void
test_code128_set_c (void)
{
  for (guint first = 0; first < 100; first += 10) {
    guint values[11] = {105};
    g_autoptr (GString) text = g_string_new (NULL);
    for (guint i = 0; i < 10; i++) {
      values[1 + i] = first + i;
      g_string_append_printf (text, "%02u", first + i);
    }
    g_autofree char *modules = test_linear_draw_code128 (values, G_N_ELEMENTS (values));
    assert_reads (modules, CUBBY_SYMBOLOGY_CODE128, text->str);
  }
}

static void
test_code128_changes (void)
{
  /* B "ab", C "1234", A "X", shift "y", B "z" */
  static const guint values[] = {104, 'a' - 32, 'b' - 32, 99,       12,  34,
                                 101, 'X' - 32, 98,       'y' - 32, 100, 'z' - 32};
  g_autofree char *modules = test_linear_draw_code128 (values, G_N_ELEMENTS (values));
  assert_reads (modules, CUBBY_SYMBOLOGY_CODE128, "ab1234Xyz");
}

static void
test_sscc (void)
{
  /* C FNC1 00 340123450000000000 check: as on a parcel. */
  static const guint values[] = {105, 102, 0, 34, 1, 23, 45, 0, 0, 0, 0, 18};
  g_autofree char *modules = test_linear_draw_code128 (values, G_N_ELEMENTS (values));
  assert_reads (modules, CUBBY_SYMBOLOGY_CODE128, "00340123450000000018");
}

static void
test_separator (void)
{
  /* C FNC1 10 12, FNC1 in between, 37 05 */
  static const guint values[] = {105, 102, 10, 12, 102, 37, 5};
  g_autofree char *modules = test_linear_draw_code128 (values, G_N_ELEMENTS (values));
  TestLinearScene scene = plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  assert_only (codes, CUBBY_SYMBOLOGY_CODE128,
               "1012\x1d"
               "3705");
}

static void
test_configuration (void)
{
  /* FNC3 tells a reader to set itself up. */
  static const guint values[] = {104, 96, 'A' - 32, 'B' - 32, 'C' - 32};
  g_autofree char *modules = test_linear_draw_code128 (values, G_N_ELEMENTS (values));
  TestLinearScene scene = plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  g_assert_cmpuint (codes->len, ==, 0);
}

static void
test_nul (void)
{
  /* A B NUL C D: nobody is told of "AB". */
  static const guint values[] = {103, 'A' - 32, 'B' - 32, 64, 'C' - 32, 'D' - 32};
  g_autofree char *modules = test_linear_draw_code128 (values, G_N_ELEMENTS (values));
  TestLinearScene scene = plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  g_assert_cmpuint (codes->len, ==, 0);
}

/* What is read of it is as long as the place, and the paper at both ends. */
static void
test_bands (void)
{
  g_autoptr (CubbyFrame) frame = cubby_frame_new (1400, 40);
  memset (frame->pixels, 200, (gsize)frame->stride * frame->height);
  g_autofree CubbyLinearBands *bands = g_new0 (CubbyLinearBands, 1);
  for (guint length = 40; length <= 1000; length += 15) {
    CubbyLinearRegion region = {.x = 700, .y = 20, .along_x = 1, .length = (float)length, .height = 20};
    cubby_linear_bands_lay (bands, frame, &region);
    CubbyPoint first = cubby_linear_bands_locate (bands, 0, 1);
    CubbyPoint last = cubby_linear_bands_locate (bands, (float)bands->n_samples, 1);
    g_assert_cmpfloat (first.x, <, 700 - length * 0.7);
    g_assert_cmpfloat (last.x, >, 700 + length * 0.7);
  }
}

static void
test_not_asked (void)
{
  g_autofree char *modules = test_linear_draw_ean13 ("5901234123457");
  TestLinearScene scene = plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGY_CODE128 |
                                                 CUBBY_SYMBOLOGY_EAN8 | CUBBY_SYMBOLOGY_UPCA);
  g_assert_cmpuint (codes->len, ==, 0);
}

/* Where the ends of the bars lie in the frame: the corners follow the code as it is turned. */
static void
test_corners (void)
{
  g_autofree char *modules = test_linear_draw_ean13 ("5901234123457");
  for (int turn = 0; turn < 360; turn += 45) {
    TestLinearScene scene = plain;
    scene.modules = modules;
    scene.height = 400;
    scene.turn = turn;
    g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
    g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
    assert_only (codes, CUBBY_SYMBOLOGY_EAN13, "5901234123457");
    const CubbyCode *code = g_ptr_array_index (codes, 0);
    double angle = turn * G_PI / 180, half = 95 * scene.module_px / 2;
    double left_x = (code->corners[0].x + code->corners[3].x) / 2.0,
           left_y = (code->corners[0].y + code->corners[3].y) / 2.0;
    double right_x = (code->corners[1].x + code->corners[2].x) / 2.0,
           right_y = (code->corners[1].y + code->corners[2].y) / 2.0;
    double across_x = right_x - left_x, across_y = right_y - left_y;
    g_assert_cmpfloat_with_epsilon (across_x, 2 * half * cos (angle), 4);
    g_assert_cmpfloat_with_epsilon (across_y, 2 * half * sin (angle), 4);
    double down = (code->corners[3].y - code->corners[0].y) * cos (angle) -
                  (code->corners[3].x - code->corners[0].x) * sin (angle);
    g_assert_cmpfloat (down, >, 60);
  }
}

/* Halves that would make a right check digit together. */
static void
test_halves (void)
{
  static const struct {
    const char *text;
    double cover;
  } halves[] = {{"4006381333931", -0.4}, {"5901234123457", 0.4}};
  g_autoptr (CubbyDecoder) decoder = cubby_decoder_new ();
  for (guint i = 0; i < 2 * G_N_ELEMENTS (halves); i++) {
    g_autofree char *modules = test_linear_draw_ean13 (halves[i % 2].text);
    TestLinearScene scene = plain;
    scene.modules = modules;
    scene.cover = halves[i % 2].cover;
    g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    cubby_decoder_read (decoder, frame, CUBBY_SYMBOLOGIES_LINEAR, 1, codes);
    g_assert_cmpuint (codes->len, ==, 0);
  }
}

static void
test_two (void)
{
  g_autofree char *one = test_linear_draw_ean13 ("5901234123457");
  g_autofree char *gap = g_strnfill (14, '0');
  g_autofree char *other = test_linear_draw_ean13 ("4006381333931");
  g_autofree char *modules = g_strconcat (one, gap, other, NULL);
  TestLinearScene scene = plain;
  scene.modules = modules;
  scene.width = 640;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  g_assert_cmpuint (codes->len, ==, 2);
}

typedef struct {
  const char *name;
  TestLinearScene scene; /* what differs from the plain one */
  guint least;           /* of N_SHOTS */
} Class;

#define N_SHOTS TEST_FEW (12, 1)

/* In each: seeds turn it a little more, shift the grid of pixels and change the number. */
static const Class classes[] = {
    {"sharp at any angle", {.noise = 3}, 12},
    {"small, 1.2 pixels a module", {.module_px = 1.2, .bars_px = 60, .noise = 2}, 11},
    {"out of focus by 0.8 of a module", {.blur = 2.0, .noise = 2}, 11},
    {"moved by two modules", {.motion = 5, .noise = 2}, 11},
    {"with strong noise", {.noise = 24}, 8},
    {"of low contrast", {.contrast = 0.12, .noise = 3}, 11},
    {"of hardly any contrast", {.contrast = 0.06, .noise = 2}, 10},
    {"under a lamp", {.lamp = 0.45, .noise = 2}, 11},
    {"in a shadow", {.shadow = 0.85, .noise = 2}, 11},
    {"round a can", {.curve = 0.9, .noise = 3}, 11},
    {"round a can and out of focus", {.curve = 0.7, .blur = 1.6, .noise = 3}, 10},
    {"with bars of half their width", {.thin = 0.5, .noise = 3}, 11},
    {"small and with bars that light eats", {.module_px = 1.8, .thin = 0.4, .blur = 0.5, .noise = 3}, 10},
    {"seen from the side", {.tilt = 0.4, .noise = 3}, 11},
};

static CubbyFrame *
shoot (const Class *class, guint seed, char **ret_text)
{
  static const char *const texts[] = {"5901234123457", "4006381333931", "9780201379624", "8410076472885"};
  const char *text = texts[seed % G_N_ELEMENTS (texts)];
  g_autofree char *modules = test_linear_draw_ean13 (text);
  TestLinearScene scene = class->scene;
  scene.modules = modules;
  scene.width = 320;
  scene.height = 320;
  scene.module_px = (scene.module_px > 0 ? scene.module_px : plain.module_px) + 0.01 * seed;
  scene.bars_px = scene.bars_px > 0 ? scene.bars_px : plain.bars_px;
  scene.contrast = scene.contrast > 0 ? scene.contrast : plain.contrast;
  scene.turn = 31.0 * seed;
  scene.seed = seed;
  *ret_text = g_strdup (text);
  return test_linear_photograph (&scene);
}

static void
test_class (gconstpointer data)
{
  const Class *class = data;
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  guint n_read = 0;
  for (guint seed = 0; seed < N_SHOTS; seed++) {
    g_autofree char *text = NULL;
    g_autoptr (CubbyFrame) frame = shoot (class, seed, &text);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
    for (guint i = 0; i < codes->len; i++)
      g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, i))->text, ==, text);
    n_read += codes->len;
  }
  g_test_message ("%s: %u of %u", class->name, n_read, N_SHOTS);
  if (!TEST_SANITIZED && n_read < class->least)
    g_test_fail ();
}

/* Of 2,500 of each kind none was read; here are as many as a test may take time for. */
static const guint n_empty[TEST_N_LINEAR_EMPTY] = {[TEST_LINEAR_NOISE] = 1500,
                                                   [TEST_LINEAR_STRIPES] = 120,
                                                   [TEST_LINEAR_TEXT] = 600,
                                                   [TEST_LINEAR_WINDOW] = 50};

/* Small frames: what a pattern looks like there is what it looks like in a large one. */
static void
test_empty (gconstpointer data)
{
  TestLinearEmpty kind = (TestLinearEmpty)GPOINTER_TO_UINT (data);
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  for (guint seed = 0; seed < MIN (n_empty[kind], TEST_FEW (G_MAXUINT, 10u)); seed++) {
    g_autoptr (CubbyFrame) frame = test_linear_empty (kind, 144, 40, seed);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
    if (codes->len > 0)
      g_test_message ("seed %u: read %s", seed, ((const CubbyCode *)g_ptr_array_index (codes, 0))->text);
    g_assert_cmpuint (codes->len, ==, 0);
  }
}

/* Aslant in a picture, some noise over it. */
static CubbyFrame *
shoot_aslant (CubbySymbology symbology, const char *text, guint seed)
{
  g_autofree char *modules =
      symbology == CUBBY_SYMBOLOGY_CODE128 ? test_linear_draw_text (text) : test_linear_draw_ean13 (text);
  TestLinearScene scene = plain;
  scene.modules = modules;
  scene.width = scene.height = 640;
  scene.turn = 28;
  scene.noise = 6;
  scene.seed = seed;
  return test_linear_photograph (&scene);
}

static guint
count_bands (const char *expected, guint seed)
{
  g_autoptr (CubbyFrame) frame = shoot_aslant (CUBBY_SYMBOLOGY_CODE128, LABEL, seed);
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_linear_reader_expect (reader, CUBBY_SYMBOLOGY_CODE128, expected);
  cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
  assert_only (codes, CUBBY_SYMBOLOGY_CODE128, LABEL);
  return cubby_linear_reader_get_n_bands (reader);
}

static void
test_expected (void)
{
  g_assert_cmpuint (count_bands (LABEL, 1), <=, BANDS_EXPECTED);
}

static void
test_expected_other (void)
{
  guint n_bands = count_bands (NULL, 1);
  g_assert_cmpuint (n_bands, >, BANDS_EXPECTED);
  g_assert_cmpuint (count_bands ("CUBBY-0000", 1), ==, n_bands);
}

/* Who was one band high would be followed as if that was all of it. */
static void
test_expected_corners (void)
{
  g_autoptr (CubbyFrame) frame = shoot_aslant (CUBBY_SYMBOLOGY_CODE128, LABEL, 1);
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_linear_reader_expect (reader, CUBBY_SYMBOLOGY_CODE128, LABEL);
  cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
  assert_only (codes, CUBBY_SYMBOLOGY_CODE128, LABEL);
  const CubbyPoint *corners = ((const CubbyCode *)g_ptr_array_index (codes, 0))->corners;
  g_assert_cmpfloat (hypot (corners[3].x - corners[0].x, corners[3].y - corners[0].y), >, plain.bars_px / 2);
}

static guint
find_bars (void)
{
  guint index = 0;
  while (cubby_strategy_get (index)->reader != CUBBY_READER_BARS)
    index++;
  return index;
}

typedef struct {
  const char *name;
  CubbySymbology symbology;
  const char *text;
} Followed;

static const Followed followed[] = {
    {"a turned label is followed by a band or two in each picture", CUBBY_SYMBOLOGY_CODE128, LABEL},
    {"so is a product that zbar reads, but does not see where it ends", CUBBY_SYMBOLOGY_EAN13,
     "5901234123457"},
};

/* In each picture, by a band or two, though it is turned; and it is not lost on the way. */
static void
test_followed (gconstpointer data)
{
  const Followed *row = data;
  g_autoptr (CubbyReaders) readers = cubby_readers_new ();
  g_autoptr (CubbyTracks) tracks = cubby_tracks_new ();
  CubbyBudget budget = {0};
  float module_px = 0;
  g_autoptr (CubbyFrame) first = shoot_aslant (row->symbology, row->text, 0);
  g_autoptr (GPtrArray) known = look (first, CUBBY_SYMBOLOGIES_LINEAR);
  assert_only (known, row->symbology, row->text);
  cubby_tracks_note (tracks, g_ptr_array_index (known, 0), find_bars (), 1000);
  for (guint i = 1; i <= N_FOLLOWED; i++) {
    g_autoptr (CubbyFrame) frame = shoot_aslant (row->symbology, row->text, i);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    CubbyTurn turn = {.readers = readers,
                      .tracks = tracks,
                      .budget = &budget,
                      .frame = frame,
                      .symbologies = CUBBY_SYMBOLOGIES_ALL,
                      .budget_us = FOLLOW_US,
                      .until_us = cubby_budget_now () + FOLLOW_US,
                      .now_us = 1000 + i * 33000,
                      .codes = codes,
                      .module_px = &module_px};
    guint ids[CUBBY_TRACKS_MAX];
    g_assert_cmpuint (cubby_tracks_begin (tracks, frame, turn.now_us, ids), ==, 1);
    g_assert_true (cubby_follow (&turn, ids, 1));
    assert_only (codes, row->symbology, row->text);
    g_assert_cmpuint (cubby_linear_reader_get_n_bands (readers->linear), >, 0);
    g_assert_cmpuint (cubby_linear_reader_get_n_bands (readers->linear), <=, BANDS_EXPECTED);
  }
}

#define N_DAMAGED TEST_FEW (120, 24)

/* Covered more and more from one end, blurred more and more, or both: refused at some point, never misread.
 */
static void
test_damage (void)
{
  static const char *const texts[] = {"5901234123457", "4006381333931", "9780201379624", "8410076472885"};
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  guint n_read = 0;
  for (guint seed = 0; seed < N_DAMAGED; seed++) {
    const char *text = texts[seed % G_N_ELEMENTS (texts)];
    g_autofree char *modules = test_linear_draw_ean13 (text);
    TestLinearScene scene = {.modules = modules,
                             .width = 260,
                             .height = 48,
                             .bars_px = 36,
                             .module_px = 2,
                             .contrast = 0.8,
                             .noise = 4,
                             .seed = seed};
    double part = (double)seed / N_DAMAGED;
    scene.cover = seed % 3 == 0 ? 0.4 * part : seed % 3 == 1 ? -0.4 * part : 0;
    scene.blur = seed % 3 == 2 ? 4 * part : 2 * part;
    g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
    for (guint i = 0; i < codes->len; i++)
      g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, i))->text, ==, text);
    n_read += codes->len;
  }
  g_test_message ("%u of %u were read", n_read, N_DAMAGED);
  g_assert_cmpuint (n_read, >, N_DAMAGED / 12);
  g_assert_cmpuint (n_read, <, N_DAMAGED);
}

#define PREFIX "/hardware/scanner/decode/linear/"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func (PREFIX "EAN-13 of every first digit, as zbar reads it", test_ean13);
  g_test_add_func (PREFIX "UPC-A has twelve digits", test_upca);
  g_test_add_func (PREFIX "UPC-A is an EAN-13 where only that is asked for", test_upca_as_ean13);
  g_test_add_func (PREFIX "EAN-8", test_ean8);
  g_test_add_func (PREFIX "Code 128: every character of set B", test_code128_set_b);
  g_test_add_func (PREFIX "Code 128: every pair of digits of set C", test_code128_set_c);
  g_test_add_func (PREFIX "Code 128: sets change, a shift holds for one character", test_code128_changes);
  g_test_add_func (PREFIX "the SSCC of a parcel is told without its FNC1", test_sscc);
  g_test_add_func (PREFIX "a later FNC1 is a separator", test_separator);
  g_test_add_func (PREFIX "a code that sets up readers is ignored", test_configuration);
  g_test_add_func (PREFIX "Code 128: a NUL, at which a text would end, is refused", test_nul);
  g_test_add_func (PREFIX "bands are longer than the place that they are laid over", test_bands);
  g_test_add_func (PREFIX "what is not asked for is not read", test_not_asked);
  g_test_add_func (PREFIX "the corners follow the code as it is turned", test_corners);
  g_test_add_func (PREFIX "the left half of a code and the right one of the next are no code", test_halves);
  g_test_add_func (PREFIX "two codes side by side", test_two);
  g_test_add_data_func (PREFIX "nothing is read in noise", GUINT_TO_POINTER (TEST_LINEAR_NOISE), test_empty);
  g_test_add_data_func (PREFIX "nothing is read in stripes", GUINT_TO_POINTER (TEST_LINEAR_STRIPES),
                        test_empty);
  g_test_add_data_func (PREFIX "nothing is read in text", GUINT_TO_POINTER (TEST_LINEAR_TEXT), test_empty);
  g_test_add_data_func (PREFIX "nothing is read in a window", GUINT_TO_POINTER (TEST_LINEAR_WINDOW),
                        test_empty);
  g_test_add_func (PREFIX "what was read a moment ago is read by a band or two", test_expected);
  g_test_add_func (PREFIX "where something else is expected it takes as many bands as ever",
                   test_expected_other);
  g_test_add_func (PREFIX "what one band says of an expected code has the height of all",
                   test_expected_corners);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++) {
    g_autofree char *path = g_strconcat (PREFIX, followed[i].name, NULL);
    g_test_add_data_func (path, &followed[i], test_followed);
  }
  g_test_add_func (PREFIX "a damaged code is refused rather than misread", test_damage);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    g_autofree char *path = g_strconcat (PREFIX, classes[i].name, NULL);
    g_test_add_data_func (path, &classes[i], test_class);
  }
  return g_test_run ();
}
