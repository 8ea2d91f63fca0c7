/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-cable.h"

static const char *const cable_names[] = {
    [CUBBY_SIM_CABLE_WHOLE] = "whole",
    [CUBBY_SIM_CABLE_CUT] = "cut",
    [CUBBY_SIM_CABLE_UNPLUGGED] = "unplugged",
};

const char *
cubby_sim_cable_to_string (CubbySimCable cable)
{
  return cable_names[cable];
}

gboolean
cubby_sim_cable_from_string (const char *text, CubbySimCable *ret_cable)
{
  for (guint i = 0; i < G_N_ELEMENTS (cable_names); i++)
    if (g_str_equal (text, cable_names[i])) {
      *ret_cable = i;
      return TRUE;
    }
  return FALSE;
}
