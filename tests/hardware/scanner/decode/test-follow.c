/* SPDX-License-Identifier: Apache-2.0 */
/* What the cascade knows from one picture to the next: codes, their places, their cost, what changed. */
#include "app/domain/scan-attention.h"
#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/cover.h"
#include "hardware/scanner/decode/glance.h"
#include "hardware/scanner/decode/track.h"

#include <math.h>
#include <string.h>

static CubbyCode *
make_code (CubbySymbology symbology, const char *text, guint x, guint y, guint side)
{
  CubbyCode *code = g_new0 (CubbyCode, 1);
  code->symbology = symbology;
  code->text = g_strdup (text);
  code->length = strlen (text);
  code->region = (CubbyRegion){x, y, side, side};
  float left = (float)x, top = (float)y, right = (float)(x + side), bottom = (float)(y + side);
  const CubbyPoint corners[4] = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
  memcpy (code->corners, corners, sizeof corners);
  return code;
}

#define QR CUBBY_SYMBOLOGY_QR
#define EAN CUBBY_SYMBOLOGY_EAN13

/* What is foretold is passed by few of the same pieces of work, and comes down again after an outlier. */
static void
test_budget (void)
{
  CubbyBudget budget = {0};
  cubby_budget_expect (&budget, 3, 20);
  g_assert_cmpint (cubby_budget_foretell (&budget, 3, 1000000), >=, 20000);
  g_assert_cmpint (cubby_budget_foretell (&budget, 3, 1000000), <=, 24000);
  for (guint i = 0; i < 20; i++)
    cubby_budget_note (&budget, 3, 500000, 4000 + 100 * (i % 3)); /* 8 ns a pixel */
  g_assert_cmpint (cubby_budget_foretell (&budget, 3, 1000000), <=, 9500);
  g_assert_cmpint (cubby_budget_foretell (&budget, 3, 100000), <=, 950);
  cubby_budget_note (&budget, 3, 500000, 40000);
  g_assert_cmpint (cubby_budget_foretell (&budget, 3, 1000000), >=, 20000);
  for (guint i = 0; i < 20; i++)
    cubby_budget_note (&budget, 3, 500000, 4000);
  g_assert_cmpint (cubby_budget_foretell (&budget, 3, 1000000), <=, 9500);
  g_assert_cmpint (cubby_budget_foretell (&budget, 4, 1000000), ==, 0);
}

/* What took too long once is begun again some day: what is not begun is not measured. */
static void
test_budget_fades (void)
{
  CubbyBudget budget = {0};
  cubby_budget_expect (&budget, 2, 20);
  for (guint i = 0; i < 10; i++)
    cubby_budget_note (&budget, 2, 100000, 100000);
  gint64 before_us = cubby_budget_foretell (&budget, 2, 100000);
  g_assert_cmpint (before_us, >, 50000);
  cubby_budget_fade (&budget, 2);
  g_assert_cmpint (cubby_budget_foretell (&budget, 2, 100000), <, before_us);
  guint n = 1;
  for (; n < 300 && cubby_budget_foretell (&budget, 2, 100000) > 26000; n++)
    cubby_budget_fade (&budget, 2);
  g_test_message ("after %u pictures", n);
  g_assert_cmpuint (n, >=, 20); /* not each time that it is passed over */
  g_assert_cmpuint (n, <, 300); /* ten seconds */
}

static void
note_at (CubbyTracks *tracks, const char *text, guint x, guint y, gint64 now_us)
{
  CubbyCode *code = make_code (QR, text, x, y, 100);
  cubby_tracks_note (tracks, code, 5, now_us);
  cubby_code_free (code);
}

/* A hand moves on: the place is foretold from its way, with room. */
static void
test_track (void)
{
  g_autoptr (CubbyTracks) tracks = cubby_tracks_new ();
  g_autoptr (CubbyFrame) frame = cubby_frame_new (1280, 720);
  note_at (tracks, "a", 200, 300, 100000);
  note_at (tracks, "a", 230, 300, 166000);
  guint ids[CUBBY_TRACKS_MAX], strategy;
  g_assert_cmpuint (cubby_tracks_begin (tracks, frame, 232000, ids), ==, 1);
  CubbyRegion region;
  g_assert_true (cubby_tracks_get (tracks, ids[0], frame, 232000, &strategy, &region));
  g_assert_cmpuint (strategy, ==, 5);
  g_assert_cmpuint (region.x, <=, 260); /* where it will be: 260..360 */
  g_assert_cmpuint (region.x + region.width, >=, 360);
  g_assert_cmpuint (region.width, <=, 230);
  g_assert_cmpuint (region.y, <=, 300);
  g_assert_cmpuint (region.y + region.height, >=, 400);
}

