/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-place.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/linear-code128.h"
#include "hardware/scanner/decode/linear-ean.h"
#include "hardware/scanner/decode/linear-merge.h"
#include "hardware/scanner/decode/linear-strip.h"
#include "hardware/scanner/decode/linear-widths.h"

#include <math.h>

#define READINGS_MAX 12 /* of one band */
#define EDGES_MIN 18    /* fewer are no code */
/* After so many bands that look like no code at all the others are not looked at; after more of them when
 * only sharp codes are looked for, of which several may lie below each other. */
#define BANDS_HOPELESS 2
#define BANDS_HOPELESS_QUICK 3
#define BANDS_HOPELESS_HIGH 6
#define COST_HOPELESS 0.11F
#define BANDS_VAIN 4 /* as good as a code, and yet none */
/* So many that all say the same are enough. */
#define BANDS_ENOUGH 3
#define BANDS_OF_ONE 8 /* more: several codes may lie below each other */
#define ZBAR_US 1500   /* that zbar takes for straightened bars, or less */
#define SHEAR 0.11F    /* tangent */

struct _CubbyLinearPlace {
  gint64 until_us;       /* of this place */
  guint n_bands;         /* looked at so far */
  CubbyDecoder *decoder; /* for a second opinion */
  CubbyLinearEan *ean;
  CubbyLinearCode128 *code128;
  CubbyLinearBands bands;
  CubbyLinearSignal signal;
  CubbyLinearSignal flat; /* the same without its light */
  CubbyLinearVotes votes;
  CubbyLinearMerge merge;
  CubbyLinearReading readings[READINGS_MAX];
};

CubbyLinearPlace *
cubby_linear_place_new (void)
{
  CubbyLinearPlace *self = g_new0 (CubbyLinearPlace, 1);
  self->decoder = cubby_decoder_new ();
  self->ean = cubby_linear_ean_new ();
  self->code128 = cubby_linear_code128_new ();
  cubby_linear_merge_init (&self->merge);
  return self;
}

void
cubby_linear_place_free (CubbyLinearPlace *self)
{
  if (self == NULL)
    return;
  cubby_linear_ean_free (self->ean);
  cubby_decoder_free (self->decoder);
  cubby_linear_code128_free (self->code128);
  cubby_linear_merge_clear (&self->merge);
  g_free (self);
}

void
cubby_linear_place_expect (CubbyLinearPlace *self, CubbySymbology symbology, const char *text)
{
  self->votes.expected_symbology = symbology;
  g_strlcpy (self->votes.expected, text != NULL ? text : "", sizeof self->votes.expected);
}

guint
cubby_linear_place_get_n_bands (const CubbyLinearPlace *self)
{
  return self->n_bands;
}

const CubbyLinearBands *
cubby_linear_place_get_bands (const CubbyLinearPlace *self)
{
  return &self->bands;
}

static guint
read_product (CubbyLinearPlace *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort,
              guint symbologies)
{
  guint n = cubby_linear_ean_read (self->ean, signal, effort, symbologies, self->readings, READINGS_MAX);
  gboolean sure = FALSE;
  for (guint i = 0; i < n && !sure; i++)
    sure = cubby_linear_reading_is_sure (&self->readings[i]);
  return sure ? n : n + cubby_linear_widths_read (signal, symbologies, self->readings + n, READINGS_MAX - n);
}

static guint
read_signal (CubbyLinearPlace *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort,
             guint symbologies)
{
  guint n = 0;
  if ((symbologies & CUBBY_SYMBOLOGIES_PRODUCT) != 0)
    n += read_product (self, signal, effort, symbologies);
  if ((symbologies & CUBBY_SYMBOLOGY_CODE128) != 0)
    n += cubby_linear_code128_read (self->code128, signal, effort, self->readings + n, READINGS_MAX - n);
  return n;
}

/* What a band showed. */
typedef struct {
  float least; /* cost of what may be a code */
  gboolean sure;
} Seen;

