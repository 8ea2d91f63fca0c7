/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-view.h"

G_BEGIN_DECLS

/* It must be called for this long before it goes on, and lasts so long at least: no flicker. */
#define CUBBY_LIGHT_CALLED_US ((gint64)500 * 1000)
#define CUBBY_LIGHT_LEAST_US ((gint64)2000 * 1000)
/* Nobody is there: it goes out after this. */
#define CUBBY_LIGHT_LINGERS_US ((gint64)4000 * 1000)
/* It glares in a phone: off for so long. */
#define CUBBY_LIGHT_SPARED_US ((gint64)6000 * 1000)
/* Longest at a time, and the rest after that. */
#define CUBBY_LIGHT_MOST_US ((gint64)30000 * 1000)
#define CUBBY_LIGHT_RESTS_US ((gint64)15000 * 1000)

/**
 * CubbyScanLight:
 *
 * Whether the light at the camera is to be on: in a dark place, when somebody is there with
 * something that does not shine itself. Off for the screens of phones, for it glares in their glass.
 */
typedef struct _CubbyScanLight CubbyScanLight;

/* @dark_below: mean gray level of the picture, 1..255, below which the place is dark */
CubbyScanLight *cubby_scan_light_new (guint dark_below);
void cubby_scan_light_free (CubbyScanLight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyScanLight, cubby_scan_light_free)

/**
 * cubby_scan_light_take:
 * @somebody: somebody uses the screen
 * @now_us: monotonic; does not go back
 *
 * Returns: whether the light is to be on from now on
 */
gboolean cubby_scan_light_take (CubbyScanLight *self, const CubbyView *view, gboolean somebody,
                                gint64 now_us);

/* The camera gives no pictures: off, and from the beginning. */
void cubby_scan_light_reset (CubbyScanLight *self);

G_END_DECLS
