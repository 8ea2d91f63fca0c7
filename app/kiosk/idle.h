/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { CUBBY_IDLE_ACTIVE, CUBBY_IDLE_WARNING, CUBBY_IDLE_OVER } CubbyIdle;

/**
 * cubby_idle_judge:
 * @untouched_us: since the last touch, key, read code or moving door
 * @timeout_s: the session is over after this
 * @warning_s: and the person is warned this long before
 * @ret_left_s: (out) (optional): seconds left until it is over
 */
CubbyIdle cubby_idle_judge (gint64 untouched_us, guint timeout_s, guint warning_s, guint *ret_left_s);

G_END_DECLS