static void
read_way (CubbyLinearPlace *self, const CubbyLinearSignal *signal, guint band, gboolean turned,
          CubbyLinearEffort effort, guint symbologies, Seen *seen)
{
  guint n = read_signal (self, signal, effort, symbologies);
  for (guint i = 0; i < n; i++) {
    const CubbyLinearReading *reading = &self->readings[i];
    if (!cubby_linear_reading_is_seen (reading, self->bands.step))
      continue;
    seen->sure = seen->sure || cubby_linear_reading_is_sure (reading);
    seen->least = MIN (seen->least, reading->cost);
    if (reading->match.n_cells > 0)
      cubby_linear_merge_offer (&self->merge, &reading->match, turned);
    cubby_linear_votes_add (&self->votes, reading, band, turned, signal->n);
  }
}

/* Light that changes within the code is taken away where all edges are seen; what is left of a blurred bar
 * then looks like a sharp one. */
static const struct {
  CubbyLinearEffort effort;
  gboolean flat;
} passes[] = {{CUBBY_LINEAR_QUICK, FALSE}, {CUBBY_LINEAR_QUICK, TRUE}, {CUBBY_LINEAR_THOROUGH, FALSE}};

/* Both ways, for which end of the bars is the left one is not known; what else is in the band stands the
 * same way up as what was read. */
static Seen
read_band (CubbyLinearPlace *self, guint band, CubbyLinearEffort effort, guint symbologies)
{
  Seen seen = {.least = INFINITY};
  cubby_linear_signal_set (&self->signal, &self->bands, band);
  if (self->signal.n_edges < EDGES_MIN)
    return seen;
  self->flat = self->signal;
  cubby_linear_signal_flatten (&self->flat);
  for (guint i = 0; i < G_N_ELEMENTS (passes) && passes[i].effort <= effort; i++) {
    CubbyLinearSignal *signal = passes[i].flat ? &self->flat : &self->signal;
    for (guint way = 0; way < 2; way++) {
      if (cubby_budget_now () >= self->until_us)
        return seen;
      read_way (self, signal, band, way != 0, passes[i].effort, symbologies, &seen);
      if (seen.sure)
        return seen;
      cubby_linear_signal_turn (signal);
    }
  }
  return seen;
}

/* Whether the first @n_looked bands show that the others are not worth a look. */
static gboolean
is_vain (const CubbyLinearPlace *self, CubbyLinearWay way, guint n_looked, float least)
{
  guint n_quick = self->bands.n_bands > BANDS_OF_ONE ? BANDS_HOPELESS_HIGH : BANDS_HOPELESS_QUICK;
  if (way == CUBBY_LINEAR_WAY_BANDS)
    return (n_looked == BANDS_HOPELESS && least > COST_HOPELESS) ||
           (n_looked == BANDS_VAIN && self->votes.n == 0);
  return way != CUBBY_LINEAR_WAY_LINES && n_looked == n_quick && least > COST_HOPELESS;
}

/* As long as nothing looks like a code, or all bands say the same, a few are enough: spread over the
 * height. */
static void
read_bands (CubbyLinearPlace *self, const CubbyFrame *frame, CubbyLinearWay way, guint symbologies)
{
  CubbyLinearEffort effort = way == CUBBY_LINEAR_WAY_BANDS ? CUBBY_LINEAR_THOROUGH : CUBBY_LINEAR_QUICK;
  guint n = self->bands.n_bands;
  guint step = n % 5 == 0 ? 7 : 5; /* no common factor */
  float least = INFINITY;
  self->votes.n = self->votes.n_looked = 0;
  cubby_linear_merge_begin (&self->merge);
  for (guint i = 0; i < n && cubby_budget_now () < self->until_us; i++) {
    guint band = (n / 2 + i * step) % n;
    cubby_linear_bands_sample (&self->bands, frame, band);
    self->votes.n_looked++;
    self->n_bands++;
    least = MIN (least, read_band (self, band, effort, symbologies).least);
    if (cubby_linear_votes_confirm (&self->votes, n))
      return;
    if (is_vain (self, way, i + 1, least))
      return;
    if (i + 1 >= BANDS_ENOUGH && n <= BANDS_OF_ONE && cubby_linear_votes_agree (&self->votes, BANDS_ENOUGH))
      return;
  }
}

