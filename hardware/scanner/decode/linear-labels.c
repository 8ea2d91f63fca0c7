/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-labels.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/linear-told.h"

#define PLACES_MAX 640
/* Fewer are no sheet. */
#define PLACES_MIN 4
/* Pixels: modules of one pixel are seen, of the shortest code. */
#define LENGTH_MIN 60.0F
/* So many in a row, the best first, without a code: print, or tiles. */
#define VAIN_MAX 24

/* Those that are long enough for a code. Returns: how many */
static guint
find_places (const CubbyFrame *frame, CubbyLinearRegion *places)
{
  guint n = cubby_linear_find_close (frame, places, PLACES_MAX), n_long = 0;
  for (guint i = 0; i < n; i++)
    if (places[i].length >= LENGTH_MIN)
      places[n_long++] = places[i];
  return n_long;
}

/* One alone is for who looks closer at it. */
static gboolean
is_sheet (GPtrArray *codes)
{
  guint n = 0;
  for (guint i = 0; i < codes->len; i++)
    n += (((const CubbyCode *)g_ptr_array_index (codes, i))->symbology & CUBBY_SYMBOLOGIES_LINEAR) != 0;
  return n > 1;
}

/* Returns: whether a code is there */
static gboolean
look_at (CubbyLinearPlace *place, const CubbyFrame *frame, CubbyLinearRegion *region, guint symbologies,
         gint64 until_us, GPtrArray *codes)
{
  const CubbyLinearVotes *votes =
      cubby_linear_place_read (place, frame, region, FALSE, CUBBY_LINEAR_WAY_QUICK, symbologies, until_us);
  cubby_linear_votes_tell (votes, cubby_linear_place_get_bands (place), frame, codes);
  return cubby_linear_votes_any (votes);
}

void
cubby_linear_labels_look (CubbyLinearPlace *place, const CubbyFrame *frame, guint symbologies,
                          gint64 until_us, GPtrArray *codes)
{
  g_autofree CubbyLinearRegion *places = g_new (CubbyLinearRegion, PLACES_MAX);
  guint n = find_places (frame, places), n_known = codes->len, n_vain = 0;
  if (n < PLACES_MIN)
    return;
  for (guint i = 0; i < n && n_vain < VAIN_MAX && cubby_budget_now () < until_us; i++) {
    gboolean is_code = cubby_linear_codes_cover (codes, &places[i]) ||
                       look_at (place, frame, &places[i], symbologies, until_us, codes);
    n_vain = is_code ? 0 : n_vain + 1;
  }
  if (!is_sheet (codes))
    g_ptr_array_set_size (codes, (gint)n_known);
}
