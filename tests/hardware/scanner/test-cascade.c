/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/cascade.h"
#include "hardware/scanner/decode/still.h"
#include "tests/hardware/scanner/few.h"
#include "tests/hardware/scanner/scene.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define SHOPPER (CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT)

/* Where time is no matter: more than what is looked at takes, on a busy machine and under a sanitizer too. */
#define LONG_BUDGET_US ((gint64)G_USEC_PER_SEC * TEST_FEW (1, 50))
/* On a slow machine the whole is looked at in one picture of four (scan-ease), every second time for the
 * other kind first (seek): it is the eighth at the latest, and one more at each of the two edges. */
#define FRAMES_UNTIL_BOTH 10

/* Frames that a phone may need until it is read. */
#define FRAMES_ALLOWED 6

/* Plays frames of a scene until something is read. */
static GPtrArray *
play (CubbyCascade *cascade, const char *preset, const CubbyFrame *code, guint symbologies, guint n_frames)
{
  GPtrArray *codes = NULL;
  for (guint i = 0; i < n_frames; i++) {
    g_autoptr (CubbyFrame) frame = test_render (preset, code, i);
    g_clear_pointer (&codes, g_ptr_array_unref);
    codes = cubby_cascade_look (cascade, frame, symbologies, 0);
    if (codes->len > 0)
      break;
  }
  return codes;
}

/* Under a sanitizer a frame takes seconds; these two pass through every strategy. */
static const char *const phone_presets[] = {
    "clean", "dark-mode",
#ifndef __SANITIZE_ADDRESS__
    "held",  "far",       "turned", "moving", "noisy", "dim",
#endif
};

static void
test_phone (gconstpointer data)
{
  const char *preset = data;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (GPtrArray) codes = play (cascade, preset, code, SHOPPER, FRAMES_ALLOWED);
  test_assert_one (codes, "QR-Code", TEST_PASS);
}

typedef struct {
  const char *name;
  const char *picture;
  guint symbologies;
  const char *symbology; /* NULL: is not read */
  const char *text;
} LabelRow;

static const LabelRow label_rows[] = {
    {"EAN-13 for a shopper", "ean-13.png", SHOPPER, "EAN-13", "4006381333931"},
    {"EAN-8 for a shopper", "ean-8.png", SHOPPER, "EAN-8", "96385074"},
    {"UPC-A for a shopper", "upc-a.png", SHOPPER, "UPC-A", "036000291452"},
    {"Code 128 for staff", "code-128.png", CUBBY_SYMBOLOGIES_ALL, "Code-128", "00089312345000000012"},
    {"Code 128 is not for a shopper", "code-128.png", SHOPPER, NULL, NULL},
    {"EAN-13 when only QR is asked for", "ean-13.png", CUBBY_SYMBOLOGY_QR, NULL, NULL},
};

static void
test_label (gconstpointer data)
{
  const LabelRow *row = data;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) code = test_load_picture (row->picture);
  g_autoptr (GPtrArray) codes = play (cascade, "label", code, row->symbologies, FRAMES_ALLOWED);
  if (row->text != NULL)
    test_assert_one (codes, row->symbology, row->text);
  else
    g_assert_cmpuint (codes->len, ==, 0);
}

/* As a picture alone only the first and the noisiest: each takes as long as a picture may. */
static void
test_empty (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  for (guint seed = 0; seed < TEST_FEW (6, 1); seed++) {
    gboolean alone = seed % 5 == 0;
    CubbySimScene scene = cubby_sim_find_preset ("empty")->scene;
    scene.seed = seed;
    scene.noise = seed * 6;
    g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (&scene, NULL, seed);
    g_autoptr (GPtrArray) codes =
        alone ? cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_STILL_BUDGET_US)
              : cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_CASCADE_BUDGET_US);
    g_assert_cmpuint (codes->len, ==, 0);
  }
}

static void
test_two (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) left = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) right = test_draw_qr (TEST_OTHER_PASS);
  g_autoptr (CubbyFrame) frame = test_render_two (left, right);
  for (guint i = 0; i < 3; i++) { /* it is not followed into one of them */
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, LONG_BUDGET_US);
    g_assert_cmpuint (codes->len, ==, 2);
    const CubbyCode *one = g_ptr_array_index (codes, 0), *other = g_ptr_array_index (codes, 1);
    g_assert_cmpstr (one->text, !=, other->text);
  }
}

/* The harder one of two is looked for at once, or the easy one would be told alone. */
static void
test_two_unlike (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) left = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) right = test_draw_qr (TEST_OTHER_PASS);
  for (gsize i = 0; i < (gsize)right->width * right->height; i++)
    right->pixels[i] = (guint8)(255 - right->pixels[i]);
  g_autoptr (CubbyFrame) frame = test_render_two (left, right);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, 0);
    g_assert_cmpuint (codes->len, ==, 2);
  }
}

static CubbyFrame *
draw_blank (const CubbyFrame *like)
{
  CubbyFrame *blank = cubby_frame_new (like->width, like->height);
  memset (blank->pixels, 120, (gsize)blank->stride * blank->height);
  return blank;
}

