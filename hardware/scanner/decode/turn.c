/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/turn.h"

/* Our own readers look at one candidate at least. */
#define MINIMUM_US 2000
#define UNBOUNDED_US 4000000
/* zbar cannot be stopped: it is begun only where it would end in time if it took so many times what is
 * foretold. */
#define CAUTION 2

gint64
cubby_turn_left_us (const CubbyTurn *self)
{
  return self->until_us - cubby_budget_now ();
}

void
cubby_turn_keep_back (CubbyTurn *self, guint percent)
{
  self->until_us -= self->budget_us * percent / 100;
}

void
cubby_turn_keep_back_rest (CubbyTurn *self, guint percent)
{
  self->until_us -= MAX (cubby_turn_left_us (self), 0) * percent / 100;
}

gboolean
cubby_turn_is_for (guint strategy, CubbyStrategyUse use, guint symbologies)
{
  const CubbyStrategy *row = cubby_strategy_get (strategy);
  return (row->uses & use) != 0 && (row->symbologies & symbologies) != 0;
}

guint
cubby_turn_get_kind (guint symbologies)
{
  return (symbologies & CUBBY_SYMBOLOGY_QR) != 0 ? CUBBY_SYMBOLOGY_QR : CUBBY_SYMBOLOGIES_LINEAR;
}

/* The reader knows the grid of the code that it read last. */
static float
get_module_px (const CubbyTurn *self, guint strategy, guint n_added)
{
  const CubbyQrGrid *grid = cubby_qr_reader_get_grid (self->readers->qr);
  if (cubby_strategy_get (strategy)->reader != CUBBY_READER_FINDERS || n_added != 1 || grid == NULL)
    return 0;
  return (float)cubby_qr_grid_get_module_size (grid);
}

guint
cubby_turn_try (CubbyTurn *self, guint strategy, const CubbyRegion *part)
{
  gint64 left_us = self->budget_us > 0 ? MAX (cubby_turn_left_us (self), MINIMUM_US) : UNBOUNDED_US;
  gint64 begun_us = cubby_budget_now ();
  gboolean done;
  guint n_added = cubby_strategy_run (cubby_strategy_get (strategy), self->readers, self->frame, part,
                                      self->symbologies, left_us, self->codes, &done);
  if (done)
    cubby_budget_note (self->budget, strategy, part->width * part->height, cubby_budget_now () - begun_us);
  for (guint i = self->codes->len - n_added; i < self->codes->len; i++)
    cubby_tracks_note (self->tracks, g_ptr_array_index (self->codes, i), strategy, self->now_us);
  if (n_added > 0 && self->codes->len == n_added)
    *self->module_px = get_module_px (self, strategy, n_added);
  return n_added;
}

gboolean
cubby_turn_fits (CubbyTurn *self, guint strategy, const CubbyRegion *part)
{
  guint caution = cubby_strategy_get (strategy)->reader == CUBBY_READER_DECODER ? CAUTION : 1;
  gint64 cost_us = caution * cubby_budget_foretell (self->budget, strategy, part->width * part->height);
  if (cost_us > self->budget_us)
    cubby_budget_fade (self->budget, strategy);
  return cost_us <= cubby_turn_left_us (self);
}

int
cubby_turn_try_near (CubbyTurn *self, guint first, guint symbologies, const CubbyRegion *part)
{
  gboolean tried = FALSE;
  guint n = cubby_strategies_count ();
  for (guint i = 0; i < n; i++) {
    guint index = (first + i) % n;
    if (!cubby_turn_is_for (index, CUBBY_STRATEGY_NEAR, symbologies))
      continue;
    gboolean fits = self->budget_us > 0 ? cubby_turn_fits (self, index, part) : !tried;
    if (!fits && tried)
      return (int)index;
    if (!fits && cubby_strategy_get (index)->reader == CUBBY_READER_DECODER)
      continue;
    tried = TRUE;
    if (cubby_turn_try (self, index, part) > 0)
      return -1;
  }
  return (int)first;
}
