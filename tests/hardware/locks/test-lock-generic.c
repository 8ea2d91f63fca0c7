/* SPDX-License-Identifier: Apache-2.0 */
/* [profile NAME]: each shipped board described in words makes the same frames as its row; what is refused;
 * and the examples that are shipped. */
#include "app/common/conf-file.h"
#include "hardware/locks/lock-board.h"
#include "tests/hardware/locks/board-words.h"

#include <string.h>

#define BASE                                                                                                 \
  "[store]\nid=1\nname=T\n[kiosk]\nid=k\n[link]\ncentral-url=https://c.example\n[locker]\npulse-ms=1000\n"   \
  "[bus b]\ntransport=rtu\ndevice=/dev/ttyUSB0\n"

static CubbySettings *
load (const char *words, GError **error)
{
  g_autofree char *text = g_strdup_printf (BASE "[profile own]\n%s", words);
  return cubby_settings_load_from_data ("test.conf", text, error);
}

static void
assert_same (const CubbyPdu *copy, const CubbyPdu *row)
{
  g_assert_cmpmem (copy->bytes, copy->length, row->bytes, row->length);
}

static void
compare_channel (const CubbyLockBoard *copy, const CubbyLockBoard *row, guint channel)
{
  CubbyPdu a = {0};
  CubbyPdu b = {0};
  for (guint ms = 100; ms <= 2000; ms += 50) {
    g_assert_cmpuint (cubby_lock_board_round_pulse (copy, ms), ==, cubby_lock_board_round_pulse (row, ms));
    cubby_lock_board_make_pulse (copy, channel, ms, &a);
    cubby_lock_board_make_pulse (row, channel, ms, &b);
    assert_same (&a, &b);
  }
  cubby_lock_board_make_off (copy, channel, &a);
  cubby_lock_board_make_off (row, channel, &b);
  assert_same (&a, &b);
  g_assert_true (cubby_lock_board_has_input (copy, channel) == cubby_lock_board_has_input (row, channel));
  if (cubby_lock_board_has_input (copy, channel))
    g_assert_cmpuint (cubby_lock_board_find_read (copy, channel), ==,
                      cubby_lock_board_find_read (row, channel));
}

static void
compare_inputs (const CubbyLockBoard *copy, const CubbyLockBoard *row)
{
  CubbyPdu reply = {.bytes = {0, 0, 0x5A, 0xC3}, .length = 12};
  for (guint channel = 0; channel < row->inputs.count; channel++)
    g_assert_true (cubby_lock_board_decode_input (copy, &reply, channel) ==
                   cubby_lock_board_decode_input (row, &reply, channel));
}

static void
test_copy (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = load (board_words[index].words, &error);
  g_assert_no_error (error);
  const CubbyLockBoard *copy = cubby_settings_find_profile (settings, "own");
  const CubbyLockBoard *row = cubby_lock_board_find (board_words[index].profile);
  CubbyPdu a = {0};
  CubbyPdu b = {0};
  g_assert_cmpuint (copy->n_channels, ==, row->n_channels);
  g_assert_cmpuint (copy->unit_min, ==, row->unit_min);
  g_assert_cmpuint (copy->unit_max, ==, row->unit_max);
  g_assert_cmpuint (copy->gap_ms, ==, row->gap_ms);
  g_assert_true (copy->misses_first_frame == row->misses_first_frame);
  g_assert_cmpmem (&copy->modes, sizeof copy->modes, &row->modes, sizeof row->modes);
  g_assert_true (cubby_lock_board_is_software_timed (copy) == cubby_lock_board_is_software_timed (row));
  for (guint channel = 0; channel < row->n_channels; channel++)
    compare_channel (copy, row, channel);
  guint n_offs = cubby_lock_board_is_software_timed (row) ? cubby_lock_board_count_all_off (row) : 0;
  for (guint i = 0; i < n_offs; i++) {
    cubby_lock_board_make_all_off (copy, i, &a);
    cubby_lock_board_make_all_off (row, i, &b);
    assert_same (&a, &b);
  }
  g_assert_cmpuint (cubby_lock_board_count_reads (copy), ==, cubby_lock_board_count_reads (row));
  for (guint i = 0; i < cubby_lock_board_count_reads (row); i++) {
    cubby_lock_board_make_read (copy, i, &a);
    cubby_lock_board_make_read (row, i, &b);
    assert_same (&a, &b);
  }
  compare_inputs (copy, row);
}

