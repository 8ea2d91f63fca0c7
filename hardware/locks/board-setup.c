/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/board-setup.h"

typedef struct {
  const char *name;
  gboolean (*applies) (const CubbyLockBoard *board);
  void (*make) (const CubbyBoardSetup *self, const CubbyLockBoard *board, CubbyPdu *ret_request);
  gboolean (*judge) (CubbyBoardSetup *self, const CubbyLockBoard *board, const CubbyBusReply *reply,
                     GError **error);
} Step;

enum { STEP_WAKE, STEP_READ_MODES, STEP_WRITE_MODES, STEP_PROVE_MODES, STEP_ALL_OFF, N_STEPS };

static gboolean
misses_first (const CubbyLockBoard *board)
{
  /* One that cannot be asked cannot be woken either. */
  return board->misses_first_frame && cubby_lock_board_count_reads (board) > 0;
}

static gboolean
has_modes (const CubbyLockBoard *board)
{
  return board->modes.count > 0;
}

static gboolean
needs_off (const CubbyLockBoard *board)
{
  return cubby_lock_board_is_software_timed (board);
}

static void
make_read (const CubbyBoardSetup *self, const CubbyLockBoard *board, CubbyPdu *ret_request)
{
  cubby_lock_board_make_read (board, 0, ret_request);
}

static void
make_read_modes (const CubbyBoardSetup *self, const CubbyLockBoard *board, CubbyPdu *ret_request)
{
  cubby_pdu_read (ret_request, CUBBY_PDU_READ_HOLDING, board->modes.address, board->modes.count);
}

static void
make_write_modes (const CubbyBoardSetup *self, const CubbyLockBoard *board, CubbyPdu *ret_request)
{
  const guint16 zeros[64] = {0};
  cubby_pdu_write_words (ret_request, board->modes.address, zeros,
                         MIN (board->modes.count, G_N_ELEMENTS (zeros)));
}

static void
make_all_off (const CubbyBoardSetup *self, const CubbyLockBoard *board, CubbyPdu *ret_request)
{
  cubby_lock_board_make_all_off (board, self->n_offs, ret_request);
}

static gboolean
fail_reply (const CubbyBusReply *reply, GError **error)
{
  g_propagate_error (error, g_error_copy (reply->error));
  return FALSE;
}

/* Whatever came of the first frame, the second counts. */
static gboolean
judge_wake (CubbyBoardSetup *self, const CubbyLockBoard *board, const CubbyBusReply *reply, GError **error)
{
  if (reply->result == CUBBY_BUS_NOT_SENT)
    return fail_reply (reply, error);
  self->step++;
  return TRUE;
}

static gboolean
judge_write (CubbyBoardSetup *self, const CubbyLockBoard *board, const CubbyBusReply *reply, GError **error)
{
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED)
    return fail_reply (reply, error);
  self->step++;
  return TRUE;
}

static gboolean
judge_off (CubbyBoardSetup *self, const CubbyLockBoard *board, const CubbyBusReply *reply, GError **error)
{
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED)
    return fail_reply (reply, error);
  self->n_offs++;
  if (self->n_offs >= cubby_lock_board_count_all_off (board))
    self->step++;
  return TRUE;
}

static int
find_odd_mode (const CubbyLockBoard *board, const CubbyPdu *reply)
{
  for (guint i = 0; i < board->modes.count; i++)
    if (cubby_pdu_get_word (reply, i) != 0)
      return (int)i;
  return -1;
}

static gboolean
judge_modes (CubbyBoardSetup *self, const CubbyLockBoard *board, const CubbyBusReply *reply, GError **error)
{
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED)
    return fail_reply (reply, error);
  self->step = find_odd_mode (board, &reply->pdu) < 0 ? STEP_ALL_OFF : STEP_WRITE_MODES;
  return TRUE;
}

static gboolean
judge_proof (CubbyBoardSetup *self, const CubbyLockBoard *board, const CubbyBusReply *reply, GError **error)
{
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED)
    return fail_reply (reply, error);
  int odd = find_odd_mode (board, &reply->pdu);
  if (odd < 0) {
    self->step++;
    return TRUE;
  }
  g_set_error (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_MISMATCH,
               "channel %d stays in control mode %u, in which the board moves the lock by itself; set it to "
               "0 (normal)",
               odd + 1, cubby_pdu_get_word (&reply->pdu, (guint)odd));
  return FALSE;
}

static const Step steps[N_STEPS] = {
    [STEP_WAKE] = {"wake", misses_first, make_read, judge_wake},
    [STEP_READ_MODES] = {"read modes", has_modes, make_read_modes, judge_modes},
    [STEP_WRITE_MODES] = {"write modes", has_modes, make_write_modes, judge_write},
    [STEP_PROVE_MODES] = {"prove modes", has_modes, make_read_modes, judge_proof},
    [STEP_ALL_OFF] = {"all off", needs_off, make_all_off, judge_off},
};

void
cubby_board_setup_restart (CubbyBoardSetup *self)
{
  self->step = 0;
  self->n_offs = 0;
}

gboolean
cubby_board_setup_next (CubbyBoardSetup *self, const CubbyLockBoard *board, CubbyPdu *ret_request)
{
  while (self->step < N_STEPS && !steps[self->step].applies (board))
    self->step++;
  if (self->step >= N_STEPS)
    return FALSE;
  steps[self->step].make (self, board, ret_request);
  return TRUE;
}

gboolean
cubby_board_setup_feed (CubbyBoardSetup *self, const CubbyLockBoard *board, const CubbyBusReply *reply,
                        GError **error)
{
  g_return_val_if_fail (self->step < N_STEPS, FALSE);
  if (steps[self->step].judge (self, board, reply, error))
    return TRUE;
  cubby_board_setup_restart (self);
  return FALSE;
}
