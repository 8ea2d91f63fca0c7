/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/writer.h"

G_BEGIN_DECLS

/**
 * CubbyParcelStore:
 *
 * The expected parcels as the centre last told them, so that a lockerd that comes (back) gets all of them.
 * Apart from the replica, and for linkd alone: the kiosk's screen has no business with code hashes.
 */
typedef struct _CubbyParcelStore CubbyParcelStore;

CubbyParcelStore *cubby_parcel_store_open (const char *directory, gint64 now_s, GError **error);
void cubby_parcel_store_free (CubbyParcelStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyParcelStore, cubby_parcel_store_free)

/* Whether nothing is known of what the centre told before: it was not there, or of another version. */
gboolean cubby_parcel_store_is_new (const CubbyParcelStore *self);

/**
 * cubby_parcel_store_put:
 * @data: (nullable): the parcel; NULL or null: the centre forgot it, which withdraws it
 *
 * CUBBY_CATALOGUE_ERROR_CHANGE: the parcel is not of its form.
 */
gboolean cubby_parcel_store_put (CubbyParcelStore *self, const char *label, guint64 sequence, JsonNode *data,
                                 GError **error);
gboolean cubby_parcel_store_forget_all (CubbyParcelStore *self, GError **error);

/**
 * cubby_parcel_store_list:
 * @after: only changes of the feed after it; 0: all
 * @ret_through: (out): the last one in the list; left alone when there is none
 *
 * Returns: (transfer floating): aa{sv} as Locker1.Link.Expect takes it, oldest change first.
 */
GVariant *cubby_parcel_store_list (CubbyParcelStore *self, guint64 after, guint64 *ret_through,
                                   GError **error);

G_END_DECLS
