/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/settings.h"
#include "app/domain/uuid7.h"
#include "protocols/http/json-text.h"
#include "protocols/http/problem.h"
#include "protocols/pass/key-ring.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

typedef struct _CubbyUnitOfWork CubbyUnitOfWork;

/**
 * CubbyStore:
 * @unit: (nullable): what the requests of a transaction have in common; without it all is written at once
 * @now_ms: the time of this request
 * @actor: who asks: the id of a key, or a command
 *
 * One piece of work on the database, in one thread: what the functions of this
 * program that read and write take first.
 */
typedef struct {
  CubbySql *sql;
  CubbyUnitOfWork *unit;
  const CubbyCentralSettings *settings;
  CubbyKeyRing *keys; /* (nullable) */
  gint64 now_ms;
  const char *actor;
} CubbyStore;

/* A fresh UUIDv7. */
char *cubby_store_new_id (const CubbyStore *store);
/* 128 random bits in hex, for addresses that must not be guessed. */
char *cubby_store_new_token (void);
/* RFC 3339 in UTC with milliseconds. */
char *cubby_store_format_time (gint64 time_ms);
/**
 * cubby_store_take_row:
 * @rows: (nullable): of a query for one thing; NULL when it failed and set @error
 * @missing: what to say when the thing is not there
 *
 * Returns: whether @rows stands at its row; else @error is the database's, or CUBBY_PROBLEM_NOT_FOUND.
 */
gboolean cubby_store_take_row (CubbySqlRows *rows, GError **error, const char *missing, ...)
    G_GNUC_PRINTF (3, 4);
/* The next value of a counter that is never shown to shoppers. */
gboolean cubby_store_count (CubbyStore *store, const char *name, gint64 *ret_value, GError **error);
/* The same, but no lower than the hundredths of a second since 1970: after the database came back from a
 * copy, higher than whatever was given out before, however many copies there were, and 100 changes a second.
 */
gboolean cubby_store_count_past (CubbyStore *store, const char *name, gint64 *ret_value, GError **error);
/* Who did what; for people who look into it later. */
gboolean cubby_store_audit (CubbyStore *store, const char *action, const char *subject, const char *detail,
                            GError **error);
void cubby_store_add_money (CubbyJsonText *json, const char *name, gint64 amount, const char *currency);

/* Whether @cursor (nullable) may be the end of a page of things by their ids; else @error "invalid". */
gboolean cubby_store_check_cursor (const char *cursor, GError **error);

G_END_DECLS
