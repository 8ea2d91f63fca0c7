/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-lay.h"

#include "hardware/scanner/decode/qr-align.h"
#include "hardware/scanner/decode/qr-bend.h"
#include "hardware/scanner/decode/qr-climb.h"
#include "hardware/scanner/decode/qr-layout.h"
#include "hardware/scanner/decode/qr-size.h"

#include <math.h>

#define ALIGNED_MIN 0.55 /* of an alignment pattern's likeness */
#define REACH 1.2        /* modules that a corner without a finder pattern may be off at first */
#define GUESSED_REACH 2.4
#define ALIGNED_KNOWN 0.9 /* of the known modules, by the alignment patterns alone */
#define BENT_GAIN 1.1     /* of the contrast: or it is laid flat */

/* The grid through the middles of the three and a fourth place. */
static gboolean
lay_grid (const CubbyQrTriple *triple, guint dimension, double fourth, double x, double y, CubbyQrGrid *grid)
{
  double near = 3.5, far = dimension - 3.5;
  const double modules[8] = {near, near, far, near, fourth, fourth, near, far};
  const double pixels[8] = {triple->corner.x, triple->corner.y, triple->right.x, triple->right.y, x, y,
                            triple->below.x,  triple->below.y};
  *grid = (CubbyQrGrid){.dimension = dimension, .inverse = triple->corner.inverse};
  return cubby_qr_grid_set (grid, modules, pixels);
}

static void
insert_candidate (CubbyQrLaid *candidates, guint *n, guint max, const CubbyQrLaid *candidate)
{
  guint i = *n < max ? (*n)++ : max;
  for (; i > 0 && candidates[i - 1].contrast < candidate->contrast; i--)
    if (i < max)
      candidates[i] = candidates[i - 1];
  if (i < max)
    candidates[i] = *candidate;
}

/* Grids of each likely dimension, with the fourth corner where the sides meet and where a parallelogram has
 * it. */
guint
cubby_qr_lay (CubbyQrFits *fits, const CubbyQrField *field, const CubbyQrTriple *triple,
              CubbyQrLaid laid[CUBBY_QR_LAID_MAX])
{
  guint dimensions[CUBBY_QR_SIZES_MAX], n_candidates = 0;
  guint n = cubby_qr_size_list (triple, field, dimensions);
  double places[2][2] = {{triple->right.x + triple->below.x - triple->corner.x,
                          triple->right.y + triple->below.y - triple->corner.y}};
  guint n_places = cubby_qr_triple_guess_fourth (triple, &places[1][0], &places[1][1]) ? 2 : 1;
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n_places; k++) {
      CubbyQrLaid candidate;
      if (!lay_grid (triple, dimensions[i], dimensions[i] - 3.5, places[k][0], places[k][1], &candidate.grid))
        continue;
      const CubbyQrFit *fit = cubby_qr_fits_get (fits, dimensions[i]);
      candidate.contrast = cubby_qr_fit_get_contrast (fit, field, &candidate.grid);
      CubbyQrLaid bent = candidate;
      if (triple->missing == CUBBY_QR_MISSING_NONE && cubby_qr_bend_by_finders (triple, &bent.grid))
        bent.contrast = cubby_qr_fit_get_contrast (fit, field, &bent.grid);
      insert_candidate (laid, &n_candidates, CUBBY_QR_LAID_MAX,
                        bent.contrast > BENT_GAIN * candidate.contrast ? &bent : &candidate);
    }
  return n_candidates;
}

/* Large codes have alignment patterns all over: where those are found, and the code is where they say,
 * nothing needs to be climbed. */
static gboolean
align (const CubbyQrFit *fit, const CubbyQrField *field, double sure, gint64 until_us, CubbyQrLaid *candidate)
{
  CubbyQrGrid aligned = candidate->grid;
  if (!cubby_qr_align_bend (field, &aligned, until_us))
    return FALSE;
  double known = cubby_qr_fit_get_known (fit, field, &aligned);
  if (known < sure)
    return FALSE;
  candidate->grid = aligned;
  candidate->known = known;
  candidate->contrast = cubby_qr_fit_get_contrast (fit, field, &aligned);
  return TRUE;
}

/* The corners of the grid that are moved first: those without a finder pattern. */
static guint
get_loose (const CubbyQrTriple *triple)
{
  static const guint missing[] = {0, 1u << 0, 1u << 1, 1u << 3};
  return 1u << 2 | missing[triple->missing];
}

void
cubby_qr_lay_align (const CubbyQrField *field, const CubbyQrTriple *triple, CubbyQrGrid *grid)
{
  guint dimension = grid->dimension;
  CubbyPoint place;
  CubbyQrGrid aligned;
  if (dimension > CUBBY_QR_DIMENSION_MIN && grid->n_bends == 0 &&
      cubby_qr_align_find (field, grid, dimension - 6.5, dimension - 6.5, 4, &place) > ALIGNED_MIN &&
      lay_grid (triple, dimension, dimension - 6.5, (double)place.x, (double)place.y, &aligned))
    *grid = aligned;
}

void
cubby_qr_lay_refine (CubbyQrFits *fits, const CubbyQrField *field, const CubbyQrTriple *triple,
                     CubbyQrLaid *candidate, gint64 until_us)
{
  guint dimension = candidate->grid.dimension;
  const CubbyQrFit *fit = cubby_qr_fits_get (fits, dimension);
  CubbyPoint place;
  CubbyQrGrid aligned;
  if (triple->missing == CUBBY_QR_MISSING_NONE && align (fit, field, ALIGNED_KNOWN, until_us, candidate))
    return;
  double reach = triple->missing == CUBBY_QR_MISSING_NONE ? REACH : GUESSED_REACH;
  candidate->contrast = cubby_qr_climb (fit, field, &candidate->grid, get_loose (triple), reach, until_us);
  if (dimension > CUBBY_QR_DIMENSION_MIN && candidate->grid.n_bends == 0 &&
      triple->missing == CUBBY_QR_MISSING_NONE &&
      cubby_qr_align_find (field, &candidate->grid, dimension - 6.5, dimension - 6.5, 4, &place) >
          ALIGNED_MIN &&
      lay_grid (triple, dimension, dimension - 6.5, (double)place.x, (double)place.y, &aligned)) {
    double contrast = cubby_qr_climb (fit, field, &aligned, 1u << 2, 0.5, until_us);
    if (contrast > candidate->contrast)
      candidate->grid = aligned;
  }
  candidate->contrast = cubby_qr_climb (fit, field, &candidate->grid, 0xf, 0.5, until_us);
  candidate->known = cubby_qr_fit_get_known (fit, field, &candidate->grid);
  align (fit, field, candidate->known, until_us, candidate);
}
