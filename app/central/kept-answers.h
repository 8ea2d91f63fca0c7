/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* The answer to an earlier request with an Idempotency-Key. */
typedef struct {
  char *request_hash;
  char *content_type;
  char *body;
  guint status;
} CubbyKeptAnswer;

/**
 * CubbyKeptAnswers:
 *
 * Looks up the Idempotency-Keys of all requests of a transaction in one statement.
 */
typedef struct _CubbyKeptAnswers CubbyKeptAnswers;

CubbyKeptAnswers *cubby_kept_answers_new (void);
void cubby_kept_answers_free (CubbyKeptAnswers *self);

/* @item, the key of @actor, will be asked for. */
void cubby_kept_answers_want (CubbyKeptAnswers *self, const char *actor, const char *item);
gboolean cubby_kept_answers_load (CubbyKeptAnswers *self, CubbySql *sql, GError **error);
/* FALSE with @error set; @ret_answer is NULL when the key is new, and stays until the transaction ends. */
gboolean cubby_kept_answers_find (CubbyKeptAnswers *self, CubbySql *sql, const char *actor, const char *item,
                                  const CubbyKeptAnswer **ret_answer, GError **error);
void cubby_kept_answers_forget (CubbyKeptAnswers *self);

G_END_DECLS
