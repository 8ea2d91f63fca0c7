/* SPDX-License-Identifier: Apache-2.0 */
/* Simulated boards answer as the makers' papers say, byte by byte; and the framing of both wires. */
#include "app/common/settings.h"
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
    {"waveshare/IO 8CH is the same with open drains", "waveshare-io-8ch",
     "0502000005 0502000005 0200000008 020155 0310000001 03020000"},
    {"waveshare/all off, as the maker prints it", "waveshare-rtu-8",
     "0502000005 0502000005 0500FF0000 0500FF0000 0100000008 010100"},
    {"moxa/outputs and inputs from 0", "moxa-e1214",
     "050005FF00 050005FF00 0100000006 010120 0200000006 020115 0F0000000601 8F03 0F000000060100 0F00000006 "
     "0100000006 010100"},
    {"moxa/E1214 has six", "moxa-e1214", "050006FF00 8502 0200000007 8202"},
    {"moxa/E1212 has sixteen inputs, with its DIO", "moxa-e1212", "0200000010 02025555 0200000011 8202"},
    {"moxa/no flash", "moxa-e1212", "0502000005 8502 0500000005 8503"},
    {"kincony/relays, inputs and their bitmaps", "kincony-hav2",
     "050005FF00 050005FF00 0100000006 010120 0200000006 020115 0300C80002 030400150020"},
    {"kincony/no function 0F", "kincony-hav2", "0F000000060100 8F01"},
    {"wellpro/relays", "wellpro-8r",
     "050007FF00 050007FF00 0100000008 010180 0F000000080100 0F00000008 0100000008 010100"},
    {"wellpro/its address", "wellpro-8r",
     "0300640001 03020001 0600640005 0600640005 0300640001 03020005 0600640000 8603"},
    {"wellpro/no inputs", "wellpro-8r", "0200000008 8201"},
    {"xunming/half a second", "xunming-16", "05006501F4 05006501F4 0100000010 8101"},
    {"xunming/lock 17", "xunming-16", "05007501F4 8502 05006401F4 8502"},
    {"xunming/address", "xunming-16", "0603E90002 0603E90002 0603E800FF 0603E800FF 0603E80001 8603"},
    {"stm8/on is 0100, from coil 1", "stm8",
     "0500010100 0500010100 0100010001 010101 0100020001 010100 0500010000 0500010000 0100010001 010100"},
    {"stm8/not FF00, not coil 0", "stm8", "050001FF00 8503 0500000100 8502"},
    {"stm8/all on, all off", "stm8",
     "0500FFFFFF 0500FFFFFF 0100080001 010101 0500FF0000 0500FF0000 0100080001 010100"},
    {"stm8/one input a read", "stm8", "0200010001 020101 0200020001 020100 0200010008 0201A5"},
    {"stm8/its address", "stm8", "0340000001 03020001 0640000005 0640000005 0340000001 03020005"},
    {"eletechsup/OFF of RYN4 leaves a delay, 0600 ends it", "eletechsup-fc06-base0",
     "0600000602 0600000602 0600000200 0600000200 0300000001 03020001 0600000600 0600000600 0300000001 "
     "03020000"},
    {"lc-modbus/off, then on", "lc-modbus",
     "050000FF00 050000FF00 10000300020400020005 1000030002 0100000008 010100 +501 0100000008 010101"},
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
talk (const CubbySimModel *model, const char *text)
{
  CubbySimBoard *board = cubby_sim_board_new ("1", 1, model);
  board->read_input = read_input;
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
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

static void
test_talk (gconstpointer data)
{
  const Row *row = data;
  const CubbySimModel *model = cubby_sim_model_find (row->profile);
  g_assert_nonnull (model);
  talk (model, row->talk);
}

/* The same for boards that the configuration describes. */
static const Row described_rows[] = {
    {"coils, a pulse by value, modes",
     "output-address=0\nall-off=coils\npulse=coil-100ms\npulse-address=0x0200\ninput-table=inputs\ninput-"
     "address=0\n"
     "modes-address=0x1000\nmodes-count=2\n",
     "0502010005 0502010005 0200000008 020155 0310000002 030400000000 1010000002040001FFFF 1010000002 "
     "0310000002 "
     "03040001FFFF 0F000000080100 0F00000008 0F000100080100 8F02 050000FF01 8503 0508000005 8502 0100000008 "
     "8101"},
    {"the time runs out",
     "channels=2\noutput-address=0\npulse=coil-1ms\npulse-address=8\nstate-table=coils\n"
     "state-address=0\n",
     "05000901F4 05000901F4 0100000002 010102 +499 0100000002 010102 +2 0100000002 010100 0F000000020100 "
     "8F01"},
    {"pairs of registers",
     "channels=2\noutput-address=0\npulse=register-pair\npulse-address=3\npulse-stride=5\npulse-word=4\n"
     "state-table=coils\nstate-address=0\n",
     "10000800020400040005 1000080002 0100000002 010102 +501 0100000002 010100 10000800020400020005 9003 "
     "10000900020400040005 9002"},
    {"words with the time in them, all off by one",
     "output=register\noutput-address=1\noutput-on=0x100\noutput-off=0x200\nall-off=word\nall-off-address=0\n"
     "all-off-value=0x800\npulse=register-word\npulse-address=1\npulse-word=0x600\nstate-table=registers\n"
     "state-address=1\nstate-count=2\n",
     "0600020601 0600020601 0300010002 030400000001 +1001 0300010002 030400000000 0600010100 0600010100 "
     "0300010001 "
     "03020001 0600000800 0600000800 0300010001 03020000 0600010700 8603"},
    {"inputs as words, low",
     "output-address=0\npulse=none\ninput-table=input-registers\ninput-layout=words\ninput-address="
     "0x81\ninputs=3\n"
     "input-active=low\n",
     "0400810003 0406000000010000 0400840001 8402 0300810001 8301"},
    {"inputs as a bitmap",
     "output-address=0\npulse=none\ninput-table=registers\ninput-address=0xC0\ninputs=20\n",
     "0300C00002 030455550005"},
};

static void
test_described (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (
      "[store]\nid=1\nname=T\n[kiosk]\nid=k\n[link]\ncentral-url=https://c.example\n[profile own]\n%s",
      row->profile);
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("test.conf", text, &error);
  g_assert_no_error (error);
  const CubbySimModel model = cubby_sim_model_describe (cubby_settings_find_profile (settings, "own"));
  talk (&model, row->talk);
}

/* What a master that died leaves on, the watchdog switches off. */
static void
test_watchdog (void)
{
  const guint8 on[] = {0x05, 0x00, 0x10, 0xFF, 0x00};
  const guint8 read[] = {0x01, 0x00, 0x00, 0x00, 0x06};
  CubbySimBoard *board = cubby_sim_board_new ("1", 1, cubby_sim_model_find ("adam-6060"));
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  board->read_input = read_input;
  board->watchdog_us = 1000000;
  g_assert_true (cubby_sim_board_answer (board, on, sizeof on, 1000, reply));
  g_assert_cmpint (cubby_sim_board_get_due (board), ==, 1001000);
  cubby_sim_board_advance (board, 900000);
  g_byte_array_set_size (reply, 0);
  g_assert_true (cubby_sim_board_answer (board, read, sizeof read, 900000, reply));
  cubby_sim_board_advance (board, 1500000);
  g_assert_true (board->outputs[0]);
  cubby_sim_board_advance (board, 1900000);
  g_assert_false (board->outputs[0]);
  g_assert_cmpint (cubby_sim_board_get_due (board), ==, 0);
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
  for (guint i = 0; i < G_N_ELEMENTS (described_rows); i++) {
    g_autofree char *path = g_strconcat ("/sim/board/described/", described_rows[i].path, NULL);
    g_test_add_data_func (path, &described_rows[i], test_described);
  }
  g_test_add_func ("/sim/board/the watchdog lets go of what nobody asks about", test_watchdog);
  for (guint i = 0; i < G_N_ELEMENTS (cut_rows); i++) {
    g_autofree char *path = g_strconcat ("/sim/frame/", cut_rows[i].path, NULL);
    g_test_add_data_func (path, &cut_rows[i], test_cut);
  }
  return g_test_run ();
}