static void
test_track_ends (void)
{
  g_autoptr (CubbyTracks) tracks = cubby_tracks_new ();
  g_autoptr (CubbyFrame) frame = cubby_frame_new (1280, 720);
  g_autoptr (CubbyFrame) small = cubby_frame_new (160, 120);
  guint ids[CUBBY_TRACKS_MAX];
  note_at (tracks, "a", 600, 300, 1000);
  g_assert_cmpuint (cubby_tracks_begin (tracks, frame, 1400000, ids), ==, 1);
  g_assert_cmpuint (cubby_tracks_begin (tracks, frame, 1501001, ids), ==, 0);
  note_at (tracks, "a", 600, 300, 2000000);
  g_assert_cmpuint (cubby_tracks_begin (tracks, small, 2000001, ids), ==, 0);
}

static void
test_track_many (void)
{
  g_autoptr (CubbyTracks) tracks = cubby_tracks_new ();
  g_autoptr (CubbyFrame) frame = cubby_frame_new (1280, 720);
  for (guint i = 0; i < 2 * CUBBY_TRACKS_MAX; i++) {
    g_autofree char *text = g_strdup_printf ("code %u", i);
    note_at (tracks, text, 10 * i, 10, 1000 + i);
  }
  guint ids[CUBBY_TRACKS_MAX];
  g_assert_cmpuint (cubby_tracks_begin (tracks, frame, 2000, ids), ==, CUBBY_TRACKS_MAX);
  cubby_tracks_miss (tracks, ids[0]);
  cubby_tracks_miss (tracks, ids[0]);
  g_assert_cmpuint (cubby_tracks_get_misses (tracks, ids[0]), ==, 2);
}

/* One more takes the place of the oldest in the middle of a picture: the others are who they were. */
static void
test_track_replaced (void)
{
  g_autoptr (CubbyTracks) tracks = cubby_tracks_new ();
  g_autoptr (CubbyFrame) frame = cubby_frame_new (1280, 720);
  guint ids[CUBBY_TRACKS_MAX], strategy;
  CubbyRegion region;
  for (guint i = 0; i < CUBBY_TRACKS_MAX; i++) {
    g_autofree char *text = g_strdup_printf ("code %u", i);
    note_at (tracks, text, 200 * i, 10, 1000 + i);
  }
  g_assert_cmpuint (cubby_tracks_begin (tracks, frame, 2000, ids), ==, CUBBY_TRACKS_MAX);
  note_at (tracks, "one more", 50, 400, 2000);
  cubby_tracks_miss (tracks, ids[0]);
  g_assert_false (cubby_tracks_get (tracks, ids[0], frame, 2000, &strategy, &region));
  g_assert_cmpuint (cubby_tracks_get_misses (tracks, ids[0]), ==, 0);
  for (guint i = 1; i < CUBBY_TRACKS_MAX; i++) {
    g_autofree char *text = g_strdup_printf ("code %u", i);
    CubbyCode *code = make_code (QR, text, 0, 0, 100);
    g_assert_true (cubby_tracks_is (tracks, ids[i], code));
    cubby_code_free (code);
    g_assert_cmpuint (cubby_tracks_get_misses (tracks, ids[i]), ==, 0);
    g_assert_true (cubby_tracks_get (tracks, ids[i], frame, 2000, &strategy, &region));
    g_assert_cmpuint (region.x, <=, 200 * i);
    g_assert_cmpuint (region.x + region.width, >, 200 * i);
  }
}

/* A code that stands on its corner: what is beside it in its box stays, however close. */
static void
test_cover (void)
{
  g_autoptr (CubbyFrame) frame = cubby_frame_new (120, 100);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++)
      frame->pixels[(gsize)y * frame->stride + x] = (guint8)((x + y) % 2 * 100 + 50);
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  CubbyCode *code = make_code (QR, "a", 0, 0, 1);
  const CubbyPoint corners[4] = {{60, 10}, {100, 50}, {60, 90}, {20, 50}};
  memcpy (code->corners, corners, sizeof corners);
  cubby_code_set_region (code, frame);
  g_ptr_array_add (codes, code);
  g_autoptr (CubbyFrame) covered = cubby_cover (frame, codes);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++) {
      guint8 now = covered->pixels[(gsize)y * covered->stride + x];
      float off = fabsf ((float)x + 0.5f - 60) + fabsf ((float)y + 0.5f - 50);
      if (off < 38)
        g_assert_cmpuint (now, ==, 100);
      else if (off > 42)
        g_assert_cmpuint (now, ==, frame->pixels[(gsize)y * frame->stride + x]);
    }
}

