/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker.h"

G_BEGIN_DECLS

/**
 * cubby_notice_read:
 * @dictionary: a{sv} of org.cubby.Locker1.Link.Expect; outlives *@ret_notice
 * @ret_seal: (out): the centre's word for it, see cubby_seal_verify(); "" without one
 * @ret_ctis: (out) (transfer container): owns the array that *@ret_notice points to
 *
 * Returns: (nullable) (transfer full): NULL when it is good, else a sentence that names what is wrong.
 */
char *cubby_notice_read (GVariant *dictionary, CubbyNotice *ret_notice, const char **ret_seal,
                         const char ***ret_ctis);

G_END_DECLS
