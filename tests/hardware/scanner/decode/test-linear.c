/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/linear-profile.h"
#include "hardware/scanner/decode/linear-reader.h"
#include "tests/hardware/scanner/decode/linear-scene.h"

#include <math.h>
#include <string.h>

#define LONG_ENOUGH G_MAXINT64

static GPtrArray *
look (const CubbyFrame *frame, guint symbologies)
{
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  GPtrArray *codes = cubby_codes_new ();
  cubby_linear_look (reader, frame, symbologies, LONG_ENOUGH, codes);
  return codes;
}

static void
assert_reads (const char *modules, CubbySymbology symbology, const char *text)
{
  TestLinearScene scene = test_linear_plain;
  scene.modules = modules;
  scene.width = (guint)((double)strlen (modules) * scene.module_px) + 120;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  test_linear_assert_only (codes, symbology, text);
  /* The encoder of the tests and our tables come from one hand: another's reader has to agree. */
  g_autoptr (CubbyDecoder) decoder = cubby_decoder_new ();
  g_autoptr (GPtrArray) others = cubby_codes_new ();
  cubby_decoder_read (decoder, frame, CUBBY_SYMBOLOGIES_LINEAR, 1, others);
  test_linear_assert_only (others, symbology, text);
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
  TestLinearScene scene = test_linear_plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGY_EAN13);
  test_linear_assert_only (codes, CUBBY_SYMBOLOGY_EAN13, "0036000291452");
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
  TestLinearScene scene = test_linear_plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  test_linear_assert_only (codes, CUBBY_SYMBOLOGY_CODE128,
                           "1012\x1d"
                           "3705");
}

static void
test_configuration (void)
{
  /* FNC3 tells a reader to set itself up. */
  static const guint values[] = {104, 96, 'A' - 32, 'B' - 32, 'C' - 32};
  g_autofree char *modules = test_linear_draw_code128 (values, G_N_ELEMENTS (values));
  TestLinearScene scene = test_linear_plain;
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
  TestLinearScene scene = test_linear_plain;
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
  TestLinearScene scene = test_linear_plain;
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
    TestLinearScene scene = test_linear_plain;
    scene.modules = modules;
    scene.height = 400;
    scene.turn = turn;
    g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
    g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
    test_linear_assert_only (codes, CUBBY_SYMBOLOGY_EAN13, "5901234123457");
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
    TestLinearScene scene = test_linear_plain;
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
  TestLinearScene scene = test_linear_plain;
  scene.modules = modules;
  scene.width = 640;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_autoptr (GPtrArray) codes = look (frame, CUBBY_SYMBOLOGIES_LINEAR);
  g_assert_cmpuint (codes->len, ==, 2);
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
  return g_test_run ();
}
