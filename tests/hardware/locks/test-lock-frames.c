/* SPDX-License-Identifier: Apache-2.0 */
/* Every frame that a maker, or somebody with the board before him, prints; byte by byte with its checksum, in
 * both directions. And for every board what an answer must not be. */
#include "hardware/locks/board-setup.h"
#include "hardware/locks/lock-board.h"
#include "hardware/sim/sim-frame.h"
#include "protocols/modbus/frame.h"

#include <string.h>

#define PULSE_MS 1000

typedef struct {
  guint8 bytes[300];
  guint length;
} Frame;

static Frame
from_hex (const char *hex)
{
  Frame frame = {.length = 0};
  for (; *hex != '\0'; hex += hex[0] == ' ' ? 1 : 2)
    if (*hex != ' ')
      frame.bytes[frame.length++] =
          (guint8)(g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
  return frame;
}

static char *
to_hex (const Frame *frame)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  for (guint i = 0; i < frame->length; i++)
    g_string_append_printf (hex, "%s%02X", i > 0 ? " " : "", frame->bytes[i]);
  return g_string_free (g_steal_pointer (&hex), FALSE);
}

static Frame
wrap_rtu (guint8 unit, const CubbyPdu *pdu)
{
  Frame frame = {.bytes = {unit}, .length = pdu->length + 3};
  memcpy (frame.bytes + 1, pdu->bytes, pdu->length);
  guint16 crc = cubby_modbus_crc (frame.bytes, pdu->length + 1);
  frame.bytes[pdu->length + 1] = (guint8)crc;
  frame.bytes[pdu->length + 2] = (guint8)(crc >> 8);
  return frame;
}

static Frame
wrap_tcp (guint8 unit, const CubbyPdu *pdu)
{
  Frame frame = {.bytes = {0, 0, 0, 0, 0, (guint8)(pdu->length + 1), unit}, .length = pdu->length + 7};
  memcpy (frame.bytes + 7, pdu->bytes, pdu->length);
  return frame;
}

/* What we send. */

static void
make_pulse (const CubbyLockBoard *board, guint channel, guint ms, CubbyPdu *request)
{
  cubby_lock_board_make_pulse (board, channel - 1, ms, request);
}

static void
make_off (const CubbyLockBoard *board, guint channel, guint ms, CubbyPdu *request)
{
  cubby_lock_board_make_off (board, channel - 1, request);
}

/* @channel: the number of the request, from 1. */
static void
make_all_off (const CubbyLockBoard *board, guint channel, guint ms, CubbyPdu *request)
{
  cubby_lock_board_make_all_off (board, channel - 1, request);
}

static void
make_read (const CubbyLockBoard *board, guint channel, guint ms, CubbyPdu *request)
{
  cubby_lock_board_make_read (
      board,
      cubby_lock_board_has_input (board, channel - 1) ? cubby_lock_board_find_read (board, channel - 1) : 0,
      request);
}

/* Request number @channel of the set-up, from 1; every answer is what makes it go on. */
static void
make_setup (const CubbyLockBoard *board, guint channel, guint ms, CubbyPdu *request)
{
  CubbyBoardSetup setup = {0};
  for (guint i = 1; i < channel; i++) {
    CubbyBusReply reply = {.result = CUBBY_BUS_ACKNOWLEDGED,
                           .pdu = {.bytes = {0x03, 16, 0, 1}, .length = 18}};
    g_assert_true (cubby_board_setup_next (&setup, board, request));
    g_assert_true (cubby_board_setup_feed (&setup, board, &reply, NULL));
  }
  g_assert_true (cubby_board_setup_next (&setup, board, request));
}

typedef struct {
  const char *path;
  const char *profile;
  void (*make) (const CubbyLockBoard *board, guint channel, guint ms, CubbyPdu *request);
  guint8 unit;
  guint channel; /* as printed on the board */
  guint ms;
  const char *frame;
} RequestRow;

