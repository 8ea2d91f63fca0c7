/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_warm_up:
 *
 * Does everything that libraries do once and need the system for, so that later nothing has to be opened or
 * asked: a look at a picture with a code, a long sort, and every conversion of characters that a code may
 * ask for (libc loads them as modules).
 *
 * Returns: whether the code was read, as it must be.
 */
gboolean cubby_warm_up (void);

/* NULL-terminated: the names under which zbar asks for them. */
extern const char *const cubby_warm_up_charsets[];

G_END_DECLS
