/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_SCOPE_CHANNEL = 1 << 0,
  CUBBY_SCOPE_KIOSK = 1 << 1,
  CUBBY_SCOPE_STAFF = 1 << 2,
  CUBBY_SCOPE_ADMIN = 1 << 3,
} CubbyScope;

#define CUBBY_SCOPE_ANY (CUBBY_SCOPE_CHANNEL | CUBBY_SCOPE_KIOSK | CUBBY_SCOPE_STAFF | CUBBY_SCOPE_ADMIN)

/* Who asks. */
typedef struct {
  char *id;
  CubbyScope scope;
  char *kiosk;    /* (nullable) */
  char *store;    /* (nullable): of a kiosk */
  gboolean fresh; /* made by a rotation, and not used before */
} CubbyApiKey;

CubbyApiKey *cubby_api_key_copy (const CubbyApiKey *self);
void cubby_api_key_free (CubbyApiKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyApiKey, cubby_api_key_free)

gboolean cubby_scope_from_string (const char *text, CubbyScope *ret_scope);
/* Returns: (transfer full): "staff, admin" */
char *cubby_scope_list (guint scopes);

/* Makes a key and shows its token this one time; what is stored is a hash. */
char *cubby_api_key_add (CubbyStore *store, CubbyScope scope, const char *name, const char *kiosk,
                         const char *of_store, GError **error);

/* Returns: (transfer full) (nullable): whose @token it is, or NULL with @error set ("unauthorized"). */
CubbyApiKey *cubby_api_key_find (CubbySql *sql, const char *token, GError **error);

G_END_DECLS
