/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-lay.h"
#include "hardware/scanner/decode/qr-modules.h"
#include "hardware/scanner/decode/qr-stacks.h"
#include "hardware/scanner/decode/qr-vain.h"

G_BEGIN_DECLS

/* Pixels of a module, where grids are fitted. */
#define CUBBY_QR_FIT_PIXELS 3.0
/* Of the known modules: below it is not worth to be read … */
#define CUBBY_QR_KNOWN_MIN 0.72
/* … nor to be bent; and this is a code that lies flat, and is not to be searched for any more. */
#define CUBBY_QR_KNOWN_BENT 0.63
#define CUBBY_QR_KNOWN_SURE 0.94
/* Blurred rather than bent. */
#define CUBBY_QR_KNOWN_BLURRED 0.78

/**
 * CubbyQrHunt:
 * @fits: like the rest until @vain of the reader, for all pictures
 * @modules: room for those of one code
 * @done: (element-type CubbyQrGrid): codes that were read, or say nothing, or cannot be read: nothing else is
 *   there
 * @n_read: of them have told a text
 * @settle_us: of a camera's picture: from then on nothing else is looked for once something is likely to be a
 *   code that is blurred, or there is no time for cubby_qr_hunt_settle()
 * @bends: in this picture there is time to bend what could be blurred, too
 * @known: of @likeliest; 0: there is none
 * @likeliest: the grid that fits best of those that could not be read as they are
 * @bendable_known: of @bendable; 0: there is none
 * @bendable: likewise of those that do not lie flat
 *
 * The search for codes in one picture: what was found so far.
 */
typedef struct {
  CubbyQrFits *fits;
  CubbyQrModules *modules;
  CubbyQrStacks *stacks;
  CubbyQrVain *vain;
  const CubbyFrame *frame;
  CubbyQrPyramid *pyramid;
  gint64 until_us;
  gint64 settle_us;
  gboolean bends;
  GPtrArray *codes;
  GArray *done;
  guint n_read;
  double known;
  CubbyQrGrid likeliest;
  double bendable_known;
  CubbyQrGrid bendable;
  guint n_bent;
} CubbyQrHunt;

gboolean cubby_qr_hunt_is_over (const CubbyQrHunt *self);
/* Returns: whether it is over but for cubby_qr_hunt_settle(). */
gboolean cubby_qr_hunt_is_to_settle (const CubbyQrHunt *self);
/* Returns: whether the place is in a code that is done. */
gboolean cubby_qr_hunt_is_done_at (const CubbyQrHunt *self, double x, double y);
/* Returns: (transfer none): the scale at which modules of so many pixels are fitted. */
const CubbyQrField *cubby_qr_hunt_get_field (const CubbyQrHunt *self, double module);

/**
 * cubby_qr_hunt_read:
 *
 * Reads the modules on the grid, plainly; what they say is told.
 *
 * Returns: whether the grid is done
 */
gboolean cubby_qr_hunt_read (CubbyQrHunt *self, const CubbyQrField *field, const CubbyQrGrid *grid);

/* The same with the cheapest of its ways alone. */
gboolean cubby_qr_hunt_read_plainly (CubbyQrHunt *self, const CubbyQrGrid *grid);

/* What could not be read is noted if it is the likeliest so far: to be read with more effort, or bent. */
void cubby_qr_hunt_note (CubbyQrHunt *self, const CubbyQrLaid *laid);
void cubby_qr_hunt_note_bendable (CubbyQrHunt *self, const CubbyQrLaid *laid);

/* Bends what was noted until it can be read, unless a text was told; then it is forgotten. */
void cubby_qr_hunt_bend (CubbyQrHunt *self);
/* Spares no effort on the likeliest one: it is done then, read or not. */
void cubby_qr_hunt_settle (CubbyQrHunt *self);

G_END_DECLS
