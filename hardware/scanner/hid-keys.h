/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/code-queue.h"

G_BEGIN_DECLS

/**
 * CubbyHidKeys:
 *
 * Makes codes of the keys that a reader presses as if it were a keyboard of the layout of the United States.
 * Enter or Tab ends a code, or silence with framing=gap. Characters that come as Alt and digits of the keypad
 * (“ALT mode”) are put together. One key that no code needs (Escape, Ctrl and a letter, an arrow) spoils the
 * whole code: a barcode that presses keys is an attack. It knows no time: whoever reads the keys says when
 * there was silence.
 */
typedef struct _CubbyHidKeys CubbyHidKeys;

/* @settings must outlive the keys. */
CubbyHidKeys *cubby_hid_keys_new (const CubbyReaderSettings *settings);
void cubby_hid_keys_free (CubbyHidKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyHidKeys, cubby_hid_keys_free)

/**
 * cubby_hid_keys_push:
 * @code: KEY_… of linux/input-event-codes.h
 * @value: of the event: 1 pressed, 0 let go, 2 repeated, which means nothing
 */
void cubby_hid_keys_push (CubbyHidKeys *self, guint code, int value);
/* Some keys were lost: what was begun is spoiled, and no key counts as held. */
void cubby_hid_keys_lose (CubbyHidKeys *self);

/* For how many ms nothing may come before cubby_hid_keys_end() is to be called; 0: nothing is begun,
 * and no key is held. */
guint cubby_hid_keys_get_silence_ms (CubbyHidKeys *self);
/* There was silence: what was begun is a code (framing=gap) or was left unfinished. */
void cubby_hid_keys_end (CubbyHidKeys *self);

/* As cubby_code_queue_pop(). */
gboolean cubby_hid_keys_pop (CubbyHidKeys *self, char **ret_text, const char **ret_symbology,
                             CubbyRefusal *ret_refusal);

G_END_DECLS
