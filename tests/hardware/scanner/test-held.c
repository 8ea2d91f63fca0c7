/* SPDX-License-Identifier: Apache-2.0 */
/* What is held up where no code was found, of pictures that are drawn box by box. */
#include "hardware/scanner/decode/measure.h"
#include "hardware/scanner/decode/page.h"
#include "hardware/scanner/decode/watch.h"

#include <math.h>
#include <string.h>

/* A gray place, and in it a rectangle. */
static CubbyFrame *
draw_box (guint left, guint top, guint right, guint bottom, guint8 gray)
{
  CubbyFrame *frame = cubby_frame_new (640, 480);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++)
      frame->pixels[(gsize)y * frame->stride + x] =
          x >= left && x < right && y >= top && y < bottom ? gray : (guint8)(100 + x / 16);
  return frame;
}

static CubbyView
view_of_box (guint left, guint top, guint right, guint bottom, guint8 gray, guint n_frames)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) empty = draw_box (0, 0, 0, 0, 0);
  g_autoptr (CubbyFrame) frame = draw_box (left, top, right, bottom, gray);
  CubbyView view;
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  for (guint i = 0; i < n_frames; i++)
    cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  return view;
}

static void
test_box (void)
{
  CubbyView view = view_of_box (160, 80, 320, 400, 230, 1);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_SCREEN);
  g_assert_cmpfloat (fabsf (view.corners[0].x - 160), <=, 8);
  g_assert_cmpfloat (fabsf (view.corners[0].y - 80), <=, 8);
  g_assert_cmpfloat (fabsf (view.corners[2].x - 320), <=, 8);
  g_assert_cmpfloat (fabsf (view.corners[2].y - 400), <=, 8);
  g_assert_cmpint (view.brightness, >=, 220);
}

/* Half out of the picture on the left, and leaning: what is seen of it is no rectangle. */
static void
test_cut_off (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) empty = draw_box (0, 0, 0, 0, 0);
  g_autoptr (CubbyFrame) frame = draw_box (0, 0, 0, 0, 0);
  CubbyView view;
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < 90 + y / 4; x++)
      frame->pixels[(gsize)y * frame->stride + x] = x / 24 % 3 == 1 && y / 12 % 2 == 0 ? 60 : 230;
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_SCREEN);
}

/* A page with lines of ink from its left to its right. */
static CubbyFrame *
draw_page (guint8 paper)
{
  CubbyFrame *frame = draw_box (160, 80, 320, 400, paper);
  for (guint y = 100; y < 380; y++)
    if (y % 20 < 6)
      memset (frame->pixels + (gsize)y * frame->stride + 170, 90, 140);
  return frame;
}

static float
glare_of_page (const CubbyFrame *page)
{
  const CubbyPoint corners[4] = {{160, 80}, {320, 80}, {320, 400}, {160, 400}};
  g_autoptr (CubbyFrame) small = cubby_measure_small (page);
  CubbyView view = {0};
  cubby_page_measure (page, small, corners, &view);
  return view.glare;
}

typedef struct {
  const char *name;
  guint8 paper;
  guint spot; /* rows that the lamp burns out */
  float least, most;
} GlareRow;

/* A lamp in the glass burns out a part of a page, whether or not a code was found; a page so white that it is
 * burnt itself is none. */
static const GlareRow glare_rows[] = {
    {"a page without a lamp", 236, 0, 0, 0},
    {"a burnt spot on a page", 236, 80, 0.1f, 0.4f},
    {"a burnt spot that is most of a page", 236, 200, 0.4f, 0.8f},
    {"a page that is burnt all over", 255, 0, 0, 0},
};

static void
test_glare_on_a_page (gconstpointer data)
{
  const GlareRow *row = data;
  g_autoptr (CubbyFrame) page = draw_page (row->paper);
  for (guint y = 150; y < 150 + row->spot; y++)
    memset (page->pixels + (gsize)y * page->stride + 160, 255, 160);
  float glare = glare_of_page (page);
  g_assert_cmpfloat (glare, >=, row->least);
  g_assert_cmpfloat (glare, <=, row->most);
}

