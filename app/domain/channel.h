/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where somebody buys; bits, because prices hold for several. */
typedef enum {
  CUBBY_CHANNEL_PHONE = 1 << 0,
  CUBBY_CHANNEL_KIOSK = 1 << 1,
  CUBBY_CHANNEL_WEB = 1 << 2,
} CubbyChannel;

/* The phone and the kiosk in the shop: one price, always. */
#define CUBBY_CHANNELS_IN_SHOP (CUBBY_CHANNEL_PHONE | CUBBY_CHANNEL_KIOSK)

/* FALSE for a word that is no channel; @ret_channel is then untouched. */
gboolean cubby_channel_from_string (const char *text, CubbyChannel *ret_channel);
const char *cubby_channel_to_string (CubbyChannel channel);
/* Whether prices may hold for just these channels: phone and kiosk both, or neither. */
gboolean cubby_channels_are_fair (guint channels);

G_END_DECLS
