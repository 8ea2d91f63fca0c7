/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint16 transaction; /* TCP */
  guint8 unit;
  const guint8 *pdu; /* inside the bytes that were cut */
  gsize length;      /* 0: nothing to answer, the bytes are only to be dropped */
} CubbySimRequest;

/**
 * CubbySimFraming:
 * @cut: takes one request from the front of @bytes. Returns how many bytes it
 *   took, 0 when it needs more, -1 when the peer speaks another language and
 *   the connection should end
 * @wrap: puts the frame of an answer round @pdu
 *
 * How requests lie on a wire. Our own code on purpose: the other end is
 * libmodbus, and a simulator on the same library would agree with its mistakes.
 */
typedef struct {
  const char *name;
  gssize (*cut) (const guint8 *bytes, gsize n_bytes, CubbySimRequest *ret_request);
  void (*wrap) (guint16 transaction, guint8 unit, const GByteArray *pdu, GByteArray *frame);
} CubbySimFraming;

extern const CubbySimFraming cubby_sim_framing_tcp; /* MBAP, Modbus Messaging on TCP/IP 1.0b */
extern const CubbySimFraming cubby_sim_framing_rtu; /* CRC, Modbus over Serial Line 1.02 */

guint16 cubby_sim_crc (const guint8 *bytes, gsize n_bytes);

G_END_DECLS
