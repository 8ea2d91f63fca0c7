/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-tries.h"

#include "hardware/scanner/decode/qr-climb.h"
#include "hardware/scanner/decode/qr-size.h"

#include <math.h>

#define TRIPLES_MAX 16       /* tried after each search */
#define CROWD 32             /* triples: those with timing patterns are tried first, … */
#define CROWD_STILL_MAX 192  /* … in a picture alone so many, as each may be a code of its own */
#define PLAIN_KNOWN_MIN 0.85 /* of the known modules, where the grid was laid: it can be read like that */
#define SURE_PAIR 0.9        /* these two are finder patterns, even if the timing pattern is not to be seen */
#define TIMING_SLACK 5.0     /* modules */
#define NO_OTHER_KNOWN                                                                                       \
  0.9                   /* of the known modules: no grid of another size fits as well over the same three */
#define SAME_CORNER 1.0 /* modules: it would be moved to the same grid … */
#define SAME_CORNER_KNOWN 3.0 /* … and from as far as that where one fits so well */
#define ALL_CORNERS 0xf
#define CORNERS_REACH 1.0 /* modules */

static gboolean
is_near (const CubbyQrFinder *one, const CubbyQrFinder *other)
{
  return hypot (one->x - other->x, one->y - other->y) < cubby_qr_finder_get_module_size (one);
}

