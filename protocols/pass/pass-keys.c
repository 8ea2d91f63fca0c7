/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/pass-keys.h"

#include "app/common/hash.h"

#define GROUP "pass-keys"

struct _CubbyPassKeys {
  GHashTable *keys; /* kid as a number -> GBytes */
};

G_DEFINE_QUARK (cubby - pass - error - quark, cubby_pass_error)

static gpointer
kid_to_pointer (const guint8 kid[CUBBY_KID_SIZE])
{
  return GUINT_TO_POINTER (kid[0] << 8 | kid[1]);
}

CubbyPassKeys *
cubby_pass_keys_new (void)
{
  cubby_hash_init ();
  CubbyPassKeys *self = g_new0 (CubbyPassKeys, 1);
  self->keys = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
  return self;
}

void
cubby_pass_keys_free (CubbyPassKeys *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->keys);
  g_free (self);
}

gboolean
cubby_pass_keys_add (CubbyPassKeys *self, const guint8 kid[CUBBY_KID_SIZE],
                     const guint8 public_key[CUBBY_PUBLIC_KEY_SIZE], GError **error)
{
  if (!cubby_cose_public_key_is_sound (public_key)) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_KEY,
                 "key %02x%02x is no sound Ed25519 public key: anybody could sign for it", kid[0], kid[1]);
    return FALSE;
  }
  if (cubby_pass_keys_find (self, kid) != NULL) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_DUPLICATE,
                 "there is a key with the id %02x%02x already", kid[0], kid[1]);
    return FALSE;
  }
  g_hash_table_insert (self->keys, kid_to_pointer (kid), g_bytes_new (public_key, CUBBY_PUBLIC_KEY_SIZE));
  return TRUE;
}

guint
cubby_pass_keys_get_n_keys (const CubbyPassKeys *self)
{
  return g_hash_table_size (self->keys);
}

const guint8 *
cubby_pass_keys_find (const CubbyPassKeys *self, const guint8 kid[CUBBY_KID_SIZE])
{
  GBytes *key = g_hash_table_lookup (self->keys, kid_to_pointer (kid));
  return key != NULL ? g_bytes_get_data (key, NULL) : NULL;
}

static void
read_key (CubbyPassKeys *self, CubbyConfFile *conf, const char *name)
{
  guint8 kid[CUBBY_KID_SIZE], public_key[CUBBY_PUBLIC_KEY_SIZE];
  g_autofree char *value = cubby_conf_file_get_string (conf, GROUP, name, NULL);
  g_autoptr (GError) error = NULL;
  if (!cubby_hex_decode (name, kid, sizeof kid))
    cubby_conf_file_fail (conf, GROUP, name, "is no key id; one is 4 hex digits");
  else if (!cubby_hex_decode (value, public_key, sizeof public_key))
    cubby_conf_file_fail (conf, GROUP, name, "“%s” is no public key; one is 64 hex digits", value);
  else if (!cubby_pass_keys_add (self, kid, public_key, &error))
    cubby_conf_file_fail (conf, GROUP, name, "%s", error->message);
}

CubbyPassKeys *
cubby_pass_keys_read (CubbyConfFile *conf)
{
  CubbyPassKeys *self = cubby_pass_keys_new ();
  g_auto (GStrv) names = cubby_conf_file_list_keys (conf, GROUP);
  for (char **name = names; *name != NULL; name++)
    read_key (self, conf, *name);
  return self;
}