static void
merge_band (CubbyLinearPlace *self, const CubbyFrame *frame, guint band)
{
  cubby_linear_bands_sample (&self->bands, frame, band);
  cubby_linear_signal_set (&self->signal, &self->bands, band);
  cubby_linear_merge_add (&self->merge, &self->signal, FALSE);
  cubby_linear_signal_turn (&self->signal);
  cubby_linear_merge_add (&self->merge, &self->signal, TRUE);
  cubby_linear_signal_flatten (&self->signal);
  cubby_linear_merge_add (&self->merge, &self->signal, TRUE);
  cubby_linear_signal_turn (&self->signal);
  cubby_linear_merge_add (&self->merge, &self->signal, FALSE);
}

/* What no band says alone. */
static void
read_merged (CubbyLinearPlace *self, const CubbyFrame *frame, guint symbologies)
{
  CubbyLinearReading *reading = &self->readings[0];
  guint n = self->bands.n_bands;
  for (guint band = 0; band < n && self->merge.n > 0 && cubby_budget_now () < self->until_us; band++)
    merge_band (self, frame, band);
  cubby_linear_merge_end (&self->merge);
  for (guint i = 0; i < self->merge.n; i++) {
    const CubbyLinearLayout *layout = self->merge.layouts[i];
    reading->match = layout->match;
    gboolean told = cubby_linear_match_is_code128 (&reading->match)
                        ? cubby_linear_code128_tell (&reading->match, reading)
                        : cubby_linear_ean_tell (&reading->match, symbologies, reading);
    if (told)
      cubby_linear_votes_add_merged (&self->votes, reading, layout->turned, self->bands.n_samples, n);
  }
}

/* It cannot be stopped. */
static void
ask_zbar (CubbyLinearPlace *self, const CubbyFrame *frame, guint symbologies)
{
  if (self->until_us - cubby_budget_now () >= ZBAR_US)
    cubby_linear_strip_read (self->decoder, &self->bands, frame, symbologies, &self->votes);
}

/* Lines that are as low as can be, some of which a lamp, a crease or what is printed beside the bars leaves
 * alone; slanted ones by zbar, too. */
static void
read_lines (CubbyLinearPlace *self, const CubbyFrame *frame, gboolean is_large, guint symbologies)
{
  static const float shears[] = {0, SHEAR, -2 * SHEAR}; /* each after the one before */
  cubby_linear_bands_split (&self->bands);
  for (guint i = 0; i < (is_large ? G_N_ELEMENTS (shears) : 1); i++) {
    cubby_linear_bands_shear (&self->bands, shears[i]);
    read_bands (self, frame, CUBBY_LINEAR_WAY_LINES, symbologies);
    if (i > 0 && !cubby_linear_votes_any (&self->votes))
      ask_zbar (self, frame, symbologies);
    if (cubby_linear_votes_any (&self->votes))
      return;
  }
}

static void
read_thin (CubbyLinearPlace *self, const CubbyFrame *frame, guint symbologies)
{
  cubby_linear_bands_thin (&self->bands);
  read_bands (self, frame, CUBBY_LINEAR_WAY_THIN, symbologies);
}

static void
read_strip (CubbyLinearPlace *self, const CubbyFrame *frame, guint symbologies)
{
  self->votes.n = self->votes.n_looked = 0;
  cubby_linear_bands_split (&self->bands);
  ask_zbar (self, frame, symbologies);
}

/* What the bands say, each alone and then together. */
static void
read_all_bands (CubbyLinearPlace *self, const CubbyFrame *frame, guint symbologies)
{
  read_bands (self, frame, CUBBY_LINEAR_WAY_BANDS, symbologies);
  if (!cubby_linear_votes_any (&self->votes))
    read_merged (self, frame, symbologies);
}

const CubbyLinearVotes *
cubby_linear_place_read (CubbyLinearPlace *self, const CubbyFrame *frame, CubbyLinearRegion *region,
                         gboolean is_large, CubbyLinearWay way, guint symbologies, gint64 until_us)
{
  self->until_us = until_us;
  cubby_linear_bands_lay (&self->bands, frame, region);
  if (way == CUBBY_LINEAR_WAY_QUICK)
    read_bands (self, frame, way, symbologies);
  else if (way == CUBBY_LINEAR_WAY_THIN)
    read_thin (self, frame, symbologies);
  else if (way == CUBBY_LINEAR_WAY_STRIP)
    read_strip (self, frame, symbologies);
  else if (way == CUBBY_LINEAR_WAY_LINES)
    read_lines (self, frame, is_large, symbologies);
  else
    read_all_bands (self, frame, symbologies);
  return &self->votes;
}
