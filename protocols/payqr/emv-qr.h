/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The frame of every merchant-presented payment QR (EMVCo QRCPS): two digits of id, two of length, the value.
 */

#define CUBBY_PAYQR_ERROR (cubby_payqr_error_quark ())
GQuark cubby_payqr_error_quark (void);

typedef enum {
  CUBBY_PAYQR_ERROR_FORMAT, /* the text is no payment QR */
  CUBBY_PAYQR_ERROR_SCHEME, /* it is one, of a scheme that is not known here */
  CUBBY_PAYQR_ERROR_VALUE,  /* an account, amount or text that the scheme does not allow */
} CubbyPayQrError;

/* Data objects by id; those of a template are parsed from its value as a further set. */
#define CUBBY_N_EMV_FIELDS 100
#define CUBBY_EMV_MAX_LENGTH 512

enum {
  CUBBY_EMV_FORMAT = 0,
  CUBBY_EMV_INITIATION = 1,
  CUBBY_EMV_CURRENCY = 53,
  CUBBY_EMV_AMOUNT = 54,
  CUBBY_EMV_COUNTRY = 58,
  CUBBY_EMV_NAME = 59,
  CUBBY_EMV_CITY = 60,
  CUBBY_EMV_ADDITIONAL = 62,
  CUBBY_EMV_CRC = 63,
};

typedef struct {
  char *values[CUBBY_N_EMV_FIELDS];
} CubbyEmvFields;

CubbyEmvFields *cubby_emv_fields_new (void);
void cubby_emv_fields_free (CubbyEmvFields *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyEmvFields, cubby_emv_fields_free)

void cubby_emv_fields_set (CubbyEmvFields *self, guint id, const char *value);
/* Sets @id to what is in @inner. */
void cubby_emv_fields_set_template (CubbyEmvFields *self, guint id, const CubbyEmvFields *inner);

/**
 * cubby_emv_parse:
 *
 * Takes every object of @text; an id that is there twice, a length that runs
 * past the end, and anything but printable ASCII is refused.
 */
CubbyEmvFields *cubby_emv_parse (const char *text, GError **error);
/* As that for a whole QR: format 01 first, checksum last and right. */
CubbyEmvFields *cubby_emv_parse_root (const char *text, GError **error);

/* Returns: (transfer full): the objects of a template, by ascending id. */
char *cubby_emv_write (const CubbyEmvFields *fields);
/**
 * cubby_emv_write_root:
 * @order: (array zero-terminated=1): the ids between 01 and 63, as they shall follow each other
 */
char *cubby_emv_write_root (const CubbyEmvFields *fields, const guint8 *order);

/* CRC-16/CCITT-FALSE; of "123456789" it is 0x29b1. */
guint16 cubby_emv_crc (const char *text, gsize length);

G_END_DECLS
