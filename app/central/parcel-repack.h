/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* Whether a parcel of @fulfilment lies in a locker, or was taken out of one: its boxes are closed. */
gboolean cubby_parcel_has_closed (CubbyStore *store, const char *fulfilment, gboolean *ret_closed,
                                  GError **error);

/* The boxes that the lines of @fulfilment take now: labels that are needed no longer are withdrawn, those
 * whose box became another are told anew. */
gboolean cubby_parcel_repack (CubbyStore *store, const char *order, const char *fulfilment, GError **error);

G_END_DECLS
