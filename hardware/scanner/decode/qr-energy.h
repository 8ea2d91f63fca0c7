/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-kernel.h"

G_BEGIN_DECLS

/* Of the autocorrelation of the kernel. */
#define CUBBY_QR_ENERGY_REACH CUBBY_QR_PADDING
#define CUBBY_QR_ENERGY_SIDE (2 * CUBBY_QR_ENERGY_REACH + 1)

/**
 * CubbyQrEnergy:
 * @patch: its modules are what is set
 * @match: of each module how its neighbourhood speaks for dark
 * @mixed: what the modules as they are now make of @match; with the patch's padding
 * @pull: how much two modules at a distance are mixed with each other
 *
 * How far the modules, as they are set, mixed by a kernel, are from what was seen: the squares of the
 * differences, of which only what a change of a module would change is kept.
 */
typedef struct {
  CubbyQrPatch *patch;
  const CubbyQrKernel *kernel;
  float *match;
  float *mixed;
  float pull[CUBBY_QR_ENERGY_SIDE][CUBBY_QR_ENERGY_SIDE];
} CubbyQrEnergy;

/* @patch, @kernel: stay the caller's and live as long. */
CubbyQrEnergy *cubby_qr_energy_new (CubbyQrPatch *patch, const CubbyQrKernel *kernel);
void cubby_qr_energy_free (CubbyQrEnergy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrEnergy, cubby_qr_energy_free)

/* By the kernel and the modules as they are now; asked for before all else. */
void cubby_qr_energy_prepare (CubbyQrEnergy *self);
/* Sets a module at cubby_qr_patch_at() and tells its neighbours. */
void cubby_qr_energy_set (CubbyQrEnergy *self, gsize at, float value);

/* Returns: how the module would be if its neighbours are as they are now: > 0 dark, 1 as it would be alone.
 */
static inline float
cubby_qr_energy_get_lean (const CubbyQrEnergy *self, guint x, guint y)
{
  gsize at = cubby_qr_patch_at (self->patch, x, y);
  float own = self->pull[CUBBY_QR_ENERGY_REACH][CUBBY_QR_ENERGY_REACH];
  return (self->match[y * self->patch->dimension + x] - self->mixed[at]) / own + self->patch->modules[at];
}

/* Returns: the cost of turning a module over, in what a module alone costs; less than 0 is a gain. */
static inline float
cubby_qr_energy_cost (const CubbyQrEnergy *self, guint x, guint y)
{
  return self->patch->modules[cubby_qr_patch_at (self->patch, x, y)] * cubby_qr_energy_get_lean (self, x, y);
}

/* Returns: the least cost of turning the module over together with a neighbour, at @ret_dx, @ret_dy. */
float cubby_qr_energy_cost_with_neighbour (const CubbyQrEnergy *self, guint x, guint y, gint *ret_dx,
                                           gint *ret_dy);

G_END_DECLS