/* A shipped board that nobody has put in words is a board of which we do not know whether words suffice. */
static void
test_all_are_copied (void)
{
  const CubbyLockBoard *board = cubby_lock_boards_get (0);
  guint n = 0;
  for (; board != NULL; board = cubby_lock_boards_get (++n)) {
    gboolean found = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS (board_words); i++)
      found = found || g_str_equal (board_words[i].profile, board->profile);
    g_test_message ("%s", board->profile);
    g_assert_true (found);
  }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (board_words));
}

/* What no shipped board needs. */

static void
test_stride (void)
{
  g_autoptr (CubbySettings) settings = load (
      "output=register\noutput-address=0x100\noutput-stride=16\noutput-on=1\npulse=none\n" RELAYS, NULL);
  const CubbyLockBoard *board = cubby_settings_find_profile (settings, "own");
  CubbyPdu pdu = {0};
  const guint8 on[] = {0x06, 0x01, 0x20, 0x00, 0x01};
  const guint8 last_off[] = {0x06, 0x01, 0x70, 0x00, 0x00};
  cubby_lock_board_make_pulse (board, 2, 500, &pdu);
  g_assert_cmpmem (pdu.bytes, pdu.length, on, sizeof on);
  g_assert_cmpuint (cubby_lock_board_count_all_off (board), ==, 8);
  cubby_lock_board_make_all_off (board, 7, &pdu);
  g_assert_cmpmem (pdu.bytes, pdu.length, last_off, sizeof last_off);
}

/* Eighteen inputs, a register each, four in a request, and 0 is closed. */
static void
test_words (void)
{
  g_autoptr (CubbySettings) settings =
      load (PLAIN "input-table=input-registers\ninput-layout=words\ninput-address=0x81\ninputs=18\n"
                  "inputs-per-read=4\ninput-active=low\n",
            NULL);
  const CubbyLockBoard *board = cubby_settings_find_profile (settings, "own");
  CubbyPdu pdu = {0};
  const guint8 last[] = {0x04, 0x00, 0x91, 0x00, 0x02};
  const CubbyPdu reply = {.bytes = {0x04, 4, 0, 1, 0, 0}, .length = 6};
  g_assert_cmpuint (cubby_lock_board_count_reads (board), ==, 5);
  cubby_lock_board_make_read (board, 4, &pdu);
  g_assert_cmpmem (pdu.bytes, pdu.length, last, sizeof last);
  g_assert_cmpuint (cubby_lock_board_find_read (board, 17), ==, 4);
  g_assert_false (cubby_lock_board_decode_input (board, &reply, 16));
  g_assert_true (cubby_lock_board_decode_input (board, &reply, 17));
}

/* Twenty inputs in two registers. */
static void
test_bitmap (void)
{
  g_autoptr (CubbySettings) settings =
      load (PLAIN "input-table=registers\ninput-address=0xC0\ninputs=20\n", NULL);
  const CubbyLockBoard *board = cubby_settings_find_profile (settings, "own");
  CubbyPdu pdu = {0};
  const guint8 both[] = {0x03, 0x00, 0xC0, 0x00, 0x02};
  const CubbyPdu reply = {.bytes = {0x03, 4, 0x80, 0x00, 0x00, 0x08}, .length = 6};
  cubby_lock_board_make_read (board, 0, &pdu);
  g_assert_cmpmem (pdu.bytes, pdu.length, both, sizeof both);
  g_assert_true (cubby_lock_board_decode_input (board, &reply, 15));
  g_assert_false (cubby_lock_board_decode_input (board, &reply, 16));
  g_assert_true (cubby_lock_board_decode_input (board, &reply, 19));
}

typedef struct {
  const char *path;
  const char *words;
  const char *complaint; /* after "[profile own] " */
} RefusalRow;

