/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What becomes of a label that staff saw, or did not see, behind a door. */
typedef enum {
  CUBBY_SETTLEMENT_SEEN,     /* expected here, in doubt, and here: loaded */
  CUBBY_SETTLEMENT_MISSING,  /* expected here, and not here: unloaded */
  CUBBY_SETTLEMENT_FOUND,    /* thought to be nowhere: loaded here */
  CUBBY_SETTLEMENT_MOVED,    /* thought behind another door: loaded here, and that door is to be looked at */
  CUBBY_SETTLEMENT_SURPLUS,  /* another parcel lies here: staff take it out, and look again */
  CUBBY_SETTLEMENT_STRANGER, /* nobody knows it: the door is to be looked at until it is empty */
  CUBBY_N_SETTLEMENTS,
} CubbySettlement;

const char *cubby_settlement_to_string (CubbySettlement settlement);
gboolean cubby_settlement_from_string (const char *text, CubbySettlement *ret_settlement);
/* As the screen is told of it: missing found moved stranger, or NULL: it is no difference. */
const char *cubby_settlement_get_difference (CubbySettlement settlement);

G_END_DECLS
