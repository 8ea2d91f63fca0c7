/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/decode/linear-scene.h"

#include <math.h>
#include <string.h>

#define SUBS 3 /* rays a pixel in each direction */
#define PAPER 0.9
#define INK 0.1
#define QUIET 11 /* modules of paper beside the code */

const TestLinearScene test_linear_plain = {
    .width = 400, .height = 240, .module_px = 2.5, .bars_px = 120, .contrast = 0.9};

/* Widths of space, bar, space, bar of the digits of the left half, odd parity (GS1 General Specifications
 * 5.2.1.2.1). */
static const char *const digit_widths[10] = {"3211", "2221", "2122", "1411", "1132",
                                             "1231", "1114", "1312", "1213", "3112"};
/* Even parity is marked. */
static const char *const parities[10] = {"------", "--E-EE", "--EE-E", "--EEE-", "-E--EE",
                                         "-EE--E", "-EEE--", "-E-E-E", "-E-EE-", "-EE-E-"};

/* Bar, space, …, bar, space of the values 0 to 105 and of the stop character (ISO/IEC 15417 table 1). */
static const char code128_widths[] =
    "21222222212222222112122312132213122212221312231213221222121322131223121211223212213212223111322212312212"
    "3221"
    "22321122113222123121321222311231213131122232112232122131221232211232221121212321232123212111132313112313"
    "1321"
    "11231313211313231121131323111323131111213311233113213111312311332113312131312121133123113121311321331121"
    "3131"
    "31112331132133112131211331231133211131411122141143111111122411142212112412142114112214122111221411241212"
    "2114"
    "12241114211214221124121122111441311124111213411111124212114212124111421212411212421141121242111242121121"
    "2141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232";
static const char stop_widths[] = "2331112";

static void
add_widths (GString *modules, const char *widths, guint n, gboolean dark, gboolean backwards)
{
  for (guint i = 0; i < n; i++, dark = !dark)
    for (int width = widths[backwards ? n - 1 - i : i] - '0'; width > 0; width--)
      g_string_append_c (modules, dark ? '1' : '0');
}

char *
test_linear_draw_ean13 (const char *digits)
{
  g_assert_cmpuint (strlen (digits), ==, 13);
  const char *parity = parities[digits[0] - '0'];
  GString *modules = g_string_new ("101");
  for (guint i = 0; i < 6; i++)
    add_widths (modules, digit_widths[digits[1 + i] - '0'], 4, FALSE, parity[i] == 'E');
  g_string_append (modules, "01010");
  for (guint i = 0; i < 6; i++)
    add_widths (modules, digit_widths[digits[7 + i] - '0'], 4, TRUE, FALSE);
  g_string_append (modules, "101");
  return g_string_free (modules, FALSE);
}

char *
test_linear_draw_ean8 (const char *digits)
{
  g_assert_cmpuint (strlen (digits), ==, 8);
  GString *modules = g_string_new ("101");
  for (guint i = 0; i < 4; i++)
    add_widths (modules, digit_widths[digits[i] - '0'], 4, FALSE, FALSE);
  g_string_append (modules, "01010");
  for (guint i = 4; i < 8; i++)
    add_widths (modules, digit_widths[digits[i] - '0'], 4, TRUE, FALSE);
  g_string_append (modules, "101");
  return g_string_free (modules, FALSE);
}

char *
test_linear_draw_code128 (const guint *values, guint n)
{
  guint sum = values[0];
  GString *modules = g_string_new (NULL);
  for (guint i = 0; i < n; i++) {
    add_widths (modules, code128_widths + (gsize)values[i] * 6, 6, TRUE, FALSE);
    sum += i * values[i];
  }
  add_widths (modules, code128_widths + (gsize)(sum % 103) * 6, 6, TRUE, FALSE);
  add_widths (modules, stop_widths, 7, TRUE, FALSE);
  return g_string_free (modules, FALSE);
}

char *
test_linear_draw_text (const char *text)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (guint));
  guint value = 104;
  g_array_append_val (values, value);
  for (const char *c = text; *c != '\0'; c++) {
    value = (guint)(*c - ' ');
    g_array_append_val (values, value);
  }
  return test_linear_draw_code128 ((const guint *)(gpointer)values->data, values->len);
}

