/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/pass-life.h"

G_BEGIN_DECLS

/**
 * CubbyPassRow:
 * @kind: "owner" or "helper"
 * @name: (nullable): what the buyer calls a helper
 * @token: (nullable): of a helper's page; the buyer's is the order's
 * @kid: of the key that signs it, "" when there was none yet
 * @code: (nullable): its typed code, as people are shown it; NULL when it cannot be shown
 * @life: as of now
 *
 * A pass as the database has it.
 */
typedef struct {
  char *cti;
  char *order;
  char *fulfilment;
  char *store;
  char *kind;
  char *name;
  char *token;
  char *kid;
  char *code;
  gint64 exp;
  CubbyPassLife life;
  gint64 created_ms;
  gint64 revoked_ms; /* 0: it is not */
} CubbyPassRow;

void cubby_pass_row_free (CubbyPassRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPassRow, cubby_pass_row_free)

/* What a new pass is for. */
typedef struct {
  const char *order;
  const char *fulfilment;
  const char *store;
  gint64 exp;
  const char *helper; /* (nullable): NULL for the buyer's own; the name of a helper's, "" for none */
  gboolean remade;    /* the buyer asked for it in place of another */
} CubbyPassDraft;

/* Returns: (transfer full) (nullable): its cti, or NULL with @error set. @ret_code_hash: (out) (optional): of
 * its typed code, as a kiosk stores it, "" without keys */
char *cubby_pass_book_add (CubbyStore *store, const CubbyPassDraft *draft, char **ret_code_hash,
                           GError **error);

/* Returns: (transfer full) (element-type CubbyPassRow): all passes of @order, the buyer's live one first. */
GPtrArray *cubby_pass_book_list (CubbyStore *store, const char *order, GError **error);
/* Returns: (transfer full) (nullable): one of @order; "not-found". */
CubbyPassRow *cubby_pass_book_find (CubbyStore *store, const char *order, const char *cti, GError **error);
/* Returns: (transfer full) (nullable): the helper pass of a page; "not-found". */
CubbyPassRow *cubby_pass_book_find_token (CubbyStore *store, const char *token, GError **error);

/* The QR text: minted anew each time, always the same. */
char *cubby_pass_book_mint (CubbyStore *store, const CubbyPassRow *row, GError **error);

/* What is known for the rules of pass-life.h. */
gboolean cubby_pass_book_get_facts (CubbyStore *store, const char *fulfilment, CubbyPassFacts *ret_facts,
                                    GError **error);

G_END_DECLS
