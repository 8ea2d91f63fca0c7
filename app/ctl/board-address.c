/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-address.h"

#include <string.h>

#define CHECKSUM_SIZE 2
#define N_SWITCHES 6

static const CubbyAddressWay ways[] = {
    {"waveshare-poe-",
     "its address is 1 and cannot be changed: each has an IP address of its own (its web page)"},
    {"waveshare-", NULL, TRUE, CUBBY_PDU_WRITE_REGISTER, 0x4000, FALSE, NULL},
    {"lc-modbus", NULL, TRUE, CUBBY_PDU_WRITE_REGISTERS, 0x0000, TRUE, NULL},
    {"wellpro-", NULL, FALSE, CUBBY_PDU_WRITE_REGISTER, 100, FALSE, "switch its power off and on"},
    {"eletechsup-", "its address is on its switches A0 to A5; set them and switch its power off and on"},
    {"adam-", "each has an IP address of its own: set it with the maker's Adam/Apax .NET Utility"},
    {"moxa-", "each has an IP address of its own: set it in its web page"},
    {"kincony-", "its address is 10 and cannot be changed: one such board a bus"},
    {"xunming-",
     "nothing can be read of it, so nothing could be proved: set register 0x03E9 with the maker's tool, "
     "one board on the cable"},
    {"stm8",
     "its papers contradict each other: set register 0x4000 with the seller's tool, one board on the cable"},
};

const CubbyAddressWay *
cubby_address_way_find (const char *profile)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_has_prefix (profile, ways[i].prefix))
      return &ways[i];
  return NULL;
}

void
cubby_address_way_make_read (const CubbyAddressWay *self, CubbyPdu *ret_request)
{
  cubby_pdu_read (ret_request, CUBBY_PDU_READ_HOLDING, self->address, 1);
}

void
cubby_address_way_make_write (const CubbyAddressWay *self, guint8 unit, CubbyPdu *ret_request)
{
  const guint16 word = unit;
  if (self->function == CUBBY_PDU_WRITE_REGISTERS)
    cubby_pdu_write_words (ret_request, self->address, &word, 1);
  else
    cubby_pdu_write (ret_request, self->function, self->address, word);
}

gboolean
cubby_address_way_is_echo (const CubbyAddressWay *self, guint8 asked, const CubbyPdu *request,
                           const GByteArray *bytes)
{
  guint length = self->whole_echo ? request->length : 5;
  guint16 checksum;
  if (bytes->len != 1 + length + CHECKSUM_SIZE || bytes->data[0] != asked ||
      memcmp (bytes->data + 1, request->bytes, length) != 0)
    return FALSE;
  checksum = cubby_modbus_crc (bytes->data, 1 + length);
  return bytes->data[1 + length] == (checksum & 0xFF) && bytes->data[2 + length] == checksum >> 8;
}

char *
cubby_address_describe_switches (guint8 unit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < N_SWITCHES; i++)
    g_string_append_printf (text, "%sA%u %s", i > 0 ? ", " : "", i, (unit >> i & 1) != 0 ? "on" : "off");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
