/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BLAKE2b-256 (RFC 7693), Argon2id (RFC 9106) and their small change, over libsodium. */
#define CUBBY_HASH_SIZE 32
#define CUBBY_HASH_KEY_SIZE 32
#define CUBBY_HASH_HEX_SIZE (2 * CUBBY_HASH_SIZE)

/* Once, at the start of a program that uses any of this from threads; the rest calls it too. */
void cubby_hash_init (void);

void cubby_hash_data (gconstpointer data, gsize size, guint8 ret_hash[CUBBY_HASH_SIZE]);
void cubby_hash_keyed (const guint8 key[CUBBY_HASH_KEY_SIZE], gconstpointer data, gsize size,
                       guint8 ret_hash[CUBBY_HASH_SIZE]);

/**
 * CubbyHasher:
 *
 * BLAKE2b-256 of what is given to it piece by piece. Each piece goes in with its
 * length before it, so that "ab","c" and "a","bc" differ. cubby_hash_chain() is
 * the usual way to one.
 */
typedef struct _CubbyHasher CubbyHasher;

CubbyHasher *cubby_hasher_new (void);
void cubby_hasher_free (CubbyHasher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyHasher, cubby_hasher_free)
void cubby_hasher_add (CubbyHasher *self, gconstpointer data, gsize size);
void cubby_hasher_add_string (CubbyHasher *self, const char *text);
void cubby_hasher_add_int (CubbyHasher *self, gint64 number); /* eight bytes, big-endian */
/* Ends it; nothing can be added afterwards. */
void cubby_hasher_finish (CubbyHasher *self, guint8 ret_hash[CUBBY_HASH_SIZE]);

/**
 * cubby_hash_chain:
 * @previous: the hash of the row before; zeros for the first
 *
 * Returns: (transfer full): a hasher that has @previous in it, for the row's fields.
 */
CubbyHasher *cubby_hash_chain (const guint8 previous[CUBBY_HASH_SIZE]);

/**
 * cubby_code_hash:
 * @key: the kiosk's code key
 * @code: a typed code, in any spelling that cubby_code_normalise() takes
 *
 * What a kiosk stores of a code: BLAKE2b-256 keyed, over the ten normalised characters.
 * Returns: FALSE when @code is no code; @ret_hash is then left alone.
 */
gboolean cubby_code_hash (const guint8 key[CUBBY_HASH_KEY_SIZE], const char *code,
                          guint8 ret_hash[CUBBY_HASH_SIZE]);

/* Returns: (transfer full): an Argon2id string ($argon2id$v=19$m=32768,t=3,p=1$…), or NULL when memory is
 * short. */
char *cubby_pin_hash (const char *pin, GError **error);

/**
 * cubby_pin_verify:
 * @hash: what cubby_pin_hash() gave
 *
 * Blocks for some 100 ms and takes 32 MiB. Returns: FALSE as well when @hash is not sound.
 */
gboolean cubby_pin_verify (const char *pin, const char *hash);

/* Whether @hash is an Argon2id string of 8–64 MiB and 1–8 passes: what is worth, and safe, to verify. */
gboolean cubby_pin_hash_is_sound (const char *hash);

void cubby_random_fill (gpointer data, gsize size);

/* Returns: (transfer full): lower-case hex, in time that does not depend on the bytes. */
char *cubby_hex_encode (gconstpointer data, gsize size);
/* Returns: whether @text is exactly @size bytes of hex in either case; @ret_data is written on success only.
 */
gboolean cubby_hex_decode (const char *text, gpointer ret_data, gsize size);

/* In time that does not depend on the bytes. */
gboolean cubby_secret_equal (gconstpointer a, gconstpointer b, gsize size);
/* Overwrites it where a compiler would leave it out. */
void cubby_secret_clear (gpointer data, gsize size);

G_END_DECLS
