/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/data-age.h"

G_BEGIN_DECLS

/* When the centre last confirmed the replica, kept beside it: a restart does not make it older or newer. */

/* This moment, by the clocks of the machine. */
void cubby_synced_now (CubbyMoment *ret_now);
/* Returns: FALSE when nothing is known. */
gboolean cubby_synced_load (const char *path, CubbyMoment *ret_moment);
gboolean cubby_synced_save (const char *path, const CubbyMoment *moment, GError **error);

G_END_DECLS
