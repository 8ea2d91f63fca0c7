/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/board-fit.h"

#define VERSION 0x8000 /* Waveshare's */
#define MODES 0x1000
#define N_MODES 8

/* What the reads of a board's own profile do not tell. */
static const struct {
  guint8 function;
  guint16 address;
  guint16 count;
} extra_questions[] = {
    {CUBBY_PDU_READ_HOLDING, VERSION, 1},
    {CUBBY_PDU_READ_HOLDING, MODES, N_MODES},
    {CUBBY_PDU_READ_COILS, 0, 1}, /* answered by all but those that want exactly eight */
    {CUBBY_PDU_READ_HOLDING, 0, 1},
};

typedef enum { MUST_ANSWER, MUST_NOT_ANSWER } Demand;

/* Marks of a family: what its boards answer, or never do. The first row whose prefix fits counts for each
 * question. */
static const struct {
  const char *prefix;
  guint8 function;
  guint16 address;
  guint16 count;
  Demand demand;
} marks[] = {
    {"waveshare-", CUBBY_PDU_READ_HOLDING, VERSION, 1, MUST_ANSWER},
    {"", CUBBY_PDU_READ_HOLDING, VERSION, 1, MUST_NOT_ANSWER},
    {"lc-modbus", CUBBY_PDU_READ_COILS, 0, 1, MUST_NOT_ANSWER},
    {"lc-modbus", CUBBY_PDU_READ_HOLDING, 1, 8, MUST_NOT_ANSWER},
};

/* Boards that have an Ethernet socket and nothing else; any other may be behind a gateway. */
static const char *const tcp_prefixes[] = {"waveshare-poe-", "adam-", "moxa-"};

static gboolean
is_tcp_only (const CubbyLockBoard *board)
{
  for (guint i = 0; i < G_N_ELEMENTS (tcp_prefixes); i++)
    if (g_str_has_prefix (board->profile, tcp_prefixes[i]))
      return TRUE;
  return FALSE;
}

static void
add_question (GArray *questions, guint8 function, guint16 address, guint16 count)
{
  const CubbyBoardQuestion question = {.function = function, .address = address, .count = count};
  if (cubby_board_questions_find (questions, function, address, count) == NULL)
    g_array_append_val (questions, question);
}

static void
add_request (GArray *questions, const CubbyPdu *request)
{
  const guint8 *bytes = request->bytes;
  add_question (questions, bytes[0], (guint16)(bytes[1] << 8 | bytes[2]),
                (guint16)(bytes[3] << 8 | bytes[4]));
}

static void
add_board (GArray *questions, const CubbyLockBoard *board)
{
  CubbyPdu request = {0};
  for (guint i = 0; i < cubby_lock_board_count_reads (board); i++) {
    cubby_lock_board_make_read (board, i, &request);
    add_request (questions, &request);
  }
  if (board->state.count > 0)
    add_question (questions, board->state.function, board->state.address, board->state.count);
}

GArray *
cubby_board_questions_new (gboolean tcp)
{
  GArray *questions = g_array_new (FALSE, TRUE, sizeof (CubbyBoardQuestion));
  for (guint i = 0; i < G_N_ELEMENTS (extra_questions); i++)
    add_question (questions, extra_questions[i].function, extra_questions[i].address,
                  extra_questions[i].count);
  for (guint i = 0; i < questions->len; i++)
    g_array_index (questions, CubbyBoardQuestion, i).mark = TRUE;
  const CubbyLockBoard *board;
  for (guint i = 0; (board = cubby_lock_boards_get (i)) != NULL; i++)
    if (tcp || !is_tcp_only (board))
      add_board (questions, board);
  return questions;
}

const CubbyBoardQuestion *
cubby_board_questions_find (const GArray *questions, guint8 function, guint16 address, guint16 count)
{
  for (guint i = 0; i < questions->len; i++) {
    const CubbyBoardQuestion *question = &g_array_index (questions, CubbyBoardQuestion, i);
    if (question->function == function && question->address == address && question->count == count)
      return question;
  }
  return NULL;
}

static gboolean
is_answered (const GArray *questions, guint8 function, guint16 address, guint16 count)
{
  const CubbyBoardQuestion *question = cubby_board_questions_find (questions, function, address, count);
  return question != NULL && question->told.kind == CUBBY_ANSWER_GOOD;
}