/* While one is followed, another one comes: what is followed is not all that is seen. */
static void
test_one_more_comes (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) left = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) right = test_draw_qr (TEST_OTHER_PASS);
  g_autoptr (CubbyFrame) blank = draw_blank (right);
  g_autoptr (CubbyFrame) alone = test_render_two (left, blank);
  g_autoptr (CubbyFrame) both = test_render_two (left, right);
  g_autoptr (GPtrArray) before = cubby_cascade_look (cascade, alone, SHOPPER, 0);
  test_assert_one (before, "QR-Code", TEST_PASS);
  guint n_most = 0;
  for (guint i = 0; i < FRAMES_UNTIL_BOTH && n_most < 2; i++) {
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, both, SHOPPER, 0);
    n_most = MAX (n_most, codes->len);
  }
  g_assert_cmpuint (n_most, ==, 2);
}

typedef struct {
  const char *name;
  gboolean qr, bars; /* which of them is in view before the other comes */
} PackRow;

static const PackRow pack_rows[] = {
    {"a pack shows a QR code and bars", FALSE, FALSE},
    {"bars come beside a QR code that is followed", TRUE, FALSE},
    {"a QR code comes beside bars that are followed", FALSE, TRUE},
};

/* Whatever was known first, the other kind is looked for too: every second time that the whole is. */
static void
test_pack (gconstpointer data)
{
  const PackRow *row = data;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) qr = test_draw_qr ("https://brand.example/win");
  g_autoptr (CubbyFrame) bars = test_load_picture ("ean-13.png");
  g_autoptr (CubbyFrame) no_qr = draw_blank (qr);
  g_autoptr (CubbyFrame) no_bars = draw_blank (bars);
  g_autoptr (CubbyFrame) alone = test_render_two (row->qr ? qr : no_qr, row->bars ? bars : no_bars);
  g_autoptr (CubbyFrame) both = test_render_two (qr, bars);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, alone, SHOPPER, 0);
    g_assert_cmpuint (codes->len, ==, row->qr || row->bars ? 1 : 0);
  }
  guint n_frames = 0, n_codes = 0;
  for (; n_frames < FRAMES_UNTIL_BOTH && n_codes < 2; n_frames++) {
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, both, SHOPPER, 0);
    n_codes = codes->len;
  }
  g_test_message ("both after %u frames", n_frames);
  g_assert_cmpuint (n_codes, ==, 2);
  g_autoptr (GPtrArray) after = cubby_cascade_look (cascade, both, SHOPPER, 0);
  g_assert_cmpuint (after->len, ==, 2);
}

static void
test_region (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  CubbySimScene scene = cubby_sim_find_preset ("clean")->scene;
  scene.x = 0.7;
  g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (&scene, code, 0);
  for (guint i = 0; i < 10; i++) { /* first the whole, then the region, then in turns */
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, 0);
    test_assert_one (codes, "QR-Code", TEST_PASS);
    const CubbyRegion *region = &((const CubbyCode *)g_ptr_array_index (codes, 0))->region;
    g_assert_cmpint (abs ((int)(region->x + region->width / 2) - (int)(0.7 * frame->width)), <, 20);
    g_assert_cmpint (abs ((int)(region->y + region->height / 2) - (int)(0.5 * frame->height)), <, 20);
  }
}

static void
test_swap (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) first = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) second = test_draw_qr (TEST_OTHER_PASS);
  g_autoptr (GPtrArray) before = play (cascade, "clean", first, SHOPPER, FRAMES_ALLOWED);
  test_assert_one (before, "QR-Code", TEST_PASS);
  g_autoptr (GPtrArray) after = play (cascade, "dark-mode", second, SHOPPER, FRAMES_ALLOWED);
  test_assert_one (after, "QR-Code", TEST_OTHER_PASS);
}

static void
test_camera_changes_size (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (GPtrArray) before = play (cascade, "clean", code, SHOPPER, FRAMES_ALLOWED);
  test_assert_one (before, "QR-Code", TEST_PASS);
  g_autoptr (CubbyFrame) tiny = cubby_frame_new (3, 2);
  memset (tiny->pixels, 128, 6);
  for (guint i = 0; i < FRAMES_ALLOWED; i++) {
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, tiny, SHOPPER, 0);
    g_assert_cmpuint (codes->len, ==, 0);
  }
}

/* As long as a picture may be: what would make it larger still is left out. */
static void
test_long_strip (gconstpointer data)
{
  gboolean high = GPOINTER_TO_INT (data);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) strip =
      cubby_frame_new (high ? 40 : CUBBY_FRAME_SIDE_MAX, high ? CUBBY_FRAME_SIDE_MAX : 40);
  for (gsize i = 0; i < (gsize)strip->width * strip->height; i++)
    strip->pixels[i] = i % 7 < 3 ? 0 : 255;
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look_long (cascade, strip, CUBBY_SYMBOLOGY_QR, CUBBY_STILL_BUDGET_US);
  g_assert_cmpuint (codes->len, ==, 0);
}

