/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many deaths in a row are no accident any more: staff is told. */
#define CUBBY_DECODE_DEATHS_MAX 5
#define CUBBY_DECODE_PAUSE_MAX_MS 8000
/* Longer than any process that wants the processor waits for it. */
#define CUBBY_DECODE_IDLE_US ((gint64)1 * G_USEC_PER_SEC)
#define CUBBY_DECODE_QUIET_US ((gint64)2 * G_USEC_PER_SEC)
#define CUBBY_DECODE_LIFE_US ((gint64)60 * G_USEC_PER_SEC)

/**
 * cubby_decode_is_hung:
 * @waited_us: since the picture was handed over
 * @used_us: processor time that the decoder took since then
 * @idle_us: since it last took any
 * @still: it does not ask for the processor at all: it was stopped, or sleeps; where nobody may see that,
 * @idle_us tells it later
 * @allowed_us: what it may take
 *
 * Whether the decoder is given up when @allowed_us are over: it worked all of its time, or it stands still,
 * or it was not heard of for ten times as long, whatever it did. A busy machine, on which it waits for its
 * turn, is not yet a fault of it.
 */
gboolean cubby_decode_is_hung (gint64 waited_us, gint64 used_us, gint64 idle_us, gboolean still,
                               gint64 allowed_us);

/**
 * cubby_decode_blind_us:
 * @gap_us: from one picture that was looked at to the next
 *
 * Returns: how much of it counts as not looked at: a look is good for a fifth of a second. So what is in view
 *   of a machine that looks once a second is not out of sight after one look in vain.
 */
gint64 cubby_decode_blind_us (gint64 gap_us);

/**
 * cubby_decode_pause_ms:
 * @n_deaths: of the decoder since it last answered
 * @random: 0 ≤ random < 1
 *
 * Returns: how long no picture is decoded. None after the first death: one bad picture costs itself and no
 *   more. Then it grows up to CUBBY_DECODE_PAUSE_MAX_MS.
 */
guint cubby_decode_pause_ms (guint n_deaths, double random);

/**
 * cubby_decode_is_spent:
 * @lived_us: since the decoder was started
 * @quiet_us: since it last told a code; -1: it never did
 *
 * Whether it is to be replaced by a new one before the next picture. It may be in the hands of whoever drew a
 * picture, and nobody sees that; so it does not outlive by more than CUBBY_DECODE_QUIET_US the scene in which
 * it read something, and by its own words, which may be lies, not CUBBY_DECODE_LIFE_US.
 */
gboolean cubby_decode_is_spent (gint64 lived_us, gint64 quiet_us);

/* Whether staff is to be told that pictures are not read. */
gboolean cubby_decode_is_down (guint n_deaths);

G_END_DECLS
