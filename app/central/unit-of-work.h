/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/facts.h"
#include "app/central/kept-answers.h"
#include "app/central/known-people.h"
#include "app/central/stock-levels.h"
#include "app/central/table.h"

G_BEGIN_DECLS

/**
 * CubbyUnitOfWork:
 *
 * What the requests of one transaction have in common. While it gathers, the rows they add and the stock they
 * take are kept in memory, so that each table is written by one statement and each level once, and a request
 * that fails is undone there. Changes of the feed are always gathered, and written last. Whoever does not
 * place orders needs to know nothing of it: it does not gather then, and every statement is done at once.
 */
struct _CubbyUnitOfWork; /* CubbyUnitOfWork, of store.h */

/* A place in the transaction to go back to. */
typedef struct {
  guint n_rows[CUBBY_N_TABLES];
  guint n_feed;
  guint n_levels;
  guint n_serial_blocks;
} CubbyUnitMark;

CubbyUnitOfWork *cubby_unit_of_work_new (CubbySql *sql);
void cubby_unit_of_work_free (CubbyUnitOfWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyUnitOfWork, cubby_unit_of_work_free)

/* A transaction has begun, or was rolled back: nothing of the one before is left. */
void cubby_unit_of_work_begin (CubbyUnitOfWork *self);
void cubby_unit_of_work_roll_back (CubbyUnitOfWork *self);

/* From here on rows and stock are gathered, until cubby_unit_of_work_flush() writes them. */
gboolean cubby_unit_of_work_gather (CubbyUnitOfWork *self, GError **error);
gboolean cubby_unit_of_work_is_gathering (const CubbyUnitOfWork *self);
gboolean cubby_unit_of_work_flush (CubbyUnitOfWork *self, GError **error);
/* Writes the feed: the last thing before the COMMIT. */
gboolean cubby_unit_of_work_finish (CubbyUnitOfWork *self, GError **error);

CubbyUnitMark cubby_unit_of_work_mark (CubbyUnitOfWork *self);
/* Takes back what came after @mark in memory; what was written meanwhile its savepoint takes back. */
void cubby_unit_of_work_undo (CubbyUnitOfWork *self, const CubbyUnitMark *mark);

void cubby_unit_of_work_add_row (CubbyUnitOfWork *self, CubbyTable table, va_list *values);
void cubby_unit_of_work_put_feed (CubbyUnitOfWork *self, const char *topic, const char *item,
                                  const char *only_store, const char *data, gint64 time_ms);
/* The next number of a parcel's label; taken from the counter in blocks. */
gboolean cubby_unit_of_work_take_serial (CubbyUnitOfWork *self, gint64 *ret_serial, GError **error);

/* Which transaction of this connection it is; 0 where nobody counts them. What was looked up once in it need
 * not be again while it gathers. */
guint64 cubby_unit_of_work_get_number (const CubbyUnitOfWork *self);

CubbyFacts *cubby_unit_of_work_get_facts (CubbyUnitOfWork *self);
CubbyStockLevels *cubby_unit_of_work_get_levels (CubbyUnitOfWork *self);
CubbyKeptAnswers *cubby_unit_of_work_get_answers (CubbyUnitOfWork *self);
CubbyKnownPeople *cubby_unit_of_work_get_people (CubbyUnitOfWork *self);
/* Reads what was said to be wanted, in as few statements as there are kinds of it. */
gboolean cubby_unit_of_work_load (CubbyUnitOfWork *self, GError **error);

G_END_DECLS
