/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/lockerd/lockerd.h"

G_BEGIN_DECLS

/* Handler of org.cubby.Locker1.Counter.SignIn; @user_data: the CubbyLockerd. */
gboolean cubby_lockerd_sign_in (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *badge,
                                const char *pin, gpointer user_data);

G_END_DECLS
