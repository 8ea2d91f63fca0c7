/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/hash.h"
#include "protocols/pass/pass-keys.h"

G_BEGIN_DECLS

/**
 * CubbyPassFile:
 *
 * `pass-keys.conf` as cubbyctl enrol writes it: whose passes are believed, and the
 * key of the typed codes. Read anew for each credential, so that a rotation needs
 * no restart.
 */
typedef struct {
  CubbyPassKeys *keys;
  gboolean has_code_key;
  guint8 code_key[CUBBY_HASH_KEY_SIZE];
} CubbyPassFile;

/* An empty one: it believes nobody. */
CubbyPassFile *cubby_pass_file_new (void);
CubbyPassFile *cubby_pass_file_load (const char *path, GError **error);
/* As it lies there; an empty one, and a warning, when it cannot be read. */
CubbyPassFile *cubby_pass_file_load_or_none (const char *path);
void cubby_pass_file_free (CubbyPassFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPassFile, cubby_pass_file_free)

G_END_DECLS
