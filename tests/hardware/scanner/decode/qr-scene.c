/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/decode/qr-scene.h"

#include <math.h>
#include <string.h>

#define DARK 40
#define LIGHT 215
#define SAMPLES 4    /* a pixel is the mean of so many by so many */
#define MARGIN 2.0   /* modules beside the code, beyond which no part of a pixel is in it */
#define DISTANCE 3.0 /* of the camera, in sides of the code */

CubbyQr *
test_qr_of_version (guint version, CubbyQrLevel level, char **ret_text)
{
  g_autoptr (GString) text = g_string_new ("A");
  for (guint state = 12345;;) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CubbyQr) qr = cubby_qr_new (text->str, level, &error);
    g_assert_no_error (error);
    if (cubby_qr_get_version (qr) >= version) {
      *ret_text = g_strdup (text->str);
      return g_steal_pointer (&qr);
    }
    for (guint i = 0; i < MAX (1, MAX (version / 2, version * version / 32));
         i++, state = state * 1103515245 + 12345)
      g_string_append_c (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(state >> 16) % 36]);
  }
}

static guint
frame_side (const CubbyQr *qr, const TestQrView *view)
{
  return (guint)(1.6 * view->module * (cubby_qr_get_size (qr) + 2 * CUBBY_QR_QUIET_ZONE)) + 32;
}

/* The homography from the code, its centre being 0, 0 and its side 1, to pixels. */
static void
view_matrix (const CubbyQr *qr, const TestQrView *view, double h[9])
{
  double a = view->turn * G_PI / 180, b = view->tilt * G_PI / 180, c = view->nod * G_PI / 180;
  double side = view->module * cubby_qr_get_size (qr), centre = frame_side (qr, view) / 2.0;
  double flip = view->mirrored ? -1 : 1;
  const double u[3] = {cos (b) * cos (a), cos (c) * sin (a) + sin (c) * sin (b) * cos (a),
                       -sin (b) * cos (a) * cos (c) + sin (c) * sin (a)};
  const double v[3] = {-cos (b) * sin (a), cos (c) * cos (a) - sin (c) * sin (b) * sin (a),
                       sin (b) * sin (a) * cos (c) + sin (c) * cos (a)};
  h[6] = flip * u[2] / DISTANCE;
  h[7] = v[2] / DISTANCE;
  h[8] = 1;
  for (guint i = 0; i < 2; i++) {
    h[3 * i] = flip * side * u[i] + centre * h[6];
    h[3 * i + 1] = side * v[i] + centre * h[7];
    h[3 * i + 2] = centre;
  }
}

void
test_qr_place (const CubbyQr *qr, const TestQrView *view, double x, double y, double *ret_x, double *ret_y)
{
  double h[9];
  view_matrix (qr, view, h);
  double side = cubby_qr_get_size (qr), u = x / side - 0.5, v = y / side - 0.5;
  double w = h[6] * u + h[7] * v + h[8];
  *ret_x = (h[0] * u + h[1] * v + h[2]) / w;
  *ret_y = (h[3] * u + h[4] * v + h[5]) / w + view->bend * view->module * side * (1 - 4 * u * u);
}

static void
invert (const double h[9], double inverse[9])
{
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++) {
      guint a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
      inverse[3 * i + j] = h[3 * a + c] * h[3 * b + d] - h[3 * a + d] * h[3 * b + c];
    }
}

/* @ret_ring: how far from the middle of the finder pattern, modules */
static gboolean
is_in_finder (double side, double x, double y, double *ret_ring)
{
  double middle = 3.5, dx = x < side / 2 ? x - middle : x - (side - middle);
  double dy = y < side / 2 ? y - middle : y - (side - middle);
  *ret_ring = hypot (dx, dy);
  return fabs (dx) < 3.5 && fabs (dy) < 3.5 && !(x > side / 2 && y > side / 2);
}

