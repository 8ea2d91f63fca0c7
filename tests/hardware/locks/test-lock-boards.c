/* SPDX-License-Identifier: Apache-2.0 */
/* What the configuration may ask of a board, and what its answers say. The frames are in test-lock-frames.c.
 */
#include "app/common/conf-file.h"
#include "hardware/locks/lock-board.h"

#include <string.h>

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
  g_test_add_func ("/locks/boards/inputs in a register's bits", test_bitmap);
  g_test_add_func ("/locks/boards/inputs as bits", test_bits);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autofree char *path = g_strconcat ("/locks/boards/check/", checks[i].path, NULL);
    g_test_add_data_func (path, &checks[i], test_check);
  }
  return g_test_run ();
}
