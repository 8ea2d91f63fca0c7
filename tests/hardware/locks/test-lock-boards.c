/* SPDX-License-Identifier: Apache-2.0 */
/* Frames as the makers print them (and as their CRC proves), and what the configuration may ask of a board.
 */
#include "app/common/conf-file.h"
#include "hardware/locks/lock-board.h"

#include <string.h>

typedef enum { ASK_PULSE, ASK_OFF, ASK_ALL_OFF, ASK_READ } Ask;

typedef struct {
  const char *path;
  const char *profile;
  Ask ask;
  guint8 unit;
  guint channel; /* as printed on the board */
  guint ms;
  const char *frame; /* RTU, with its checksum */
} FrameRow;

static const FrameRow frames[] = {
    {"waveshare/channel 1, 500 ms", "waveshare-rtu-d", ASK_PULSE, 1, 1, 500, "01 05 02 00 00 05 0C 71"},
    {"waveshare/channel 1, 700 ms, the maker's example", "waveshare-rtu-8", ASK_PULSE, 1, 1, 700,
     "01 05 02 00 00 07 8D B0"},
    {"waveshare/channel 2, 800 ms, the maker's example", "waveshare-rtu-8", ASK_PULSE, 1, 2, 800,
     "01 05 02 01 00 08 9C 74"},
    {"waveshare/channel 16, 500 ms", "waveshare-rtu-16", ASK_PULSE, 1, 16, 500, "01 05 02 0F 00 05 3C 72"},
    {"waveshare/410 ms is rounded up to five units", "waveshare-rtu-d", ASK_PULSE, 1, 1, 410,
     "01 05 02 00 00 05 0C 71"},
    {"waveshare/off stops a flash", "waveshare-rtu-d", ASK_OFF, 1, 1, 0, "01 05 00 00 00 00 CD CA"},
    {"waveshare/all off", "waveshare-rtu-d", ASK_ALL_OFF, 1, 1, 0, "01 0F 00 00 00 08 01 00 FE 95"},
    {"waveshare/reads exactly eight inputs", "waveshare-rtu-d", ASK_READ, 1, 1, 0, "01 02 00 00 00 08 79 CC"},
    {"waveshare/without inputs its relays are read", "waveshare-rtu-8", ASK_READ, 1, 1, 0,
     "01 01 00 00 00 08 3D CC"},
    {"waveshare/POE ETH (B) reads its inputs", "waveshare-poe-eth-b", ASK_READ, 1, 1, 0,
     "01 02 00 00 00 08 79 CC"},
    {"lc-modbus/channel 1, 500 ms", "lc-modbus", ASK_PULSE, 255, 1, 500,
     "FF 10 00 03 00 02 04 00 04 00 05 05 93"},
    {"lc-modbus/channel 2, 500 ms", "lc-modbus", ASK_PULSE, 255, 2, 500,
     "FF 10 00 08 00 02 04 00 04 00 05 44 20"},
    {"lc-modbus/channel 1, 2 s, the maker's example", "lc-modbus", ASK_PULSE, 255, 1, 2000,
     "FF 10 00 03 00 02 04 00 04 00 14 C5 9F"},
    {"lc-modbus/all eight inputs at once", "lc-modbus", ASK_READ, 255, 1, 0, "FF 02 00 00 00 08 6C 12"},
    {"eletechsup/channel 1, 1 s", "eletechsup-fc06", ASK_PULSE, 1, 1, 1000, "01 06 00 01 06 01 1A 6A"},
    {"eletechsup/channel 1 off", "eletechsup-fc06", ASK_OFF, 1, 1, 0, "01 06 00 01 02 00 D9 6A"},
    {"eletechsup/reads eight channels", "eletechsup-fc06", ASK_READ, 1, 1, 0, "01 03 00 01 00 08 15 CC"},
    {"eletechsup/RYN4 begins at register 0", "eletechsup-fc06-base0", ASK_PULSE, 1, 1, 1000,
     "01 06 00 00 06 01 4B AA"},
    {"eletechsup/the inputs of N4D8B08", "eletechsup-n4d8b08", ASK_READ, 1, 1, 0, "01 03 00 C0 00 01 84 36"},
    {"adam-6000/channel 1 on", "adam-6060", ASK_PULSE, 1, 1, 500, "01 05 00 10 FF 00 8D FF"},
    {"adam-6000/channel 1 off", "adam-6060", ASK_OFF, 1, 1, 0, "01 05 00 10 00 00 CC 0F"},
    {"adam-6000/inputs are coils", "adam-6060", ASK_READ, 1, 1, 0, "01 01 00 00 00 06 BC 08"},
};

