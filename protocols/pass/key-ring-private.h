/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/pass/key-ring.h"

#include <sys/stat.h>

/* What the files of the ring share; nobody else includes it. */
struct _CubbyKeyRing {
  GMutex mutex;
  char *path;       /* (nullable) */
  struct stat seen; /* of the file when it was read */
  GArray *rows;     /* of CubbyKeyRingRow, without state */
  GPtrArray *kept;  /* every key there ever was: somebody may hold it */
  guint64 version;
  gboolean has_secret;
  guint8 code_secret[CUBBY_VAULT_SECRET_SIZE];
  GHashTable *code_keys; /* store -> GBytes */
};

CubbyKeyRing *cubby_key_ring_new (void);
/* Takes @key. */
void cubby_key_ring_take (CubbyKeyRing *self, CubbyPassSigningKey *key, gint64 from_s, gint64 until_s);
/* Replaces what the ring holds by what @text says; with @error set, nothing is changed. */
gboolean cubby_key_ring_parse (CubbyKeyRing *self, const char *text, GError **error);