static const RequestRow requests[] = {
    {"channel 1, 500 ms", "waveshare-rtu-d", make_pulse, 1, 1, 500, "01 05 02 00 00 05 0C 71"},
    {"channel 1, 700 ms, the maker's example", "waveshare-rtu-8", make_pulse, 1, 1, 700,
     "01 05 02 00 00 07 8D B0"},
    {"channel 2, 800 ms, the maker's example", "waveshare-rtu-8", make_pulse, 1, 2, 800,
     "01 05 02 01 00 08 9C 74"},
    {"channel 16, 500 ms", "waveshare-rtu-16", make_pulse, 1, 16, 500, "01 05 02 0F 00 05 3C 72"},
    {"channel 32, 500 ms", "waveshare-rtu-32", make_pulse, 1, 32, 500, "01 05 02 1F 00 05 3D B7"},
    {"410 ms is rounded up to five units", "waveshare-rtu-d", make_pulse, 1, 1, 410,
     "01 05 02 00 00 05 0C 71"},
    {"off stops a flash", "waveshare-rtu-d", make_off, 1, 1, 0, "01 05 00 00 00 00 CD CA"},
    {"all off", "waveshare-rtu-d", make_all_off, 1, 1, 0, "01 0F 00 00 00 08 01 00 FE 95"},
    {"reads exactly eight inputs", "waveshare-rtu-d", make_read, 1, 1, 0, "01 02 00 00 00 08 79 CC"},
    {"first a frame that may be missed", "waveshare-rtu-d", make_setup, 1, 1, 0, "01 02 00 00 00 08 79 CC"},
    {"then the modes are read", "waveshare-rtu-d", make_setup, 1, 2, 0, "01 03 10 00 00 08 40 CC"},
    {"and all set to normal", "waveshare-rtu-d", make_setup, 1, 3, 0,
     "01 10 10 00 00 08 10 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 0B 5C"},
    {"without inputs its relays are read", "waveshare-rtu-8", make_read, 1, 1, 0, "01 01 00 00 00 08 3D CC"},
    {"channel 1, 500 ms", "waveshare-io-8ch", make_pulse, 1, 1, 500, "01 05 02 00 00 05 0C 71"},
    {"reads its inputs", "waveshare-io-8ch", make_read, 1, 1, 0, "01 02 00 00 00 08 79 CC"},
    {"the modes are read", "waveshare-io-8ch", make_setup, 1, 2, 0, "01 03 10 00 00 08 40 CC"},
    {"channel 1, 500 ms", "waveshare-poe-eth", make_pulse, 1, 1, 500, "01 05 02 00 00 05 0C 71"},
    {"channel 16, 500 ms", "waveshare-poe-eth-16", make_pulse, 1, 16, 500, "01 05 02 0F 00 05 3C 72"},
    {"channel 30, 500 ms", "waveshare-poe-eth-30", make_pulse, 1, 30, 500, "01 05 02 1D 00 05 9C 77"},
    {"reads its inputs", "waveshare-poe-eth-b", make_read, 1, 1, 0, "01 02 00 00 00 08 79 CC"},
    {"channel 1, 500 ms", "lc-modbus", make_pulse, 255, 1, 500, "FF 10 00 03 00 02 04 00 04 00 05 05 93"},
    {"channel 2, 500 ms", "lc-modbus", make_pulse, 255, 2, 500, "FF 10 00 08 00 02 04 00 04 00 05 44 20"},
    {"channel 1, 2 s, the maker's example", "lc-modbus", make_pulse, 255, 1, 2000,
     "FF 10 00 03 00 02 04 00 04 00 14 C5 9F"},
    {"channel 8 is at register 26", "lc-modbus", make_pulse, 255, 8, 500,
     "FF 10 00 26 00 02 04 00 04 00 05 C7 B4"},
    {"all eight inputs at once", "lc-modbus", make_read, 255, 1, 0, "FF 02 00 00 00 08 6C 12"},
    {"channel 1, 1 s", "eletechsup-fc06", make_pulse, 1, 1, 1000, "01 06 00 01 06 01 1A 6A"},
    {"channel 1 off", "eletechsup-fc06", make_off, 1, 1, 0, "01 06 00 01 02 00 D9 6A"},
    {"all off", "eletechsup-fc06", make_all_off, 1, 1, 0, "01 06 00 00 08 00 8E 0A"},
    {"reads eight channels", "eletechsup-fc06", make_read, 1, 1, 0, "01 03 00 01 00 08 15 CC"},
    {"RYN4 begins at register 0", "eletechsup-fc06-base0", make_pulse, 1, 1, 1000, "01 06 00 00 06 01 4B AA"},
    {"and is stopped by a delay of nothing", "eletechsup-fc06-base0", make_off, 1, 1, 0,
     "01 06 00 00 06 00 8A 6A"},
    {"the inputs as a bitmap", "eletechsup-n4d8b08", make_read, 1, 1, 0, "01 03 00 C0 00 01 84 36"},
    {"channel 1, 1 s", "eletechsup-n4d8b08", make_pulse, 1, 1, 1000, "01 06 00 01 06 01 1A 6A"},
    {"channel 1 on", "adam-6050", make_pulse, 1, 1, 500, "01 05 00 10 FF 00 8D FF"},
    {"twelve inputs, which are coils", "adam-6050", make_read, 1, 1, 0, "01 01 00 00 00 0C 3C 0F"},
    {"eight inputs", "adam-6052", make_read, 1, 1, 0, "01 01 00 00 00 08 3D CC"},
    {"channel 8 on", "adam-6052", make_pulse, 1, 8, 500, "01 05 00 17 FF 00 3C 3E"},
    {"channel 1 on", "adam-6060", make_pulse, 1, 1, 500, "01 05 00 10 FF 00 8D FF"},
    {"channel 1 off", "adam-6060", make_off, 1, 1, 0, "01 05 00 10 00 00 CC 0F"},
    {"inputs are coils", "adam-6060", make_read, 1, 1, 0, "01 01 00 00 00 06 BC 08"},
    {"all off", "adam-6060", make_all_off, 1, 1, 0, "01 0F 00 10 00 06 01 00 5E 95"},
    {"all off before anything", "adam-6060", make_setup, 1, 1, 0, "01 0F 00 10 00 06 01 00 5E 95"},
    {"channel 1 on", "moxa-e1212", make_pulse, 1, 1, 500, "01 05 00 00 FF 00 8C 3A"},
    {"reads eight inputs", "moxa-e1212", make_read, 1, 1, 0, "01 02 00 00 00 08 79 CC"},
    {"channel 8 off", "moxa-e1213", make_off, 1, 8, 0, "01 05 00 07 00 00 7C 0B"},
    {"all off before anything", "moxa-e1213", make_setup, 1, 1, 0, "01 0F 00 00 00 08 01 00 FE 95"},
    {"reads six inputs", "moxa-e1214", make_read, 1, 1, 0, "01 02 00 00 00 06 F8 08"},
    {"channel 6 on", "moxa-e1214", make_pulse, 1, 6, 500, "01 05 00 05 FF 00 9C 3B"},
    {"channel 1 on", "kincony-hav2", make_pulse, 10, 1, 500, "0A 05 00 00 FF 00 8D 41"},
    {"channel 6 off", "kincony-hav2", make_off, 10, 6, 0, "0A 05 00 05 00 00 DC B0"},
    {"reads six inputs", "kincony-hav2", make_read, 10, 1, 0, "0A 02 00 00 00 06 F9 73"},
    {"all off, the first of six", "kincony-hav2", make_setup, 10, 1, 0, "0A 05 00 00 00 00 CC B1"},
    {"all off, the last of six", "kincony-hav2", make_setup, 10, 6, 0, "0A 05 00 05 00 00 DC B0"},
    {"channel 8 on", "wellpro-8r", make_pulse, 1, 8, 500, "01 05 00 07 FF 00 3D FB"},
    {"channel 8 off", "wellpro-8r", make_off, 1, 8, 0, "01 05 00 07 00 00 7C 0B"},
    {"its relays are read", "wellpro-8r", make_read, 1, 1, 0, "01 01 00 00 00 08 3D CC"},
    {"all off", "wellpro-8r", make_all_off, 1, 1, 0, "01 0F 00 00 00 08 01 00 FE 95"},
    {"lock 1, 500 ms, the maker's example", "xunming-16", make_pulse, 1, 1, 500, "01 05 00 65 01 F4 DD C2"},
    {"lock 16, 500 ms", "xunming-16", make_pulse, 1, 16, 500, "01 05 00 74 01 F4 8D C7"},
    {"lock 1, stop", "xunming-16", make_off, 1, 1, 0, "01 05 00 65 00 00 DD D5"},
    {"channel 1 on, the maker's example", "stm8", make_pulse, 1, 1, 500, "01 05 00 01 01 00 9D 9A"},
    {"channel 1 off, the maker's example", "stm8", make_off, 1, 1, 0, "01 05 00 01 00 00 9C 0A"},
    {"channel 2 on, the maker's example", "stm8", make_pulse, 1, 2, 500, "01 05 00 02 01 00 6D 9A"},
    {"channel 2 off, the maker's example", "stm8", make_off, 1, 2, 0, "01 05 00 02 00 00 6C 0A"},
    {"all off", "stm8", make_all_off, 1, 1, 0, "01 05 00 FF 00 00 FD FA"},
    {"input 1 alone", "stm8", make_read, 1, 1, 0, "01 02 00 01 00 01 E8 0A"},
    {"input 8 alone", "stm8", make_read, 1, 8, 0, "01 02 00 08 00 01 38 08"},
};

