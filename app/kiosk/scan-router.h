/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"
#include "app/kiosk/window.h"

G_BEGIN_DECLS

/* Leads what is held to the scanner to the right page, from now on. */
void cubby_scan_router_attach (CubbyContext *context, CubbyWindow *window);

G_END_DECLS
