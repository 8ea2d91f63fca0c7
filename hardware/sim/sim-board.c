/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-board.h"

#define WRITE_COILS 0x0F
#define WRITE_REGISTERS 0x10

CubbySimBoard *
cubby_sim_board_new (const char *name, guint8 unit, const CubbySimModel *model)
{
  CubbySimBoard *self = g_new0 (CubbySimBoard, 1);
  self->name = g_strdup (name);
  self->unit = unit;
  self->model = model;
  self->serial = 0x0001; /* no parity, 9600 */
  return self;
}

void
cubby_sim_board_free (CubbySimBoard *self)
{
  g_free (self->name);
  g_free (self);
}

void
cubby_sim_board_set_output (CubbySimBoard *self, guint channel, gboolean on, gint64 flips_at_us)
{
  self->outputs[channel] = on;
  self->flips_at_us[channel] = flips_at_us;
}

guint16
cubby_sim_word (const guint8 *bytes)
{
  return (guint16)(bytes[0] << 8 | bytes[1]);
}

CubbySimOutcome
cubby_sim_reply_bits (GByteArray *reply, const guint8 *pdu, const gboolean *bits, guint n_bits)
{
  return cubby_sim_reply_bits_at (reply, pdu, bits, n_bits, 0);
}

CubbySimOutcome
cubby_sim_reply_bits_at (GByteArray *reply, const guint8 *pdu, const gboolean *bits, guint n_bits, guint base)
{
  guint start = cubby_sim_word (pdu + 1) - base;
  guint count = cubby_sim_word (pdu + 3);
  if (count == 0 || count > 2000)
    return CUBBY_SIM_ILLEGAL_VALUE;
  if (cubby_sim_word (pdu + 1) < base || start + count > n_bits)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  guint8 n_bytes = (guint8)((count + 7) / 8);
  g_byte_array_append (reply, pdu, 1);
  g_byte_array_append (reply, &n_bytes, 1);
  g_byte_array_set_size (reply, 2u + n_bytes);
  for (guint i = 0; i < n_bytes; i++)
    reply->data[2 + i] = 0;
  for (guint i = 0; i < count; i++)
    if (bits[start + i])
      reply->data[2 + i / 8] |= (guint8)(1u << (i % 8));
  return CUBBY_SIM_ANSWERED;
}

CubbySimOutcome
cubby_sim_reply_words (GByteArray *reply, const guint8 *pdu, const guint16 *words, guint n_words, guint base)
{
  guint start = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (count == 0 || count > 125)
    return CUBBY_SIM_ILLEGAL_VALUE;
  if (start < base || start - base + count > n_words)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  const guint8 head[] = {pdu[0], (guint8)(2 * count)};
  g_byte_array_append (reply, head, sizeof head);
  for (guint i = start - base; i < start - base + count; i++) {
    const guint8 word[] = {(guint8)(words[i] >> 8), (guint8)words[i]};
    g_byte_array_append (reply, word, sizeof word);
  }
  return CUBBY_SIM_ANSWERED;
}

CubbySimOutcome
cubby_sim_reply_word (GByteArray *reply, const guint8 *pdu, guint16 word)
{
  const guint8 bytes[] = {pdu[0], 2, (guint8)(word >> 8), (guint8)word};
  if (cubby_sim_word (pdu + 3) != 1)
    return CUBBY_SIM_ILLEGAL_VALUE;
  g_byte_array_append (reply, bytes, sizeof bytes);
  return CUBBY_SIM_ANSWERED;
}

CubbySimOutcome
cubby_sim_reply_echo (GByteArray *reply, const guint8 *pdu)
{
  g_byte_array_append (reply, pdu, 5); /* function, address, and value or count */
  return CUBBY_SIM_ANSWERED;
}

/* Every request that these boards know is five bytes, and for the two long writes a byte count and so many
 * bytes. */
static gboolean
pdu_is_whole (const guint8 *pdu, gsize length)
{
  if (length == 0)
    return FALSE;
  if (pdu[0] != WRITE_COILS && pdu[0] != WRITE_REGISTERS)
    return length == 5;
  if (length < 6 || length != 6u + pdu[5])
    return FALSE;
  guint count = cubby_sim_word (pdu + 3);
  return pdu[5] == (pdu[0] == WRITE_COILS ? (count + 7) / 8 : count * 2);
}

gboolean
cubby_sim_board_answer (CubbySimBoard *self, const guint8 *pdu, gsize length, gint64 now_us,
                        GByteArray *reply)
{
  CubbySimOutcome outcome = CUBBY_SIM_ILLEGAL_FUNCTION;
  if (length == 0)
    return FALSE;
  self->heard_us = now_us;
  for (const CubbySimFunction *function = self->model->functions; function->answer != NULL; function++) {
    if (function->function != pdu[0])
      continue;
    outcome =
        pdu_is_whole (pdu, length) ? function->answer (self, pdu, now_us, reply) : CUBBY_SIM_ILLEGAL_VALUE;
    break;
  }
  if (outcome == CUBBY_SIM_SILENT)
    return FALSE;
  if (outcome != CUBBY_SIM_ANSWERED) {
    const guint8 exception[] = {pdu[0] | 0x80, (guint8)outcome};
    g_byte_array_set_size (reply, 0);
    g_byte_array_append (reply, exception, sizeof exception);
  }
  return TRUE;
}

void
cubby_sim_board_read_inputs (const CubbySimBoard *self, gboolean *ret_inputs)
{
  for (guint i = 0; i < self->model->n_inputs; i++)
    ret_inputs[i] = self->read_input (self->read_input_data, i);
}

/* When the watchdog bites; 0: it does not. */
static gint64
board_get_bite (const CubbySimBoard *self)
{
  gboolean any = FALSE;
  for (guint i = 0; i < self->model->n_channels; i++)
    any = any || self->outputs[i];
  return any && self->watchdog_us != 0 ? self->heard_us + self->watchdog_us : 0;
}

void
cubby_sim_board_advance (CubbySimBoard *self, gint64 now_us)
{
  gint64 bite_us = board_get_bite (self);
  for (guint i = 0; bite_us != 0 && now_us >= bite_us && i < self->model->n_channels; i++)
    cubby_sim_board_set_output (self, i, FALSE, 0);
  for (guint i = 0; i < self->model->n_channels; i++) {
    if (self->flips_at_us[i] != 0 && now_us >= self->flips_at_us[i]) {
      self->flips_at_us[i] = 0;
      self->outputs[i] = !self->outputs[i];
    }
    /* Linkage: the relay follows the input, whatever the bus says. */
    if (self->modes[i] == 1 && self->read_input != NULL)
      self->outputs[i] = self->read_input (self->read_input_data, i);
  }
}

gint64
cubby_sim_board_get_due (const CubbySimBoard *self)
{
  gint64 due = board_get_bite (self);
  for (guint i = 0; i < self->model->n_channels; i++)
    if (self->flips_at_us[i] != 0 && (due == 0 || self->flips_at_us[i] < due))
      due = self->flips_at_us[i];
  return due;
}