/* How light the pack is at @u pixels across the bars from the middle of the code, @v along them. */
static double
light_at (const TestLinearScene *scene, double u, double v)
{
  double n = (double)strlen (scene->modules);
  double half = n * scene->module_px / 2;
  if (fabs (v) > scene->bars_px / 2)
    return PAPER;
  u += scene->wave * scene->module_px * sin (14 * G_PI * v / scene->bars_px);
  u /= 1 + scene->tilt * u / (2 * half);
  if (scene->curve > 0) {
    double radius = half / scene->curve;
    if (fabs (u) > 0.97 * radius)
      return PAPER / 2;
    u = radius * asin (u / radius);
  }
  double part = u / (2 * half) + 0.5;
  gboolean covered = scene->cover > 0 ? part > 0 && part < scene->cover : part < 1 && part > 1 + scene->cover;
  if (covered)
    return 0.45;
  if (part < 0 || part >= 1)
    return PAPER;
  guint module = MIN ((guint)(part * n), (guint)n - 1);
  double inside = part * n - module;
  gboolean at_left = module == 0 || scene->modules[module - 1] == '0';
  gboolean at_right = scene->modules[module + 1] != '1';
  if ((at_left && inside < scene->thin / 2) || (at_right && 1 - inside < scene->thin / 2))
    return PAPER;
  return scene->modules[module] == '1' ? INK : PAPER;
}

/* What the lamp adds: a stripe a third of the code wide, with a soft rim. */
static double
lamp_at (const TestLinearScene *scene, double u, double v)
{
  double wide = (double)strlen (scene->modules) * scene->module_px / 6;
  double far = fabs (0.9 * u + 0.45 * v - (scene->seed % 5 - 2.0) * wide) / wide;
  return scene->lamp * CLAMP (4 * (1 - far), 0, 1);
}

/* What is left of the light beyond the edge of a shadow, which is as wide as a few modules. */
static double
shade_at (const TestLinearScene *scene, double u, double v)
{
  double far = (0.8 * u + 0.6 * v) / scene->module_px + (scene->seed % 5 - 2.0) * 6;
  return 1 - scene->edge * CLAMP (0.5 + far / 14, 0, 1);
}

static double
pixel_at (const TestLinearScene *scene, guint x, guint y)
{
  double turn = scene->turn * G_PI / 180, sum = 0;
  for (guint i = 0; i < SUBS * SUBS; i++) {
    double px = x + (i % SUBS + 0.5) / SUBS - scene->width / 2.0;
    double py = y + ((double)(i / SUBS) + 0.5) / SUBS - scene->height / 2.0;
    sum += light_at (scene, px * cos (turn) + py * sin (turn), py * cos (turn) - px * sin (turn));
  }
  double light = sum / (SUBS * SUBS);
  light = 0.5 + (light - 0.5) * scene->contrast;
  double px = x + 0.5 - scene->width / 2.0, py = y + 0.5 - scene->height / 2.0;
  double u = px * cos (turn) + py * sin (turn), v = py * cos (turn) - px * sin (turn);
  light += scene->lamp > 0 ? lamp_at (scene, u, v) : 0;
  light *= scene->edge > 0 ? shade_at (scene, u, v) : 1;
  return light * (1 - scene->shadow * (1 - (double)x / scene->width));
}

/* Blurs by a Gauss curve, in one direction of steps. */
static void
blur_lines (double *pixels, guint n_lines, gsize line_step, guint n, gsize step, double sigma)
{
  int reach = (int)ceil (3 * sigma);
  g_autofree double *weights = g_new (double, 2 * (gsize)reach + 1);
  for (int d = -reach; d <= reach; d++)
    weights[d + reach] = exp (-d * d / (2 * sigma * sigma)) / (sigma * sqrt (2 * G_PI));
  g_autofree double *line = g_new (double, n);
  for (guint i = 0; i < n_lines; i++) {
    double *own = pixels + i * line_step;
    for (guint x = 0; x < n; x++) {
      line[x] = 0;
      for (int d = -reach; d <= reach; d++)
        line[x] += weights[d + reach] * own[(gsize)CLAMP ((int)x + d, 0, (int)n - 1) * step];
    }
    for (guint x = 0; x < n; x++)
      own[x * step] = line[x];
  }
}

/* The mean along the way that the code moved. */
static double *
move (const TestLinearScene *scene, const double *pixels)
{
  double turn = scene->turn * G_PI / 180;
  guint n = (guint)ceil (scene->motion * 2) + 1;
  double *moved = g_new0 (double, (gsize)scene->width * scene->height);
  for (guint y = 0; y < scene->height; y++)
    for (guint x = 0; x < scene->width; x++)
      for (guint i = 0; i < n; i++) {
        double way = n > 1 ? ((double)i / (n - 1) - 0.5) * scene->motion : 0;
        int mx = CLAMP ((int)floor (x + 0.5 + way * cos (turn)), 0, (int)scene->width - 1);
        int my = CLAMP ((int)floor (y + 0.5 + way * sin (turn)), 0, (int)scene->height - 1);
        moved[(gsize)y * scene->width + x] += pixels[(gsize)my * scene->width + (guint)mx] / n;
      }
  return moved;
}

