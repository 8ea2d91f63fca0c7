/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/modbus/answer.h"
#include "protocols/modbus/bus.h"

G_BEGIN_DECLS

/**
 * CubbyBoardLine:
 *
 * A bus for one who looks for boards: blocking, one request at a time, opened again when it broke.
 */
typedef struct _CubbyBoardLine CubbyBoardLine;

/* @bus outlives it. */
CubbyBoardLine *cubby_board_line_open (const CubbyBusSettings *bus, GError **error);
void cubby_board_line_free (CubbyBoardLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBoardLine, cubby_board_line_free)

/* Whatever comes back, judged. FALSE: it could not be sent. */
gboolean cubby_board_line_ask (CubbyBoardLine *self, guint8 unit, const CubbyPdu *request,
                               CubbyAnswer *ret_answer, GError **error);
/* The same, and the bytes as they came. */
gboolean cubby_board_line_ask_raw (CubbyBoardLine *self, guint8 unit, const CubbyPdu *request,
                                   GByteArray *ret_bytes, GError **error);
/* For locks: as strict as cubby-lockerd is. Written at most once. FALSE: it is not acknowledged;
 * @ret_written: whether it left. */
gboolean cubby_board_line_command (CubbyBoardLine *self, const CubbyBusRequest *request, CubbyPdu *ret_reply,
                                   gboolean *ret_written, GError **error);

/* Asks thrice, so that a board that misses its first frame is heard; stops at the first good answer or
 * refusal. */
gboolean cubby_board_line_knock (CubbyBoardLine *self, guint8 unit, CubbyAnswer *ret_answer, GError **error);

G_END_DECLS