static void
make (const FrameRow *row, CubbyPdu *request)
{
  const CubbyLockBoard *board = cubby_lock_board_find (row->profile);
  g_assert_nonnull (board);
  if (row->ask == ASK_PULSE)
    cubby_lock_board_make_pulse (board, row->channel - 1, row->ms, request);
  else if (row->ask == ASK_OFF)
    cubby_lock_board_make_off (board, row->channel - 1, request);
  else if (row->ask == ASK_ALL_OFF)
    g_assert_true (cubby_lock_board_make_all_off (board, request));
  else
    cubby_lock_board_make_read (board, request);
}

static void
test_frame (gconstpointer data)
{
  const FrameRow *row = data;
  CubbyPdu request = {0};
  make (row, &request);
  guint8 frame[CUBBY_PDU_MAX + 3] = {row->unit};
  memcpy (frame + 1, request.bytes, request.length);
  guint16 crc = cubby_modbus_crc (frame, request.length + 1);
  frame[request.length + 1] = (guint8)crc;
  frame[request.length + 2] = (guint8)(crc >> 8);
  g_autoptr (GString) hex = g_string_new (NULL);
  for (guint i = 0; i < request.length + 3; i++)
    g_string_append_printf (hex, "%s%02X", i > 0 ? " " : "", frame[i]);
  g_assert_cmpstr (hex->str, ==, row->frame);
}

static void
test_bitmap (void)
{
  const CubbyLockBoard *board = cubby_lock_board_find ("eletechsup-n4d8b08");
  const CubbyPdu reply = {.bytes = {0x03, 0x02, 0x00, 0x05}, .length = 4};
  g_assert_true (cubby_lock_board_decode_input (board, &reply, 0));
  g_assert_false (cubby_lock_board_decode_input (board, &reply, 1));
  g_assert_true (cubby_lock_board_decode_input (board, &reply, 2));
}

static void
test_bits (void)
{
  const CubbyLockBoard *board = cubby_lock_board_find ("waveshare-rtu-d");
  const CubbyPdu reply = {.bytes = {0x02, 0x01, 0x81}, .length = 3};
  g_assert_true (cubby_lock_board_decode_input (board, &reply, 0));
  g_assert_false (cubby_lock_board_decode_input (board, &reply, 1));
  g_assert_true (cubby_lock_board_decode_input (board, &reply, 7));
}

typedef struct {
  const char *path;
  const char *profile;
  guint unit;
  guint channel;
  guint pulse_ms;
  const char *complaint; /* NULL: it is good */
} CheckRow;

static const CheckRow checks[] = {
    {"a known board", "waveshare-rtu-d", 1, 8, 500, NULL},
    {"an unknown board", "waveshare-rtu-e", 1, 1, 500, "“waveshare-rtu-e” is not one of: waveshare-rtu-d,"},
    {"a channel that it does not have", "waveshare-rtu-d", 1, 9, 500, "A1 is on channel 9, and [board 1]"},
    {"an address that it cannot have", "eletechsup-fc06", 64, 1, 1000,
     "[board 1] unit: 64 is no address: those of Eletechsup"},
    {"a pulse that would become twice as long", "eletechsup-fc06", 1, 1, 500, "500 would become 1000"},
    {"a pulse of whole seconds", "eletechsup-fc06", 1, 1, 1000, NULL},
    {"the factory's address of LC boards", "lc-modbus", 255, 1, 500, NULL},
};

static void
test_check (gconstpointer data)
{
  const CheckRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (
      "[store]\nid=1\nname=T\n[kiosk]\nid=k\n[link]\ncentral-url=https://c.example\n[locker]\npulse-ms=%u\n"
      "[bus b]\ntransport=rtu\ndevice=/dev/ttyUSB0\n[board 1]\nbus=b\nprofile=%s\nunit=%u\n"
      "[column A]\ndoors=A1 S 1/%u\n",
      row->pulse_ms, row->profile, row->unit, row->channel);
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("test.conf", text, &error);
  g_assert_no_error (error);
  gboolean good = cubby_lock_boards_check (settings, &error);
  g_assert_true (good == (row->complaint == NULL));
  if (good)
    return;
  g_assert_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, row->complaint));
  g_assert_true (g_str_has_prefix (error->message, "test.conf: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++) {
    g_autofree char *path = g_strconcat ("/locks/boards/frames/", frames[i].path, NULL);
    g_test_add_data_func (path, &frames[i], test_frame);
  }
  g_test_add_func ("/locks/boards/inputs in a register's bits", test_bitmap);
  g_test_add_func ("/locks/boards/inputs as bits", test_bits);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autofree char *path = g_strconcat ("/locks/boards/check/", checks[i].path, NULL);
    g_test_add_data_func (path, &checks[i], test_check);
  }
  return g_test_run ();
}
