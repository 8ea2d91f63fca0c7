/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/sim-board.h"
#include "hardware/sim/sim-fault.h"

G_BEGIN_DECLS

/**
 * cubby_sim_address_hears:
 * @unit: that a request goes to
 * @ret_answers_as: (out): the unit in front of the answer
 *
 * Whether the request is for this board: its own address, or 0 with one of the few requests about addresses
 * that its family answers from there. Other broadcasts are obeyed by none of these boards.
 */
gboolean cubby_sim_address_hears (const CubbySimBoard *board, guint8 unit, const guint8 *pdu, gsize length,
                                  guint8 *ret_answers_as);

/* Two boards speak at once: nobody can read either. */
void cubby_sim_address_collide (CubbySimAnswer *answer, const CubbySimAnswer *other);

G_END_DECLS
