/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-signal.h"
#include "hardware/scanner/decode/floats.h"

#include <math.h>
#include <stdlib.h>

#define CHUNK 8 /* samples whose least and most are taken together */
#define CHUNKS_MAX (CUBBY_LINEAR_SAMPLES_MAX / CHUNK)
#define REACH_PART 14       /* black and white are looked for within one so-manieth of the samples */
#define REACH_PART_THIN 28  /* the same, of thin bands */
#define REACH_PART_NEAR 56  /* the same, for what is a turn there */
#define CONTRAST_LEAST 0.2F /* of the strongest in the band: what is weaker is paper */
#define CONTRAST_GRAYS 4.0F
#define DARK_MOST 1.4F
/* A turn smaller than this is noise. */
#define TURN_LEAST 0.22F
#define TURN_NOISES 4.5F
#define CONTRAST_NOISES 8.0F
/* Of the second differences so many in a hundred are taken for noise alone: a fifth is below 0.62 sigmas. */
#define NOISE_PERCENT 20
#define NOISE_SCALE 1.6F
#define NOISE_LAG 2
#define NOISE_BINS 128
#define NOISE_BIN 0.25F
/* An edge blurred by one sample rises by a part of its height at most in a sample: 1 / sqrt (2 pi). */
#define SLOPE_OF_SIGMA 2.5F
#define SOFTNESS_PERCENT 60

typedef struct {
  guint n;
  float least[CHUNKS_MAX];
  float most[CHUNKS_MAX];
} Chunks;

static void
chunks_measure (Chunks *self, const float *gray, guint n)
{
  self->n = n / CHUNK;
  for (guint i = 0; i < self->n; i++) {
    self->least[i] = self->most[i] = gray[i * CHUNK];
    for (guint j = 1; j < CHUNK; j++) {
      self->least[i] = MIN (self->least[i], gray[i * CHUNK + j]);
      self->most[i] = MAX (self->most[i], gray[i * CHUNK + j]);
    }
  }
}

/* Each chunk gets what is darkest and lightest near it. */
static void
chunks_spread (Chunks *self, guint reach)
{
  Chunks own = *self;
  for (guint i = 0; i < own.n; i++)
    for (guint j = i > reach ? i - reach : 0; j <= MIN (i + reach, own.n - 1); j++) {
      self->least[i] = MIN (self->least[i], own.least[j]);
      self->most[i] = MAX (self->most[i], own.most[j]);
    }
}

/* Chunks as samples: straight from the middle of each to that of the next. */
static void
chunks_draw (const float *values, guint n, float *samples, guint n_samples)
{
  for (guint i = 0; i < CHUNK / 2; i++)
    samples[i] = values[0];
  for (guint chunk = 0; chunk + 1 < n; chunk++) {
    float *at = samples + chunk * CHUNK + CHUNK / 2, step = (values[chunk + 1] - values[chunk]) / CHUNK;
    for (guint i = 0; i < CHUNK; i++)
      at[i] = values[chunk] + ((float)i + 0.5F) * step;
  }
  for (guint i = n * CHUNK - CHUNK / 2; i < n_samples; i++)
    samples[i] = values[n - 1];
}

/* Sigma of the noise in grays: what is left of the flattest places when slopes are taken away. */
static float
measure_noise (const float *gray, guint n)
{
  guint counts[NOISE_BINS] = {0}, sum = 0, bin = 0;
  for (guint i = NOISE_LAG; i + NOISE_LAG < n; i++) {
    float bend = fabsf (gray[i - NOISE_LAG] - 2 * gray[i] + gray[i + NOISE_LAG]);
    counts[(guint)MIN (bend / NOISE_BIN, NOISE_BINS - 1)]++;
  }
  for (; bin < NOISE_BINS - 1 && (sum + counts[bin]) * 100 < n * NOISE_PERCENT; bin++)
    sum += counts[bin];
  return (float)bin * NOISE_BIN * NOISE_SCALE;
}

