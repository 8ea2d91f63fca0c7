/* SPDX-License-Identifier: Apache-2.0 */
/* The frames are what they say: the codes are codes, the truth is where the code is, the same seed the same
 * pixels. */
#include "tests/scanner/frames/empties.h"
#include "tests/scanner/frames/sensor.h"
#include "tests/scanner/frames/visit.h"

#include <string.h>

#define WIDTH 480
#define HEIGHT 400
#define SCALE 4
#define SEED 41

/* The code as it is printed, with its quiet zone. */
static CubbyFrame *
print (const CubbyArt *art)
{
  guint width = (art->width + 2 * art->quiet) * SCALE, height = (art->height + 2 * art->quiet) * SCALE;
  CubbyFrame *frame = cubby_frame_new (width, height);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      frame->pixels[y * width + x] =
          cubby_art_is_dark (art, (int)(x / SCALE) - (int)art->quiet, (int)(y / SCALE) - (int)art->quiet)
              ? 0
              : 255;
  return frame;
}

static void
assert_reads (CubbyArt *made)
{
  g_autoptr (CubbyArt) art = made;
  g_autoptr (CubbyFrame) frame = print (art);
  g_autoptr (CubbyDecoder) decoder = cubby_decoder_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_decoder_read (decoder, frame, CUBBY_SYMBOLOGIES_ALL, 1, codes);
  g_test_message ("%s: %u modules", art->text, art->width);
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, art->text);
  g_assert_cmpuint (code->symbology, ==, art->symbology);
}

static void
test_qr (void)
{
  for (guint level = CUBBY_QR_LEVEL_L; level <= CUBBY_QR_LEVEL_H; level++) {
    assert_reads (cubby_art_new_qr ("K7Q2M0ZX4B", (CubbyQrLevel)level));
    assert_reads (cubby_art_new_qr ("https://shop.example/basket#aZ09-_", (CubbyQrLevel)level));
  }
}

static void
test_ean (void)
{
  for (guint first = 0; first < 10; first++) {
    char digits[] = "0123456789012";
    for (guint i = 0; i < 12; i++)
      digits[i] = (char)('0' + (first + i * (i + first)) % 10);
    digits[0] = (char)('0' + MAX (first, 1)); /* with a 0 it is a UPC-A */
    digits[12] = '\0';
    assert_reads (cubby_art_new_ean (CUBBY_SYMBOLOGY_EAN13, digits));
    digits[11] = '\0';
    assert_reads (cubby_art_new_ean (CUBBY_SYMBOLOGY_UPCA, digits));
    digits[7] = '\0';
    assert_reads (cubby_art_new_ean (CUBBY_SYMBOLOGY_EAN8, digits));
  }
}

/* Each value of the table is in one of them: all pairs of digits, all letters of set B. */
static void
test_code128 (void)
{
  for (guint first = 0; first < 100; first += 10) {
    g_autoptr (GString) digits = g_string_new (NULL);
    for (guint i = 0; i < 10; i++)
      g_string_append_printf (digits, "%02u", first + i);
    assert_reads (cubby_art_new_code128 (digits->str, FALSE));
    assert_reads (cubby_art_new_code128 (digits->str, TRUE));
  }
  for (char first = ' '; first < 127; first = (char)(first + 19)) {
    char text[20] = "";
    for (guint i = 0; i < 19 && first + (char)i < 127; i++)
      text[i] = (char)(first + (char)i);
    assert_reads (cubby_art_new_code128 (text, FALSE));
  }
  assert_reads (cubby_art_new_code128 ("AB1234567C89", FALSE));
}

static gboolean
is_equal (const CubbyFrame *one, const CubbyFrame *other)
{
  return memcmp (one->pixels, other->pixels, (gsize)one->width * one->height) == 0;
}

static CubbyFrame *
take_small (const CubbyShotClass *class, char **ret_text)
{
  g_autoptr (CubbyVisit) visit = cubby_visit_new (class, SEED, WIDTH / 4, HEIGHT / 4);
  *ret_text = g_strdup (cubby_visit_get_art (visit, 0)->text);
  return cubby_visit_render (visit, class->n_moving, NULL);
}

/* What a small frame has of chance, a large one has too. */
static void
assert_repeats (const CubbyShotClass *class)
{
  g_autofree char *text = NULL, *same_text = NULL;
  g_autoptr (CubbyFrame) frame = take_small (class, &text);
  g_autoptr (CubbyFrame) same = take_small (class, &same_text);
  g_assert_true (is_equal (frame, same));
  g_assert_cmpstr (text, ==, same_text);
}

