/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyPassKeyLife:
 * @from_s: it signs from here on; kiosks are told of it before
 * @until_s: what it signed is believed until here; 0 for ever
 *
 * When a key that signs passes is good.
 */
typedef struct {
  gint64 from_s;
  gint64 until_s;
} CubbyPassKeyLife;

typedef enum {
  CUBBY_PASS_KEY_ANNOUNCED, /* known to kiosks, signs nothing yet */
  CUBBY_PASS_KEY_ACTIVE,    /* the one that signs */
  CUBBY_PASS_KEY_RETIRED,   /* signs nothing more; what it signed is good */
  CUBBY_PASS_KEY_OVER,      /* kiosks forget it */
  CUBBY_N_PASS_KEY_STATES,
} CubbyPassKeyState;

/* announced active retired over */
const char *cubby_pass_key_state_to_string (CubbyPassKeyState state);

/* Returns: the place of the key that signs at @now_s: the latest begun; -1 when there is none. */
int cubby_pass_key_choose (const CubbyPassKeyLife *lives, guint n_lives, gint64 now_s);

/* The state of the key at place @which among @lives. */
CubbyPassKeyState cubby_pass_key_get_state (const CubbyPassKeyLife *lives, guint n_lives, guint which,
                                            gint64 now_s);

/**
 * cubby_pass_key_get_end:
 * @begins_s: when its successor signs
 * @hold_hours: how long a parcel waits at most
 *
 * Until when what a key signed has to be believed: the longest hold and a week, for kiosks that were away.
 */
gint64 cubby_pass_key_get_end (gint64 begins_s, guint hold_hours);

G_END_DECLS