static void
test_request (gconstpointer data)
{
  const RequestRow *row = data;
  const CubbyLockBoard *board = cubby_lock_board_find (row->profile);
  CubbyPdu request = {0};
  g_assert_nonnull (board);
  g_assert_cmpuint (row->unit, >=, board->unit_min);
  g_assert_cmpuint (row->unit, <=, board->unit_max);
  row->make (board, row->channel, row->ms, &request);
  Frame frame = wrap_rtu (row->unit, &request);
  g_autofree char *hex = to_hex (&frame);
  g_assert_cmpstr (hex, ==, row->frame);
}

/* Checksums as they are printed; ours and the simulator's, which share no code. */
static const char *const printed[] = {
    "01 05 02 00 00 05 0C 71",
    "01 05 02 00 00 07 8D B0",
    "01 05 02 01 00 08 9C 74",
    "01 05 02 0F 00 05 3C 72",
    "01 05 00 FF 00 00 FD FA",
    "01 0F 00 00 00 08 01 FF BE D5",
    "01 03 80 00 00 01 AD CA",
    "01 03 10 00 00 08 40 CC",
    "01 10 10 00 00 08 10 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 0B 5C",
    "00 06 40 00 00 01 5C 1B",
    "00 06 40 00 00 02 1C 1A",
    "00 03 40 00 00 01 90 1B",
    "01 85 03 02 91",
    "FF 10 00 03 00 02 04 00 04 00 14 C5 9F",
    "FF 10 00 03 00 02 04 00 04 00 05 05 93",
    "FF 10 00 08 00 02 04 00 04 00 05 44 20",
    "00 03 00 00 00 01 85 DB",
    "01 06 00 01 05 00 DB 5A",
    "01 06 00 01 06 01 1A 6A",
    "01 06 00 01 02 00 D9 6A",
    "01 06 00 00 08 00 8E 0A",
    "01 03 00 01 00 08 15 CC",
    "01 03 00 C0 00 01 84 36",
    "01 05 00 65 01 F4 DD C2",
    "01 05 00 74 01 F4 8D C7",
    "01 05 00 01 01 00 9D 9A",
    "01 05 00 01 00 00 9C 0A",
    "01 05 00 02 01 00 6D 9A",
};

