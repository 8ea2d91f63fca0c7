/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/child/decode-process.h"
#include "hardware/scanner/child/wire.h"

G_BEGIN_DECLS

/* One question to a decode program and its answer. Neither of them waits for a program that does not do its
 * part. On failure @error is one of CUBBY_DECODE_ERROR_CRASHED, HUNG, REFUSED: then the program is of no use
 * any more; its message is what it did, or "" where its end tells more. */

/**
 * cubby_decode_exchange_ask:
 *
 * Fails when the program has ended, has said something that nobody asked for, or leaves its questions unread
 * until no more of them fits.
 */
gboolean cubby_decode_exchange_ask (CubbyDecodeProcess *process, const CubbyWireRequest *request,
                                    GError **error);

/**
 * cubby_decode_exchange_take:
 * @wake: an eventfd: when it counts, the waiting ends with CUBBY_DECODE_ERROR_INTERRUPTED
 * @request: what was asked
 * @allowed_us: see cubby_decode_is_hung()
 * @answer: (out): on success to be cleared
 */
gboolean cubby_decode_exchange_take (CubbyDecodeProcess *process, int wake, const CubbyWireRequest *request,
                                     gint64 allowed_us, CubbyWireAnswer *answer, GError **error);

G_END_DECLS
