/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/code128-functions.h"

#include "hardware/scanner/decode/linear-code128-ends.h"
#include "hardware/scanner/decode/linear-code128-text.h"

#include <math.h>
#include <string.h>

#define N_LINES 7 /* through the region, each way */
/* Black and white are looked for within so many parts of the region; where they are less apart than this part
 * of what they are in all, nothing is printed. */
#define PARTS 12
#define PART_PX_LEAST 4
#define CONTRAST_PART 4
#define VALUES_MAX 128
/* How far a bar or space may be from its width, in modules. */
#define DEVIATION_MAX 0.6F
#define EDGES CUBBY_LINEAR_CODE128_EDGES
#define STOP_EDGES (CUBBY_LINEAR_CODE128_STOP_EDGES - 1)

#define FNC_2 97
#define FNC_3 96
#define NO_SET VALUES_MAX

/* The sets by their start characters; what leads from each to the others, and what is FNC4 in it. */
enum { SET_A, SET_B, SET_C };
static const struct {
  guint to[3]; /* NO_SET: it is this one */
  guint fnc_4; /* NO_SET: it has none, and no other function of these */
} sets[] = {
    [SET_A] = {{NO_SET, 100, 99}, 101},
    [SET_B] = {{101, NO_SET, 99}, 100},
    [SET_C] = {{101, 100, NO_SET}, NO_SET},
};

/* Dark and light in turn, beginning with dark; @n of them. */
typedef struct {
  guint *runs;
  guint n;
} Runs;

/* Whether @n runs have the widths of a pattern of @modules. */
static gboolean
fits (const guint *runs, const char *widths, guint n, guint modules)
{
  guint sum = 0;
  for (guint i = 0; i < n; i++)
    sum += runs[i];
  for (guint i = 0; i < n; i++)
    if (fabsf ((float)(runs[i] * modules) / (float)MAX (sum, 1) - (float)(widths[i] - '0')) > DEVIATION_MAX)
      return FALSE;
  return TRUE;
}

/* Returns: the value, or -1. */
static int
find_value (const guint *runs)
{
  for (guint value = 0; value < CUBBY_LINEAR_CODE128_N_WIDTHS; value++)
    if (fits (runs, cubby_linear_code128_widths[value], EDGES, CUBBY_LINEAR_CODE128_MODULES))
      return (int)value;
  return -1;
}

static gboolean
has_right_check (const guint *values, guint n)
{
  guint sum = values[0];
  for (guint i = 1; i + 1 < n; i++)
    sum += i * values[i];
  return sum % 103 == values[n - 1];
}

/* Takes out of @values what zbar leaves out. Returns: how many are left */
static guint
leave_out (guint *values, guint n)
{
  guint set = values[0] - CUBBY_LINEAR_CODE128_START_A, n_left = 1;
  for (guint i = 1; i < n; i++) {
    gboolean function = sets[set].fnc_4 != NO_SET &&
                        (values[i] == FNC_2 || values[i] == FNC_3 || values[i] == sets[set].fnc_4);
    if (!function)
      values[n_left++] = values[i];
    for (guint to = SET_A; to <= SET_C && !function; to++)
      if (values[i] == sets[set].to[to]) {
        set = to;
        break;
      }
  }
  return n_left;
}

/* From the start character at @runs to the stop character. */
static CubbyCode128Reading
read_from (const guint *runs, guint n_runs, const char *text)
{
  guint values[VALUES_MAX], n = 0;
  char told[2 * VALUES_MAX + 1];
  for (; n_runs >= STOP_EDGES && n < VALUES_MAX; runs += EDGES, n_runs -= EDGES) {
    if (n >= CUBBY_LINEAR_CODE128_SYMBOLS_MIN &&
        fits (runs, cubby_linear_code128_stop_widths, STOP_EDGES, CUBBY_LINEAR_CODE128_STOP_MODULES)) {
      guint n_left = has_right_check (values, n) ? leave_out (values, n - 1) : 0;
      if (n_left == 0 || !cubby_linear_code128_write (values, n_left, told, sizeof told) ||
          strcmp (told, text) != 0)
        return CUBBY_CODE128_UNREAD;
      return n_left < n - 1 ? CUBBY_CODE128_WITH_FUNCTIONS : CUBBY_CODE128_PLAIN;
    }
    int value = find_value (runs);
    if (value < 0 || (n == 0) != (value >= CUBBY_LINEAR_CODE128_START_A))
      return CUBBY_CODE128_UNREAD;
    values[n++] = (guint)value;
  }
  return CUBBY_CODE128_UNREAD;
}

