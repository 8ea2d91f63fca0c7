/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/linkd/central-api.h"

G_BEGIN_DECLS

/**
 * CubbyHello:
 *
 * Tells the central service the kiosk's time and version when the link is up, and every hour; warns when the
 * clock is more than a minute off, which decides whether passes are expired.
 */
typedef struct _CubbyHello CubbyHello;

/* @told: the clock is @skew_ms ahead of the centre's, as just measured */
CubbyHello *cubby_hello_new (CubbyCentralApi *api, void (*told) (gint64 skew_ms, gpointer data),
                             gpointer data);
void cubby_hello_free (CubbyHello *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyHello, cubby_hello_free)

/* The link is up: says it now, unless it did a moment ago. */
void cubby_hello_say (CubbyHello *self);

G_END_DECLS
