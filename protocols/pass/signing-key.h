/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/pass/pass-keys.h"

G_BEGIN_DECLS

/**
 * CubbyPassSigningKey:
 *
 * The secret that signs passes. The central service has it, a kiosk never. Its
 * file is one line, "KID SEED" in hex, which nobody but its owner may read.
 */
typedef struct _CubbyPassSigningKey CubbyPassSigningKey;

/* Returns: (transfer full): a fresh key; its id is taken from a hash of its public key. */
CubbyPassSigningKey *cubby_pass_signing_key_generate (void);
CubbyPassSigningKey *cubby_pass_signing_key_new (const guint8 kid[CUBBY_KID_SIZE],
                                                 const guint8 seed[CUBBY_SEED_SIZE]);
void cubby_pass_signing_key_free (CubbyPassSigningKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPassSigningKey, cubby_pass_signing_key_free)

/* Returns: (transfer full): the secret, as its line: clear it with cubby_secret_clear(). */
char *cubby_pass_signing_key_format (const CubbyPassSigningKey *self);
/* Makes the file with mode 0600, whole or not at all; never writes over one that is there. */
gboolean cubby_pass_signing_key_save (const CubbyPassSigningKey *self, const char *path, GError **error);

const guint8 *cubby_pass_signing_key_get_kid (const CubbyPassSigningKey *self);
const guint8 *cubby_pass_signing_key_get_public_key (const CubbyPassSigningKey *self);
void cubby_pass_signing_key_sign (const CubbyPassSigningKey *self, CubbyCoseSign1 *message);

/* Fills @ret_signature: Ed25519 over the bytes of @text; see seal.h. */
void cubby_pass_signing_key_sign_text (const CubbyPassSigningKey *self, const char *text,
                                       guint8 ret_signature[CUBBY_SIGNATURE_SIZE]);

G_END_DECLS
