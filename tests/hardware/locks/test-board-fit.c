/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/board-fit.h"

#include <string.h>

/* What a board answers: function, address and count in hex, one after the other; all else is refused. */
typedef struct {
  const char *path;
  gboolean tcp;
  const char *answers;
  const char *first;  /* the profile that fits best; NULL: none does */
  const char *others; /* among those that fit as well; a '!' in front: not among them */
} Row;

static const Row rows[] = {
    {"nothing answered fits nothing", FALSE, "", NULL, ""},
    {"a version, eight coils, inputs and modes", FALSE, "3:8000:1 1:0:8 1:0:1 2:0:8 3:1000:8",
     "waveshare-io-8ch", "waveshare-rtu-d !waveshare-poe-eth-b !wellpro-8r !lc-modbus"},
    {"the same over TCP", TRUE, "3:8000:1 1:0:8 1:0:1 2:0:8 3:1000:8", "waveshare-poe-eth-b",
     "waveshare-rtu-d"},
    {"without inputs it is the plain one", FALSE, "3:8000:1 1:0:8 1:0:1", "waveshare-rtu-8",
     "!waveshare-rtu-d"},
    {"sixteen coils are sixteen channels", FALSE, "3:8000:1 1:0:8 1:0:1 1:0:10", "waveshare-rtu-16",
     "waveshare-rtu-8 !waveshare-rtu-32"},
    {"thirty-two are thirty-two", FALSE, "3:8000:1 1:0:8 1:0:1 1:0:10 1:0:20", "waveshare-rtu-32",
     "waveshare-rtu-16"},
    {"inputs without modes are not (D)", FALSE, "3:8000:1 1:0:8 1:0:1 2:0:8", "waveshare-rtu-8",
     "!waveshare-rtu-d"},
    {"eight at once and no other count", FALSE, "1:0:8 2:0:8", "lc-modbus", "!waveshare-rtu-d"},
    {"one that answers another count is none", FALSE, "1:0:8 1:0:1 2:0:8", "wellpro-8r", "!lc-modbus"},
    {"registers from 1", FALSE, "3:1:8", "eletechsup-fc06", "!eletechsup-fc06-base0 !eletechsup-n4d8b08"},
    {"registers from 0", FALSE, "3:0:8 3:0:1", "eletechsup-fc06-base0", "!eletechsup-fc06"},
    {"both bases fit when both are answered", FALSE, "3:0:8 3:1:8", "eletechsup-fc06",
     "eletechsup-fc06-base0"},
    {"a bitmap of inputs", FALSE, "3:1:8 3:c0:1", "eletechsup-n4d8b08", "eletechsup-fc06"},
    {"Advantech has no serial line", FALSE, "1:0:8 1:0:1", "wellpro-8r", "!adam-6050"},
    {"Advantech over TCP", TRUE, "1:0:c 1:10:6", "adam-6050", "!adam-6052"},
};

static void
answer (GArray *questions, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 3);
  guint64 function = g_ascii_strtoull (parts[0], NULL, 16);
  guint64 address = g_ascii_strtoull (parts[1], NULL, 16);
  guint64 count = g_ascii_strtoull (parts[2], NULL, 16);
  CubbyBoardQuestion *question = (CubbyBoardQuestion *)cubby_board_questions_find (
      questions, (guint8)function, (guint16)address, (guint16)count);
  if (question == NULL)
    g_test_fail_printf ("%s is asked by nobody", word);
  else
    question->told.kind = CUBBY_ANSWER_GOOD;
}

static GArray *
make_questions (const char *answers, gboolean tcp)
{
  GArray *questions = cubby_board_questions_new (tcp);
  g_auto (GStrv) words = g_strsplit (answers, " ", -1);
  for (guint i = 0; i < questions->len; i++)
    g_array_index (questions, CubbyBoardQuestion, i).told.kind = CUBBY_ANSWER_REFUSED;
  for (char **word = words; *word != NULL && **word != '\0'; word++)
    answer (questions, *word);
  return questions;
}

static gboolean
has (const GPtrArray *boards, const char *profile)
{
  for (guint i = 0; i < boards->len; i++)
    if (g_str_equal (((const CubbyLockBoard *)g_ptr_array_index (boards, i))->profile, profile))
      return TRUE;
  return FALSE;
}

static void
test_fit (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GArray) questions = make_questions (row->answers, row->tcp);
  g_autoptr (GPtrArray) boards = cubby_board_fit (questions, row->tcp);
  g_auto (GStrv) others = g_strsplit (row->others, " ", -1);
  const CubbyLockBoard *first = boards->len > 0 ? g_ptr_array_index (boards, 0) : NULL;
  g_assert_cmpstr (first != NULL ? first->profile : NULL, ==, row->first);
  for (char **other = others; *other != NULL && **other != '\0'; other++)
    g_assert_true (has (boards, *other + (**other == '!')) == (**other != '!'));
}

static void
test_own (void)
{
  const CubbyLockBoard *board;
  for (guint i = 0; (board = cubby_lock_boards_get (i)) != NULL; i++) {
    for (guint n = 0; n < cubby_lock_board_count_reads (board); n++) {
      CubbyPdu request = {0};
      cubby_lock_board_make_read (board, n, &request);
      g_autoptr (GArray) questions = cubby_board_questions_new (TRUE);
      g_assert_nonnull (cubby_board_questions_find (questions, request.bytes[0],
                                                    (guint16)(request.bytes[1] << 8 | request.bytes[2]),
                                                    (guint16)(request.bytes[3] << 8 | request.bytes[4])));
    }
  }
}

static void
test_never_writes (void)
{
  g_autoptr (GArray) questions = cubby_board_questions_new (TRUE);
  g_assert_cmpuint (questions->len, >, 10);
  for (guint i = 0; i < questions->len; i++) {
    const CubbyBoardQuestion *question = &g_array_index (questions, CubbyBoardQuestion, i);
    g_assert_cmpuint (question->function, >=, CUBBY_PDU_READ_COILS);
    g_assert_cmpuint (question->function, <=, CUBBY_PDU_READ_INPUT_REGISTERS);
    g_assert_true (cubby_board_questions_find (questions, question->function, question->address,
                                               question->count) == question);
  }
}

static void
test_modes (void)
{
  g_autoptr (GArray) questions = make_questions ("3:8000:1 3:1000:8", FALSE);
  CubbyBoardQuestion *modes = (CubbyBoardQuestion *)cubby_board_questions_find (questions, 3, 0x1000, 8);
  CubbyBoardQuestion *version = (CubbyBoardQuestion *)cubby_board_questions_find (questions, 3, 0x8000, 1);
  guint channel = 99;
  modes->told.pdu = (CubbyPdu){.bytes = {3, 16}, .length = 18};
  version->told.pdu = (CubbyPdu){.bytes = {3, 2, 0x01, 0x2C}, .length = 4};
  g_assert_cmpuint (cubby_board_get_version (questions), ==, 300);
  g_assert_cmpuint (cubby_board_get_odd_mode (questions, &channel), ==, 0);
  modes->told.pdu.bytes[2 + 2 * 3 + 1] = 1;
  g_assert_cmpuint (cubby_board_get_odd_mode (questions, &channel), ==, 1);
  g_assert_cmpuint (channel, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/locks/fit/", rows[i].path, NULL);
    g_test_add_data_func (path, &rows[i], test_fit);
  }
  g_test_add_func ("/locks/fit/every read of every board is asked", test_own);
  g_test_add_func ("/locks/fit/nothing is written, and nothing asked twice", test_never_writes);
  g_test_add_func ("/locks/fit/version and modes", test_modes);
  return g_test_run ();
}