/* What is less than this is no contrast of bars. */
static float
find_contrast_least (const Chunks *chunks, float noise)
{
  float strongest = 0;
  for (guint i = 0; i < chunks->n; i++)
    strongest = MAX (strongest, (chunks->most[i] - chunks->least[i]) / 2);
  float least = MAX (strongest * CONTRAST_LEAST, CONTRAST_GRAYS);
  return MIN (MAX (least, noise * CONTRAST_NOISES), MAX (strongest, 1));
}

/* Half of what lies between black and white very near each sample. */
static void
measure_near (Chunks chunks, float *halves, guint n)
{
  chunks_spread (&chunks, MAX (n / REACH_PART_NEAR / CHUNK, 1));
  for (guint i = 0; i < chunks.n; i++)
    chunks.most[i] = (chunks.most[i] - chunks.least[i]) / 2;
  chunks_draw (chunks.most, chunks.n, halves, n);
}

static void
set_dark (CubbyLinearSignal *self, const float *gray, gboolean is_thin)
{
  float noise = measure_noise (gray, self->n);
  float black[CUBBY_LINEAR_SAMPLES_MAX], white[CUBBY_LINEAR_SAMPLES_MAX], near[CUBBY_LINEAR_SAMPLES_MAX];
  Chunks chunks;
  chunks_measure (&chunks, gray, self->n);
  if (is_thin)
    measure_near (chunks, near, self->n);
  chunks_spread (&chunks, MAX (self->n / (is_thin ? REACH_PART_THIN : REACH_PART) / CHUNK, 2));
  float least = find_contrast_least (&chunks, noise);
  chunks_draw (chunks.least, chunks.n, black, self->n);
  chunks_draw (chunks.most, chunks.n, white, self->n);
  for (guint i = 0; i < self->n; i++) {
    /* Where there is no bar near, all of it is as light as the paper. */
    float half = MAX ((white[i] - black[i]) / 2, least);
    /* Bars that a lamp lights are faint against those beside it in the shadow. */
    float turn = is_thin ? CLAMP (near[i], least, half) : half;
    self->dark[i] = CLAMP ((white[i] - half - gray[i]) / half, -DARK_MOST, DARK_MOST);
    self->turns[i] = MAX (TURN_LEAST * turn, TURN_NOISES * noise) / half;
  }
}

static void
add_edge (CubbyLinearSignal *self, guint from, guint to)
{
  if (self->n_edges == CUBBY_LINEAR_EDGES_MAX)
    return;
  float middle = (self->dark[from] + self->dark[to]) / 2;
  gboolean rises = self->dark[to] > self->dark[from];
  guint i = from;
  while (i < to && (self->dark[i + 1] > middle) != rises)
    i++;
  float step = self->dark[MIN (i + 1, to)] - self->dark[i];
  float part = fabsf (step) > 1e-6F ? (middle - self->dark[i]) / step : 0;
  if (self->n_edges == 0)
    self->first_dark = rises;
  float slope = MAX (fabsf (step), 1e-3F);
  self->sigmas[self->n_edges] = fabsf (self->dark[to] - self->dark[from]) / (slope * SLOPE_OF_SIGMA);
  self->extremes[self->n_edges] = (guint16)from;
  self->extremes[self->n_edges + 1] = (guint16)to;
  self->edges[self->n_edges++] = (float)i + 0.5F + CLAMP (part, 0, 1);
}

/* From each turn of the curve to the next there is one edge. A blurred bar does not reach black and
 * turns all the same. */
static void
set_edges (CubbyLinearSignal *self)
{
  guint least = 0, most = 0, last = 0;
  int direction = 0; /* 1: rises towards a bar */
  self->n_edges = 0;
  for (guint i = 1; i < self->n; i++) {
    least = self->dark[i] < self->dark[least] ? i : least;
    most = self->dark[i] > self->dark[most] ? i : most;
    gboolean rose = direction <= 0 && self->dark[i] - self->dark[least] > self->turns[i];
    gboolean fell = direction >= 0 && self->dark[most] - self->dark[i] > self->turns[i];
    if (!rose && !fell)
      continue;
    guint turn = rose ? least : most;
    if (direction != 0)
      add_edge (self, last, turn);
    last = turn;
    direction = rose ? 1 : -1;
    least = most = i;
  }
  if (direction != 0)
    add_edge (self, last, direction > 0 ? most : least);
}

