/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"
#include "app/kiosk/window.h"

G_BEGIN_DECLS

/* From here on the session's basket is one with that of the phone: what is changed here goes there, and when
 * both changed it, both changes are in it and it is shown. @body: the Basket of the API */
void cubby_basket_sharing_begin (CubbyContext *context, CubbyWindow *window, const char *body);

G_END_DECLS
