/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-teacher.h"

#include "hardware/locks/lock-board.h"

#include <signal.h>

#define READ_TRIES 3
#define REST_TRIES 6
#define LOOK_US 20000
#define MODES_MAX 64
#define MINUTE_US (60 * G_USEC_PER_SEC)
#define OFF_TRIES 20

struct _CubbyBoardTeacher {
  const CubbySettings *settings;
  const CubbyBoardSettings *place;
  const CubbyLockBoard *board;
  CubbyBoardLine *line;
  gint64 pulsed_us; /* the last pulse; 0: there was none */
};

CubbyBoardTeacher *
cubby_board_teacher_new (const CubbySettings *settings, guint board, CubbyBoardLine *line)
{
  CubbyBoardTeacher *self = g_new0 (CubbyBoardTeacher, 1);
  self->settings = settings;
  self->place = g_ptr_array_index (settings->boards, board);
  self->board = cubby_lock_board_of (settings, board);
  self->line = line;
  return self;
}

void
cubby_board_teacher_free (CubbyBoardTeacher *self)
{
  g_free (self);
}

static gboolean
teacher_command (CubbyBoardTeacher *self, const CubbyPdu *pdu, CubbyPdu *ret_reply, gboolean *ret_written,
                 GError **error)
{
  const CubbyBusRequest request = {.unit = self->place->unit, .pdu = *pdu, .gap_ms = self->board->gap_ms};
  return cubby_board_line_command (self->line, &request, ret_reply, ret_written, error);
}

