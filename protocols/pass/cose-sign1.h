/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_KID_SIZE 2
#define CUBBY_PUBLIC_KEY_SIZE 32
#define CUBBY_SEED_SIZE 32
#define CUBBY_SIGNATURE_SIZE 64
#define CUBBY_PAYLOAD_MAX_SIZE 64

/**
 * CubbyCoseSign1:
 *
 * A COSE_Sign1 (RFC 9052, 4.2) of the one shape that a pass has: tag 18, protected header
 * {1: -8 (EdDSA), 4: kid of two bytes}, empty unprotected header, Ed25519.
 */
typedef struct {
  guint8 kid[CUBBY_KID_SIZE];
  GBytes *payload;
  guint8 signature[CUBBY_SIGNATURE_SIZE];
} CubbyCoseSign1;

void cubby_cose_sign1_clear (CubbyCoseSign1 *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CubbyCoseSign1, cubby_cose_sign1_clear)

/* Fills @self->signature over kid and payload. @seed: the Ed25519 secret (RFC 8032). */
void cubby_cose_sign1_sign (CubbyCoseSign1 *self, const guint8 seed[CUBBY_SEED_SIZE]);

/* Refuses as well a key of small order, a signature whose S is not reduced, and the all-zero one. */
gboolean cubby_cose_sign1_verify (const CubbyCoseSign1 *self, const guint8 public_key[CUBBY_PUBLIC_KEY_SIZE]);

GBytes *cubby_cose_sign1_encode (const CubbyCoseSign1 *self);

/**
 * cubby_cose_sign1_decode:
 *
 * Accepts exactly the bytes that cubby_cose_sign1_encode() would give for the
 * result. The signature is not looked at.
 */
gboolean cubby_cose_sign1_decode (GBytes *data, CubbyCoseSign1 *ret_self, GError **error);

/* Ed25519: the public key of a seed. */
void cubby_cose_public_key (const guint8 seed[CUBBY_SEED_SIZE], guint8 ret_public_key[CUBBY_PUBLIC_KEY_SIZE]);
/* Whether it is a point of the curve's main group: not of small order, in its one encoding. */
gboolean cubby_cose_public_key_is_sound (const guint8 public_key[CUBBY_PUBLIC_KEY_SIZE]);

G_END_DECLS
