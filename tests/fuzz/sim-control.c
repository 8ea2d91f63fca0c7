/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of the simulator's control socket. Each is answered with "ok" or one line of "error: …" at its end.
 */
#include "hardware/sim/sim-control.h"
#include "hardware/sim/sim-bank.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char conf[] =
    "[store]\nid=1\nname=Test\n[kiosk]\nid=k\n[link]\ncentral-url=https://central.example\n"
    "[bus main]\ntransport=tcp\naddress=127.0.0.1\n"
    "[board 1]\nbus=main\nprofile=waveshare-rtu-d\nunit=1\n"
    "[column A]\ndoors=A1 S 1/1; A2 M 1/2\n";

static CubbySettings *
get_settings (void)
{
  static CubbySettings *settings;
  GError *error = NULL;
  if (settings == NULL)
    settings = cubby_settings_load_from_data ("sim.conf", conf, &error);
  g_assert_no_error (error);
  return settings;
}

static void
say (CubbySimBank *bank, const char *line)
{
  g_autoptr (GString) reply = g_string_new (NULL);
  cubby_sim_command (bank, line, reply);
  g_assert_true (g_str_has_suffix (reply->str, "\n"));
  g_assert_true (g_str_has_suffix (reply->str, "ok\n") || strstr (reply->str, "error: ") != NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GError *error = NULL;
  g_autofree char *text = fuzz_text (data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 16);
  g_autoptr (CubbySimBank) bank = cubby_sim_bank_new (get_settings (), 1, &error);
  g_assert_no_error (error);
  for (char **line = lines; *line != NULL; line++)
    say (bank, *line);
  return 0;
}