static void
test_printed (gconstpointer data)
{
  Frame frame = from_hex (data);
  guint16 crc = (guint16)(frame.bytes[frame.length - 2] | frame.bytes[frame.length - 1] << 8);
  g_assert_cmphex (cubby_modbus_crc (frame.bytes, frame.length - 2), ==, crc);
  g_assert_cmphex (cubby_sim_crc (frame.bytes, frame.length - 2), ==, crc);
}

/* What comes back, and what it is worth. */
typedef enum { GOOD, EXCEPTION, WRONG } Worth;

static Worth
judge (guint8 unit, const CubbyPdu *request, const Frame *reply, gboolean tcp, CubbyPdu *pdu,
       guint8 *exception)
{
  guint8 adu[300] = {0};
  memcpy (adu, reply->bytes, reply->length);
  g_autoptr (GError) error = NULL;
  gboolean taken = tcp ? cubby_frame_take_tcp (unit, adu, (int)reply->length, pdu, &error)
                       : cubby_frame_take_rtu (unit, adu, (int)reply->length, pdu, &error);
  if (!taken || !cubby_pdu_check_reply (request, pdu, exception, &error)) {
    g_assert_error (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_MISMATCH);
    g_test_message ("%s", error->message);
    return WRONG;
  }
  g_assert_no_error (error);
  return *exception != 0 ? EXCEPTION : GOOD;
}

typedef struct {
  const char *path;
  const char *profile;
  const char *request;
  const char *reply;
  Worth worth;
  guint8 exception;
  int channel;     /* of a read: this input, from 1 … */
  gboolean closed; /* … is closed */
} ReplyRow;

