/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_CTI_SIZE 16
#define CUBBY_STORE_MAX_LENGTH 23

/**
 * CubbyClaims:
 *
 * The claims of a pass as a CWT (RFC 8392): {3: aud, 4: exp, 7: cti}, these and no others, in this order.
 */
typedef struct {
  char aud[CUBBY_STORE_MAX_LENGTH + 1]; /* the store's id: 1–23 printable ASCII characters, no space */
  guint32 exp;                          /* seconds of UTC; from this second on it is expired */
  guint8 cti[CUBBY_CTI_SIZE];           /* random */
} CubbyClaims;

/* Whether @text can be the audience of a pass. */
gboolean cubby_claims_is_store (const char *text, gsize length);

GBytes *cubby_claims_encode (const CubbyClaims *claims);
gboolean cubby_claims_decode (const guint8 *data, gsize size, CubbyClaims *ret_claims, GError **error);

G_END_DECLS
