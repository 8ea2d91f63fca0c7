/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-hash"
#include "app/common/hash.h"

#include "app/domain/crockford.h"

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

/* A verifier runs for about 100 ms on a kiosk's processor, and lockerd's unit has room for it. */
#define PIN_PASSES 3
#define PIN_MEMORY_KIB (32 * 1024)
#define PIN_MIN_MEMORY_KIB (8 * 1024)
#define PIN_MAX_MEMORY_KIB (64 * 1024)
#define PIN_MAX_PASSES 8

struct _CubbyHasher {
  crypto_generichash_state state;
};

void
cubby_hash_init (void)
{
  static gsize ready;
  if (!g_once_init_enter (&ready))
    return;
  if (sodium_init () < 0)
    g_error ("libsodium found no source of random numbers");
  g_once_init_leave (&ready, 1);
}

void
cubby_hash_data (gconstpointer data, gsize size, guint8 ret_hash[CUBBY_HASH_SIZE])
{
  cubby_hash_init ();
  crypto_generichash (ret_hash, CUBBY_HASH_SIZE, data, size, NULL, 0);
}

void
cubby_hash_keyed (const guint8 key[CUBBY_HASH_KEY_SIZE], gconstpointer data, gsize size,
                  guint8 ret_hash[CUBBY_HASH_SIZE])
{
  cubby_hash_init ();
  crypto_generichash (ret_hash, CUBBY_HASH_SIZE, data, size, key, CUBBY_HASH_KEY_SIZE);
}

CubbyHasher *
cubby_hasher_new (void)
{
  cubby_hash_init ();
  /* The state wants 64-byte alignment, which g_new does not promise. */
  CubbyHasher *self = g_aligned_alloc0 (1, sizeof (CubbyHasher), 64);
  crypto_generichash_init (&self->state, NULL, 0, CUBBY_HASH_SIZE);
  return self;
}

void
cubby_hasher_free (CubbyHasher *self)
{
  if (self == NULL)
    return;
  cubby_secret_clear (self, sizeof *self);
  g_aligned_free (self);
}

void
cubby_hasher_add (CubbyHasher *self, gconstpointer data, gsize size)
{
  guint64 length = GUINT64_TO_BE ((guint64)size);
  crypto_generichash_update (&self->state, (const guint8 *)&length, sizeof length);
  crypto_generichash_update (&self->state, data, size);
}

void
cubby_hasher_add_string (CubbyHasher *self, const char *text)
{
  cubby_hasher_add (self, text, strlen (text));
}

void
cubby_hasher_add_int (CubbyHasher *self, gint64 number)
{
  guint64 bytes = GUINT64_TO_BE ((guint64)number);
  cubby_hasher_add (self, &bytes, sizeof bytes);
}

void
cubby_hasher_finish (CubbyHasher *self, guint8 ret_hash[CUBBY_HASH_SIZE])
{
  crypto_generichash_final (&self->state, ret_hash, CUBBY_HASH_SIZE);
}

CubbyHasher *
cubby_hash_chain (const guint8 previous[CUBBY_HASH_SIZE])
{
  CubbyHasher *hasher = cubby_hasher_new ();
  cubby_hasher_add (hasher, previous, CUBBY_HASH_SIZE);
  return hasher;
}

gboolean
cubby_code_hash (const guint8 key[CUBBY_HASH_KEY_SIZE], const char *code, guint8 ret_hash[CUBBY_HASH_SIZE])
{
  char normal[CUBBY_CODE_LENGTH + 1];
  if (!cubby_code_normalise (code, normal))
    return FALSE;
  cubby_hash_keyed (key, normal, CUBBY_CODE_LENGTH, ret_hash);
  cubby_secret_clear (normal, sizeof normal);
  return TRUE;
}

char *
cubby_pin_hash (const char *pin, GError **error)
{
  cubby_hash_init ();
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg (hash, pin, strlen (pin), PIN_PASSES, PIN_MEMORY_KIB * 1024,
                             crypto_pwhash_ALG_ARGON2ID13) == 0)
    return g_strdup (hash);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "there are no %d MiB of memory left to hash the PIN in",
               PIN_MEMORY_KIB / 1024);
  return NULL;
}

gboolean
cubby_pin_hash_is_sound (const char *hash)
{
  g_autoptr (GRegex) form = g_regex_new (
      "^\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}$",
      G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  if (!g_regex_match (form, hash, 0, &match))
    return FALSE;

  g_autofree char *memory = g_match_info_fetch (match, 1);
  g_autofree char *passes = g_match_info_fetch (match, 2);
  return g_ascii_string_to_unsigned (memory, 10, PIN_MIN_MEMORY_KIB, PIN_MAX_MEMORY_KIB, NULL, NULL) &&
         g_ascii_string_to_unsigned (passes, 10, 1, PIN_MAX_PASSES, NULL, NULL);
}

gboolean
cubby_pin_verify (const char *pin, const char *hash)
{
  cubby_hash_init ();
  return cubby_pin_hash_is_sound (hash) && crypto_pwhash_str_verify (hash, pin, strlen (pin)) == 0;
}

void
cubby_random_fill (gpointer data, gsize size)
{
  cubby_hash_init ();
  randombytes_buf (data, size);
}

char *
cubby_hex_encode (gconstpointer data, gsize size)
{
  char *text = g_malloc (2 * size + 1);
  return sodium_bin2hex (text, 2 * size + 1, data, size);
}

gboolean
cubby_hex_decode (const char *text, gpointer ret_data, gsize size)
{
  if (strlen (text) != 2 * size || strspn (text, "0123456789abcdefABCDEF") != 2 * size)
    return FALSE;
  return sodium_hex2bin (ret_data, size, text, 2 * size, NULL, NULL, NULL) == 0;
}

gboolean
cubby_secret_equal (gconstpointer a, gconstpointer b, gsize size)
{
  return sodium_memcmp (a, b, size) == 0;
}

void
cubby_secret_clear (gpointer data, gsize size)
{
  sodium_memzero (data, size);
}
