/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/modbus/pdu.h"

G_BEGIN_DECLS

/* The highest unit that libmodbus can be told to expect an answer of. */
#define CUBBY_LIBMODBUS_UNIT_MAX 247

/**
 * cubby_frame_take_tcp:
 * @unit: that was asked
 * @adu: as libmodbus received it, in a buffer of MODBUS_TCP_MAX_ADU_LENGTH
 * @length: as libmodbus told it
 *
 * Judges the frame of an answer, every byte of it, and takes out the message.
 */
gboolean cubby_frame_take_tcp (guint8 unit, const guint8 *adu, int length, CubbyPdu *ret_pdu, GError **error);
/* The same of a serial line: unit in front, checksum behind. */
gboolean cubby_frame_take_rtu (guint8 unit, const guint8 *adu, int length, CubbyPdu *ret_pdu, GError **error);

G_END_DECLS
