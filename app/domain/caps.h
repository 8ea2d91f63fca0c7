/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint doors_per_minute;
  guint doors_open;   /* at once */
  guint cool_down_ms; /* a lock rests between two pulses */
} CubbyCaps;

/**
 * CubbyCapsFacts:
 * @pulses_ms: when the last pulses were intended, oldest first
 * @doors_open: doors that were granted and are not shut again
 * @group_free_ms: from when on no lock of the door's power group is energised
 * @door_pulsed_ms: when this lock was last pulsed; 0 never
 */
typedef struct {
  const gint64 *pulses_ms;
  gsize n_pulses;
  guint doors_open;
  gint64 group_free_ms;
  gint64 door_pulsed_ms;
} CubbyCapsFacts;

typedef enum {
  CUBBY_CAPS_NOW,
  CUBBY_CAPS_PER_MINUTE,
  CUBBY_CAPS_OPEN_AT_ONCE, /* until a door is shut: no time can be named */
  CUBBY_CAPS_POWER_GROUP,
  CUBBY_CAPS_COOL_DOWN,
} CubbyCapsVerdict;

/**
 * cubby_caps_judge:
 * @ret_at_ms: (out): the earliest time for a pulse; G_MAXINT64 when it depends on a person
 *
 * Whether a lock may be pulsed at @now_ms.
 */
CubbyCapsVerdict cubby_caps_judge (const CubbyCaps *self, const CubbyCapsFacts *facts, gint64 now_ms,
                                   gint64 *ret_at_ms);

G_END_DECLS