static gboolean
is_tried (const GArray *tried, const CubbyQrTriple *triple)
{
  for (guint i = 0; i < tried->len; i++) {
    const CubbyQrTriple *old = &g_array_index (tried, CubbyQrTriple, i);
    if (is_near (&old->corner, &triple->corner) && is_near (&old->right, &triple->right) &&
        is_near (&old->below, &triple->below))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_done (const CubbyQrHunt *hunt, const CubbyQrTriple *triple)
{
  return cubby_qr_hunt_is_done_at (hunt, triple->corner.x, triple->corner.y) ||
         cubby_qr_hunt_is_done_at (hunt, triple->right.x, triple->right.y) ||
         cubby_qr_hunt_is_done_at (hunt, triple->below.x, triple->below.y);
}

static const CubbyQrField *
get_field (const CubbyQrHunt *hunt, const CubbyQrTriple *triple)
{
  return cubby_qr_hunt_get_field (hunt, cubby_qr_finder_get_module_size (&triple->corner));
}

/* Whether the timing pattern between the two that were found counts about what their distance says. */
static gboolean
has_timing (const CubbyQrHunt *hunt, const CubbyQrTriple *triple)
{
  const CubbyQrField *field = get_field (hunt, triple);
  gboolean right = TRUE, below = TRUE;
  if (triple->missing != CUBBY_QR_MISSING_RIGHT)
    right = fabs (cubby_qr_size_count_timing (triple, field, TRUE) - 7 - triple->distance) <= TIMING_SLACK;
  if (triple->missing != CUBBY_QR_MISSING_BELOW)
    below = fabs (cubby_qr_size_count_timing (triple, field, FALSE) - 7 - triple->distance) <= TIMING_SLACK;
  return right && below;
}

/* Where a picture alone is asked what is in it, the places are to be right, too. */
static gboolean
improve_corners (const CubbyQrHunt *hunt, const CubbyQrField *field, const CubbyQrFit *fit, CubbyQrGrid *grid)
{
  cubby_qr_climb (fit, field, grid, ALL_CORNERS, CORNERS_REACH, hunt->until_us);
  return cubby_qr_fit_get_known (fit, field, grid) >= PLAIN_KNOWN_MIN;
}

/* A code that is plainly seen is read without its grid being fitted, which takes most of the time. */
static gboolean
read_at_once (CubbyQrHunt *hunt, const CubbyQrField *field, const CubbyQrTriple *triple,
              const CubbyQrLaid *laid)
{
  CubbyQrGrid grid = laid->grid;
  if (triple->missing != CUBBY_QR_MISSING_NONE)
    return FALSE;
  cubby_qr_lay_align (field, triple, &grid);
  const CubbyQrFit *fit = cubby_qr_fits_get (hunt->fits, grid.dimension);
  if (cubby_qr_fit_get_known (fit, field, &grid) < PLAIN_KNOWN_MIN)
    return FALSE;
  CubbyQrGrid fine = grid;
  if (hunt->frame->captured_us == 0 && improve_corners (hunt, field, fit, &fine) &&
      cubby_qr_hunt_read_plainly (hunt, &fine))
    return TRUE;
  return cubby_qr_hunt_read_plainly (hunt, &grid);
}

static CubbyPoint
get_fourth (const CubbyQrGrid *grid)
{
  return cubby_qr_grid_project (grid, grid->dimension, grid->dimension);
}

/* Whether the one that was moved already says what this one would: a camera's picture has no time for both.
 */
static gboolean
says (const CubbyQrLaid *moved, guint n_bends, const CubbyQrLaid *next)
{
  gboolean fits = moved->known >= NO_OTHER_KNOWN;
  if (moved->grid.dimension != next->grid.dimension)
    return fits;
  CubbyPoint p = get_fourth (&moved->grid), q = get_fourth (&next->grid);
  double reach = (fits ? SAME_CORNER_KNOWN : SAME_CORNER) * cubby_qr_grid_get_module_size (&next->grid);
  return n_bends == next->grid.n_bends && hypot ((double)(p.x - q.x), (double)(p.y - q.y)) < reach;
}

static gboolean
is_said (const CubbyQrHunt *hunt, const CubbyQrLaid *candidates, const guint *n_bends, guint index)
{
  for (guint i = 0; i < index && hunt->frame->captured_us != 0; i++)
    if (says (&candidates[i], n_bends[i], &candidates[index]))
      return TRUE;
  return FALSE;
}

static void
try_triple (CubbyQrHunt *hunt, const CubbyQrTriple *triple)
{
  CubbyQrLaid candidates[CUBBY_QR_LAID_MAX];
  guint n_bends[CUBBY_QR_LAID_MAX]; /* as they were laid */
  const CubbyQrField *field = get_field (hunt, triple);
  guint n = cubby_qr_lay (hunt->fits, field, triple, candidates), best = 0;
  if (n > 0 && read_at_once (hunt, field, triple, &candidates[0]))
    return;
  for (guint i = 0; i < n && !cubby_qr_hunt_is_to_settle (hunt); i++) {
    n_bends[i] = candidates[i].grid.n_bends;
    candidates[i].known = 0;
    if (is_said (hunt, candidates, n_bends, i))
      continue;
    cubby_qr_lay_refine (hunt->fits, field, triple, &candidates[i], hunt->until_us);
    if (candidates[best].known < candidates[i].known)
      best = i;
    if (candidates[i].known < CUBBY_QR_KNOWN_MIN)
      continue;
    if (cubby_qr_hunt_read (hunt, field, &candidates[i].grid))
      return;
    cubby_qr_hunt_note (hunt, &candidates[i]);
  }
  if (n > 0 && !cubby_qr_hunt_is_over (hunt) && triple->missing == CUBBY_QR_MISSING_NONE)
    cubby_qr_hunt_note_bendable (hunt, &candidates[best]);
}

/* Those that look like the sides of a code between their finder patterns, too. */
static void
try_crowd (CubbyQrHunt *hunt, const GArray *triples, GArray *tried)
{
  guint n = 0, max = hunt->frame->captured_us == 0 ? CROWD_STILL_MAX : TRIPLES_MAX;
  for (guint i = 0; i < triples->len && n < max && !cubby_qr_hunt_is_to_settle (hunt); i++) {
    const CubbyQrTriple *triple = &g_array_index (triples, CubbyQrTriple, i);
    if (triple->missing != CUBBY_QR_MISSING_NONE || is_done (hunt, triple) || is_tried (tried, triple) ||
        !has_timing (hunt, triple))
      continue;
    n++;
    g_array_append_val (tried, *triple);
    try_triple (hunt, triple);
  }
}

void
cubby_qr_tries_make (CubbyQrHunt *hunt, const GArray *triples, GArray *tried)
{
  guint n = 0;
  if (triples->len > CROWD)
    try_crowd (hunt, triples, tried);
  for (guint i = 0; i < triples->len && n < TRIPLES_MAX && !cubby_qr_hunt_is_to_settle (hunt); i++) {
    const CubbyQrTriple *triple = &g_array_index (triples, CubbyQrTriple, i);
    if (is_done (hunt, triple) || is_tried (tried, triple) ||
        (triple->missing != CUBBY_QR_MISSING_NONE && triple->score < SURE_PAIR && !has_timing (hunt, triple)))
      continue;
    n++;
    g_array_append_val (tried, *triple);
    try_triple (hunt, triple);
  }
}