/* Half before a window, brighter than the wall beside it and darker than the glass. */
static void
test_before_a_window (gconstpointer data)
{
  gboolean page = GPOINTER_TO_INT (data);
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) empty = draw_box (240, 0, 640, 480, 250);
  g_autoptr (CubbyFrame) frame = draw_box (240, 0, 640, 480, 250);
  CubbyView view;
  for (guint y = 80; y < 400; y++)
    for (guint x = 140; x < 340; x++)
      frame->pixels[(gsize)y * frame->stride + x] = page && x / 12 % 2 == 0 && y / 12 % 2 == 0 ? 40 : 150;
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, page ? CUBBY_HELD_SCREEN : CUBBY_HELD_NOTHING);
}

/* A white shirt that reaches down out of the picture is brighter than the place, and no page. */
static void
test_shirt (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) empty = draw_box (0, 0, 0, 0, 0);
  g_autoptr (CubbyFrame) frame = draw_box (0, 0, 0, 0, 0);
  CubbyView view;
  for (guint y = 120; y < frame->height; y++)
    for (guint x = 200; x < 440; x++)
      frame->pixels[(gsize)y * frame->stride + x] = (guint8)(205 + 8 * sin (x / 15.0 + y / 90.0));
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_NOTHING);
  g_assert_cmpfloat (view.corners[2].x, <=, 0);
}

/* In a place with hardly any light a page is a few gray levels brighter. */
static void
test_black_place (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) empty = draw_box (0, 0, 0, 0, 0);
  memset (empty->pixels, 5, (gsize)empty->stride * empty->height);
  g_autoptr (CubbyFrame) frame = cubby_frame_new_like (empty, empty->width, empty->height);
  memcpy (frame->pixels, empty->pixels, (gsize)empty->stride * empty->height);
  CubbyView view;
  for (guint y = 80; y < 400; y++)
    for (guint x = 160; x < 320; x++)
      frame->pixels[(gsize)y * frame->stride + x] = x / 16 % 2 == 0 && y / 16 % 2 == 0 ? 5 : 12;
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_NOTHING);
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_SCREEN);
  g_assert_cmpint (view.brightness, <=, 20);
}

/* The noise of a sensor in the dark is no page. */
static void
test_black_noise (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) frame = cubby_frame_new (640, 480);
  CubbyView view;
  guint32 dice = 1;
  for (guint i = 0; i < 20; i++) {
    for (gsize j = 0; j < (gsize)frame->stride * frame->height; j++) {
      dice = dice * 1664525u + 1013904223u;
      frame->pixels[j] =
          (guint8)(dice >> 24 > 215 ? 40 + (dice >> 16) % 16 : 3); /* a few are much brighter */
    }
    cubby_watch_look (watch, frame, NULL, 0, 0, &view);
    g_assert_cmpint (view.held, ==, CUBBY_HELD_NOTHING);
  }
  g_assert_cmpint (view.scene, <=, 14);
}

static void
test_display_off (void)
{
  g_assert_cmpint (view_of_box (160, 80, 320, 400, 12, 1).held, ==, CUBBY_HELD_DARK);
}

/* The hand that holds it is brighter than the place, and smaller. */
static void
test_display_off_in_a_hand (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) empty = draw_box (0, 0, 0, 0, 0);
  g_autoptr (CubbyFrame) frame = draw_box (160, 80, 320, 400, 12);
  CubbyView view;
  for (guint y = 320; y < 400; y++)
    memset (frame->pixels + (gsize)y * frame->stride + 320, 170, 56);
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_DARK);
  g_assert_cmpfloat (fabsf (view.corners[0].x - 160), <=, 8);
}

/* The modules of a code from so near that nothing else is in the picture; and a coat. */
static void
test_fills_the_picture (gconstpointer data)
{
  gboolean code = GPOINTER_TO_INT (data);
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) empty = draw_box (0, 0, 0, 0, 0);
  g_autoptr (CubbyFrame) frame = cubby_frame_new (640, 480);
  CubbyView view;
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++) {
      gboolean dark = (x / 30 * 7 + y / 30 * 5 + x / 30 * (y / 30)) % 3 == 0;
      frame->pixels[(gsize)y * frame->stride + x] = code ? (dark ? 20 : 235) : (guint8)(30 + y / 16);
    }
  cubby_watch_look (watch, empty, NULL, 0, 0, &view);
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, code ? CUBBY_HELD_SCREEN : CUBBY_HELD_NOTHING);
  if (code)
    g_assert_cmpfloat (view.corners[2].x - view.corners[0].x, >=, 600);
}

