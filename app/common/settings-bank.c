/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/settings-private.h"

#include <string.h>

#define MAX_CHANNELS 64

static int
find_board (const CubbySettings *settings, const char *name)
{
  for (guint i = 0; i < settings->boards->len; i++) {
    const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, i);
    if (g_str_equal (board->name, name))
      return (int)i;
  }
  return -1;
}

static const CubbyCompartment *
find_on_channel (const CubbyBank *bank, guint board, guint channel)
{
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++) {
    const CubbyCompartment *compartment = cubby_bank_get_compartment (bank, i);
    if (compartment->board == board && compartment->channel == channel)
      return compartment;
  }
  return NULL;
}

/* One door: "A1 S 1/3" is door A1, size S, channel 3 (as printed on the board, from 1) of [board 1]. */
static void
read_door (CubbySettings *settings, CubbyConfFile *conf, const char *group, const char *text,
           const guint *heights_mm, guint plinth_mm)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  if (g_strv_length (words) != 3) {
    cubby_conf_file_fail (conf, group, "doors", "“%s” is not NAME SIZE BOARD/CHANNEL", text);
    return;
  }
  CubbySize size;
  if (!cubby_size_from_string (words[1], &size)) {
    cubby_conf_file_fail (conf, group, "doors", "“%s”: size %s is not one of XS, S, M, L, XL", text,
                          words[1]);
    return;
  }
  g_auto (GStrv) wire = g_strsplit (words[2], "/", -1);
  guint64 channel = 0;
  if (g_strv_length (wire) != 2 ||
      !g_ascii_string_to_unsigned (wire[1], 10, 1, MAX_CHANNELS, &channel, NULL)) {
    cubby_conf_file_fail (conf, group, "doors", "“%s”: %s is not BOARD/CHANNEL with a channel from 1 to %d",
                          text, words[2], MAX_CHANNELS);
    return;
  }
  int board = find_board (settings, wire[0]);
  if (board < 0) {
    cubby_conf_file_fail (conf, group, "doors", "“%s”: there is no group [board %s]", text, wire[0]);
    return;
  }
  if (cubby_bank_find (settings->bank, words[0]) >= 0) {
    cubby_conf_file_fail (conf, group, "doors", "“%s”: there is already a door %s", text, words[0]);
    return;
  }
  const CubbyCompartment *other = find_on_channel (settings->bank, (guint)board, (guint)channel - 1);
  if (other != NULL) {
    cubby_conf_file_fail (conf, group, "doors", "“%s”: channel %s is already wired to door %s", text,
                          words[2], other->name);
    return;
  }
  cubby_bank_add_compartment (settings->bank, words[0], size, heights_mm[size], plinth_mm, (guint)board,
                              (guint)channel - 1);
}

static void
read_heights (CubbyConfFile *conf, guint *ret_heights_mm)
{
  static const guint fallbacks[CUBBY_N_SIZES] = {90, 140, 210, 380, 600};
  for (guint size = 0; size < CUBBY_N_SIZES; size++) {
    g_autofree char *name = g_ascii_strdown (cubby_size_to_string (size), -1);
    g_autofree char *key = g_strconcat ("height-", name, "-mm", NULL);
    ret_heights_mm[size] = cubby_conf_file_get_int (conf, "bank", key, fallbacks[size], 40, 2200);
  }
}

/* [bank] holds the measures, each [column N] a column, from the left; its doors are listed from the lowest.
 */
void
cubby_settings_read_bank (CubbySettings *settings, CubbyConfFile *conf)
{
  guint heights_mm[CUBBY_N_SIZES];
  guint plinth_mm = cubby_conf_file_get_int (conf, "bank", "plinth-mm", 120, 0, 1000);
  read_heights (conf, heights_mm);

  settings->bank = cubby_bank_new ();
  g_auto (GStrv) columns = cubby_conf_file_list_groups (conf, "column");
  for (char **name = columns; *name != NULL; name++) {
    g_autofree char *group = g_strconcat ("column ", *name, NULL);
    gboolean kiosk = cubby_conf_file_get_boolean (conf, group, "kiosk", FALSE);
    guint width_mm = cubby_conf_file_get_int (conf, group, "width-mm", 450, 100, 2000);
    cubby_bank_add_column (settings->bank, *name, width_mm, kiosk);
    if (kiosk)
      continue;
    g_auto (GStrv) doors = cubby_conf_file_get_list (conf, group, "doors", NULL);
    for (char **door = doors; *door != NULL; door++)
      read_door (settings, conf, group, *door, heights_mm, plinth_mm);
  }
}
