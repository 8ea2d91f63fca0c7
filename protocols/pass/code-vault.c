/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/code-vault.h"

#include "app/common/hash.h"

#include <sodium.h>
#include <string.h>

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES

G_STATIC_ASSERT (CUBBY_VAULT_SECRET_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (CUBBY_VAULT_SECRET_SIZE == CUBBY_HASH_KEY_SIZE);

void
cubby_vault_derive (const guint8 secret[CUBBY_VAULT_SECRET_SIZE], const char *purpose, const char *name,
                    guint8 ret_key[CUBBY_VAULT_SECRET_SIZE])
{
  g_autofree char *text = g_strdup_printf ("cubby-%s-1\n%s", purpose, name);
  cubby_hash_keyed (secret, text, strlen (text), ret_key);
}

char *
cubby_vault_seal (const guint8 secret[CUBBY_VAULT_SECRET_SIZE], const char *place, const char *text)
{
  guint8 key[CUBBY_VAULT_SECRET_SIZE];
  gsize size = NONCE_SIZE + strlen (text) + TAG_SIZE;
  g_autofree guint8 *box = g_malloc (size);
  cubby_vault_derive (secret, "vault", "", key);
  cubby_random_fill (box, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (box + NONCE_SIZE, NULL, (const guint8 *)text, strlen (text),
                                              (const guint8 *)place, strlen (place), NULL, box, key);
  cubby_secret_clear (key, sizeof key);
  g_autofree char *hex = cubby_hex_encode (box, size);
  return g_strconcat (CUBBY_VAULT_MARK, hex, NULL);
}

gboolean
cubby_vault_is_sealed (const char *text)
{
  return g_str_has_prefix (text, CUBBY_VAULT_MARK);
}

char *
cubby_vault_open (const guint8 secret[CUBBY_VAULT_SECRET_SIZE], const char *place, const char *sealed)
{
  guint8 key[CUBBY_VAULT_SECRET_SIZE];
  gsize digits = cubby_vault_is_sealed (sealed) ? strlen (sealed) - strlen (CUBBY_VAULT_MARK) : 0;
  gsize size = digits / 2;
  if (digits % 2 != 0 || size < NONCE_SIZE + TAG_SIZE)
    return NULL;
  g_autofree guint8 *box = g_malloc (size);
  if (!cubby_hex_decode (sealed + strlen (CUBBY_VAULT_MARK), box, size))
    return NULL;
  g_autofree char *text = g_malloc0 (size - NONCE_SIZE - TAG_SIZE + 1);
  cubby_vault_derive (secret, "vault", "", key);
  int refused = crypto_aead_xchacha20poly1305_ietf_decrypt ((guint8 *)text, NULL, NULL, box + NONCE_SIZE,
                                                            size - NONCE_SIZE, (const guint8 *)place,
                                                            strlen (place), box, key);
  cubby_secret_clear (key, sizeof key);
  return refused == 0 ? g_steal_pointer (&text) : NULL;
}