static void
set_softness (CubbyLinearSignal *self)
{
  cubby_floats_sort (self->sigmas, self->n_edges);
  self->softness = self->n_edges > 0 ? self->sigmas[self->n_edges * SOFTNESS_PERCENT / 100] : 0;
}

static void
set_sums (CubbyLinearSignal *self)
{
  self->sums[0] = 0;
  for (guint i = 0; i < self->n; i++)
    self->sums[i + 1] = self->sums[i] + self->dark[i];
}

void
cubby_linear_signal_set (CubbyLinearSignal *self, const CubbyLinearBands *bands, guint band)
{
  self->n = CLAMP (bands->n_samples, CHUNK, CUBBY_LINEAR_SAMPLES_MAX);
  self->first_dark = FALSE;
  self->seen = bands->seen[band];
  set_dark (self, bands->gray[band], bands->is_thin);
  set_edges (self);
  set_softness (self);
  set_sums (self);
}

void
cubby_linear_signal_turn (CubbyLinearSignal *self)
{
  for (guint i = 0; i < self->n / 2; i++) {
    float value = self->dark[i];
    self->dark[i] = self->dark[self->n - 1 - i];
    self->dark[self->n - 1 - i] = value;
  }
  for (guint i = 0; i < self->n_edges / 2; i++) {
    float value = self->edges[i];
    self->edges[i] = self->edges[self->n_edges - 1 - i];
    self->edges[self->n_edges - 1 - i] = value;
  }
  for (guint i = 0; i < self->n_edges; i++)
    self->edges[i] = (float)self->n - self->edges[i];
  for (guint i = 0; i <= self->n_edges / 2; i++) {
    guint16 kept = self->extremes[i];
    self->extremes[i] = (guint16)(self->n - 1 - self->extremes[self->n_edges - i]);
    self->extremes[self->n_edges - i] = (guint16)(self->n - 1 - kept);
  }
  float n = (float)self->n;
  self->seen = (CubbyLinearSpan){n - self->seen.to, n - self->seen.from};
  /* What ended the last bar begins the first. */
  self->first_dark = self->n_edges > 0 && self->first_dark == (self->n_edges % 2 == 0);
  set_sums (self);
}

void
cubby_linear_signal_flatten (CubbyLinearSignal *self)
{
  if (self->n_edges == 0)
    return;
  for (guint i = 0; i < self->extremes[0]; i++)
    self->dark[i] = -1;
  for (guint edge = 0; edge < self->n_edges; edge++) {
    guint from = self->extremes[edge], to = self->extremes[edge + 1];
    float first = self->dark[from], last = self->dark[to];
    float low = MIN (first, last), height = MAX (fabsf (last - first), 1e-3F);
    for (guint i = from; i < to; i++)
      self->dark[i] = 2 * CLAMP ((self->dark[i] - low) / height, 0, 1) - 1;
  }
  for (guint i = self->extremes[self->n_edges]; i < self->n; i++)
    self->dark[i] = -1;
  set_sums (self);
}

static float
sum_before (const CubbyLinearSignal *self, float at)
{
  if (at <= 0)
    return -at; /* paper: -1 a sample */
  if (at >= (float)self->n)
    return self->sums[self->n] - (at - (float)self->n);
  guint i = MIN ((guint)at, self->n - 1);
  return self->sums[i] + (at - (float)i) * self->dark[i];
}

float
cubby_linear_signal_mean (const CubbyLinearSignal *self, float from, float to)
{
  return (sum_before (self, to) - sum_before (self, from)) / MAX (to - from, 1e-3F);
}

gboolean
cubby_linear_signal_is_bar (const CubbyLinearSignal *self, guint index)
{
  return self->first_dark == (index % 2 == 0);
}
