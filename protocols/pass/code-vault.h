/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What has to be shown again, such as a typed code, and must open no door to who steals the database: kept
 * encrypted (XChaCha20-Poly1305) by a secret that is not in it.
 */
#define CUBBY_VAULT_SECRET_SIZE 32
#define CUBBY_VAULT_MARK "s1:"

/**
 * cubby_vault_seal:
 * @place: where it will stand, such as a cti: it opens nowhere else
 *
 * Returns: (transfer full): @text as "s1:HEX".
 */
char *cubby_vault_seal (const guint8 secret[CUBBY_VAULT_SECRET_SIZE], const char *place, const char *text);

/* Returns: (transfer full) (nullable): what was sealed; NULL with another secret, in another place, or
 * damaged.
 */
char *cubby_vault_open (const guint8 secret[CUBBY_VAULT_SECRET_SIZE], const char *place, const char *sealed);

/* Whether @text was sealed; what is not is of a version that kept it in clear. */
gboolean cubby_vault_is_sealed (const char *text);

/* A key of its own for @purpose and @name, such as the code key of a store. */
void cubby_vault_derive (const guint8 secret[CUBBY_VAULT_SECRET_SIZE], const char *purpose, const char *name,
                         guint8 ret_key[CUBBY_VAULT_SECRET_SIZE]);

G_END_DECLS
