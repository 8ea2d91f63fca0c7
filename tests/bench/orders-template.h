/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_TEMPLATE_FRESH_MAX 24
#define BENCH_TEMPLATE_FRESH_SIZE 48
#define BENCH_TEMPLATE_LINES_MAX 4

/* What a value of a row is in a further order. */
typedef enum {
  BENCH_CELL_NULL,
  BENCH_CELL_NUMBER, /* the same */
  BENCH_CELL_TEXT,   /* the same */
  BENCH_CELL_FRESH,  /* an id: a new one */
  BENCH_CELL_KEY,    /* the Idempotency-Key of the request */
  BENCH_CELL_SKU,    /* of a line of the request */
} BenchCellKind;

typedef struct {
  BenchCellKind kind;
  gint64 number; /* of a text: which */
  char *text;
} BenchCell;

typedef struct {
  const char *name;
  GPtrArray *columns; /* names */
  GString *types;     /* a letter a column: i or t */
  GArray *cells;      /* of BenchCell, row after row */
  guint n_rows;
} BenchTemplateTable;

/**
 * BenchTemplate:
 *
 * The rows that the service wrote for one order, read from its database, and which of their values are that
 * order's own: enough to write a further order with as many rows of the same size.
 */
typedef struct {
  GPtrArray *tables;            /* of BenchTemplateTable, in the order in which they need each other */
  GPtrArray *fresh;             /* the ids of that order */
  GPtrArray *skus;              /* its lines */
  char *answer;                 /* what the service answered */
  char *label, *store, *notice; /* of its parcel in the feed */
  char *level;                  /* of a SKU in the feed */
} BenchTemplate;

/* @uri: a database in which the service placed at least one order of two lines */
BenchTemplate *bench_template_read (const char *uri);
void bench_template_free (BenchTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchTemplate, bench_template_free)

/* An order to be written like the template. */
typedef struct {
  char fresh[BENCH_TEMPLATE_FRESH_MAX][BENCH_TEMPLATE_FRESH_SIZE];
  char *skus[BENCH_TEMPLATE_LINES_MAX];
  char *key;
} BenchTemplateOrder;

/* Makes the ids of an order: as long as the template's, and as far apart in an index. */
void bench_template_make_ids (const BenchTemplate *self, BenchTemplateOrder *ret_order, guint64 number,
                              GRand *random);

/* Returns: the text that @cell is in @order; NULL for a null. */
const char *bench_template_get_text (const BenchCell *cell, const BenchTemplateOrder *order);
/* Returns: (nullable): the label of the parcel of @order. */
const char *bench_template_get_label (const BenchTemplate *self, const BenchTemplateOrder *order);

G_END_DECLS
