/* SPDX-License-Identifier: Apache-2.0 */
/* The ring as a file, and what commands change of it. */
#include "app/common/hash.h"
#include "app/common/replace-file.h"
#include "protocols/pass/key-ring-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define MODE 0600

static gboolean
read_number (const char *word, const char *name, gint64 *ret_number)
{
  gsize length = strlen (name);
  guint64 number = 0;
  if (strncmp (word, name, length) != 0 ||
      !g_ascii_string_to_unsigned (word + length, 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;
  *ret_number = (gint64)number;
  return TRUE;
}

static gboolean
read_key (CubbyKeyRing *fresh, char **words)
{
  guint8 kid[CUBBY_KID_SIZE], seed[CUBBY_SEED_SIZE];
  gint64 from = 0, until = 0;
  if (words[1] == NULL || !cubby_hex_decode (words[0], kid, sizeof kid) ||
      !cubby_hex_decode (words[1], seed, sizeof seed))
    return FALSE;
  for (char **word = words + 2; *word != NULL; word++)
    if (!read_number (*word, "from=", &from) && !read_number (*word, "until=", &until))
      return FALSE;
  for (guint i = 0; i < fresh->rows->len; i++)
    if (memcmp (cubby_pass_signing_key_get_kid (g_array_index (fresh->rows, CubbyKeyRingRow, i).key), kid,
                sizeof kid) == 0)
      return FALSE;
  if (fresh->rows->len == 0 && !fresh->has_secret)
    cubby_vault_derive (seed, "codes", "", fresh->code_secret);
  cubby_key_ring_take (fresh, cubby_pass_signing_key_new (kid, seed), from, until);
  cubby_secret_clear (seed, sizeof seed);
  return TRUE;
}

static gboolean
read_line (CubbyKeyRing *fresh, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint64 version = 0;
  if (g_str_equal (words[0], "codes"))
    return fresh->has_secret = words[1] != NULL && words[2] == NULL &&
                               cubby_hex_decode (words[1], fresh->code_secret, sizeof fresh->code_secret);
  if (!g_str_equal (words[0], "version"))
    return read_key (fresh, words);
  if (words[1] == NULL || words[2] != NULL ||
      !g_ascii_string_to_unsigned (words[1], 10, 1, G_MAXINT64, &version, NULL))
    return FALSE;
  fresh->version = version;
  return TRUE;
}

/* The secret of typed codes stays as it was first read: what was sealed with it could not be opened by
 * another.
 */
static void
adopt (CubbyKeyRing *self, CubbyKeyRing *fresh)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GArray *rows = self->rows;
  gboolean first = rows->len == 0;
  self->rows = fresh->rows;
  fresh->rows = rows;
  self->version = fresh->version;
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (self->kept, (gpointer)g_array_index (self->rows, CubbyKeyRingRow, i).key);
  g_ptr_array_set_free_func (fresh->kept, NULL);
  if (first)
    memcpy (self->code_secret, fresh->code_secret, sizeof self->code_secret);
}

gboolean
cubby_key_ring_parse (CubbyKeyRing *self, const char *text, GError **error)
{
  g_autoptr (CubbyKeyRing) fresh = cubby_key_ring_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean good = TRUE;
  guint number = 0;
  fresh->version = 1;
  for (char **line = lines; good && *line != NULL; line++) {
    number++;
    g_strchomp (*line);
    if (**line != '\0' && **line != '#')
      good = read_line (fresh, *line);
  }
  for (char **line = lines; *line != NULL; line++)
    cubby_secret_clear (*line, strlen (*line));
  if (good && fresh->rows->len > 0) {
    adopt (self, fresh);
    return TRUE;
  }
  g_set_error (
      error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE,
      "%s: line %u: is no signing key; one is a key id (4 hex digits), a space and a seed (64), then "
      "from=TIME and until=TIME; make one with cubby-central pass-key generate",
      self->path, number);
  return FALSE;
}

static gboolean
is_taken (CubbyKeyRing *self, const CubbyPassSigningKey *key)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (memcmp (cubby_pass_signing_key_get_kid (g_array_index (self->rows, CubbyKeyRingRow, i).key),
                cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE) == 0)
      return TRUE;
  return FALSE;
}

