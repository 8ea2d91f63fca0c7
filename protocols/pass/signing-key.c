/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/signing-key.h"

#include "app/common/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

struct _CubbyPassSigningKey {
  guint8 kid[CUBBY_KID_SIZE];
  guint8 seed[CUBBY_SEED_SIZE];
  guint8 public_key[CUBBY_PUBLIC_KEY_SIZE];
};

CubbyPassSigningKey *
cubby_pass_signing_key_new (const guint8 kid[CUBBY_KID_SIZE], const guint8 seed[CUBBY_SEED_SIZE])
{
  cubby_hash_init ();
  CubbyPassSigningKey *self = g_new0 (CubbyPassSigningKey, 1);
  memcpy (self->kid, kid, CUBBY_KID_SIZE);
  memcpy (self->seed, seed, CUBBY_SEED_SIZE);
  cubby_cose_public_key (self->seed, self->public_key);
  return self;
}

CubbyPassSigningKey *
cubby_pass_signing_key_generate (void)
{
  guint8 seed[CUBBY_SEED_SIZE], hash[CUBBY_HASH_SIZE];
  cubby_random_fill (seed, sizeof seed);
  CubbyPassSigningKey *self = cubby_pass_signing_key_new (seed, seed);
  cubby_secret_clear (seed, sizeof seed);
  cubby_hash_data (self->public_key, CUBBY_PUBLIC_KEY_SIZE, hash);
  memcpy (self->kid, hash, CUBBY_KID_SIZE);
  return self;
}

void
cubby_pass_signing_key_free (CubbyPassSigningKey *self)
{
  if (self == NULL)
    return;
  cubby_secret_clear (self, sizeof *self);
  g_free (self);
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  for (gsize done = 0; done < length;) {
    gssize written = write (fd, text + done, length - done);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return FALSE;
    done += (gsize)written;
  }
  return fsync (fd) == 0;
}

/* A complete file appears under its name at once, and only where there is none: link(2) does both. */
static gboolean
create_file (const char *path, const char *text, gsize length)
{
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  int fd = g_mkstemp_full (temporary, O_WRONLY, 0600);
  if (fd < 0)
    return FALSE;
  gboolean done = write_all (fd, text, length) && link (temporary, path) == 0;
  int saved = errno;
  close (fd);
  g_unlink (temporary);
  errno = saved;
  return done;
}

char *
cubby_pass_signing_key_format (const CubbyPassSigningKey *self)
{
  g_autofree char *kid = cubby_hex_encode (self->kid, CUBBY_KID_SIZE);
  g_autofree char *seed = cubby_hex_encode (self->seed, CUBBY_SEED_SIZE);
  char *words = g_strdup_printf ("%s %s", kid, seed);
  cubby_secret_clear (seed, strlen (seed));
  return words;
}

gboolean
cubby_pass_signing_key_save (const CubbyPassSigningKey *self, const char *path, GError **error)
{
  g_autofree char *words = cubby_pass_signing_key_format (self);
  g_autofree char *line = g_strconcat (words, "\n", NULL);
  gboolean done = create_file (path, line, strlen (line));
  if (!done)
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE, "%s: cannot be made: %s", path,
                 g_strerror (errno));
  cubby_secret_clear (line, strlen (line));
  cubby_secret_clear (words, strlen (words));
  return done;
}

const guint8 *
cubby_pass_signing_key_get_kid (const CubbyPassSigningKey *self)
{
  return self->kid;
}

const guint8 *
cubby_pass_signing_key_get_public_key (const CubbyPassSigningKey *self)
{
  return self->public_key;
}

void
cubby_pass_signing_key_sign (const CubbyPassSigningKey *self, CubbyCoseSign1 *message)
{
  memcpy (message->kid, self->kid, CUBBY_KID_SIZE);
  cubby_cose_sign1_sign (message, self->seed);
}

void
cubby_pass_signing_key_sign_text (const CubbyPassSigningKey *self, const char *text,
                                  guint8 ret_signature[CUBBY_SIGNATURE_SIZE])
{
  /* libsodium's secret key is the seed and then the public key: to make it anew costs as much as to sign */
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  G_STATIC_ASSERT (sizeof secret == CUBBY_SEED_SIZE + CUBBY_PUBLIC_KEY_SIZE);
  memcpy (secret, self->seed, CUBBY_SEED_SIZE);
  memcpy (secret + CUBBY_SEED_SIZE, self->public_key, CUBBY_PUBLIC_KEY_SIZE);
  crypto_sign_detached (ret_signature, NULL, (const guint8 *)text, strlen (text), secret);
  cubby_secret_clear (secret, sizeof secret);
}