static const RefusalRow refusals[] = {
    {"no address", "pulse=none\n" RELAYS, "output-address: is missing"},
    {"no word on who ends a pulse", COIL RELAYS, "pulse: is missing"},
    {"a kind of pulse that does not exist", COIL "pulse=long\n" RELAYS,
     "pulse: “long” is not one of: none, coil-100ms, coil-1ms, register-pair, register-word"},
    {"a key nobody knows", PLAIN RELAYS "relays=8\n",
     "relays: there is no key of this name; this group knows:"},
    {"an address that is no number", "output-address=40001x\npulse=none\n" RELAYS,
     "output-address: “40001x” is not a number from 0 to 65535"},
    {"an address beyond the last", "output-address=0x10000\npulse=none\n" RELAYS,
     "output-address: “0x10000”"},
    {"a negative address", "output-address=-1\npulse=none\n" RELAYS, "output-address: “-1”"},
    {"outputs that reach beyond the last address", "output-address=0xFFF9\npulse=none\n" RELAYS,
     "output-address: 0xFFF9 leaves no room: the last of 8 would be at 0x10000"},
    {"pulses that do", COIL "pulse=coil-100ms\npulse-address=0xFFFF\n" RELAYS,
     "pulse-address: 0xFFFF leaves no room"},
    {"inputs that do", PLAIN "input-table=inputs\ninput-address=0xFFFF\n",
     "input-address: 0xFFFF leaves no room"},
    {"too many channels", "channels=65\n" PLAIN RELAYS, "channels: “65” is not a whole number from 1 to 64"},
    {"on that is off", COIL "output-on=0\npulse=none\n" RELAYS,
     "output-on: 0x0000 is output-off as well: the lock would stay energised"},
    {"a range of addresses upside down", "unit-min=9\nunit-max=8\n" PLAIN RELAYS,
     "unit-max: 8 is below unit-min, 9"},
    {"all coils off where there are registers", "output=register\n" PLAIN RELAYS,
     "all-off: “coils” needs output=coil and output-stride=1"},
    {"all coils off where they are scattered", "output-stride=2\n" PLAIN RELAYS,
     "all-off: “coils” needs output=coil"},
    {"one word for all off, and no word", COIL "all-off=word\nall-off-address=0\npulse=none\n" RELAYS,
     "all-off-value: is missing"},
    {"a word for all off that is not used", COIL "all-off=each\nall-off-value=0\npulse=none\n" RELAYS,
     "all-off-value: there is no key of this name"},
    {"a time without an address", COIL "pulse=coil-1ms\n" RELAYS, "pulse-address: is missing"},
    {"a command for a pulse that has none", COIL "pulse=coil-1ms\npulse-address=0\npulse-word=1\n" RELAYS,
     "pulse-word: there is no key of this name"},
    {"a pulse's address where we time it", PLAIN "pulse-address=0\n" RELAYS,
     "pulse-address: there is no key"},
    {"pairs that reach into each other", COIL "pulse=register-pair\npulse-address=3\npulse-word=4\n" RELAYS,
     "pulse-stride: 1 is too near"},
    {"a command that leaves no room for the time",
     COIL "pulse=register-word\npulse-address=1\npulse-word=0x0601\n" RELAYS,
     "pulse-word: 0x0601 does not end in 00"},
    {"a step so fine that two seconds are more than a byte",
     COIL "pulse=register-word\npulse-address=1\npulse-word=0x0600\npulse-unit-ms=5\n" RELAYS,
     "pulse-unit-ms: 5 is too fine"},
    {"inputs without a table", PLAIN RELAYS "inputs=8\n", "inputs: there is no key of this name"},
    {"a layout of bits", PLAIN EIGHT_INPUTS "input-layout=words\n",
     "input-layout: there is no key of this name"},
    {"inputs without an address", PLAIN "input-table=inputs\n", "input-address: is missing"},
    {"no word on what is read", PLAIN, "state-table: is missing"},
    {"a board that we time and cannot ask", PLAIN "state-table=none\n",
     "state-table: “none” needs a board that ends its pulses itself"},
    {"a state beside inputs", PLAIN EIGHT_INPUTS RELAYS, "state-table: there is no key of this name"},
    {"modes without a place", PLAIN RELAYS "modes-count=8\n",
     "modes-count: modes-address and modes-count belong"},
    {"a place of no modes", PLAIN RELAYS "modes-address=0x1000\n",
     "modes-count: modes-address and modes-count belong"},
};

