/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As much of deterministic CBOR (RFC 8949, 4.2.1) as a layout that is known beforehand needs. */

#define CUBBY_CBOR_ERROR (cubby_cbor_error_quark ())
GQuark cubby_cbor_error_quark (void);
typedef enum { CUBBY_CBOR_ERROR_LAYOUT } CubbyCborError; /* something else than what must be there */

typedef enum {
  CUBBY_CBOR_UNSIGNED,
  CUBBY_CBOR_NEGATIVE, /* of n, stands for -1 - n */
  CUBBY_CBOR_BYTES,
  CUBBY_CBOR_TEXT,
  CUBBY_CBOR_ARRAY,
  CUBBY_CBOR_MAP,
  CUBBY_CBOR_TAG,
} CubbyCborMajor;

void cubby_cbor_put_head (GByteArray *out, CubbyCborMajor major, guint32 value);
void cubby_cbor_put_string (GByteArray *out, CubbyCborMajor major, gconstpointer data, gsize size);

typedef struct {
  const guint8 *data;
  gsize size;
  gsize position;
} CubbyCborReader;

/**
 * cubby_cbor_take_head:
 * @what: what must be here, for the message
 *
 * Takes the head of an item of that kind, in its shortest form and with a value below 2^32.
 */
gboolean cubby_cbor_take_head (CubbyCborReader *reader, CubbyCborMajor major, const char *what,
                               guint32 *ret_value, GError **error);
/* As that, and the value must be @value. */
gboolean cubby_cbor_expect (CubbyCborReader *reader, CubbyCborMajor major, guint32 value, const char *what,
                            GError **error);
/* Takes a string of @min to @max bytes; @ret_data points into the reader's data. */
gboolean cubby_cbor_take_string (CubbyCborReader *reader, CubbyCborMajor major, gsize min, gsize max,
                                 const char *what, const guint8 **ret_data, gsize *ret_size, GError **error);
gboolean cubby_cbor_expect_end (CubbyCborReader *reader, const char *what, GError **error);

G_END_DECLS
