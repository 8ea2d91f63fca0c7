/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/route.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CubbyNavigator:
 *
 * Where the person is. The table of route.c decides; this remembers.
 * CubbyNavigator::moved comes after every step that led somewhere, and when a page is to be drawn anew.
 */
#define CUBBY_TYPE_NAVIGATOR (cubby_navigator_get_type ())
G_DECLARE_FINAL_TYPE (CubbyNavigator, cubby_navigator, CUBBY, NAVIGATOR, GObject)

CubbyNavigator *cubby_navigator_new (void);
/* Returns: whether the step means anything on this page. */
gboolean cubby_navigator_step (CubbyNavigator *self, CubbyStep step);
/* The same page again, in other words. */
void cubby_navigator_renew (CubbyNavigator *self);
CubbyRoute cubby_navigator_get_route (CubbyNavigator *self);

G_END_DECLS