static gboolean
has_marks (const GArray *questions, const CubbyLockBoard *board)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    gboolean answered = is_answered (questions, marks[i].function, marks[i].address, marks[i].count);
    gboolean decided = FALSE;
    for (guint n = 0; n < i; n++)
      decided |= marks[n].function == marks[i].function && marks[n].address == marks[i].address &&
                 marks[n].count == marks[i].count && g_str_has_prefix (board->profile, marks[n].prefix);
    if (!decided && g_str_has_prefix (board->profile, marks[i].prefix) &&
        answered != (marks[i].demand == MUST_ANSWER))
      return FALSE;
  }
  return TRUE;
}

static gboolean
answers_reads (const GArray *questions, const CubbyLockBoard *board)
{
  guint n_reads = cubby_lock_board_count_reads (board);
  for (guint i = 0; i < n_reads; i++) {
    CubbyPdu request = {0};
    cubby_lock_board_make_read (board, i, &request);
    const guint8 *bytes = request.bytes;
    if (!is_answered (questions, bytes[0], (guint16)(bytes[1] << 8 | bytes[2]),
                      (guint16)(bytes[3] << 8 | bytes[4])))
      return FALSE;
  }
  return n_reads > 0;
}

/* The board answers for more outputs than this one has. */
static gboolean
is_outgrown (const GArray *questions, const CubbyLockBoard *board)
{
  for (guint i = 0; i < questions->len; i++) {
    const CubbyBoardQuestion *question = &g_array_index (questions, CubbyBoardQuestion, i);
    if (question->function == board->state.function && question->address == board->state.address &&
        question->count > board->state.count && question->told.kind == CUBBY_ANSWER_GOOD)
      return TRUE;
  }
  return FALSE;
}

static gboolean
fits (const GArray *questions, const CubbyLockBoard *board, gboolean tcp)
{
  if (is_tcp_only (board) && !tcp)
    return FALSE;
  if (!answers_reads (questions, board) || !has_marks (questions, board))
    return FALSE;
  if (board->modes.count > 0 &&
      !is_answered (questions, CUBBY_PDU_READ_HOLDING, board->modes.address, board->modes.count))
    return FALSE;
  return board->state.count == 0 ||
         is_answered (questions, board->state.function, board->state.address, board->state.count);
}

/* What explains most is best: inputs, then modes, then all of the outputs, then the kind of cable. */
static int
rate (const GArray *questions, const CubbyLockBoard *board, gboolean tcp)
{
  int points = (int)(board->inputs.count > 0) * 8 + (int)(board->modes.count > 0) * 4;
  points += board->state.count > 0 && !is_outgrown (questions, board) ? 2 : 0;
  return points + (int)(is_tcp_only (board) == tcp);
}

typedef struct {
  const GArray *questions;
  gboolean tcp;
} Order;

static gint
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  const CubbyLockBoard *one = *(const CubbyLockBoard *const *)a;
  const CubbyLockBoard *other = *(const CubbyLockBoard *const *)b;
  int difference = rate (order->questions, other, order->tcp) - rate (order->questions, one, order->tcp);
  return difference != 0 ? difference : g_strcmp0 (one->profile, other->profile);
}

GPtrArray *
cubby_board_fit (const GArray *questions, gboolean tcp)
{
  GPtrArray *boards = g_ptr_array_new ();
  Order order = {questions, tcp};
  const CubbyLockBoard *board;
  for (guint i = 0; (board = cubby_lock_boards_get (i)) != NULL; i++)
    if (fits (questions, board, tcp))
      g_ptr_array_add (boards, (gpointer)board);
  g_ptr_array_sort_with_data (boards, compare, &order);
  return boards;
}

guint
cubby_board_get_version (const GArray *questions)
{
  const CubbyBoardQuestion *question =
      cubby_board_questions_find (questions, CUBBY_PDU_READ_HOLDING, VERSION, 1);
  return question != NULL && question->told.kind == CUBBY_ANSWER_GOOD
             ? cubby_pdu_get_word (&question->told.pdu, 0)
             : 0;
}

guint
cubby_board_get_odd_mode (const GArray *questions, guint *ret_channel)
{
  const CubbyBoardQuestion *question =
      cubby_board_questions_find (questions, CUBBY_PDU_READ_HOLDING, MODES, N_MODES);
  if (question == NULL || question->told.kind != CUBBY_ANSWER_GOOD)
    return 0;
  for (guint i = 0; i < N_MODES; i++) {
    *ret_channel = i;
    if (cubby_pdu_get_word (&question->told.pdu, i) != 0)
      return cubby_pdu_get_word (&question->told.pdu, i);
  }
  return 0;
}