/* Not only the next one: a file that came back from a copy has a version that kiosks have left behind. */
static void
count_version (CubbyKeyRing *self, gint64 now_s)
{
  self->version = MAX (self->version + 1, (guint64)MAX (now_s, 0));
}

char *
cubby_key_ring_rotate (CubbyKeyRing *self, gint64 from_s, gint64 until_s, gint64 now_s)
{
  CubbyPassSigningKey *key = cubby_pass_signing_key_generate ();
  while (is_taken (self, key)) {
    cubby_pass_signing_key_free (key);
    key = cubby_pass_signing_key_generate ();
  }
  for (guint i = 0; i < self->rows->len; i++) {
    CubbyPassKeyLife *life = &g_array_index (self->rows, CubbyKeyRingRow, i).life;
    if (life->until_s == 0)
      life->until_s = until_s;
  }
  cubby_key_ring_take (self, key, from_s, 0);
  count_version (self, now_s);
  return cubby_hex_encode (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE);
}

/* Whether what remains can sign for good: a key that is itself retired may not become the last. */
static gboolean
has_successor (CubbyKeyRing *self, gint64 now_s)
{
  const CubbyPassSigningKey *signer = cubby_key_ring_get_signer (self, now_s);
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, CubbyKeyRingRow, i).key == signer)
      return g_array_index (self->rows, CubbyKeyRingRow, i).life.until_s == 0;
  return FALSE;
}

static gboolean
find_row (CubbyKeyRing *self, const char *kid, guint *ret_index)
{
  for (guint i = 0; i < self->rows->len; i++) {
    const CubbyKeyRingRow *row = &g_array_index (self->rows, CubbyKeyRingRow, i);
    g_autofree char *own = cubby_hex_encode (cubby_pass_signing_key_get_kid (row->key), CUBBY_KID_SIZE);
    *ret_index = i;
    if (g_str_equal (own, kid))
      return TRUE;
  }
  return FALSE;
}

gboolean
cubby_key_ring_retire (CubbyKeyRing *self, const char *kid, gint64 until_s, gint64 now_s, GError **error)
{
  guint i = 0;
  if (!find_row (self, kid, &i)) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_KEY, "there is no key %s; see pass-key list", kid);
    return FALSE;
  }
  CubbyKeyRingRow row = g_array_index (self->rows, CubbyKeyRingRow, i);
  g_array_remove_index (self->rows, i);
  gboolean may_go = has_successor (self, now_s);
  if (may_go && until_s != 0)
    row.life.until_s = until_s;
  if (!may_go || until_s != 0)
    g_array_insert_val (self->rows, i, row);
  if (!may_go) {
    g_set_error (
        error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_KEY,
        "%s is the only key that signs; make another first: cubby-central pass-key rotate FILE --in 0", kid);
    return FALSE;
  }
  count_version (self, now_s);
  return TRUE;
}

static char *
format (CubbyKeyRing *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *secret = cubby_hex_encode (self->code_secret, sizeof self->code_secret);
  for (guint i = 0; i < self->rows->len; i++) {
    const CubbyKeyRingRow *row = &g_array_index (self->rows, CubbyKeyRingRow, i);
    g_autofree char *line = cubby_pass_signing_key_format (row->key);
    g_string_append (text, line);
    if (row->life.from_s != 0)
      g_string_append_printf (text, " from=%" G_GINT64_FORMAT, row->life.from_s);
    if (row->life.until_s != 0)
      g_string_append_printf (text, " until=%" G_GINT64_FORMAT, row->life.until_s);
    g_string_append_c (text, '\n');
    cubby_secret_clear (line, strlen (line));
  }
  g_string_append_printf (text, "codes %s\nversion %" G_GUINT64_FORMAT "\n", secret, self->version);
  cubby_secret_clear (secret, strlen (secret));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
cubby_key_ring_save (CubbyKeyRing *self, const char *path, gboolean fresh, GError **error)
{
  GStatBuf status;
  if (fresh && g_lstat (path, &status) == 0) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE, "%s: cannot be made: File exists", path);
    return FALSE;
  }
  guint mode = !fresh && g_stat (path, &status) == 0 ? status.st_mode & 0770 : MODE;
  g_autofree char *text = format (self);
  gboolean done = cubby_replace_file (path, text, mode, error);
  cubby_secret_clear (text, strlen (text));
  return done;
}
