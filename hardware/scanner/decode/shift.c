/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/measure.h"

#include <math.h>

/* A hand that is held up moves less than this from picture to picture: an eighth of 64 pixels. */
#define SHIFT_MAX 8
#define N_SHIFTS (2 * SHIFT_MAX + 1)
/* Sums of lines that differ by less than this from their mean are without a mark to go by. */
#define TEXTURE_MIN 6.0f

typedef struct {
  guint left, top, right, bottom; /* the last two are behind the last */
} Box;

static gboolean
box_round (const CubbyPoint corners[4], const CubbyFrame *frame, Box *box)
{
  float left = corners[0].x, right = left, top = corners[0].y, bottom = top;
  for (guint i = 1; i < 4; i++) {
    left = fminf (left, corners[i].x);
    right = fmaxf (right, corners[i].x);
    top = fminf (top, corners[i].y);
    bottom = fmaxf (bottom, corners[i].y);
  }
  float margin = 2 + fmaxf (right - left, bottom - top) / 5;
  box->left = (guint)CLAMP (left - margin, 0, (float)frame->width);
  box->right = (guint)CLAMP (right + margin, 0, (float)frame->width);
  box->top = (guint)CLAMP (top - margin, 0, (float)frame->height);
  box->bottom = (guint)CLAMP (bottom + margin, 0, (float)frame->height);
  return box->right > box->left + SHIFT_MAX && box->bottom > box->top + SHIFT_MAX;
}

static void
sum_columns (const CubbyFrame *frame, const Box *box, float *means)
{
  for (guint x = box->left; x < box->right; x++) {
    guint sum = 0;
    for (guint y = box->top; y < box->bottom; y++)
      sum += frame->pixels[(gsize)y * frame->stride + x];
    means[x - box->left] = (float)sum / (float)(box->bottom - box->top);
  }
}

static void
sum_rows (const CubbyFrame *frame, const Box *box, float *means)
{
  for (guint y = box->top; y < box->bottom; y++) {
    guint sum = 0;
    for (guint x = box->left; x < box->right; x++)
      sum += frame->pixels[(gsize)y * frame->stride + x];
    means[y - box->top] = (float)sum / (float)(box->right - box->left);
  }
}

static gboolean
has_texture (const float *means, guint n)
{
  float sum = 0, sum_away = 0;
  for (guint i = 0; i < n; i++)
    sum += means[i];
  for (guint i = 0; i < n; i++)
    sum_away += fabsf (means[i] - sum / (float)n);
  return sum_away / (float)n >= TEXTURE_MIN;
}

/* Mean square of what differs when @after is laid @shift further. */
static float
difference_at (const float *before, const float *after, guint n, int shift)
{
  guint from = (guint)MAX (0, shift), to = (guint)((int)n + MIN (0, shift));
  float sum = 0;
  for (guint i = from; i < to; i++) {
    float away = after[i] - before[(int)i - shift];
    sum += away * away;
  }
  return sum / (float)(to - from);
}

/* Where the parabola through the best shift and its neighbours is lowest. */
static float
refine (const float differences[N_SHIFTS], guint best)
{
  float at = (float)best - SHIFT_MAX;
  if (best == 0 || best == N_SHIFTS - 1)
    return at;
  float low = differences[best - 1], mid = differences[best], high = differences[best + 1];
  float bend = low - 2 * mid + high;
  return bend > 0 ? at + (low - high) / (2 * bend) : at;
}

static float
shift_of (const float *before, const float *after, guint n)
{
  float differences[N_SHIFTS];
  guint best = SHIFT_MAX;
  if (n <= 2 * SHIFT_MAX || !has_texture (before, n) || !has_texture (after, n))
    return 0;
  for (guint i = 0; i < N_SHIFTS; i++)
    differences[i] = difference_at (before, after, n, (int)i - SHIFT_MAX);
  for (guint i = 0; i < N_SHIFTS; i++)
    if (differences[i] < differences[best])
      best = i;
  return refine (differences, best);
}

float
cubby_measure_shift (const CubbyFrame *before, const CubbyFrame *after, const CubbyPoint corners[4])
{
  Box box;
  if (before->width != after->width || before->height != after->height || !box_round (corners, after, &box))
    return 0;
  guint longest = MAX (after->width, after->height);
  g_autofree float *means = g_new (float, (gsize)longest * 2);
  float *next = means + longest;
  sum_columns (before, &box, means);
  sum_columns (after, &box, next);
  float x = shift_of (means, next, box.right - box.left);
  sum_rows (before, &box, means);
  sum_rows (after, &box, next);
  float y = shift_of (means, next, box.bottom - box.top);
  return sqrtf (x * x + y * y);
}