/* Bars up to the edges of the picture, and a corner that the reader saw outside of it. */
static void
test_cover_edges (void)
{
  g_autoptr (CubbyFrame) frame = cubby_frame_new (30, 20);
  memset (frame->pixels, 80, 600);
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  CubbyCode *code = make_code (EAN, "4006381333931", 0, 0, 1);
  const CubbyPoint corners[4] = {{-9, -5}, {44, 0}, {30, 20}, {0, 33}};
  memcpy (code->corners, corners, sizeof corners);
  cubby_code_set_region (code, frame);
  g_ptr_array_add (codes, code);
  g_autoptr (CubbyFrame) covered = cubby_cover (frame, codes);
  g_assert_cmpmem (covered->pixels, 600, frame->pixels, 600);
}

/* A shop with edges; @brighter than it was, with a square @x pixels from the left. */
static CubbyFrame *
scene (guint brighter, guint x)
{
  CubbyFrame *frame = cubby_frame_new (640, 360);
  for (guint y = 0; y < frame->height; y++)
    for (guint i = 0; i < frame->width; i++) {
      gboolean square = i >= x && i < x + 40 && y >= 100 && y < 140;
      guint shelf = (i / 50 + y / 70) % 2 * 60;
      frame->pixels[(gsize)y * frame->stride + i] = (guint8)((square ? 200 : 60 + shelf) + brighter);
    }
  return frame;
}

typedef struct {
  const char *name;
  guint brighter, x;
  float least, most;
} GlanceRow;

static const GlanceRow glance_rows[] = {
    {"the same picture", 0, 300, 0, 0},
    {"a lamp flickers", 6, 300, 0, 1},
    {"something small moved", 0, 340, 10, 254},
    {"something small came", 0, 600, 10, 254},
};

static void
test_glance (gconstpointer data)
{
  const GlanceRow *row = data;
  float common;
  g_autoptr (CubbyGlance) glance = cubby_glance_new ();
  g_autoptr (CubbyFrame) before = scene (0, 300);
  g_autoptr (CubbyFrame) after = scene (row->brighter, row->x);
  g_assert_cmpfloat (cubby_glance_compare (glance, before, &common), >=, 255);
  cubby_glance_keep (glance);
  float change = cubby_glance_compare (glance, after, &common);
  g_assert_cmpfloat (common, <=, 1); /* of most parts */
  g_assert_cmpfloat (change, >=, row->least);
  g_assert_cmpfloat (change, <=, row->most);
  /* Not kept: it is compared with the first one still. */
  g_assert_cmpfloat (cubby_glance_compare (glance, before, &common), <=, 0);
}

/* Noise is all over the picture, and about the same in each part. */
static void
test_glance_noise (void)
{
  float common;
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (CubbyGlance) glance = cubby_glance_new ();
  g_autoptr (CubbyFrame) before = scene (0, 300);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (CubbyFrame) after = scene (0, 300);
    for (gsize k = 0; k < (gsize)after->stride * after->height; k++)
      after->pixels[k] = (guint8)CLAMP (after->pixels[k] + g_rand_int_range (random, -60, 61), 0, 255);
    cubby_glance_compare (glance, before, &common);
    cubby_glance_keep (glance);
    float change = cubby_glance_compare (glance, after, &common);
    g_assert_cmpfloat (common, >, 1);
    g_assert_cmpfloat (change, <, CUBBY_SCAN_ATTENTION_NOISE_TIMES * common);
  }
}

static void
test_glance_size (void)
{
  float common;
  g_autoptr (CubbyGlance) glance = cubby_glance_new ();
  g_autoptr (CubbyFrame) large = scene (0, 300);
  g_autoptr (CubbyFrame) tiny = cubby_frame_new (3, 2);
  memset (tiny->pixels, 9, 6);
  cubby_glance_compare (glance, large, &common);
  cubby_glance_keep (glance);
  g_assert_cmpfloat (cubby_glance_compare (glance, tiny, &common), >=, 255);
  cubby_glance_keep (glance);
  g_assert_cmpfloat (cubby_glance_compare (glance, tiny, &common), >=, 255);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (glance_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/glance/%s", glance_rows[i].name);
    g_test_add_data_func (path, &glance_rows[i], test_glance);
  }
  g_test_add_func ("/scanner/glance/noise is the same in all parts", test_glance_noise);
  g_test_add_func ("/scanner/glance/a picture of another size is another picture", test_glance_size);
  g_test_add_func ("/scanner/budget/what is foretold follows what was measured", test_budget);
  g_test_add_func ("/scanner/budget/what took too long once is tried again some day", test_budget_fades);
  g_test_add_func ("/scanner/track/a code is expected where its way leads", test_track);
  g_test_add_func ("/scanner/track/a code that was not seen for long, or lies outside, is forgotten",
                   test_track_ends);
  g_test_add_func ("/scanner/track/no more than four are followed", test_track_many);
  g_test_add_func ("/scanner/track/who is replaced by one more is not taken for another",
                   test_track_replaced);
  g_test_add_func ("/scanner/cover/what was read is covered, and nothing beside it", test_cover);
  g_test_add_func ("/scanner/cover/up to the edges of the picture", test_cover_edges);
  return g_test_run ();
}
