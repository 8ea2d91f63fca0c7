/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/decode/qr-encode.h"

#include "hardware/scanner/decode/qr-deblur.h"
#include "tests/hardware/scanner/few.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define DARK 50.0
#define LIGHT 205.0
#define N_SEEDS TEST_FEW (5, 1)
#define POINTS 4 /* a pixel is the mean of so many by so many points */

/**
 * Shot:
 * @module: pixels of a module
 * @blur: sigma of the blur in modules
 * @motion: way of the shake in modules, at @angle degrees
 * @noise: sigma in gray values
 * @glare: share of the side that a burnt out spot covers
 * @shade: how much darker the right side is, 0..1
 * @off: by how many modules the grid is beside the code
 * @rate: of five such pictures so many are read at least
 */
typedef struct {
  const char *name;
  guint version;
  CubbyQrGrade grade;
  double module, turn, blur, motion, angle, noise, glare, shade, off;
  guint rate;
} Shot;

static const Shot shots[] = {
    {.name = "sharp", .version = 6, .grade = CUBBY_QR_GRADE_M, .module = 4, .rate = 5},
    {.name = "blur of 0.4 modules",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .module = 3,
     .blur = 0.4,
     .turn = 17,
     .noise = 5,
     .rate = 5},
    {.name = "a third of the brightness at the right",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .module = 4,
     .blur = 0.3,
     .shade = 0.7,
     .noise = 2,
     .rate = 5},
    {.name = "a burnt out spot over a third of the side",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .module = 4,
     .glare = 0.35,
     .noise = 2,
     .rate = 5},
    {.name = "blur of 0.5 modules",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.5,
     .turn = 17,
     .module = 4,
     .noise = 2,
     .rate = 5},
    {.name = "blur of 0.6 modules",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.6,
     .turn = 17,
     .module = 4,
     .noise = 2,
     .rate = 5},
    {.name = "blur of 0.7 modules",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.7,
     .turn = 17,
     .module = 4,
     .noise = 2,
     .rate = 5},
    {.name = "blur of 0.8 modules",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.8,
     .turn = 17,
     .module = 4,
     .noise = 2,
     .rate = 4},
    {.name = "blur of 0.9 modules",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.9,
     .turn = 17,
     .rate = 3,
     .module = 4,
     .noise = 2},
    {.name = "blur of 0.7 modules of three pixels with noise",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.7,
     .module = 3,
     .noise = 5,
     .rate = 4},
    {.name = "blur of 0.7 modules of two pixels",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.7,
     .module = 2,
     .rate = 4,
     .noise = 2},
    {.name = "blur of 0.6 modules and a shadow",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.6,
     .shade = 0.6,
     .rate = 5,
     .module = 4,
     .noise = 2},
    {.name = "blur of 0.6 modules and glare",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.6,
     .glare = 0.25,
     .rate = 4,
     .module = 4,
     .noise = 2},
    {.name = "blur of 0.6 modules, the grid a quarter of a module beside",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.6,
     .off = 0.25,
     .rate = 4,
     .module = 4,
     .noise = 2},
    {.name = "blur of 0.6 modules, level L",
     .version = 6,
     .grade = CUBBY_QR_GRADE_L,
     .blur = 0.6,
     .rate = 5,
     .module = 4,
     .noise = 2},
    {.name = "blur of 0.7 modules, version 2",
     .version = 2,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.7,
     .rate = 5,
     .module = 4,
     .noise = 2},
    {.name = "moved by two modules, slantwise",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.3,
     .motion = 2,
     .angle = 25,
     .rate = 4,
     .module = 4,
     .noise = 2},
    {.name = "moved by two modules, level",
     .version = 6,
     .grade = CUBBY_QR_GRADE_M,
     .blur = 0.3,
     .motion = 2,
     .rate = 4,
     .module = 4,
     .noise = 2},
};

static double
is_dark (const TestSymbol *symbol, double x, double y)
{
  double side = symbol->dimension;
  if (x < 0 || y < 0 || x >= side || y >= side)
    return 0;
  return symbol->soft[(guint)y * symbol->dimension + (guint)x] > 0;
}

/* From modules to pixels, turned about the middle of the frame. */
static CubbyQrGrid
make_grid (const Shot *shot, guint dimension, guint side)
{
  double a = shot->turn * G_PI / 180, m = shot->module, middle = dimension / 2.0;
  double c = m * cos (a), s = m * sin (a);
  CubbyQrGrid grid = {.dimension = dimension, .h = {c, -s, 0, s, c, 0, 0, 0, 1}};
  grid.h[2] = side / 2.0 - c * middle + s * middle;
  grid.h[5] = side / 2.0 - s * middle - c * middle;
  return grid;
}

static double
gauss (GRand *rand)
{
  double u = g_rand_double_range (rand, 1e-9, 1), v = g_rand_double (rand);
  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

static void
draw (const TestSymbol *symbol, const CubbyQrGrid *grid, float *pixels, guint side)
{
  double scale = grid->h[0] * grid->h[4] - grid->h[1] * grid->h[3];
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++) {
      double dark = 0;
      for (guint k = 0; k < POINTS * POINTS; k++) {
        double px = x + (k % POINTS + 0.5) / POINTS - grid->h[2],
               py = y + (k / POINTS + 0.5) / POINTS - grid->h[5];
        dark += is_dark (symbol, (grid->h[4] * px - grid->h[1] * py) / scale,
                         (grid->h[0] * py - grid->h[3] * px) / scale);
      }
      pixels[y * side + x] = (float)(LIGHT + (DARK - LIGHT) * dark / (POINTS * POINTS));
    }
}

