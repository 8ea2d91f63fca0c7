/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keys that come faster than this after a character are of a machine. */
#define CUBBY_KEY_BURST_MS 50

/**
 * CubbyKeyBurst:
 *
 * A reader that poses as a keyboard sends characters, and then the return key. Nothing on the screen takes
 * characters, but the return key (or a space within the code) would press whatever has the focus.
 */
typedef struct {
  gboolean running;
  guint32 last_ms;
} CubbyKeyBurst;

/**
 * cubby_key_burst_swallows:
 * @character: whether the key types something (a space too), and does not lead (Tab, arrows) or press
 * (Return)
 * @time_ms: of the event; it may wrap
 *
 * Returns: TRUE when the key belongs to a burst that has begun, and must not do anything.
 */
gboolean cubby_key_burst_swallows (CubbyKeyBurst *self, gboolean character, guint32 time_ms);

G_END_DECLS
