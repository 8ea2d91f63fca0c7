/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"
#include "app/kiosk/window.h"

G_BEGIN_DECLS

/* Brings the basket that the shopper made on the phone, and shows it; says why when it cannot. */
void cubby_basket_fetch (CubbyContext *context, CubbyWindow *window, const char *id);

G_END_DECLS
