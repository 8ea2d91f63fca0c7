/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/sim-bank.h"

G_BEGIN_DECLS

/**
 * CubbySimPort:
 *
 * Where masters plug in: a TCP address with any number of connections, or a pty.
 */
typedef struct _CubbySimPort CubbySimPort;

/**
 * cubby_sim_port_new:
 * @bus: index into the configured buses; its boards answer here
 * @where: `tcp:ADDR:PORT` (port 0: any free one) or `pty:PATH` (PATH becomes a link to the terminal)
 */
CubbySimPort *cubby_sim_port_new (CubbySimBank *bank, guint bus, const char *where, GError **error);
/* Hangs up on everybody, and stops listening. A pty's link is removed. */
void cubby_sim_port_free (CubbySimPort *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySimPort, cubby_sim_port_free)

/* What it became: "tcp:127.0.0.1:40123", "pty:/run/bus". */
const char *cubby_sim_port_get_where (CubbySimPort *self);
/* TCP: the number; 0 for a pty. */
guint16 cubby_sim_port_get_number (CubbySimPort *self);
/* The connections end, new ones are taken. (What the bank says of the cable, a port follows by itself.) */
void cubby_sim_port_hang_up (CubbySimPort *self);

G_END_DECLS
