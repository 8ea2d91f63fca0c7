/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-reader.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/linear-finder.h"
#include "hardware/scanner/decode/linear-join.h"
#include "hardware/scanner/decode/linear-place.h"
#include "hardware/scanner/decode/linear-told.h"

#include <string.h>

#define OVER_MIN 3     /* of the likeliest regions: a second code is hardly ever behind them */
#define THOROUGH_MAX 8 /* regions */
#define SHEARED_MAX 2
#define LESS_MOST 3  /* a place that is so many times less is not looked at so once a code is read */
#define JOINED_MAX 4 /* more, each put together of two */

struct _CubbyLinearReader {
  CubbyLinearPlace *place;
  guint n_bands_before; /* looked at before this look */
  gboolean went_over;   /* the last picture */
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

guint
cubby_linear_reader_get_n_bands (const CubbyLinearReader *self)
{
  return cubby_linear_place_get_n_bands (self->place) - self->n_bands_before;
}

static void
look_at (CubbyLinearReader *self, const CubbyFrame *frame, const CubbyLinearRegion *region, gboolean is_large,
         CubbyLinearEffort effort, guint symbologies, gint64 until_us, GPtrArray *codes)
{
  const CubbyLinearVotes *votes =
      cubby_linear_place_read (self->place, frame, region, is_large, effort, symbologies, until_us);
  cubby_linear_votes_tell (votes, cubby_linear_place_get_bands (self->place), frame, codes);
}

static gboolean
is_expected_there (const CubbyLinearReader *self, GPtrArray *codes)
{
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    if (code->symbology == self->expected_symbology && strcmp (code->text, self->expected) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Beside a code that was read, what is much smaller is print. */
static gboolean
is_worth_more (const CubbyLinearRegion *regions, guint index, guint n_found, gboolean found)
{
  if (found)
    return index < THOROUGH_MAX && index < n_found && regions[index].weight * LESS_MOST > regions[0].weight;
  return index < THOROUGH_MAX || index >= n_found;
}

void
cubby_linear_look (CubbyLinearReader *self, const CubbyFrame *frame, guint symbologies, gint64 until_us,
                   GPtrArray *codes)
{
  if ((symbologies & CUBBY_SYMBOLOGIES_LINEAR) == 0)
    return;
  self->n_bands_before = cubby_linear_place_get_n_bands (self->place);
  guint n_known = codes->len;
  CubbyLinearRegion regions[CUBBY_LINEAR_REGIONS_MAX + JOINED_MAX];
  guint n_found = cubby_linear_find (frame, regions, CUBBY_LINEAR_REGIONS_MAX);
  guint n = cubby_linear_regions_join (regions, n_found, n_found + JOINED_MAX);
  self->went_over = n == 0;
  for (guint effort = CUBBY_LINEAR_QUICK; effort <= CUBBY_LINEAR_THOROUGH; effort++)
    for (guint i = 0; i < n; i++) {
      if (cubby_budget_now () >= until_us || is_expected_there (self, codes))
        return;
      if (effort == CUBBY_LINEAR_THOROUGH && !is_worth_more (regions, i, n_found, codes->len > n_known))
        continue;
      if (!cubby_linear_codes_cover (codes, &regions[i]))
        look_at (self, frame, &regions[i], i < SHEARED_MAX, effort, symbologies, until_us, codes);
      self->went_over |= i + 1 >= MIN (OVER_MIN, n) && cubby_budget_now () < until_us;
    }
}
