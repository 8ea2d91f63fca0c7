/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_MODBUS_ERROR (cubby_modbus_error_quark ())
GQuark cubby_modbus_error_quark (void);

typedef enum {
  CUBBY_MODBUS_ERROR_LINK,      /* no connection, no device */
  CUBBY_MODBUS_ERROR_LATE,      /* the deadline passed before it could be written */
  CUBBY_MODBUS_ERROR_DROPPED,   /* taken back by the caller, or the bus stopped */
  CUBBY_MODBUS_ERROR_SILENCE,   /* written, and nothing came back in time */
  CUBBY_MODBUS_ERROR_MISMATCH,  /* written, and what came back is not its answer */
  CUBBY_MODBUS_ERROR_EXCEPTION, /* the board refused */
} CubbyModbusError;

#define CUBBY_PDU_MAX 253

/* Function code and data of a Modbus message, without the frame of its wire. */
typedef struct {
  guint8 bytes[CUBBY_PDU_MAX];
  guint length;
} CubbyPdu;

enum {
  CUBBY_PDU_READ_COILS = 0x01,
  CUBBY_PDU_READ_INPUTS = 0x02,
  CUBBY_PDU_READ_HOLDING = 0x03,
  CUBBY_PDU_READ_INPUT_REGISTERS = 0x04,
  CUBBY_PDU_WRITE_COIL = 0x05,
  CUBBY_PDU_WRITE_REGISTER = 0x06,
  CUBBY_PDU_WRITE_COILS = 0x0F,
  CUBBY_PDU_WRITE_REGISTERS = 0x10,
};

/* Requests. Addresses are those on the wire, from 0. */
void cubby_pdu_read (CubbyPdu *self, guint8 function, guint16 address, guint16 count);
/* Functions 05 and 06; boards give function 05 other values than FF00 and 0000 as well. */
void cubby_pdu_write (CubbyPdu *self, guint8 function, guint16 address, guint16 value);
/* All of @count (at most 1968) coils to 0. */
void cubby_pdu_clear_coils (CubbyPdu *self, guint16 address, guint16 count);
void cubby_pdu_write_words (CubbyPdu *self, guint16 address, const guint16 *words, guint n_words);

/**
 * cubby_pdu_check_reply:
 * @ret_exception: 0, or the code with which the board refused
 *
 * Whether @reply answers @request and nothing else: the function, the byte
 * count of a read, and every byte of the echo of a write. libmodbus 3.1.6
 * compares neither address nor value of an echo.
 */
gboolean cubby_pdu_check_reply (const CubbyPdu *request, const CubbyPdu *reply, guint8 *ret_exception,
                                GError **error);

/* Of a checked answer to a read. */
gboolean cubby_pdu_get_bit (const CubbyPdu *reply, guint index);
guint16 cubby_pdu_get_word (const CubbyPdu *reply, guint index);

/**
 * cubby_modbus_exception_is_refusal:
 *
 * Whether this exception proves that nothing was done. Others leave it open: a gateway whose board did not
 * answer (11) may have reached it, "acknowledge" (5) is still at it, a failing device (4) may have begun.
 */
gboolean cubby_modbus_exception_is_refusal (guint8 code);

/* "illegal data address (2)" */
char *cubby_modbus_exception_to_string (guint8 code);

/* The checksum of a serial frame (Modbus over Serial Line 1.02, 6.2.2). */
guint16 cubby_modbus_crc (const guint8 *bytes, gsize n_bytes);

G_END_DECLS