/* Reading does no harm when it is repeated, and a board may miss a frame. */
static gboolean
teacher_read (CubbyBoardTeacher *self, const CubbyPdu *pdu, CubbyPdu *ret_reply, GError **error)
{
  for (guint i = 0; i < READ_TRIES; i++) {
    gboolean written;
    g_clear_error (error);
    if (teacher_command (self, pdu, ret_reply, &written, error))
      return TRUE;
  }
  return FALSE;
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
teacher_set_normal (CubbyBoardTeacher *self, GError **error)
{
  const guint16 zeros[MODES_MAX] = {0};
  CubbyPdu request = {0};
  gboolean written;
  cubby_pdu_write_words (&request, self->board->modes.address, zeros,
                         MIN (self->board->modes.count, MODES_MAX));
  return teacher_command (self, &request, NULL, &written, error);
}

static gboolean
teacher_check_modes (CubbyBoardTeacher *self, gboolean set_normal, GError **error)
{
  CubbyPdu request = {0}, reply = {0};
  cubby_pdu_read (&request, CUBBY_PDU_READ_HOLDING, self->board->modes.address, self->board->modes.count);
  if (!teacher_read (self, &request, &reply, error))
    return FALSE;
  int odd = find_odd_mode (self->board, &reply);
  if (odd >= 0 && set_normal) {
    if (!teacher_set_normal (self, error) || !teacher_read (self, &request, &reply, error))
      return FALSE;
    odd = find_odd_mode (self->board, &reply);
  }
  if (odd < 0)
    return TRUE;
  g_set_error (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_MISMATCH,
               "channel %d is in control mode %u (1 is linkage): its door contact moves its lock by itself. "
               "No lock is "
               "pulsed before that is mended: %s",
               odd + 1, cubby_pdu_get_word (&reply, (guint)odd),
               set_normal ? "it stays so, although 0 was written" : "say --set-normal");
  return FALSE;
}

/* A board that we time must not hold a lock from before. */
static gboolean
teacher_all_off (CubbyBoardTeacher *self, GError **error)
{
  gboolean written;
  if (!cubby_lock_board_is_software_timed (self->board))
    return TRUE;
  for (guint i = 0; i < cubby_lock_board_count_all_off (self->board); i++) {
    CubbyPdu request = {0};
    cubby_lock_board_make_all_off (self->board, i, &request);
    if (!teacher_command (self, &request, NULL, &written, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_board_teacher_prepare (CubbyBoardTeacher *self, gboolean set_normal, GError **error)
{
  CubbyPdu request = {0}, reply = {0};
  if (cubby_lock_board_count_reads (self->board) > 0) {
    cubby_lock_board_make_read (self->board, 0, &request);
    if (!teacher_read (self, &request, &reply, error))
      return FALSE;
  }
  if (self->board->modes.count > 0 && !teacher_check_modes (self, set_normal, error))
    return FALSE;
  return teacher_all_off (self, error);
}

gboolean
cubby_board_teacher_has_sensor (CubbyBoardTeacher *self, guint channel)
{
  return cubby_lock_board_has_input (self->board, channel);
}

static gboolean
teacher_sample (CubbyBoardTeacher *self, guint64 *ret_inputs, GError **error)
{
  *ret_inputs = 0;
  if (!cubby_lock_board_has_input (self->board, 0))
    return TRUE;
  for (guint read = 0; read < cubby_lock_board_count_reads (self->board); read++) {
    CubbyPdu request = {0}, reply = {0};
    cubby_lock_board_make_read (self->board, read, &request);
    if (!teacher_read (self, &request, &reply, error))
      return FALSE;
    for (guint i = 0; i < CUBBY_BOARD_CHANNELS_MAX && cubby_lock_board_has_input (self->board, i); i++)
      if (cubby_lock_board_find_read (self->board, i) == read &&
          cubby_lock_board_decode_input (self->board, &reply, i))
        *ret_inputs |= G_GUINT64_CONSTANT (1) << i;
  }
  return TRUE;
}

gboolean
cubby_board_teacher_read_inputs (CubbyBoardTeacher *self, guint64 *ret_inputs, GError **error)
{
  guint64 last = 0;
  for (guint i = 0; i < REST_TRIES; i++) {
    if (!teacher_sample (self, ret_inputs, error))
      return FALSE;
    if (i > 0 && *ret_inputs == last)
      return TRUE;
    last = *ret_inputs;
    g_usleep (LOOK_US);
  }
  g_set_error_literal (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_MISMATCH,
                       "the inputs never rest: a door contact is loose, or somebody moves the doors");
  return FALSE;
}

/* Any lock, not only this one: they share a supply, and a person shuts the doors. */
static void
teacher_rest (CubbyBoardTeacher *self)
{
  const CubbyLockerSettings *locker = &self->settings->locker;
  gint64 rest_us = MAX ((gint64)locker->cool_down_ms * 1000, MINUTE_US / MAX (locker->doors_per_minute, 1));
  gint64 wait_us = self->pulsed_us + rest_us - g_get_monotonic_time ();
  if (self->pulsed_us != 0 && wait_us > 0)
    g_usleep ((gulong)wait_us);
}

/* "Off" does no harm when it is repeated, and a lock that stays energised burns. */
static gboolean
teacher_switch_off (CubbyBoardTeacher *self, guint channel, GError **error)
{
  CubbyPdu request = {0};
  gboolean written;
  cubby_lock_board_make_off (self->board, channel, &request);
  for (guint i = 0; i < OFF_TRIES; i++) {
    g_clear_error (error);
    if (teacher_command (self, &request, NULL, &written, error))
      return TRUE;
  }
  g_prefix_error (error, "CUT THE POWER OF THE LOCKS: channel %u may still be energised: ", channel + 1);
  return FALSE;
}

/* The board has no timer. Its answer may be lost and the lock on all the same, so "off" always follows. */
static gboolean
teacher_end_pulse (CubbyBoardTeacher *self, guint channel, gboolean good, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gint64 left_us = self->pulsed_us + (gint64)self->settings->locker.pulse_ms * 1000 - g_get_monotonic_time ();
  if (left_us > 0)
    g_usleep ((gulong)left_us);
  if (teacher_switch_off (self, channel, &problem))
    return good;
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Nobody ends this program between "on" and "off". */
static gboolean
teacher_energise (CubbyBoardTeacher *self, guint channel, GError **error)
{
  CubbyPdu request = {0};
  gboolean written;
  sigset_t all, before;
  cubby_lock_board_make_pulse (self->board, channel, self->settings->locker.pulse_ms, &request);
  sigfillset (&all);
  pthread_sigmask (SIG_BLOCK, &all, &before);
  self->pulsed_us = g_get_monotonic_time ();
  gboolean good = teacher_command (self, &request, NULL, &written, error);
  if (written && cubby_lock_board_is_software_timed (self->board))
    good = teacher_end_pulse (self, channel, good, error);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  return good;
}

/* Two samples that agree, and differ from before. */
static gboolean
teacher_watch (CubbyBoardTeacher *self, CubbyLesson *lesson, GError **error)
{
  gint64 end_us = self->pulsed_us + (gint64)self->settings->locker.open_wait_ms * 1000;
  guint64 last = lesson->before;
  while (g_get_monotonic_time () < end_us) {
    guint64 inputs;
    if (!teacher_sample (self, &inputs, error))
      return FALSE;
    if (inputs == last && inputs != lesson->before) {
      lesson->after = inputs;
      return TRUE;
    }
    last = inputs;
    g_usleep (LOOK_US);
  }
  return TRUE;
}

gboolean
cubby_board_teacher_pulse (CubbyBoardTeacher *self, guint channel, CubbyLesson *ret_lesson, GError **error)
{
  *ret_lesson = (CubbyLesson){.channel = channel,
                              .sensed = cubby_board_teacher_has_sensor (self, channel),
                              .door = CUBBY_LESSON_NOT_ASKED};
  teacher_rest (self);
  if (!cubby_board_teacher_read_inputs (self, &ret_lesson->before, error))
    return FALSE;
  ret_lesson->after = ret_lesson->before;
  return teacher_energise (self, channel, error) &&
         (!ret_lesson->sensed || teacher_watch (self, ret_lesson, error));
}

gboolean
cubby_board_teacher_wait_shut (CubbyBoardTeacher *self, guint64 inputs, guint seconds, GError **error)
{
  gint64 end_us = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  do {
    guint64 now;
    if (!cubby_board_teacher_read_inputs (self, &now, error))
      return FALSE;
    if (now == inputs)
      return TRUE;
    g_usleep (LOOK_US);
  } while (g_get_monotonic_time () < end_us);
  return FALSE;
}
