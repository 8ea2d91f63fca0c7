/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-hunt.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/qr-bend.h"
#include "hardware/scanner/decode/qr-deblur.h"

#include <math.h>

#define BENT_MAX 2       /* grids of one picture of a camera that are bent: it is dear */
#define BENT_STILL_MAX 8 /* of a photograph */
/* Modules on a side: what is larger is neither bent, deblurred nor stacked in a picture of a camera. That
 * takes longer than the next picture does to come. */
#define CAMERA_DIMENSION_MAX 97

gboolean
cubby_qr_hunt_is_over (const CubbyQrHunt *self)
{
  return cubby_budget_now () >= self->until_us;
}

gboolean
cubby_qr_hunt_is_to_settle (const CubbyQrHunt *self)
{
  return cubby_qr_hunt_is_over (self) ||
         (self->frame->captured_us != 0 && self->n_read == 0 && self->known >= CUBBY_QR_KNOWN_BLURRED &&
          cubby_budget_now () >= self->settle_us);
}

static gboolean
is_inside (const CubbyQrGrid *grid, double x, double y)
{
  CubbyPoint corners[4];
  cubby_qr_grid_get_corners (grid, corners);
  guint n_right = 0;
  for (guint i = 0; i < 4; i++) {
    const CubbyPoint *p = &corners[i], *q = &corners[(i + 1) % 4];
    n_right += (double)(q->x - p->x) * (y - (double)p->y) > (double)(q->y - p->y) * (x - (double)p->x);
  }
  return n_right == 4;
}

gboolean
cubby_qr_hunt_is_done_at (const CubbyQrHunt *self, double x, double y)
{
  for (guint i = 0; i < self->done->len; i++)
    if (is_inside (&g_array_index (self->done, CubbyQrGrid, i), x, y))
      return TRUE;
  return FALSE;
}

const CubbyQrField *
cubby_qr_hunt_get_field (const CubbyQrHunt *self, double module)
{
  guint level = cubby_qr_pyramid_find_level (self->pyramid, module, CUBBY_QR_FIT_PIXELS);
  return cubby_qr_pyramid_get_field (self->pyramid, level);
}

/* Plainly, against the mean round each module: where black and white are not to be told in the whole. */
static void
sample_field (CubbyQrModules *modules, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  modules->dimension = grid->dimension;
  double scale = 1 / field->scale;
  for (guint y = 0; y < grid->dimension; y++)
    for (guint x = 0; x < grid->dimension; x++) {
      CubbyPoint p = cubby_qr_grid_project (grid, x + 0.5, y + 0.5);
      float value = cubby_qr_field_sample (field, p.x * (float)scale, p.y * (float)scale);
      modules->soft[y * grid->dimension + x] = (gint16)((grid->inverse ? value : -value) * 16);
    }
}

/* The same scale, against narrow windows. */
static const CubbyQrField *
get_narrow (CubbyQrHunt *self, const CubbyQrField *field)
{
  return cubby_qr_pyramid_get_narrow (self->pyramid,
                                      CUBBY_QR_PYRAMID_OWN + (guint)lround (log2 (field->scale)));
}

/* @read: the code that is on @grid; none where it says nothing. */
static void
tell (CubbyQrHunt *self, const CubbyQrGrid *grid, GPtrArray *read)
{
  g_array_append_val (self->done, *grid);
  cubby_qr_stacks_forget (self->stacks, grid);
  if (read->len == 0)
    return;
  if (((const CubbyCode *)g_ptr_array_index (read, 0))->n_parts > 0 && self->frame->captured_us != 0)
    return;
  CubbyCode *code = g_ptr_array_steal_index (read, 0);
  cubby_qr_grid_get_corners (grid, code->corners);
  cubby_code_set_region (code, self->frame);
  self->n_read += code->n_parts == 0;
  cubby_codes_take (self->codes, code);
}

static gboolean
is_large (const CubbyQrHunt *self, const CubbyQrGrid *grid)
{
  return self->frame->captured_us != 0 && grid->dimension > CAMERA_DIMENSION_MAX;
}

gboolean
cubby_qr_hunt_read_plainly (CubbyQrHunt *self, const CubbyQrGrid *grid)
{
  g_autoptr (GPtrArray) read = cubby_codes_new ();
  if (!cubby_qr_modules_sample (self->frame, grid, self->modules) ||
      !cubby_qr_modules_read (self->modules, read))
    return FALSE;
  tell (self, grid, read);
  return TRUE;
}