static void
test_no_phone (void)
{
  g_assert_cmpint (view_of_box (0, 200, 640, 230, 230, 1).held, ==,
                   CUBBY_HELD_NOTHING); /* a strip of light */
  g_assert_cmpint (view_of_box (300, 200, 316, 216, 230, 1).held, ==, CUBBY_HELD_NOTHING); /* a speck */
}

static void
test_light_goes_on (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) frame = draw_box (0, 0, 0, 0, 0);
  CubbyView view;
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  for (guint i = 0; i < 640 * 480; i++)
    frame->pixels[i] += 90;
  cubby_watch_look (watch, frame, NULL, 0, 0, &view);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_NOTHING);
  g_assert_cmpint (view.scene, >=, 200);
}

/* What stays for minutes, such as a sign that was hung up, belongs to the place. */
static void
test_learns_the_place (void)
{
  g_assert_cmpint (view_of_box (160, 80, 320, 400, 230, 30).held, ==, CUBBY_HELD_SCREEN);
  g_assert_cmpint (view_of_box (160, 80, 320, 400, 230, 1200).held, ==, CUBBY_HELD_NOTHING);
}

static void
test_shake (gconstpointer data)
{
  guint moved = GPOINTER_TO_UINT (data);
  g_autoptr (CubbyFrame) before = draw_box (160, 80, 320, 400, 230);
  g_autoptr (CubbyFrame) after = draw_box (160 + moved, 80, 320 + moved, 400, 230);
  g_autoptr (CubbyFrame) small_before = cubby_measure_small (before);
  g_autoptr (CubbyFrame) small_after = cubby_measure_small (after);
  const CubbyPoint corners[4] = {{20, 10}, {40, 10}, {40, 50}, {20, 50}};
  float shift = cubby_measure_shift (small_before, small_after, corners) * CUBBY_MEASURE_SMALL;
  g_assert_cmpfloat (fabsf (shift - (float)moved), <=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/held/a bright box is held where it is", test_box);
  g_test_add_func ("/scanner/held/a dark box is a display that is off", test_display_off);
  g_test_add_func ("/scanner/held/what the edge of the picture cuts off is held", test_cut_off);
  for (guint i = 0; i < G_N_ELEMENTS (glare_rows); i++) {
    g_autofree char *path = g_strconcat ("/scanner/held/glare/", glare_rows[i].name, NULL);
    g_test_add_data_func (path, &glare_rows[i], test_glare_on_a_page);
  }
  g_test_add_data_func ("/scanner/held/a page half before a window is held", GINT_TO_POINTER (TRUE),
                        test_before_a_window);
  g_test_add_data_func ("/scanner/held/a back half before a window is not", GINT_TO_POINTER (FALSE),
                        test_before_a_window);
  g_test_add_func ("/scanner/held/a white shirt is no page", test_shirt);
  g_test_add_func ("/scanner/held/a page where there is hardly any light is held", test_black_place);
  g_test_add_func ("/scanner/held/noise where there is hardly any light is not", test_black_noise);
  g_test_add_func ("/scanner/held/a display that is off in a hand", test_display_off_in_a_hand);
  g_test_add_data_func ("/scanner/held/a code that fills the picture is held", GINT_TO_POINTER (TRUE),
                        test_fills_the_picture);
  g_test_add_data_func ("/scanner/held/a coat that fills the picture is not", GINT_TO_POINTER (FALSE),
                        test_fills_the_picture);
  g_test_add_func ("/scanner/held/a strip and a speck are no phones", test_no_phone);
  g_test_add_func ("/scanner/held/a light that goes on is no phone", test_light_goes_on);
  g_test_add_func ("/scanner/held/what stays belongs to the place", test_learns_the_place);
  for (guint moved = 0; moved <= 40; moved += 8) {
    g_autofree char *path = g_strdup_printf ("/scanner/held/a box that moved by %u pixels", moved);
    g_test_add_data_func (path, GUINT_TO_POINTER (moved), test_shake);
  }
  return g_test_run ();
}
