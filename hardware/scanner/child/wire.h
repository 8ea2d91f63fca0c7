/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/* What the kiosk and its decode program say to each other: one message a datagram, in the machine's own byte
 * order, for both come from one build. Pure: bytes in, structs out. */

/* Of a camera's picture; of a still are told as many as an answer holds. */
#define CUBBY_WIRE_FRAME_CODES_MAX 8
/* Bytes. The largest QR code (40-L) holds 7,089 digits; see ISO/IEC 18004, table 7. */
#define CUBBY_WIRE_TEXT_MAX 7168
/* Of the longest answer. */
#define CUBBY_WIRE_ANSWER_BYTES_MAX 61440
#define CUBBY_WIRE_REQUEST_BYTES 48
/* Codes that hold one text together (ISO/IEC 18004, 8). */
#define CUBBY_WIRE_PARTS_MAX 16
/* The serial of what the program says of itself when it is ready. */
#define CUBBY_WIRE_HELLO 0
#define CUBBY_WIRE_BUDGET_MAX_US ((gint64)60 * G_USEC_PER_SEC)

typedef enum {
  CUBBY_DECODE_EFFORT_FRAME, /* one of many of a camera: cubby_cascade_look() */
  CUBBY_DECODE_EFFORT_STILL, /* a picture alone: cubby_cascade_look_long() */
} CubbyDecodeEffort;

/**
 * CubbyWireRequest:
 * @serial: not CUBBY_WIRE_HELLO; the answer repeats it
 * @slot: of the ring, where the picture lies
 * @stride: bytes from row to row; its rows lie one behind the other from the slot's first byte
 * @symbologies: a set of CubbySymbology
 * @captured_us: monotonic time at which the picture was taken; 0: it follows no other
 */
typedef struct {
  guint32 serial;
  guint32 slot;
  guint32 width;
  guint32 height;
  guint32 stride;
  guint32 symbologies;
  CubbyDecodeEffort effort;
  gint64 budget_us;
  gint64 captured_us;
} CubbyWireRequest;

void cubby_wire_request_write (const CubbyWireRequest *request, guint8 bytes[CUBBY_WIRE_REQUEST_BYTES]);

/**
 * cubby_wire_request_read:
 * @n_slots: of the ring
 * @slot_bytes: of each of its slots
 *
 * Returns: whether @bytes are a request, all of whose picture lies inside of its slot.
 */
gboolean cubby_wire_request_read (const guint8 *bytes, gsize n_bytes, guint n_slots, gsize slot_bytes,
                                  CubbyWireRequest *request);

/**
 * CubbyWireAnswer:
 * @n_dropped: codes that were seen and not told: their text is not one we read, or they are too many
 * @codes: (element-type CubbyCode): at most CUBBY_WIRE_FRAME_CODES_MAX of a camera's picture
 */
typedef struct {
  guint32 serial;
  guint32 n_dropped;
  CubbyView view;
  GPtrArray *codes;
} CubbyWireAnswer;

void cubby_wire_answer_clear (CubbyWireAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CubbyWireAnswer, cubby_wire_answer_clear)

/**
 * cubby_wire_text_may_be_told:
 *
 * A camera's text is one that cubby_scan_text_is_sound() takes. That of a still may be anything, of
 * 1..CUBBY_WIRE_TEXT_MAX bytes: who looks at files is told what is wrong with it.
 */
gboolean cubby_wire_text_may_be_told (CubbyDecodeEffort effort, const char *text, gsize length);

/**
 * cubby_wire_answer_write:
 * @answer: codes that may not be told are left out and added to the n_dropped that is written
 * @effort: of the request
 * @bytes: CUBBY_WIRE_ANSWER_BYTES_MAX
 *
 * Returns: how many bytes it has.
 */
gsize cubby_wire_answer_write (const CubbyWireAnswer *answer, CubbyDecodeEffort effort, guint8 *bytes);

/**
 * cubby_wire_answer_read:
 * @bytes: from a process that may be in the hands of whoever drew the last picture
 * @request: what was asked
 * @answer: (out): on success to be cleared; corners are inside of the picture
 * @ret_fault: (out): what is wrong with it, a few words
 *
 * Believes nothing: an answer to another request, a count, a length, a number or a text that the request does
 * not allow refuses the whole.
 */
gboolean cubby_wire_answer_read (const guint8 *bytes, gsize n_bytes, const CubbyWireRequest *request,
                                 CubbyWireAnswer *answer, const char **ret_fault);

G_END_DECLS