/* The modules that are seen at a pixel. */
static void
to_modules (const CubbyQr *qr, const TestQrView *view, const double inverse[9], double x, double y,
            double *ret_x, double *ret_y)
{
  double side = cubby_qr_get_size (qr), u = 0, v = 0;
  double lift = 0;
  for (guint i = 0; i < (fabs (view->bend) > 0 ? 4u : 1u); i++) {
    double w = inverse[6] * x + inverse[7] * (y - lift) + inverse[8];
    u = (inverse[0] * x + inverse[1] * (y - lift) + inverse[2]) / w;
    v = (inverse[3] * x + inverse[4] * (y - lift) + inverse[5]) / w;
    lift = view->bend * view->module * side * (1 - 4 * u * u);
  }
  *ret_x = (u + 0.5) * side;
  *ret_y = (v + 0.5) * side;
}

static gboolean
is_dark_at (const CubbyQr *qr, const TestQrView *view, double x, double y)
{
  double side = cubby_qr_get_size (qr), ring;
  if (x < 0 || y < 0 || x >= side || y >= side)
    return FALSE;
  if (view->round && is_in_finder (side, x, y, &ring))
    return ring < 1.5 || (ring > 2.5 && ring < 3.5);
  return cubby_qr_is_dark (qr, (guint)x, (guint)y);
}

static void
blur_line (const double *from, double *to, guint n, gsize step, const double *kernel, int radius)
{
  for (int i = 0; i < (int)n; i++) {
    double sum = 0;
    for (int k = -radius; k <= radius; k++)
      sum += kernel[k + radius] * from[(gsize)CLAMP (i + k, 0, (int)n - 1) * step];
    to[(gsize)i * step] = sum;
  }
}

static void
blur (double *pixels, guint side, double sigma)
{
  int radius = (int)ceil (3 * sigma);
  g_autofree double *kernel = g_new (double, 2 * radius + 1);
  g_autofree double *other = g_new (double, (gsize)side *side);
  double sum = 0;
  for (int k = -radius; k <= radius; k++)
    sum += kernel[k + radius] = exp (-k * k / (2 * sigma * sigma));
  for (int k = 0; k <= 2 * radius; k++)
    kernel[k] /= sum;
  for (guint y = 0; y < side; y++)
    blur_line (pixels + (gsize)y * side, other + (gsize)y * side, side, 1, kernel, radius);
  for (guint x = 0; x < side; x++)
    blur_line (other + x, pixels + x, side, side, kernel, radius);
}

static double
sample (const CubbyQr *qr, const TestQrView *view, const double inverse[9], guint x, guint y)
{
  guint n_dark = 0;
  double side = cubby_qr_get_size (qr), u, v;
  to_modules (qr, view, inverse, x + 0.5, y + 0.5, &u, &v);
  gboolean near = fabs (u - side / 2) < side / 2 + MARGIN && fabs (v - side / 2) < side / 2 + MARGIN;
  for (guint k = 0; near && k < SAMPLES * SAMPLES; k++) {
    double part_x = (k % SAMPLES + 0.5) / SAMPLES, part_y = ((guint)(k / SAMPLES) + 0.5) / SAMPLES;
    to_modules (qr, view, inverse, x + part_x, y + part_y, &u, &v);
    n_dark += is_dark_at (qr, view, u, v);
  }
  double dark = (double)n_dark / (SAMPLES * SAMPLES);
  dark = view->inverse ? 1 - dark : dark;
  return LIGHT + (DARK - LIGHT) * dark;
}

CubbyFrame *
test_qr_render (const CubbyQr *qr, const TestQrView *view)
{
  double h[9], inverse[9];
  view_matrix (qr, view, h);
  invert (h, inverse);
  guint side = frame_side (qr, view);
  g_autofree double *pixels = g_new (double, (gsize)side *side);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      pixels[(gsize)y * side + x] = sample (qr, view, inverse, x, y);
  if (view->blur > 0)
    blur (pixels, side, view->blur);
  CubbyFrame *frame = cubby_frame_new (side, side);
  for (gsize i = 0; i < (gsize)side * side; i++)
    frame->pixels[i] = (guint8)CLAMP (pixels[i] + 0.5, 0.0, 255.0);
  return frame;
}
