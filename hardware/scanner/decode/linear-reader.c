/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-reader.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/linear-finder.h"
#include "hardware/scanner/decode/linear-join.h"
#include "hardware/scanner/decode/linear-place.h"
#include "hardware/scanner/decode/linear-told.h"

#define OVER_MIN 3     /* of the likeliest regions: a second code is hardly ever behind them */
#define FIND_NS 3      /* a pixel */
#define THOROUGH_MAX 8 /* regions */
#define SHEARED_MAX 2
#define LESS_MOST 3  /* a place that is so many times less is not looked at so once a code is read */
#define JOINED_MAX 4 /* more, each put together of two */

G_STATIC_ASSERT (CUBBY_LINEAR_REGIONS_MAX + JOINED_MAX <= CUBBY_LINEAR_TURNS_MAX);

struct _CubbyLinearReader {
  CubbyLinearPlace *place;
  CubbyLinearTurns turns; /* of whole pictures */
  guint whole;            /* pixels of the largest picture so far */
  guint n_bands_before;   /* looked at before this look */
  gboolean went_over;     /* the last picture */
  CubbySymbology expected_symbology;
  char expected[CUBBY_LINEAR_TEXT_MAX + 1];
};

CubbyLinearReader *
cubby_linear_reader_new (void)
{
  CubbyLinearReader *self = g_new0 (CubbyLinearReader, 1);
  self->place = cubby_linear_place_new ();
  return self;
}

void
cubby_linear_reader_free (CubbyLinearReader *self)
{
  if (self == NULL)
    return;
  cubby_linear_place_free (self->place);
  g_free (self);
}

void
cubby_linear_reader_expect (CubbyLinearReader *self, CubbySymbology symbology, const char *text)
{
  self->expected_symbology = symbology;
  g_strlcpy (self->expected, text != NULL ? text : "", sizeof self->expected);
  cubby_linear_place_expect (self->place, symbology, text);
}

gboolean
cubby_linear_reader_went_over (const CubbyLinearReader *self)
{
  return self->went_over;
}

CubbyLinearPlace *
cubby_linear_reader_get_place (CubbyLinearReader *self)
{
  return self->place;
}

guint
cubby_linear_reader_get_n_bands (const CubbyLinearReader *self)
{
  return cubby_linear_place_get_n_bands (self->place) - self->n_bands_before;
}

static void
look_at (CubbyLinearReader *self, const CubbyFrame *frame, CubbyLinearRegion *region, gboolean is_large,
         CubbyLinearWay way, guint symbologies, gint64 until_us, GPtrArray *codes)
{
  const CubbyLinearVotes *votes =
      cubby_linear_place_read (self->place, frame, region, is_large, way, symbologies, until_us);
  cubby_linear_votes_tell (votes, cubby_linear_place_get_bands (self->place), frame, codes);
}

static gboolean
is_expected_there (const CubbyLinearReader *self, GPtrArray *codes)
{
  return cubby_codes_find (codes, self->expected_symbology, self->expected) != NULL;
}

/* Beside a code that was read, what is much smaller is print. */
static gboolean
is_worth_more (const CubbyLinearRegion *regions, guint index, guint n_found, gboolean found)
{
  if (found)
    return index < THOROUGH_MAX && index < n_found && regions[index].weight * LESS_MOST > regions[0].weight;
  return index < THOROUGH_MAX || index >= n_found;
}

/* The search for places cannot be stopped. */
static gboolean
has_time (const CubbyFrame *frame, gint64 until_us)
{
  gint64 least_us = (gint64)frame->width * frame->height * FIND_NS / 1000;
  return until_us - cubby_budget_now () >= least_us;
}

static gboolean
is_whole (CubbyLinearReader *self, const CubbyFrame *frame)
{
  self->whole = MAX (self->whole, frame->width * frame->height);
  return frame->width * frame->height == self->whole;
}

void
cubby_linear_look (CubbyLinearReader *self, const CubbyFrame *frame, guint symbologies, gint64 until_us,
                   GPtrArray *codes)
{
  self->went_over = FALSE;
  self->n_bands_before = cubby_linear_place_get_n_bands (self->place);
  if ((symbologies & CUBBY_SYMBOLOGIES_LINEAR) == 0 || !has_time (frame, until_us))
    return;
  CubbyLinearRegion regions[CUBBY_LINEAR_REGIONS_MAX + JOINED_MAX];
  guint n_found = cubby_linear_find (frame, regions, CUBBY_LINEAR_REGIONS_MAX), i;
  guint n = cubby_linear_regions_join (regions, n_found, n_found + JOINED_MAX);
  guint n_known = codes->len, n_over = 0, n_to_go_over = MIN (OVER_MIN, n);
  CubbyLinearWay way;
  CubbyLinearTurns own = {0}, *turns = is_whole (self, frame) ? &self->turns : &own;
  cubby_linear_turns_begin (turns, regions, n, frame->captured_us == 0);
  self->went_over = n == 0;
  while (cubby_linear_turns_next (turns, &i, &way)) {
    if (cubby_budget_now () >= until_us || is_expected_there (self, codes))
      return;
    if (way != CUBBY_LINEAR_WAY_QUICK && !is_worth_more (regions, i, n_found, codes->len > n_known))
      continue;
    guint n_codes = codes->len;
    if (!cubby_linear_codes_cover (codes, &regions[i]))
      look_at (self, frame, &regions[i], i < SHEARED_MAX, way, symbologies, until_us, codes);
    if (codes->len == n_codes)
      cubby_linear_turns_note (turns, i, way);
    n_over += way == CUBBY_LINEAR_WAY_QUICK && i < n_to_go_over && cubby_budget_now () < until_us;
    self->went_over = n_over == n_to_go_over;
  }
}
