/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/pass-key-life.h"
#include "protocols/pass/code-vault.h"
#include "protocols/pass/signing-key.h"

G_BEGIN_DECLS

/**
 * CubbyKeyRing:
 *
 * The secrets of the central service, in a file that nobody but its owner may read: the keys that sign, or
 * signed, passes, and the secret behind typed codes. A line each:
 *
 *   KID SEED [from=UNIX-TIME] [until=UNIX-TIME]    see pass-key-life.h
 *   codes SECRET                                   without it: derived from the first key's seed
 *   version NUMBER                                 grows with every change
 *
 * A file of one key, "KID SEED", is a ring of one. Safe to use from several threads; keys and texts that it
 * hands out live as long as the ring, whatever the file says meanwhile.
 */
typedef struct _CubbyKeyRing CubbyKeyRing;

/* Refuses a file that everybody may read. */
CubbyKeyRing *cubby_key_ring_load (const char *path, GError **error);
/* A ring with one fresh key and a secret of its own, in no file yet. */
CubbyKeyRing *cubby_key_ring_generate (void);
void cubby_key_ring_free (CubbyKeyRing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyKeyRing, cubby_key_ring_free)

/* Reads the file again if it is another one; with @error set, the ring stays as it was. */
gboolean cubby_key_ring_refresh (CubbyKeyRing *self, GError **error);

/* Returns: (nullable): the key that signs at @now_s; NULL when none has begun. */
const CubbyPassSigningKey *cubby_key_ring_get_signer (CubbyKeyRing *self, gint64 now_s);
/* Returns: (nullable): the key of that id, in hex, unless its time is over. */
const CubbyPassSigningKey *cubby_key_ring_find (CubbyKeyRing *self, const char *kid, gint64 now_s);
guint64 cubby_key_ring_get_version (CubbyKeyRing *self);

/* One row of cubby_key_ring_list(). */
typedef struct {
  const CubbyPassSigningKey *key;
  CubbyPassKeyLife life;
  CubbyPassKeyState state;
} CubbyKeyRingRow;

/* Returns: (transfer full) (element-type CubbyKeyRingRow): all keys, in the order of the file. */
GArray *cubby_key_ring_list (CubbyKeyRing *self, gint64 now_s);

/* The secret behind typed codes, for code-vault.h. */
const guint8 *cubby_key_ring_get_code_secret (CubbyKeyRing *self);
/* The key that the kiosks of @store hash typed codes with: the one it was given, else derived. */
void cubby_key_ring_get_code_key (CubbyKeyRing *self, const char *store,
                                  guint8 ret_key[CUBBY_VAULT_SECRET_SIZE]);
/* For a store whose kiosks were enrolled with a key before there was a secret to derive it from. */
void cubby_key_ring_set_code_key (CubbyKeyRing *self, const char *store,
                                  const guint8 key[CUBBY_VAULT_SECRET_SIZE]);

/* -- for the commands; cubby_key_ring_save() makes it so */

/* A fresh key that signs from @from_s on; those before it are believed until @until_s and no longer. The
 * version of the list goes on from @now_s, where it is lower. Returns: its id. */
char *cubby_key_ring_rotate (CubbyKeyRing *self, gint64 from_s, gint64 until_s, gint64 now_s);
/* The key of that id is believed until @until_s; 0: it is forgotten at once, its secret too. Refuses to leave
 * no key that signs at @now_s. */
gboolean cubby_key_ring_retire (CubbyKeyRing *self, const char *kid, gint64 until_s, gint64 now_s,
                                GError **error);
/* Whole or not at all. @fresh: there must be no such file. */
gboolean cubby_key_ring_save (CubbyKeyRing *self, const char *path, gboolean fresh, GError **error);

G_END_DECLS
