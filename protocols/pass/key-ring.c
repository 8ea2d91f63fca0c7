/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/key-ring.h"

#include "app/common/hash.h"
#include "protocols/pass/key-ring-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

CubbyKeyRing *
cubby_key_ring_new (void)
{
  CubbyKeyRing *self = g_new0 (CubbyKeyRing, 1);
  g_mutex_init (&self->mutex);
  self->rows = g_array_new (FALSE, TRUE, sizeof (CubbyKeyRingRow));
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_pass_signing_key_free);
  self->code_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  return self;
}

void
cubby_key_ring_free (CubbyKeyRing *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->mutex);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->kept);
  g_hash_table_unref (self->code_keys);
  cubby_secret_clear (self->code_secret, sizeof self->code_secret);
  g_free (self->path);
  g_free (self);
}

void
cubby_key_ring_take (CubbyKeyRing *self, CubbyPassSigningKey *key, gint64 from_s, gint64 until_s)
{
  CubbyKeyRingRow row = {.key = key, .life = {.from_s = from_s, .until_s = until_s}};
  g_ptr_array_add (self->kept, key);
  g_array_append_val (self->rows, row);
}

CubbyKeyRing *
cubby_key_ring_generate (void)
{
  CubbyKeyRing *self = cubby_key_ring_new ();
  cubby_key_ring_take (self, cubby_pass_signing_key_generate (), 0, 0);
  cubby_random_fill (self->code_secret, sizeof self->code_secret);
  self->version = 1;
  return self;
}

static gboolean
look (CubbyKeyRing *self, struct stat *ret_status, GError **error)
{
  if (stat (self->path, ret_status) != 0) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE, "%s: cannot be read: %s", self->path,
                 g_strerror (errno));
    return FALSE;
  }
  if ((ret_status->st_mode & S_IRWXO) == 0)
    return TRUE;
  g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE,
               "%s: is open to everybody on this machine; make a new key, or chmod 600 it", self->path);
  return FALSE;
}

static gboolean
read_file (CubbyKeyRing *self, const struct stat *status, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  gsize length = 0;
  if (!g_file_get_contents (self->path, &text, &length, &local)) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE, "%s: cannot be read: %s", self->path,
                 local->message);
    return FALSE;
  }
  gboolean good = cubby_key_ring_parse (self, text, error);
  cubby_secret_clear (text, length);
  if (good)
    self->seen = *status;
  return good;
}

CubbyKeyRing *
cubby_key_ring_load (const char *path, GError **error)
{
  g_autoptr (CubbyKeyRing) self = cubby_key_ring_new ();
  struct stat status;
  self->path = g_strdup (path);
  if (!look (self, &status, error) || !read_file (self, &status, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
cubby_key_ring_refresh (CubbyKeyRing *self, GError **error)
{
  struct stat status;
  if (!look (self, &status, error))
    return FALSE;
  if (status.st_ino == self->seen.st_ino && status.st_size == self->seen.st_size &&
      memcmp (&status.st_mtim, &self->seen.st_mtim, sizeof status.st_mtim) == 0)
    return TRUE;
  return read_file (self, &status, error);
}

static GArray *
list_lives (CubbyKeyRing *self)
{
  GArray *lives = g_array_new (FALSE, TRUE, sizeof (CubbyPassKeyLife));
  for (guint i = 0; i < self->rows->len; i++)
    g_array_append_val (lives, g_array_index (self->rows, CubbyKeyRingRow, i).life);
  return lives;
}

GArray *
cubby_key_ring_list (CubbyKeyRing *self, gint64 now_s)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GArray) lives = list_lives (self);
  GArray *rows = g_array_copy (self->rows);
  for (guint i = 0; i < rows->len; i++)
    g_array_index (rows, CubbyKeyRingRow, i).state =
        cubby_pass_key_get_state ((const CubbyPassKeyLife *)(void *)lives->data, lives->len, i, now_s);
  return rows;
}

const CubbyPassSigningKey *
cubby_key_ring_get_signer (CubbyKeyRing *self, gint64 now_s)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GArray) lives = list_lives (self);
  int chosen = cubby_pass_key_choose ((const CubbyPassKeyLife *)(void *)lives->data, lives->len, now_s);
  return chosen >= 0 ? g_array_index (self->rows, CubbyKeyRingRow, chosen).key : NULL;
}

const CubbyPassSigningKey *
cubby_key_ring_find (CubbyKeyRing *self, const char *kid, gint64 now_s)
{
  g_autoptr (GArray) rows = cubby_key_ring_list (self, now_s);
  for (guint i = 0; i < rows->len; i++) {
    const CubbyKeyRingRow *row = &g_array_index (rows, CubbyKeyRingRow, i);
    g_autofree char *own = cubby_hex_encode (cubby_pass_signing_key_get_kid (row->key), CUBBY_KID_SIZE);
    if (row->state != CUBBY_PASS_KEY_OVER && g_strcmp0 (own, kid) == 0)
      return row->key;
  }
  return NULL;
}

guint64
cubby_key_ring_get_version (CubbyKeyRing *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return self->version;
}

const guint8 *
cubby_key_ring_get_code_secret (CubbyKeyRing *self)
{
  return self->code_secret; /* stays as it was first read */
}

void
cubby_key_ring_get_code_key (CubbyKeyRing *self, const char *store, guint8 ret_key[CUBBY_VAULT_SECRET_SIZE])
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GBytes *given = g_hash_table_lookup (self->code_keys, store);
  if (given != NULL)
    memcpy (ret_key, g_bytes_get_data (given, NULL), CUBBY_VAULT_SECRET_SIZE);
  else
    cubby_vault_derive (self->code_secret, "code-key", store, ret_key);
}

void
cubby_key_ring_set_code_key (CubbyKeyRing *self, const char *store, const guint8 key[CUBBY_VAULT_SECRET_SIZE])
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_hash_table_replace (self->code_keys, g_strdup (store), g_bytes_new (key, CUBBY_VAULT_SECRET_SIZE));
}