static void
test_refusal (gconstpointer data)
{
  const RefusalRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *begin = g_strconcat ("test.conf: [profile own] ", row->complaint, NULL);
  g_assert_null (load (row->words, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, begin));
}

/* What only the table of boards knows. */
static const RefusalRow misuses[] = {
    {"a known board's name", "[profile stm8]\n" PLAIN RELAYS,
     "[profile stm8]: this is the name of a board that is known"},
    {"a board that uses it", "[profile own]\n" PLAIN RELAYS "[board 1]\nbus=b\nprofile=own\n", NULL},
    {"one that uses another", "[profile own]\n" PLAIN RELAYS "[board 1]\nbus=b\nprofile=owm\n",
     "[board 1] profile: “owm” is not one of: waveshare-rtu-d,"},
    {"a unit below its range",
     "[profile own]\nunit-min=5\n" PLAIN RELAYS "[board 1]\nbus=b\nprofile=own\nunit=4\n",
     "[board 1] unit: 4 is no address: those of a board of one's own go from 5 to 247"},
    {"a channel that it does not have",
     "[profile own]\n" PLAIN RELAYS "[board 1]\nbus=b\nprofile=own\n[column A]\ndoors=A1 S 1/9\n",
     "[column A] doors: A1 is on channel 9, and [board 1] (a board of one's own) has 8"},
    {"a pulse that becomes too long",
     "[profile own]\n" COIL
     "pulse=register-word\npulse-address=1\npulse-word=0x0600\npulse-unit-ms=750\n" RELAYS
     "[board 1]\nbus=b\nprofile=own\n",
     "[locker] pulse-ms: 1000 would become 1500 on [board 1]"},
};

static void
test_misuse (gconstpointer data)
{
  const RefusalRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat (BASE, row->words, NULL);
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("test.conf", text, &error);
  g_assert_no_error (error);
  gboolean good = cubby_lock_boards_check (settings, &error);
  g_assert_true (good == (row->complaint == NULL));
  if (good)
    return;
  g_autofree char *begin = g_strconcat ("test.conf: ", row->complaint, NULL);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, begin));
}

/* The profiles in the comments of the shipped example load once their # is gone. */
static void
test_example (void)
{
  g_autoptr (GString) text = g_string_new (BASE);
  g_autoptr (GError) error = NULL;
  g_autofree char *example = NULL;
  g_assert_true (g_file_get_contents (CUBBY_EXAMPLE, &example, NULL, &error));
  g_auto (GStrv) lines = g_strsplit (example, "\n", -1);
  gboolean inside = FALSE;
  for (char **line = lines; *line != NULL; line++) {
    inside = g_str_has_prefix (*line, "#   [profile ") || (inside && g_str_has_prefix (*line, "#   "));
    if (inside)
      g_string_append_printf (text, "%s\n", *line + 4);
  }
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("cubby.conf", text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settings->profiles->len, ==, 3);
  g_assert_true (cubby_lock_boards_check (settings, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (board_words); i++) {
    g_autofree char *path =
        g_strdup_printf ("/locks/generic/%s in words makes the same frames", board_words[i].profile);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_copy);
  }
  g_test_add_func ("/locks/generic/every shipped board is put in words", test_all_are_copied);
  g_test_add_func ("/locks/generic/outputs that are scattered registers", test_stride);
  g_test_add_func ("/locks/generic/inputs that are registers, some at a time, low when closed", test_words);
  g_test_add_func ("/locks/generic/inputs in the bits of two registers", test_bitmap);
  g_test_add_func ("/locks/generic/the shipped examples load", test_example);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strconcat ("/locks/generic/refuses/", refusals[i].path, NULL);
    g_test_add_data_func (path, &refusals[i], test_refusal);
  }
  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++) {
    g_autofree char *path = g_strconcat ("/locks/generic/checks/", misuses[i].path, NULL);
    g_test_add_data_func (path, &misuses[i], test_misuse);
  }
  return g_test_run ();
}
