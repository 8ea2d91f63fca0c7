/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/channel.h"

static const struct {
  CubbyChannel channel;
  const char *name;
} names[] = {
    {CUBBY_CHANNEL_PHONE, "phone"},
    {CUBBY_CHANNEL_KIOSK, "kiosk"},
    {CUBBY_CHANNEL_WEB, "web"},
};

gboolean
cubby_channel_from_string (const char *text, CubbyChannel *ret_channel)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (names[i].name, text) != 0)
      continue;
    *ret_channel = names[i].channel;
    return TRUE;
  }
  return FALSE;
}

const char *
cubby_channel_to_string (CubbyChannel channel)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].channel == channel)
      return names[i].name;
  return "";
}

gboolean
cubby_channels_are_fair (guint channels)
{
  guint in_shop = channels & CUBBY_CHANNELS_IN_SHOP;
  return channels != 0 && (in_shop == 0 || in_shop == CUBBY_CHANNELS_IN_SHOP);
}