/* The sum of the bytes of a random number: near enough to a Gauss curve of sigma 1. */
static double
draw_normal (GRand *chance)
{
  guint32 bits = g_rand_int (chance);
  guint sum = (bits & 0xff) + (bits >> 8 & 0xff) + (bits >> 16 & 0xff) + (bits >> 24);
  return (sum - 510.0) / 147.8;
}

static CubbyFrame *
expose (const double *pixels, guint width, guint height, double noise, GRand *chance)
{
  CubbyFrame *frame = cubby_frame_new (width, height);
  for (gsize i = 0; i < (gsize)width * height; i++)
    frame->pixels[i] =
        (guint8)CLAMP (pixels[i] * 255 + (noise > 0 ? noise * draw_normal (chance) : 0) + 0.5, 0, 255);
  return frame;
}

CubbyFrame *
test_linear_photograph (const TestLinearScene *scene)
{
  gsize n = (gsize)scene->width * scene->height;
  g_autofree double *pixels = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    pixels[i] = pixel_at (scene, (guint)(i % scene->width), (guint)(i / scene->width));
  if (scene->motion > 0) {
    double *moved = move (scene, pixels);
    g_free (pixels);
    pixels = moved;
  }
  if (scene->blur > 0) {
    blur_lines (pixels, scene->height, scene->width, scene->width, 1, scene->blur);
    blur_lines (pixels, scene->width, 1, scene->height, scene->width, scene->blur);
  }
  GRand *chance = g_rand_new_with_seed (scene->seed);
  CubbyFrame *frame = expose (pixels, scene->width, scene->height, scene->noise, chance);
  g_rand_free (chance);
  return frame;
}

/* Light and dark along a line: runs of up to @widest times @module pixels. */
static void
draw_runs (double *line, guint n, double module, gint32 widest, GRand *chance)
{
  gboolean dark = FALSE;
  for (double at = 0; at < n; dark = !dark) {
    double end = at + module * g_rand_int_range (chance, 1, widest + 1);
    for (guint i = (guint)at; i < MIN ((guint)end, n); i++)
      line[i] = dark ? INK : PAPER;
    at = end;
  }
}

static void
draw_empty (TestLinearEmpty kind, double *pixels, guint width, guint height, GRand *chance)
{
  guint row_height = kind == TEST_LINEAR_TEXT ? (guint)g_rand_int_range (chance, 2, 5) : height;
  double module = g_rand_double_range (chance, 1, 3);
  g_autofree double *line = g_new (double, width);
  for (guint y = 0; y < height; y++) {
    if (y % row_height == 0) {
      for (guint x = 0; x < width; x++)
        line[x] = kind == TEST_LINEAR_TEXT && y / row_height % 4 == 3 ? PAPER : 0.5;
      if (kind == TEST_LINEAR_STRIPES || (kind == TEST_LINEAR_TEXT && y / row_height % 4 != 3))
        draw_runs (line, width, module, 4, chance);
      if (kind == TEST_LINEAR_WINDOW)
        draw_runs (line, width, module, 1, chance);
    }
    memcpy (pixels + (gsize)y * width, line, width * sizeof *line);
  }
}

/* A sheet whose margins are paper, so that what is on it has quiet zones. */
static void
draw_margin (double *pixels, guint width, guint height, guint left, guint right)
{
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      if (x < left || x >= width - right)
        pixels[(gsize)y * width + x] = PAPER;
}

CubbyFrame *
test_linear_empty (TestLinearEmpty kind, guint width, guint height, guint seed)
{
  GRand *chance = g_rand_new_with_seed (seed * TEST_N_LINEAR_EMPTY + (guint)kind);
  g_autofree double *pixels = g_new (double, (gsize)width *height);
  draw_empty (kind, pixels, width, height, chance);
  if (kind != TEST_LINEAR_NOISE)
    draw_margin (pixels, width, height, (guint)g_rand_int_range (chance, 8, 30),
                 (guint)g_rand_int_range (chance, 8, 30));
  double noise =
      kind == TEST_LINEAR_NOISE ? g_rand_double_range (chance, 5, 60) : g_rand_double_range (chance, 0, 12);
  CubbyFrame *frame = expose (pixels, width, height, noise, chance);
  g_rand_free (chance);
  return frame;
}

void
test_linear_assert_only (GPtrArray *codes, CubbySymbology symbology, const char *text)
{
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, text);
  g_assert_cmpuint (code->length, ==, strlen (text));
  g_assert_cmpint (code->symbology, ==, symbology);
}
