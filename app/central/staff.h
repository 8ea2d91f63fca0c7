/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/change-request.h"
#include "app/central/store.h"

G_BEGIN_DECLS

/* Badges of staff, kept at the centre for the kiosks of their stores. PINs are kept as Argon2id hashes alone.
 */
char *cubby_staff_list (CubbyStore *store, GError **error);
char *cubby_staff_get (CubbyStore *store, const char *badge, gint64 *ret_version, GError **error);
char *cubby_staff_add (CubbyStore *store, const CubbyChangeRequest *request, GError **error);
/* Name, role, stores and PIN, each when it is given; If-Match. */
char *cubby_staff_update (CubbyStore *store, const CubbyChangeRequest *request, GError **error);
char *cubby_staff_revoke (CubbyStore *store, const CubbyChangeRequest *request, GError **error);

/* Returns: (transfer full) (nullable): the sealed list of the badges of @of_store. */
char *cubby_staff_get_sealed (CubbyStore *store, const char *of_store, GError **error);
/* After the database came back from a copy: the lists have a version that no kiosk has seen yet, or a badge
 * that is revoked from now on would stay good there. */
gboolean cubby_staff_begin_epoch (CubbyStore *store, GError **error);
/* Returns: (transfer full) (nullable): the badge as a QR code, an SVG. */
char *cubby_staff_get_svg (CubbyStore *store, const char *badge, GError **error);

G_END_DECLS
