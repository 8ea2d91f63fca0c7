/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/lockerd/lockerd.h"

G_BEGIN_DECLS

/**
 * cubby_lockerd_take_notices:
 * @parcels: aa{sv} of org.cubby.Locker1.Link.Expect
 * @ret_problem: (out): the first that was refused, as a sentence, or NULL
 *
 * Takes what is good. What does not touch the same parcel or pass is one transaction, because a disk needs as
 * long for one as for a thousand.
 *
 * Returns: FALSE when @call has been answered: nothing can be journaled.
 */
gboolean cubby_lockerd_take_notices (CubbyLockerd *self, GDBusMethodInvocation *call, GVariant *parcels,
                                     char **ret_problem);

G_END_DECLS
