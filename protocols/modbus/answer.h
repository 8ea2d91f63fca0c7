/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/modbus/pdu.h"

G_BEGIN_DECLS

/* What came back of a request, as one who looks for boards sees it. */
typedef enum {
  CUBBY_ANSWER_SILENT,  /* not a byte */
  CUBBY_ANSWER_GOOD,    /* one frame, whole, and the answer of the request */
  CUBBY_ANSWER_REFUSED, /* one frame, whole: a Modbus exception */
  CUBBY_ANSWER_OTHER,   /* one frame, whole, but not the answer of the request */
  CUBBY_ANSWER_GARBLED, /* bytes that are no frame: two boards at once, another baud rate, a bad cable */
} CubbyAnswerKind;

/* @unit: who answered; with garbled bytes 0 */
typedef struct {
  CubbyAnswerKind kind;
  guint8 unit;
  guint8 exception;
  CubbyPdu pdu;
} CubbyAnswer;

const char *cubby_answer_kind_to_string (CubbyAnswerKind kind); /* "silent", "good", … */

/**
 * cubby_answer_judge:
 * @tcp: whether a header stands in front, or a checksum behind
 * @unit: that was asked; 0: whoever answers
 * @bytes: all that came until the line was silent
 *
 * Two answers one after the other are garbled, and so is a good one with anything round it.
 */
void cubby_answer_judge (gboolean tcp, guint8 unit, const CubbyPdu *request, const guint8 *bytes,
                         gsize n_bytes, CubbyAnswer *ret_answer);

G_END_DECLS
