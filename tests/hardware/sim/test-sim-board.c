/* SPDX-License-Identifier: Apache-2.0 */
/* Simulated boards answer as the makers' papers say, byte by byte; and the framing of both wires. */
#include "hardware/sim/sim-board.h"
#include "hardware/sim/sim-frame.h"

#include <string.h>

/* Conversation: requests and answers in turn, PDUs in hex; "-" is silence; "+MS" lets time pass. Odd inputs
 * (1, 3, …) are on. */
typedef struct {
  const char *path;
  const char *profile;
  const char *talk;
} Row;

static const Row rows[] = {
    {"waveshare/flash on, and off by itself", "waveshare-rtu-d",
     "0502000005 0502000005 0100000008 010101 +499 0100000008 010101 +2 0100000008 010100"},
    {"waveshare/flash off, and on by itself", "waveshare-rtu-d",
     "050000FF00 050000FF00 0504000002 0504000002 0100000008 010100 +201 0100000008 010101"},
    {"waveshare/off stops a flash", "waveshare-rtu-d",
     "0502000005 0502000005 0500000000 0500000000 +600 0100000008 010100"},
    {"waveshare/toggle", "waveshare-rtu-d",
     "0500025500 0500025500 0100000008 010104 0500025500 0500025500 0100000008 010100"},
    {"waveshare/toggle by address", "waveshare-rtu-d", "050101FF00 050101FF00 0100000008 010102"},
    {"waveshare/all on, all off", "waveshare-rtu-8",
     "0500FFFF00 0500FFFF00 0100000008 0101FF 0500FF0000 0500FF0000 0100000008 010100"},
    {"waveshare/several", "waveshare-rtu-d", "0F0000000801FF 0F00000008 0100000008 0101FF"},
    {"waveshare/inputs", "waveshare-rtu-d", "0200000008 020155 0200010001 020100"},
    {"waveshare/a time of nothing", "waveshare-rtu-d", "0502000000 8503"},
    {"waveshare/a time too long", "waveshare-rtu-d", "0502008000 8503"},
    {"waveshare/another value", "waveshare-rtu-d", "050000FF01 8503"},
    {"waveshare/another coil", "waveshare-rtu-d", "050008FF00 8502"},
    {"waveshare/a flash of another coil", "waveshare-rtu-d", "0502080005 8502"},
    {"waveshare/nine inputs", "waveshare-rtu-d", "0200000009 8202"},
    {"waveshare/a function it does not know", "waveshare-rtu-d", "0400000001 8401"},
    {"waveshare/no inputs, no function 02", "waveshare-rtu-8", "0200000008 8201"},
    {"waveshare/version", "waveshare-rtu-d", "0380000001 0302012C"},
    {"waveshare/address", "waveshare-rtu-d", "0340000001 03020001"},
    {"waveshare/modes", "waveshare-rtu-d",
     "0310000002 030400000000 0610010002 0610010002 0310000002 030400000002"},
    {"waveshare/modes, several", "waveshare-rtu-d",
     "10100000020400010003 1010000002 0310000002 030400010003"},
    {"waveshare/a mode that does not exist", "waveshare-rtu-d", "0610000004 8603"},
    {"waveshare/in linkage the relay follows the input", "waveshare-rtu-d",
     "0610000001 0610000001 +1 0500000000 0500000000 +1 0100000008 010101"},
    {"waveshare/32 channels", "waveshare-rtu-32", "05001FFF00 05001FFF00 0100000020 010400000080"},
    {"lc-modbus/pulse", "lc-modbus",
     "10000300020400040005 1000030002 0100000008 010101 +501 0100000008 010100"},
    {"lc-modbus/the second channel", "lc-modbus", "10000800020400040005 1000080002 0100000008 010102"},
    {"lc-modbus/a pulse cannot be stopped", "lc-modbus",
     "10000300020400040005 1000030002 0500000000 0500000000 0100000008 010101"},
    {"lc-modbus/between two channels", "lc-modbus", "10000400020400040005 9002"},
    {"lc-modbus/another count is not answered", "lc-modbus", "0200000004 - 0200000008 020155"},
    {"eletechsup/on for a second", "eletechsup-fc06",
     "0600010601 0600010601 0300010002 030400010000 +1001 0300010001 03020000"},
    {"eletechsup/momentary", "eletechsup-fc06",
     "0600020500 0600020500 0300020001 03020001 +1001 0300020001 03020000"},
    {"eletechsup/off does not stop a delay", "eletechsup-fc06",
     "0600010602 0600010602 0600010200 0600010200 0300010001 03020001"},
    {"eletechsup/all off does", "eletechsup-fc06",
     "0600010602 0600010602 0600000800 0600000800 0300010001 03020000"},
    {"eletechsup/register 0 of RYN4 is a channel", "eletechsup-fc06-base0",
     "0600000601 0600000601 0300000001 03020001"},
    {"eletechsup/inputs as a bitmap", "eletechsup-n4d8b08", "0300C00001 03020055"},
    {"eletechsup/inputs, a register each", "eletechsup-n4d8b08", "0300810002 030400010000"},
    {"eletechsup/coils are not known", "eletechsup-fc06", "050000FF00 8501"},
    {"adam/inputs are coils", "adam-6060", "0100000006 010115"},
    {"adam/outputs from 10", "adam-6060",
     "050010FF00 050010FF00 0100100006 010101 0F0010000601003F 8F03 0F00100006013F 0F00100006 0100100006 "
     "01013F"},
    {"adam/an input cannot be written", "adam-6060", "050000FF00 8502"},
    {"any/half a request", "waveshare-rtu-d", "0502 8503"},
    {"any/a byte count that lies", "waveshare-rtu-d", "0F0000000802FFFF 8F03"},
};

