/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/pass/pass-keys.h"
#include "protocols/pass/signing-key.h"

G_BEGIN_DECLS

/*
 * A seal: a detached Ed25519 signature of the centre (RFC 8032) over a text that begins with its kind. It is
 * made with the key that signs passes; what is signed for a pass is CBOR (RFC 9052, 4.4) and begins with
 * another byte than any text, so that one can never stand for the other.
 *
 * Written as the key's id, a dot and the signature, in hex.
 */

/* Returns: (transfer full) */
char *cubby_seal_make (const CubbyPassSigningKey *key, const char *text);

/* Whether @seal is one of @text by a key that is believed. */
gboolean cubby_seal_verify (const char *seal, const char *text, const CubbyPassKeys *keys);

G_END_DECLS
