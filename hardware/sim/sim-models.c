/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-board.h"

/* The boards that can be played. The name is the profile of the configuration. */
static const CubbySimModel models[] = {
    {"waveshare-rtu-d", 8, 8, 0, cubby_sim_waveshare_inputs_functions},
    {"waveshare-rtu-8", 8, 0, 0, cubby_sim_waveshare_functions},
    {"waveshare-rtu-16", 16, 0, 0, cubby_sim_waveshare_functions},
    {"waveshare-rtu-32", 32, 0, 0, cubby_sim_waveshare_functions},
    {"waveshare-io-8ch", 8, 8, 0, cubby_sim_waveshare_inputs_functions},
    {"waveshare-poe-eth", 8, 0, 0, cubby_sim_waveshare_functions},
    {"waveshare-poe-eth-16", 16, 0, 0, cubby_sim_waveshare_functions},
    {"waveshare-poe-eth-30", 30, 0, 0, cubby_sim_waveshare_functions},
    {"waveshare-poe-eth-b", 8, 8, 0, cubby_sim_waveshare_inputs_functions},
    {"lc-modbus", 8, 8, 0, cubby_sim_lc_modbus_functions},
    {"eletechsup-fc06", 8, 0, 1, cubby_sim_eletechsup_functions},
    {"eletechsup-fc06-base0", 8, 0, 0, cubby_sim_eletechsup_functions},
    {"eletechsup-n4d8b08", 8, 8, 1, cubby_sim_eletechsup_functions},
    {"adam-6050", 6, 12, 0, cubby_sim_adam_functions, .watchdog = TRUE},
    {"adam-6052", 8, 8, 0, cubby_sim_adam_functions, .watchdog = TRUE},
    {"adam-6060", 6, 6, 0, cubby_sim_adam_functions, .watchdog = TRUE},
    {"moxa-e1212", 8, 16, 0, cubby_sim_moxa_functions, .watchdog = TRUE},
    {"moxa-e1213", 8, 12, 0, cubby_sim_moxa_functions, .watchdog = TRUE},
    {"moxa-e1214", 6, 6, 0, cubby_sim_moxa_functions, .watchdog = TRUE},
    {"kincony-hav2", 6, 6, 0, cubby_sim_kincony_functions},
    {"wellpro-8r", 8, 0, 0, cubby_sim_wellpro_functions},
    {"xunming-16", 16, 0, 0, cubby_sim_xunming_functions},
    {"stm8", 8, 8, 0, cubby_sim_stm8_functions},
};

const CubbySimModel *
cubby_sim_model_find (const char *profile)
{
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].profile, profile))
      return &models[i];
  return NULL;
}

CubbySimModel
cubby_sim_model_describe (const CubbyBoardProfile *profile)
{
  return (CubbySimModel){
      .profile = profile->profile,
      .n_channels = profile->n_channels,
      .n_inputs = profile->inputs.count,
      .functions = cubby_sim_generic_functions,
      .described = profile,
  };
}

char *
cubby_sim_model_list (void)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", models[i].profile);
  return g_string_free (g_steal_pointer (&list), FALSE);
}