static gboolean
read_input (gpointer data, guint channel)
{
  return channel % 2 == 0;
}

static gsize
from_hex (const char *hex, guint8 *bytes)
{
  gsize n = 0;
  for (; g_ascii_isxdigit (hex[0]) && g_ascii_isxdigit (hex[1]); hex += 2)
    bytes[n++] = (guint8)(g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
  return n;
}

static char *
to_hex (const guint8 *bytes, gsize n)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (hex, "%02X", bytes[i]);
  return g_string_free (g_steal_pointer (&hex), FALSE);
}

static void
test_talk (gconstpointer data)
{
  const Row *row = data;
  CubbySimBoard *board = cubby_sim_board_new ("1", 1, cubby_sim_model_find (row->profile));
  board->read_input = read_input;
  g_auto (GStrv) words = g_strsplit (row->talk, " ", -1);
  gint64 now_us = 1000;
  for (char **word = words; *word != NULL; word++) {
    if ((*word)[0] == '+') {
      now_us += g_ascii_strtoll (*word + 1, NULL, 10) * 1000;
      cubby_sim_board_advance (board, now_us);
      continue;
    }
    guint8 pdu[256];
    gsize length = from_hex (*word, pdu);
    g_autoptr (GByteArray) reply = g_byte_array_new ();
    gboolean spoke = cubby_sim_board_answer (board, pdu, length, now_us, reply);
    g_autofree char *said = spoke ? to_hex (reply->data, reply->len) : g_strdup ("-");
    g_test_message ("%s -> %s", word[0], said);
    word++;
    g_assert_cmpstr (said, ==, *word);
  }
  cubby_sim_board_free (board);
}

/* Bytes on a wire, what is cut from their front: how many bytes, and which PDU ("" for none). */
typedef struct {
  const char *path;
  const CubbySimFraming *framing;
  const char *bytes;
  int taken;
  int unit;
  const char *pdu;
} CutRow;

static const CutRow cut_rows[] = {
    {"tcp/a request", &cubby_sim_framing_tcp, "12340000000601050200000799", 12, 1, "0502000007"},
    {"tcp/half a header", &cubby_sim_framing_tcp, "123400000006", 0, 0, ""},
    {"tcp/half a request", &cubby_sim_framing_tcp, "1234000000060105", 0, 0, ""},
    {"tcp/another protocol", &cubby_sim_framing_tcp, "1234000100060105020000", -1, 0, ""},
    {"tcp/a length of nothing", &cubby_sim_framing_tcp, "12340000000101", -1, 0, ""},
    {"tcp/a length beyond the largest", &cubby_sim_framing_tcp, "12340000010001", -1, 0, ""},
    {"tcp/somebody's HTTP", &cubby_sim_framing_tcp, "474554202F20485454502F312E31", -1, 0, ""},
    {"rtu/the maker's request", &cubby_sim_framing_rtu, "0105020000078DB0", 8, 1, "0502000007"},
    {"rtu/half of it", &cubby_sim_framing_rtu, "01050200", 0, 0, ""},
    {"rtu/a wrong checksum drops all", &cubby_sim_framing_rtu, "0105020000078DB1FF", 9, 0, ""},
    {"rtu/a long write", &cubby_sim_framing_rtu, "FF10000300020400040005059301", 13, 255,
     "10000300020400040005"},
};

static void
test_cut (gconstpointer data)
{
  const CutRow *row = data;
  guint8 bytes[300];
  gsize n = from_hex (row->bytes, bytes);
  CubbySimRequest request = {0};
  g_assert_cmpint (row->framing->cut (bytes, n, &request), ==, row->taken);
  g_autofree char *pdu = to_hex (request.pdu, request.length);
  g_assert_cmpstr (pdu, ==, row->pdu);
  g_assert_cmpuint (request.unit, ==, row->unit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/sim/board/", rows[i].path, NULL);
    g_test_add_data_func (path, &rows[i], test_talk);
  }
  for (guint i = 0; i < G_N_ELEMENTS (cut_rows); i++) {
    g_autofree char *path = g_strconcat ("/sim/frame/", cut_rows[i].path, NULL);
    g_test_add_data_func (path, &cut_rows[i], test_cut);
  }
  return g_test_run ();
}
