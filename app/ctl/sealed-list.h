/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/pass/pass-keys.h"

G_BEGIN_DECLS

/**
 * cubby_ctl_sealed_list_read:
 * @json: what GET /v1/kiosk/keys or staff answered
 * @kind: see app/domain/list-text.h
 * @newest: the version in force
 * @keys: whose seals are believed: those that the kiosk has, never those of the answer
 *
 * Returns: (transfer full) (nullable): the rows of the list, or NULL with @error set.
 */
char *cubby_ctl_sealed_list_read (const char *json, const char *kind, const char *store, guint64 newest,
                                  const CubbyPassKeys *keys, guint64 *ret_version, GError **error);

/**
 * cubby_ctl_sealed_list_check_same:
 * @now: (nullable): the file in force, made of a list of the same version
 * @text: what would take its place
 * @way_out: a command at the centre that gives the list another version
 *
 * Of one version there is one list: another text with the same version is not believed, whoever sealed it.
 * @may_end: but rows may be missing, for a key ends by itself.
 */
gboolean cubby_ctl_sealed_list_check_same (const char *now, const char *text, gboolean may_end,
                                           const char *way_out, GError **error);

/* What pass-keys.conf says. */
typedef struct {
  CubbyPassKeys *keys;
  char *code_key;  /* (nullable): in hex */
  guint64 version; /* of the list that it was made of; 0: by enrolling */
} CubbyKioskKeys;

CubbyKioskKeys *cubby_kiosk_keys_load (const char *path, GError **error);
void cubby_kiosk_keys_free (CubbyKioskKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyKioskKeys, cubby_kiosk_keys_free)

/* Returns: (transfer full) (nullable): the file that takes the place of the one @self is of; NULL with @error
 * set when a row is no key, or there is none. @ret_n: (out): how many keys */
char *cubby_kiosk_keys_format (const CubbyKioskKeys *self, const char *rows, guint64 version, guint *ret_n,
                               GError **error);

G_END_DECLS
