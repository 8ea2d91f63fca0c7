/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is the matter with a bus: nothing; the wire is cut, so that nobody hears; or the adapter (the network
 * plug) is out, so that the device (the connection) is gone. */
typedef enum { CUBBY_SIM_CABLE_WHOLE, CUBBY_SIM_CABLE_CUT, CUBBY_SIM_CABLE_UNPLUGGED } CubbySimCable;

const char *cubby_sim_cable_to_string (CubbySimCable cable); /* "whole", "cut", "unplugged" */
gboolean cubby_sim_cable_from_string (const char *text, CubbySimCable *ret_cable);

G_END_DECLS
