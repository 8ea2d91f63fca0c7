/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/conf-file.h"
#include "protocols/pass/cose-sign1.h"

G_BEGIN_DECLS

#define CUBBY_PASS_ERROR (cubby_pass_error_quark ())
GQuark cubby_pass_error_quark (void);

typedef enum {
  CUBBY_PASS_ERROR_KEY,       /* a key that cannot be trusted: of small order, or no point of the curve */
  CUBBY_PASS_ERROR_DUPLICATE, /* a key id that is taken */
  CUBBY_PASS_ERROR_FILE,      /* a key file that is not one */
  CUBBY_PASS_ERROR_CLAIM,     /* a claim that a pass cannot carry */
} CubbyPassError;

/**
 * CubbyPassKeys:
 *
 * The public keys whose passes are believed. A key id names one key, and with it
 * the algorithm, Ed25519; what a pass says of its algorithm is compared, never obeyed.
 */
typedef struct _CubbyPassKeys CubbyPassKeys;

CubbyPassKeys *cubby_pass_keys_new (void);
void cubby_pass_keys_free (CubbyPassKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPassKeys, cubby_pass_keys_free)

gboolean cubby_pass_keys_add (CubbyPassKeys *self, const guint8 kid[CUBBY_KID_SIZE],
                              const guint8 public_key[CUBBY_PUBLIC_KEY_SIZE], GError **error);
guint cubby_pass_keys_get_n_keys (const CubbyPassKeys *self);
/* Returns: (nullable): the 32 bytes of the key of that id. */
const guint8 *cubby_pass_keys_find (const CubbyPassKeys *self, const guint8 kid[CUBBY_KID_SIZE]);

/**
 * cubby_pass_keys_read:
 * @conf: an open file; its group `[pass-keys]` is consumed: rows of KID=PUBLIC-KEY, in hex
 *
 * Errors stick in @conf, as with its getters: the caller ends with cubby_conf_file_finish().
 * Returns: (transfer full): the keys that were sound.
 */
CubbyPassKeys *cubby_pass_keys_read (CubbyConfFile *conf);

G_END_DECLS