gboolean
cubby_qr_hunt_read (CubbyQrHunt *self, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  if (is_large (self, grid) && cubby_qr_hunt_is_over (self))
    return FALSE;
  if (cubby_qr_hunt_read_plainly (self, grid))
    return TRUE;
  g_autoptr (GPtrArray) read = cubby_codes_new ();
  gboolean is_whole = FALSE;
  for (guint i = 0; i < 2 && !is_whole; i++) {
    if (cubby_qr_hunt_is_over (self))
      return FALSE;
    sample_field (self->modules, i == 0 ? field : get_narrow (self, field), grid);
    is_whole = cubby_qr_modules_read (self->modules, read);
  }
  if (is_whole)
    tell (self, grid, read);
  return is_whole;
}

void
cubby_qr_hunt_note (CubbyQrHunt *self, const CubbyQrLaid *laid)
{
  if (laid->known < CUBBY_QR_KNOWN_MIN || laid->known <= self->known)
    return;
  self->known = laid->known;
  self->likeliest = laid->grid;
}

void
cubby_qr_hunt_note_bendable (CubbyQrHunt *self, const CubbyQrLaid *laid)
{
  if (laid->known < CUBBY_QR_KNOWN_BENT || laid->known >= CUBBY_QR_KNOWN_SURE ||
      laid->known <= self->bendable_known)
    return;
  self->bendable_known = laid->known;
  self->bendable = laid->grid;
}

/* What cannot be read as if it were flat. */
static void
read_bent (CubbyQrHunt *self, const CubbyQrGrid *flat)
{
  const CubbyQrFit *fit = cubby_qr_fits_get (self->fits, flat->dimension);
  const CubbyQrField *field = cubby_qr_hunt_get_field (self, cubby_qr_grid_get_module_size (flat));
  CubbyQrGrid grid = *flat;
  if (is_large (self, flat) || cubby_qr_hunt_is_over (self))
    return;
  cubby_qr_bend_sides (fit, field, &grid, self->until_us);
  if (cubby_qr_fit_get_known (fit, field, &grid) < CUBBY_QR_KNOWN_MIN ||
      cubby_qr_hunt_read (self, field, &grid) || cubby_qr_hunt_is_over (self))
    return;
  cubby_qr_bend_parts (fit, field, &grid, self->until_us);
  cubby_qr_hunt_read (self, field, &grid);
}

void
cubby_qr_hunt_bend (CubbyQrHunt *self)
{
  guint max = self->frame->captured_us == 0 ? BENT_STILL_MAX : BENT_MAX;
  gboolean is_blurred = !self->bends && self->known >= CUBBY_QR_KNOWN_BLURRED;
  if (self->bendable_known > 0 && self->n_read == 0 && self->n_bent < max && !is_blurred &&
      !cubby_qr_hunt_is_over (self) && !cubby_qr_vain_take (self->vain, self->frame, &self->bendable)) {
    self->n_bent++;
    read_bent (self, &self->bendable);
  }
  self->bendable_known = 0;
}

/* What the pictures before showed of it, too. */
static gboolean
read_stacked (CubbyQrHunt *self, GPtrArray *read)
{
  gint64 time_us = self->frame->captured_us;
  if (time_us == 0 || is_large (self, &self->likeliest) ||
      !cubby_qr_modules_sample (self->frame, &self->likeliest, self->modules))
    return FALSE;
  g_autofree CubbyQrModules *sum = g_new (CubbyQrModules, 1);
  return cubby_qr_stacks_add (self->stacks, &self->likeliest, self->modules, time_us, sum) > 1 &&
         cubby_qr_modules_read (sum, read);
}

/* Together with the pictures before, then without its blur, which is dearer than all else. */
void
cubby_qr_hunt_settle (CubbyQrHunt *self)
{
  g_autoptr (GPtrArray) read = cubby_codes_new ();
  guint n_done = self->done->len;
  double known = self->known;
  self->known = 0;
  if (read_stacked (self, read) ||
      (!is_large (self, &self->likeliest) && !cubby_qr_hunt_is_over (self) &&
       cubby_qr_deblur_read (self->frame, &self->likeliest, self->until_us, self->modules, read))) {
    tell (self, &self->likeliest, read);
    return;
  }
  if (known >= CUBBY_QR_KNOWN_SURE)
    read_bent (self, &self->likeliest);
  if (self->done->len == n_done)
    g_array_append_val (self->done, self->likeliest);
}
