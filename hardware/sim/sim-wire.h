/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/sim-bank.h"
#include "hardware/sim/sim-frame.h"

G_BEGIN_DECLS

/**
 * CubbySimWire:
 *
 * One connection, or one pty: bytes come in, requests are cut out of them, and
 * the bank's answers go back, late ones later. Reference counted, because an
 * answer on its way keeps it.
 */
typedef struct _CubbySimWire CubbySimWire;

/**
 * cubby_sim_wire_new:
 * @fd: non-blocking; closed with the wire
 * @closed: called once, when the peer went away or spoke another language
 */
CubbySimWire *cubby_sim_wire_new (CubbySimBank *bank, guint bus, const CubbySimFraming *framing, int fd,
                                  void (*closed) (CubbySimWire *self, gpointer data), gpointer data);
/* Hangs up; answers still on their way are dropped. */
void cubby_sim_wire_close (CubbySimWire *self);
void cubby_sim_wire_unref (CubbySimWire *self);

G_END_DECLS
