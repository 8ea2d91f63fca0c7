/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_backoff_ms:
 * @attempt: failures since the last success, from 1
 * @random: 0 ≤ random < 1
 * @asked_s: what the other side asked for (Retry-After); 0: nothing
 *
 * How long to wait before the next try: exponential with full jitter, so that a thousand kiosks do not come
 * back in the same second; and never before the time that was asked for, up to an hour, and then spread as
 * well.
 */
guint cubby_backoff_ms (guint attempt, double random, gint64 asked_s);

/**
 * cubby_retry_after_parse:
 * @text: (nullable): the value of Retry-After (RFC 9110, 10.2.3): seconds, or a time
 * @now_s: Unix time
 *
 * Returns: seconds from now; 0 when it says nothing, or nothing that can be understood.
 */
gint64 cubby_retry_after_parse (const char *text, gint64 now_s);

G_END_DECLS
