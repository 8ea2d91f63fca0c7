/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-stacks.h"

#include <math.h>

#define PLACES 3
#define REACH 0.5 /* sides of the code: so far a hand moves it from picture to picture */

typedef struct {
  CubbyQrStack *stack;
  CubbyPoint middle;
  gint64 last_us;
  gboolean taken;
} Place;

struct _CubbyQrStacks {
  Place places[PLACES];
};

CubbyQrStacks *
cubby_qr_stacks_new (void)
{
  CubbyQrStacks *self = g_new0 (CubbyQrStacks, 1);
  for (guint i = 0; i < PLACES; i++)
    self->places[i].stack = cubby_qr_stack_new ();
  return self;
}

void
cubby_qr_stacks_free (CubbyQrStacks *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < PLACES; i++)
    cubby_qr_stack_free (self->places[i].stack);
  g_free (self);
}

static CubbyPoint
get_middle (const CubbyQrGrid *grid)
{
  return cubby_qr_grid_project (grid, grid->dimension / 2.0, grid->dimension / 2.0);
}

/* Returns: (nullable): the nearest one within reach. */
static Place *
find (CubbyQrStacks *self, const CubbyQrGrid *grid)
{
  CubbyPoint middle = get_middle (grid);
  double least = REACH * grid->dimension * cubby_qr_grid_get_module_size (grid);
  Place *nearest = NULL;
  for (guint i = 0; i < PLACES; i++) {
    Place *place = &self->places[i];
    double far = hypot ((double)(place->middle.x - middle.x), (double)(place->middle.y - middle.y));
    if (!place->taken || far > least)
      continue;
    least = far;
    nearest = place;
  }
  return nearest;
}

/* The one that was not seen for the longest time gives way. */
static Place *
take_any (CubbyQrStacks *self)
{
  Place *oldest = &self->places[0];
  for (guint i = 1; i < PLACES; i++)
    if (oldest->taken && (!self->places[i].taken || self->places[i].last_us < oldest->last_us))
      oldest = &self->places[i];
  cubby_qr_stack_clear (oldest->stack);
  oldest->taken = TRUE;
  return oldest;
}

guint
cubby_qr_stacks_add (CubbyQrStacks *self, const CubbyQrGrid *grid, const CubbyQrModules *modules,
                     gint64 time_us, CubbyQrModules *ret_sum)
{
  Place *place = find (self, grid);
  if (place == NULL)
    place = take_any (self);
  place->middle = get_middle (grid);
  place->last_us = time_us;
  return cubby_qr_stack_add (place->stack, modules, time_us, ret_sum);
}

void
cubby_qr_stacks_forget (CubbyQrStacks *self, const CubbyQrGrid *grid)
{
  Place *place = find (self, grid);
  if (place == NULL)
    return;
  cubby_qr_stack_clear (place->stack);
  place->taken = FALSE;
}