static const ReplyRow replies[] = {
    {"the echo of a flash", "waveshare-rtu-d", "01 05 02 00 00 05 0C 71", "01 05 02 00 00 05 0C 71", GOOD},
    {"illegal data value", "waveshare-rtu-d", "01 05 02 00 00 05 0C 71", "01 85 03 02 91", EXCEPTION, 3},
    {"illegal data address", "waveshare-rtu-d", "01 05 02 00 00 05 0C 71", "01 85 02 C3 51", EXCEPTION, 2},
    {"a flash of another length", "waveshare-rtu-d", "01 05 02 00 00 05 0C 71", "01 05 02 00 00 07 8D B0",
     WRONG},
    {"a flash of another channel", "waveshare-rtu-d", "01 05 02 01 00 08 9C 74", "01 05 02 00 00 08 CD B4",
     WRONG},
    {"the echo of off for that of a flash", "waveshare-rtu-d", "01 05 02 00 00 05 0C 71",
     "01 05 00 00 00 00 CD CA", WRONG},
    {"input 1", "waveshare-rtu-d", "01 02 00 00 00 08 79 CC", "01 02 01 01 60 48", GOOD, 0, 1, TRUE},
    {"not input 2", "waveshare-rtu-d", "01 02 00 00 00 08 79 CC", "01 02 01 01 60 48", GOOD, 0, 2, FALSE},
    {"sixteen inputs for eight", "waveshare-rtu-d", "01 02 00 00 00 08 79 CC", "01 02 02 01 00 B8 28", WRONG},
    {"the relays for the inputs", "waveshare-rtu-d", "01 02 00 00 00 08 79 CC", "01 01 01 01 90 48", WRONG},
    {"the modes", "waveshare-rtu-d", "01 03 10 00 00 08 40 CC",
     "01 03 10 00 01 00 01 00 01 00 01 00 01 00 01 00 01 00 01 93 B4", GOOD},
    {"the maker's reply to several", "waveshare-rtu-8", "01 0F 00 00 00 08 01 FF BE D5",
     "01 0F 00 00 00 08 54 0D", GOOD},
    {"the echo of a flash", "waveshare-rtu-16", "01 05 02 0F 00 05 3C 72", "01 05 02 0F 00 05 3C 72", GOOD},
    {"the echo of a flash", "waveshare-io-8ch", "01 05 02 00 00 05 0C 71", "01 05 02 00 00 05 0C 71", GOOD},
    {"the reply to a pulse", "lc-modbus", "FF 10 00 03 00 02 04 00 04 00 05 05 93", "FF 10 00 03 00 02 A4 16",
     GOOD},
    {"the reply to the neighbour's pulse", "lc-modbus", "FF 10 00 03 00 02 04 00 04 00 05 05 93",
     "FF 10 00 08 00 02 D5 D4", WRONG},
    {"a refusal", "lc-modbus", "FF 10 00 03 00 02 04 00 04 00 05 05 93", "FF 90 03 6D F1", EXCEPTION, 3},
    {"the whole request for an answer", "lc-modbus", "FF 10 00 03 00 02 04 00 04 00 05 05 93",
     "FF 10 00 03 00 02 04 00 04 00 05 05 93", WRONG},
    {"input 8", "lc-modbus", "FF 02 00 00 00 08 6C 12", "FF 02 01 80 91 C0", GOOD, 0, 8, TRUE},
    {"the greeting", "lc-modbus", "FF 02 00 00 00 08 6C 12", "54 68 61 6E 6B 20 79 6F 75", WRONG},
    {"the echo of a delay", "eletechsup-fc06", "01 06 00 01 06 01 1A 6A", "01 06 00 01 06 01 1A 6A", GOOD},
    {"the echo of another delay", "eletechsup-fc06", "01 06 00 01 06 01 1A 6A", "01 06 00 01 06 02 5A 6B",
     WRONG},
    {"the neighbour's echo", "eletechsup-fc06", "01 06 00 01 06 01 1A 6A", "01 06 00 02 06 01 EA 6A", WRONG},
    {"the state read back for the echo", "eletechsup-fc06", "01 06 00 01 06 01 1A 6A",
     "01 06 00 01 00 01 19 CA", WRONG},
    {"an address it does not have", "eletechsup-fc06", "01 06 00 01 06 01 1A 6A", "01 86 02 C3 A1", EXCEPTION,
     2},
    {"inputs 1 and 3", "eletechsup-n4d8b08", "01 03 00 C0 00 01 84 36", "01 03 02 00 05 78 47", GOOD, 0, 3,
     TRUE},
    {"not input 2", "eletechsup-n4d8b08", "01 03 00 C0 00 01 84 36", "01 03 02 00 05 78 47", GOOD, 0, 2,
     FALSE},
    {"the echo of on", "adam-6060", "01 05 00 10 FF 00 8D FF", "01 05 00 10 FF 00 8D FF", GOOD},
    {"the echo of off for that of on", "adam-6060", "01 05 00 10 FF 00 8D FF", "01 05 00 10 00 00 CC 0F",
     WRONG},
    {"the echo of on", "moxa-e1214", "01 05 00 05 FF 00 9C 3B", "01 05 00 05 FF 00 9C 3B", GOOD},
    {"six inputs", "kincony-hav2", "0A 02 00 00 00 06 F9 73", "0A 02 01 3F E3 BC", GOOD, 0, 6, TRUE},
    {"a device failure", "kincony-hav2", "0A 05 00 00 FF 00 8D 41", "0A 85 04 32 91", EXCEPTION, 4},
    {"the relays", "wellpro-8r", "01 01 00 00 00 08 3D CC", "01 01 01 00 51 88", GOOD},
    {"the echo of an opening", "xunming-16", "01 05 00 65 01 F4 DD C2", "01 05 00 65 01 F4 DD C2", GOOD},
    {"the echo of lock 16 for that of lock 1", "xunming-16", "01 05 00 65 01 F4 DD C2",
     "01 05 00 74 01 F4 8D C7", WRONG},
    {"the echo of on", "stm8", "01 05 00 01 01 00 9D 9A", "01 05 00 01 01 00 9D 9A", GOOD},
    {"on made FF00 on the way", "stm8", "01 05 00 01 01 00 9D 9A", "01 05 00 01 FF 00 DD FA", WRONG},
    {"input 1 tied to ground", "stm8", "01 02 00 01 00 01 E8 0A", "01 02 01 01 60 48", GOOD, 0, 1, TRUE},
    {"function 02 is not known", "stm8", "01 02 00 01 00 01 E8 0A", "01 82 01 81 60", EXCEPTION, 1},
};

