/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchBare:
 *
 * What the service wrote for a number of orders, read back from its database, to be written again by SQLite
 * alone: one writer, prepared statements, no HTTP, no JSON, no rules. It cannot be faster with this schema.
 */
typedef struct _BenchBare BenchBare;

/* Copies the database at @path to @copy, which is what the rows are written to again. */
void bench_bare_copy_database (const char *path, const char *copy);

/* @path: the database of the running service, before the orders */
BenchBare *bench_bare_new (const char *path);
/* After the orders, while nobody writes. */
void bench_bare_read (BenchBare *self);
void bench_bare_free (BenchBare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchBare, bench_bare_free)

guint bench_bare_get_n_orders (BenchBare *self);

/* What it took: orders a second, and milliseconds of CPU an order. */
typedef struct {
  double rate;
  double cpu_ms;
} BenchBareResult;

/**
 * bench_bare_write:
 * @path: a copy of the database as it was before the orders
 * @group: orders a transaction
 */
BenchBareResult bench_bare_write (BenchBare *self, const char *path, guint group);

G_END_DECLS