/* The mean gray of the modules that are dark, or are not, where the truth says that they are. */
static double
mean_of_modules (const CubbyFrame *frame, const CubbyTruth *truth, gboolean dark)
{
  const CubbyArt *art = truth->art;
  guint64 sum = 0, n = 0;
  for (int y = 0; y < (int)art->height; y++)
    for (int x = 0; x < (int)art->width; x++) {
      double px, py;
      cubby_view3_to_pixel (&truth->view, x + 0.5 - art->width / 2.0, y + 0.5 - art->height / 2.0, &px, &py);
      if (cubby_art_is_dark (art, x, y) != dark || px < 0 || py < 0 || px >= WIDTH || py >= HEIGHT)
        continue;
      sum += frame->pixels[(gsize)py * frame->stride + (gsize)px];
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  return (double)sum / (double)n;
}

static void
test_class (gconstpointer data)
{
  const CubbyShotClass *class = data;
  g_autoptr (CubbyVisit) visit = cubby_visit_new (class, SEED, WIDTH, HEIGHT);
  CubbyTruth truths[CUBBY_VISIT_CODES_MAX];
  g_autoptr (CubbyFrame) frame = cubby_visit_render (visit, class->n_moving, truths);
  assert_repeats (class);
  gboolean inverted = cubby_visit_get_shot (visit)->prop == CUBBY_PROP_DARK_PHONE;
  for (guint i = 0; i < cubby_visit_get_n_codes (visit); i++) {
    double dark = mean_of_modules (frame, &truths[i], TRUE),
           light = mean_of_modules (frame, &truths[i], FALSE);
    g_test_message ("%s: %s: dark %.1f, light %.1f", class->name, truths[i].art->text, dark, light);
    g_assert_cmpfloat (inverted ? dark - light : light - dark, >, 0.8);
  }
}

static void
test_empty_class (gconstpointer data)
{
  guint class = GPOINTER_TO_UINT (data);
  g_autoptr (CubbyFrame) frame = cubby_empty_render (class, SEED, 160, 120);
  g_autoptr (CubbyFrame) same = cubby_empty_render (class, SEED, 160, 120);
  g_autoptr (CubbyFrame) other = cubby_empty_render (class, SEED + 1, 160, 120);
  g_assert_true (is_equal (frame, same));
  g_assert_false (is_equal (frame, other));
}

/* Light that is less than none, as rounding makes it, is dark. */
static void
test_dark (void)
{
  g_autoptr (CubbyLayer) layer = cubby_layer_new (0, 0, 64, 64, FALSE);
  for (guint i = 0; i < 64 * 64; i++)
    layer->light[i] = -1;
  CubbyDice dice = cubby_dice_new (1, 1);
  g_autoptr (CubbyFrame) frame = cubby_sensor_take (&(const CubbySensor){.electrons = 50}, layer, &dice);
  guint64 sum = 0;
  for (guint i = 0; i < 64 * 64; i++)
    sum += frame->pixels[i];
  g_assert_cmpuint (sum / (64 * 64), <, 60);
}

static void
test_seeds (void)
{
  const CubbyShotClass *class = cubby_shot_class_find ("qr-clean");
  g_autoptr (CubbyVisit) one = cubby_visit_new (class, 1, WIDTH, HEIGHT);
  g_autoptr (CubbyVisit) two = cubby_visit_new (class, 2, WIDTH, HEIGHT);
  g_assert_cmpstr (cubby_visit_get_art (one, 0)->text, !=, cubby_visit_get_art (two, 0)->text);
  g_assert_null (cubby_shot_class_find ("qr-golden"));

  g_autoptr (CubbyFrame) second = cubby_visit_render (one, 1, NULL);
  g_autoptr (CubbyFrame) first = cubby_visit_render (one, 0, NULL);
  g_autoptr (CubbyFrame) second_again = cubby_visit_render (one, 1, NULL);
  g_assert_false (is_equal (first, second));
  g_assert_true (is_equal (second, second_again)); /* frames do not depend on each other */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/frames/QR codes of every level say their text", test_qr);
  g_test_add_func ("/scanner/frames/EAN-13, UPC-A and EAN-8 with every digit say their text", test_ean);
  g_test_add_func ("/scanner/frames/Code 128 with every value says its text", test_code128);
  g_test_add_func ("/scanner/frames/light that is less than none is dark", test_dark);
  g_test_add_func ("/scanner/frames/other seeds bring other people, and a hand moves from frame to frame",
                   test_seeds);
  for (const CubbyShotClass *class = cubby_shot_classes (); class->name != NULL; class ++) {
    g_autofree char *path = g_strdup_printf (
        "/scanner/frames/%s: the same seed gives the same frame, with the code where it says", class->name);
    g_test_add_data_func (path, class, test_class);
  }
  for (guint i = 0; i < cubby_empty_classes_count (); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/frames/empty: %s: the same seed gives the same frame",
                                             cubby_empty_class_name (i));
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_empty_class);
  }
  return g_test_run ();
}
