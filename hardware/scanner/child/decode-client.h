/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/child/decode-process.h"
#include "hardware/scanner/child/wire.h"

G_BEGIN_DECLS

/**
 * CubbyDecodeCounts:
 *
 * What happened since the client was made.
 */
typedef struct {
  guint64 n_frames;  /* answered */
  guint64 n_crashed; /* pictures that the program died of */
  guint64 n_hung;    /* … that it did not come to an end with */
  guint64 n_refused; /* … that it gave no true answer to */
  guint64 n_starts;  /* of the program */
  guint64 n_dropped; /* codes whose text nobody should be told, or that were too many */
} CubbyDecodeCounts;

/**
 * CubbyDecodeClient:
 *
 * Has pictures decoded in a process of its own, `cubby-decode`, which can read the picture and nothing else.
 * When a picture kills it or keeps it, that picture is given up and the program is started anew for the next.
 * For one thread; one process a client.
 */
typedef struct _CubbyDecodeClient CubbyDecodeClient;

/**
 * cubby_decode_client_new:
 * @program: (nullable): the absolute path of `cubby-decode`; NULL: cubby_decode_find_program()
 *
 * Starts nothing yet.
 */
CubbyDecodeClient *cubby_decode_client_new (const char *program);
void cubby_decode_client_free (CubbyDecodeClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyDecodeClient, cubby_decode_client_free)

/**
 * cubby_decode_client_look:
 * @symbologies: a set of CubbySymbology
 * @effort: whether more pictures of the same scene come
 * @budget_us: as cubby_cascade_look() takes it
 * @ret_view: (out) (optional): what the picture showed
 *
 * Waits until the picture is decoded: @budget_us and 300 ms of processor time at most (5 s for a still), or
 * ten times that by the clock when the machine is busy.
 *
 * Returns: (transfer full) (element-type CubbyCode): of a camera's picture at most
 *   CUBBY_WIRE_FRAME_CODES_MAX codes, of a still as many as an answer holds, each text one that
 *   cubby_wire_text_may_be_told() lets through; NULL with a CubbyDecodeError when this picture was not
 * decoded.
 */
GPtrArray *cubby_decode_client_look (CubbyDecodeClient *self, const CubbyFrame *frame, guint symbologies,
                                     CubbyDecodeEffort effort, gint64 budget_us, CubbyView *ret_view,
                                     GError **error);

/**
 * cubby_decode_client_renew:
 *
 * Ends the process, and with it whatever it has seen or become; the next look has a new one, with new memory.
 * No loss.
 */
void cubby_decode_client_renew (CubbyDecodeClient *self);

/* From any thread, before it is freed: a look that waits ends now, and none begins. */
void cubby_decode_client_interrupt (CubbyDecodeClient *self);

CubbyDecodeCounts cubby_decode_client_get_counts (CubbyDecodeClient *self);
/* Of the program since it last answered. */
guint cubby_decode_client_get_n_deaths (CubbyDecodeClient *self);
/* Returns: 0 while none runs. */
pid_t cubby_decode_client_get_pid (CubbyDecodeClient *self);

/**
 * cubby_decode_find_program:
 *
 * Returns: (transfer full): the `cubby-decode` that belongs to this program: what CUBBY_DECODE names, the one
 *   of the same build tree, or the installed one.
 */
char *cubby_decode_find_program (void);

G_END_DECLS
