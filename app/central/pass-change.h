/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/pass-book.h"

G_BEGIN_DECLS

/* A name that the buyer gives a helper: at most so many bytes, on one line. */
#define CUBBY_HELPER_NAME_MAX 40

/* Returns: (transfer full) (nullable): the order's fulfilment that has passes: the one named, or its first.
 * @wanted: (nullable) */
char *cubby_pass_find_fulfilment (CubbyStore *store, const char *order, const char *wanted, GError **error);

/**
 * cubby_pass_help:
 * @name: "" for none
 *
 * Makes a helper pass and tells the kiosks. Returns: (transfer full) (nullable): its cti, or NULL with @error
 * set: "limit-reached", "too-many-requests", "illegal-transition".
 */
char *cubby_pass_help (CubbyStore *store, const char *order, const char *fulfilment, const char *name,
                       GError **error);

/* Revokes one pass and tells the kiosks; one that is revoked already stays it. */
gboolean cubby_pass_revoke (CubbyStore *store, const char *order, const char *cti, GError **error);

/**
 * cubby_pass_reissue:
 *
 * Revokes all passes of @fulfilment, makes the buyer's anew with a page of its own, tells the kiosks, and the
 * buyer when the parcel is waiting. The links of before lead nowhere.
 */
gboolean cubby_pass_reissue (CubbyStore *store, const char *order, const char *fulfilment, GError **error);

/* The same for every order that may still be collected, because a key is in wrong hands. Pages stay. */
gboolean cubby_pass_reissue_all (CubbyStore *store, guint *ret_count, GError **error);

/* Every parcel that may still be collected is told anew, sealed with the key that signs now. */
gboolean cubby_pass_tell_new_key (CubbyStore *store, gboolean *ret_told, GError **error);

G_END_DECLS