static CubbyCode128Reading
read_runs (const Runs *runs, const char *text)
{
  CubbyCode128Reading reading = CUBBY_CODE128_UNREAD;
  for (guint i = 0; i + STOP_EDGES <= runs->n && reading == CUBBY_CODE128_UNREAD; i += 2)
    reading = read_from (runs->runs + i, runs->n - i, text);
  return reading;
}

typedef struct {
  guint8 least, most;
} Grays;

static Grays
find_grays (const guint8 *pixels, gsize step, guint from, guint to)
{
  Grays grays = {255, 0};
  for (guint i = from; i < to; i++) {
    grays.least = MIN (grays.least, pixels[i * step]);
    grays.most = MAX (grays.most, pixels[i * step]);
  }
  return grays;
}

/* Of @n pixels, @step bytes apart: dark is below the middle of the darkest and the lightest within @part of
 * them, before and after. */
static void
cut (Runs *runs, const guint8 *pixels, gsize step, guint n, guint part)
{
  Grays all = find_grays (pixels, step, 0, n), near = all;
  gboolean dark = FALSE;
  runs->n = 0;
  for (guint i = 0; i < n; i++) {
    if (i % part == 0)
      near = find_grays (pixels, step, i > part ? i - part : 0, MIN (i + 2 * part, n));
    gboolean printed = (near.most - near.least) * CONTRAST_PART > all.most - all.least;
    guint middle = printed ? ((guint)near.least + near.most + 1) / 2 : ((guint)all.least + all.most + 1) / 2;
    if ((pixels[i * step] < middle) != dark) {
      dark = !dark;
      runs->runs[runs->n++] = 0;
    }
    if (runs->n > 0)
      runs->runs[runs->n - 1]++;
  }
  runs->n -= runs->n > 0 && !dark ? 1 : 0; /* ends with dark: the same from behind */
}

static void
turn_round (Runs *runs)
{
  for (guint i = 0; i < runs->n / 2; i++) {
    guint run = runs->runs[i];
    runs->runs[i] = runs->runs[runs->n - 1 - i];
    runs->runs[runs->n - 1 - i] = run;
  }
}

static CubbyCode128Reading
read_pixels (Runs *runs, const guint8 *pixels, gsize step, guint n, guint extent, const char *text)
{
  cut (runs, pixels, step, n, MAX (extent / PARTS, PART_PX_LEAST));
  CubbyCode128Reading reading = read_runs (runs, text);
  if (reading != CUBBY_CODE128_UNREAD)
    return reading;
  turn_round (runs);
  return read_runs (runs, text);
}

CubbyCode128Reading
cubby_code128_read_again (const CubbyFrame *frame, const CubbyRegion *region, const char *text)
{
  g_autofree guint *memory = g_new (guint, MAX (frame->width, frame->height) + 1);
  Runs runs = {memory, 0};
  CubbyCode128Reading most = CUBBY_CODE128_UNREAD;
  for (guint i = 1; i <= N_LINES && most != CUBBY_CODE128_WITH_FUNCTIONS; i++) {
    guint x = MIN (region->x + region->width * i / (N_LINES + 1), frame->width - 1);
    guint y = MIN (region->y + region->height * i / (N_LINES + 1), frame->height - 1);
    CubbyCode128Reading level =
        read_pixels (&runs, frame->pixels + (gsize)y * frame->stride, 1, frame->width, region->width, text);
    CubbyCode128Reading upright =
        read_pixels (&runs, frame->pixels + x, frame->stride, frame->height, region->height, text);
    most = MAX (most, MAX (level, upright));
  }
  return most;
}
