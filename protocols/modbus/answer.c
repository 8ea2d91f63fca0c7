/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/modbus/answer.h"

#include "protocols/modbus/frame.h"

#include <string.h>

#define MBAP_UNIT 6
#define FRAME_MIN 5
#define FRAME_MAX 260

const char *
cubby_answer_kind_to_string (CubbyAnswerKind kind)
{
  static const char *const names[] = {
      [CUBBY_ANSWER_SILENT] = "silent",   [CUBBY_ANSWER_GOOD] = "good",
      [CUBBY_ANSWER_REFUSED] = "refused", [CUBBY_ANSWER_OTHER] = "other",
      [CUBBY_ANSWER_GARBLED] = "garbled",
  };
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (names), "garbled");
  return names[kind];
}

static gboolean
take_frame (gboolean tcp, guint8 unit, const guint8 *bytes, gsize n_bytes, CubbyPdu *ret_pdu)
{
  guint8 adu[FRAME_MAX] = {0};
  memcpy (adu, bytes, n_bytes);
  return tcp ? cubby_frame_take_tcp (unit, adu, (int)n_bytes, ret_pdu, NULL)
             : cubby_frame_take_rtu (unit, adu, (int)n_bytes, ret_pdu, NULL);
}

void
cubby_answer_judge (gboolean tcp, guint8 unit, const CubbyPdu *request, const guint8 *bytes, gsize n_bytes,
                    CubbyAnswer *ret_answer)
{
  memset (ret_answer, 0, sizeof *ret_answer);
  if (n_bytes == 0)
    return;
  ret_answer->kind = CUBBY_ANSWER_GARBLED;
  gsize least = tcp ? FRAME_MIN + MBAP_UNIT - 2 : FRAME_MIN;
  if (n_bytes < least || n_bytes > FRAME_MAX)
    return;
  guint8 from = bytes[tcp ? MBAP_UNIT : 0];
  if (!take_frame (tcp, from, bytes, n_bytes, &ret_answer->pdu))
    return;
  ret_answer->unit = from;
  ret_answer->kind = CUBBY_ANSWER_OTHER;
  if (unit != 0 && from != unit)
    return;
  if (!cubby_pdu_check_reply (request, &ret_answer->pdu, &ret_answer->exception, NULL))
    return;
  ret_answer->kind = ret_answer->exception != 0 ? CUBBY_ANSWER_REFUSED : CUBBY_ANSWER_GOOD;
}