/* Milliseconds of the processor for one look at @frame. */
static double
look_ms (CubbyCascade *cascade, const CubbyFrame *frame, GPtrArray **codes)
{
  struct timespec begun, ended;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &begun);
  g_autoptr (GPtrArray) found = cubby_cascade_look (cascade, frame, SHOPPER, CUBBY_CASCADE_BUDGET_US);
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &ended);
  if (codes != NULL)
    *codes = g_steal_pointer (&found);
  return (double)(ended.tv_sec - begun.tv_sec) * 1e3 + (double)(ended.tv_nsec - begun.tv_nsec) / 1e6;
}

/* After its round a scene that stands still costs next to nothing; the same machine, the same minute. */
static void
test_rest (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) empty = cubby_sim_camera_render (&cubby_sim_find_preset ("empty")->scene, NULL, 0);
  double first_ms = look_ms (cascade, empty, NULL), last_ms = first_ms;
  for (guint i = 0; i < 60 && last_ms * 4 > first_ms; i++)
    last_ms = look_ms (cascade, empty, NULL);
  g_test_message ("first %.2f ms, at rest %.2f ms", first_ms, last_ms);
  g_assert_cmpfloat (last_ms * 4, <=, first_ms);

  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  g_autoptr (GPtrArray) codes = NULL;
  look_ms (cascade, frame, &codes); /* and wakes at once */
  test_assert_one (codes, "QR-Code", TEST_PASS);
}

/* Of a code that was read, its corners and size are in the view, in pixels of the frame. */
static void
test_view (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, 0);
  test_assert_one (codes, "QR-Code", TEST_PASS);
  const CubbyView *view = cubby_cascade_get_view (cascade);
  g_assert_true (cubby_view_is_sound (view));
  g_assert_true (view->candidate);
  g_assert_cmpuint (view->width, ==, frame->width);
  g_assert_cmpuint (view->symbology, ==, CUBBY_SYMBOLOGY_QR);
  g_assert_cmpmem (view->corners, sizeof view->corners,
                   ((const CubbyCode *)g_ptr_array_index (codes, 0))->corners, sizeof view->corners);
  float side = view->corners[1].x - view->corners[0].x; /* 45 modules, nearly upright */
  g_assert_cmpfloat (fabsf (view->module_px - side / 45), <, 0.5f);
}

/* In the next picture it is only followed, and farther away: what the grid was before says nothing of it. */
static void
test_view_follows (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  const double sizes[] = {0.5, 0.42};
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    CubbySimScene scene = cubby_sim_find_preset ("clean")->scene;
    scene.size = sizes[i];
    g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (&scene, code, i);
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, 0);
    test_assert_one (codes, "QR-Code", TEST_PASS);
    const CubbyView *view = cubby_cascade_get_view (cascade);
    float side = view->corners[1].x - view->corners[0].x;
    if (view->module_px > 0)
      g_assert_cmpfloat (fabsf (view->module_px - side / 45), <, 0.5f);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (phone_presets); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/cascade/a phone is read: %s", phone_presets[i]);
    g_test_add_data_func (path, phone_presets[i], test_phone);
  }
  for (guint i = 0; i < G_N_ELEMENTS (label_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/cascade/%s", label_rows[i].name);
    g_test_add_data_func (path, &label_rows[i], test_label);
  }
  g_test_add_func ("/hardware/scanner/cascade/nothing is read where nothing is", test_empty);
  g_test_add_func ("/hardware/scanner/cascade/two phones are both seen", test_two);
  g_test_add_func ("/hardware/scanner/cascade/two phones are both seen, one of them light on dark",
                   test_two_unlike);
  g_test_add_func ("/hardware/scanner/cascade/a second phone is seen beside the one that is followed",
                   test_one_more_comes);
  for (guint i = 0; i < G_N_ELEMENTS (pack_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/cascade/%s", pack_rows[i].name);
    g_test_add_data_func (path, &pack_rows[i], test_pack);
  }
  g_test_add_func ("/hardware/scanner/cascade/a code is followed where it is", test_region);
  g_test_add_func ("/hardware/scanner/cascade/another phone takes its place", test_swap);
  g_test_add_func ("/hardware/scanner/cascade/the camera changes its size", test_camera_changes_size);
  g_test_add_data_func ("/hardware/scanner/cascade/a picture as wide as any is looked at",
                        GINT_TO_POINTER (FALSE), test_long_strip);
  g_test_add_data_func ("/hardware/scanner/cascade/a picture as high as any is looked at",
                        GINT_TO_POINTER (TRUE), test_long_strip);
  if (!TEST_SANITIZED)
    g_test_add_func ("/hardware/scanner/cascade/a still scene is left in peace until it changes", test_rest);
  g_test_add_func ("/hardware/scanner/cascade/the view shows where the code is", test_view);
  g_test_add_func ("/hardware/scanner/cascade/the view of a code that is followed", test_view_follows);
  return g_test_run ();
}