static float
get (const float *pixels, guint side, gint x, gint y)
{
  return pixels[CLAMP (y, 0, (gint)side - 1) * (gint)side + CLAMP (x, 0, (gint)side - 1)];
}

/* One way of a separable blur, or along a line: the weights lie in steps of @dx, @dy. */
static void
blur_along (float *pixels, guint side, const double *weights, gint radius, double dx, double dy)
{
  g_autofree float *source = g_memdup2 (pixels, sizeof (float) * side * side);
  for (gint y = 0; y < (gint)side; y++)
    for (gint x = 0; x < (gint)side; x++) {
      double sum = 0;
      for (gint k = -radius; k <= radius; k++) {
        double u = x + k * dx, v = y + k * dy;
        gint left = (gint)floor (u), top = (gint)floor (v);
        double s = u - left, t = v - top;
        double upper =
            (1 - s) * (double)get (source, side, left, top) + s * (double)get (source, side, left + 1, top);
        double lower = (1 - s) * (double)get (source, side, left, top + 1) +
                       s * (double)get (source, side, left + 1, top + 1);
        sum += weights[k + radius] * ((1 - t) * upper + t * lower);
      }
      pixels[y * (gint)side + x] = (float)sum;
    }
}

static void
blur (float *pixels, guint side, double sigma)
{
  gint radius = (gint)ceil (3 * sigma);
  g_autofree double *weights = g_new (double, 2 * radius + 1);
  double sum = 0;
  for (gint k = -radius; k <= radius; k++)
    sum += weights[k + radius] = exp (-k * k / (2 * sigma * sigma));
  for (gint k = 0; k <= 2 * radius; k++)
    weights[k] /= sum;
  blur_along (pixels, side, weights, radius, 1, 0);
  blur_along (pixels, side, weights, radius, 0, 1);
}

static void
shake (float *pixels, guint side, double way, double angle)
{
  gint radius = (gint)ceil (way);
  g_autofree double *weights = g_new (double, 2 * radius + 1);
  for (gint k = 0; k <= 2 * radius; k++)
    weights[k] = 1.0 / (2 * radius + 1);
  double step = way / (2 * radius + 1);
  blur_along (pixels, side, weights, radius, step * cos (angle * G_PI / 180),
              step * sin (angle * G_PI / 180));
}

static CubbyFrame *
render (const Shot *shot, const TestSymbol *symbol, const CubbyQrGrid *grid, guint side, GRand *rand)
{
  g_autofree float *pixels = g_new (float, (gsize)side *side);
  draw (symbol, grid, pixels, side);
  if (shot->blur > 0)
    blur (pixels, side, shot->blur * shot->module);
  if (shot->motion > 0)
    shake (pixels, side, shot->motion * shot->module, shot->angle);
  CubbyFrame *frame = cubby_frame_new (side, side);
  for (guint i = 0; i < side * side; i++) {
    double x = i % side / (double)side, y = i / side / (double)side;
    double value = (double)pixels[i] * (1 - shot->shade * x) + shot->noise * gauss (rand);
    if (shot->glare > 0 && hypot (x - 0.55, y - 0.5) < shot->glare / 2)
      value = 255;
    frame->pixels[i] = (guint8)CLAMP (value + 0.5, 0.0, 255.0);
  }
  return frame;
}

static double
thread_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static gboolean
reads (const Shot *shot, guint seed, double *ret_ms)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GString *text = g_string_new (NULL);
  guint length = test_capacity (shot->version, shot->grade);
  for (guint i = 0; i < length; i++)
    g_string_append_c (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[g_rand_int_range (rand, 0, 45)]);
  g_autofree char *expected = g_string_free (text, FALSE);
  g_autofree TestSymbol *symbol = test_encode (shot->version, shot->grade, expected);
  guint side = (guint)((symbol->dimension + 10) * shot->module * (shot->turn > 0 ? 1.5 : 1));
  CubbyQrGrid grid = make_grid (shot, symbol->dimension, side);
  g_autoptr (CubbyFrame) frame = render (shot, symbol, &grid, side, rand);
  grid.h[2] += shot->off * shot->module;
  grid.h[5] -= shot->off * shot->module;

  g_autofree CubbyQrModules *modules = g_new (CubbyQrModules, 1);
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  double start = thread_ms ();
  gboolean found =
      (cubby_qr_modules_sample (frame, &grid, modules) && cubby_qr_modules_read (modules, codes)) ||
      cubby_qr_deblur_read (frame, &grid, G_MAXINT64, modules, codes);
  *ret_ms += thread_ms () - start;
  if (!found)
    return FALSE;
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, expected); /* never a wrong one */
  return TRUE;
}

static void
test_rate (gconstpointer data)
{
  const Shot *shot = data;
  guint n = 0;
  double ms = 0;
  for (guint seed = 0; seed < N_SEEDS; seed++)
    n += reads (shot, seed, &ms);
  g_test_message ("%u of %u, %.2f ms each", n, N_SEEDS, ms / N_SEEDS);
  if (!TEST_SANITIZED && n < shot->rate)
    g_test_fail_printf ("%u of %u are read; at least %u must be", n, N_SEEDS, shot->rate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shots); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/qr-modules/%s", shots[i].name);
    g_test_add_data_func (path, &shots[i], test_rate);
  }
  return g_test_run ();
}