static void
test_reply (gconstpointer data)
{
  const ReplyRow *row = data;
  Frame asked = from_hex (row->request);
  Frame reply = from_hex (row->reply);
  CubbyPdu request = {.length = asked.length - 3};
  CubbyPdu pdu = {0};
  guint8 exception = 0;
  memcpy (request.bytes, asked.bytes + 1, request.length);
  g_assert_cmpint (judge (asked.bytes[0], &request, &reply, FALSE, &pdu, &exception), ==, row->worth);
  g_assert_cmpuint (exception, ==, row->exception);
  if (row->channel == 0)
    return;
  const CubbyLockBoard *board = cubby_lock_board_find (row->profile);
  g_assert_true (cubby_lock_board_decode_input (board, &pdu, (guint)row->channel - 1) == row->closed);
}

/* What may go wrong with the answer to any request, on any board. */
static void
spoil_nothing (Frame *frame, guint first)
{
}

static void
spoil_unit (Frame *frame, guint first)
{
  frame->bytes[first - 1]++;
}

static void
spoil_function (Frame *frame, guint first)
{
  frame->bytes[first] ^= 0x03;
}

static void
spoil_address (Frame *frame, guint first)
{
  frame->bytes[first + 2]++;
}

static void
spoil_value (Frame *frame, guint first)
{
  frame->bytes[first + 4] ^= 0x01;
}

static void
spoil_short (Frame *frame, guint first)
{
  frame->length--;
}

static void
spoil_long (Frame *frame, guint first)
{
  frame->bytes[frame->length++] = 0;
}

static void
spoil_exception (Frame *frame, guint first)
{
  frame->bytes[first] |= 0x80;
  frame->bytes[first + 1] = 2;
  frame->length -= 3;
}

static void
spoil_exception_code (Frame *frame, guint first)
{
  spoil_exception (frame, first);
  frame->bytes[first + 1] = 0;
}

static const struct {
  const char *path;
  void (*spoil) (Frame *frame, guint first);
  Worth worth;
} spoils[] = {
    {"the echo is good", spoil_nothing, GOOD},
    {"another unit's is refused", spoil_unit, WRONG},
    {"another function's is refused", spoil_function, WRONG},
    {"another channel's is refused", spoil_address, WRONG},
    {"another value's is refused", spoil_value, WRONG},
    {"a short one is refused", spoil_short, WRONG},
    {"a long one is refused", spoil_long, WRONG},
    {"an exception is one", spoil_exception, EXCEPTION},
    {"an exception without a code is refused", spoil_exception_code, WRONG},
};

