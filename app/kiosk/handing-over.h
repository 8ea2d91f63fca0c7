/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Saves the basket at the centre and shows its page as a QR code, so that the phone carries on with it. */
void cubby_handing_over_begin (CubbyContext *context, GtkWidget *page);

/* Returns: (transfer full): @url, absolute. */
char *cubby_handing_over_resolve (const CubbySettings *settings, const char *url);

G_END_DECLS
