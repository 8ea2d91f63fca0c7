/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-view.h"

#include <math.h>

static const CubbyView good = {.width = 1280,
                               .height = 720,
                               .candidate = TRUE,
                               .corners = {{300, 100}, {900, 120}, {880, 700}, {-40, 690}},
                               .symbology = 1,
                               .module_px = 4.5f,
                               .sharpness = 1,
                               .contrast = 0.5f,
                               .brightness = 255,
                               .scene = 100,
                               .glare = 1,
                               .shake = 12,
                               .held = CUBBY_HELD_SCREEN,
                               .complete = TRUE};

static void
make_wide (CubbyView *view)
{
  view->width = 16385;
}

static void
make_high (CubbyView *view)
{
  view->height = G_MAXUINT;
}

static void
make_half_candidate (CubbyView *view)
{
  view->candidate = 7;
}

static void
make_half_complete (CubbyView *view)
{
  view->complete = -1;
}

static void
make_far_corner (CubbyView *view)
{
  view->corners[3].y = 1e9f;
}

static void
make_nan_corner (CubbyView *view)
{
  view->corners[0].x = NAN;
}

static void
make_endless_module (CubbyView *view)
{
  view->module_px = INFINITY;
}

static void
make_too_sharp (CubbyView *view)
{
  view->sharpness = 1.01f;
}

static void
make_endless_sharpest (CubbyView *view)
{
  view->sharpest = INFINITY;
}

static void
make_negative_detail (CubbyView *view)
{
  view->detail = -0.1f;
}

static void
make_negative_contrast (CubbyView *view)
{
  view->contrast = -0.1f;
}

static void
make_glare_of_two (CubbyView *view)
{
  view->glare = 2;
}

static void
make_nan_shake (CubbyView *view)
{
  view->shake = NAN;
}

static void
make_unknown_held (CubbyView *view)
{
  view->held = (CubbyHeld)99;
}

static const struct {
  const char *name;
  void (*spoil) (CubbyView *view);
} bad[] = {
    {"wider than any picture", make_wide},
    {"higher than any picture", make_high},
    {"a truth that is neither", make_half_candidate},
    {"complete, or what", make_half_complete},
    {"a corner far out", make_far_corner},
    {"a corner that is no number", make_nan_corner},
    {"modules without end", make_endless_module},
    {"sharper than sharp", make_too_sharp},
    {"sharp without end one way", make_endless_sharpest},
    {"less than no detail", make_negative_detail},
    {"less than no contrast", make_negative_contrast},
    {"more glare than picture", make_glare_of_two},
    {"a shake that is no number", make_nan_shake},
    {"held, but what", make_unknown_held},
};

static void
test_bad (gconstpointer data)
{
  CubbyView view = good;
  bad[GPOINTER_TO_UINT (data)].spoil (&view);
  g_assert_false (cubby_view_is_sound (&view));
}

static void
test_good (void)
{
  CubbyView nothing = {0};
  g_assert_true (cubby_view_is_sound (&good));
  g_assert_true (cubby_view_is_sound (&nothing));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/scan-view/good ones and the empty one", test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strconcat ("/domain/scan-view/refuses ", bad[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
  }
  return g_test_run ();
}