typedef struct {
  const CubbyLockBoard *board;
  guint spoil;
  gboolean tcp;
} SpoilCase;

/* Spoiled behind the checksum's back, which is right again afterwards: the board sent it so. */
static void
test_spoiled (gconstpointer data)
{
  const SpoilCase *it = data;
  guint8 unit = (guint8)it->board->unit_min;
  CubbyPdu request = {0};
  CubbyPdu echo = {0};
  CubbyPdu pdu = {0};
  guint8 exception = 0;
  cubby_lock_board_make_pulse (it->board, 1, PULSE_MS, &request);
  memcpy (echo.bytes, request.bytes, 5);
  echo.length = 5;
  guint first = it->tcp ? 7 : 1;
  Frame frame = it->tcp ? wrap_tcp (unit, &echo) : wrap_rtu (unit, &echo);
  if (!it->tcp)
    frame.length -= 2;
  spoils[it->spoil].spoil (&frame, first);
  if (it->tcp) {
    frame.bytes[5] = (guint8)(frame.length - 6);
  } else {
    guint16 crc = cubby_modbus_crc (frame.bytes, frame.length);
    frame.bytes[frame.length++] = (guint8)crc;
    frame.bytes[frame.length++] = (guint8)(crc >> 8);
  }
  g_assert_cmpint (judge (unit, &request, &frame, it->tcp, &pdu, &exception), ==, spoils[it->spoil].worth);
}

/* And before it: every bit of the frame matters. */
static void
test_every_bit (gconstpointer data)
{
  const SpoilCase *it = data;
  guint8 unit = (guint8)it->board->unit_min;
  CubbyPdu request = {0};
  CubbyPdu echo = {.length = 5};
  cubby_lock_board_make_pulse (it->board, 1, PULSE_MS, &request);
  memcpy (echo.bytes, request.bytes, 5);
  Frame good = it->tcp ? wrap_tcp (unit, &echo) : wrap_rtu (unit, &echo);
  for (guint bit = 0; bit < 8 * good.length; bit++) {
    Frame frame = good;
    CubbyPdu pdu = {0};
    guint8 exception = 0;
    frame.bytes[bit / 8] ^= (guint8)(1u << (bit % 8));
    g_assert_cmpint (judge (unit, &request, &frame, it->tcp, &pdu, &exception), ==, WRONG);
  }
}

static void
add_case (GPtrArray *cases, const char *path, const CubbyLockBoard *board, guint spoil, gboolean tcp,
          GTestDataFunc test)
{
  g_autofree char *full =
      g_strdup_printf ("/locks/frames/%s/%s/%s", board->profile, tcp ? "tcp" : "rtu", path);
  SpoilCase *it = g_new0 (SpoilCase, 1);
  *it = (SpoilCase){board, spoil, tcp};
  g_ptr_array_add (cases, it);
  g_test_add_data_func (full, it, test);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_autofree char *path = g_strdup_printf ("/locks/frames/%s/asked/%s: %s", requests[i].profile,
                                             requests[i].path, requests[i].frame);
    g_test_add_data_func (path, &requests[i], test_request);
  }
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++) {
    g_autofree char *path = g_strdup_printf ("/locks/frames/%s/answered/%s: %s", replies[i].profile,
                                             replies[i].path, replies[i].reply);
    g_test_add_data_func (path, &replies[i], test_reply);
  }
  for (guint i = 0; i < G_N_ELEMENTS (printed); i++) {
    g_autofree char *path = g_strdup_printf ("/locks/frames/checksums as printed/%s", printed[i]);
    g_test_add_data_func (path, printed[i], test_printed);
  }
  const CubbyLockBoard *board = cubby_lock_boards_get (0);
  for (guint n = 1; board != NULL; board = cubby_lock_boards_get (n++))
    for (guint tcp = 0; tcp < 2; tcp++) {
      for (guint i = 0; i < G_N_ELEMENTS (spoils); i++)
        add_case (cases, spoils[i].path, board, i, tcp, test_spoiled);
      add_case (cases, "every bit counts", board, 0, tcp, test_every_bit);
    }
  return g_test_run ();
}
