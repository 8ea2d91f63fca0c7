/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/orders-bare.h"

G_BEGIN_DECLS

/**
 * BenchBarePg:
 *
 * The same as BenchBare on PostgreSQL: what the service wrote, written again by libpq alone with one array
 * statement a table and transaction; each stock level is changed, and told to the feed, once a transaction.
 */
typedef struct _BenchBarePg BenchBarePg;

/* @uri: the database of the service, after the orders, while nobody writes */
BenchBarePg *bench_bare_pg_new (const char *uri);
void bench_bare_pg_free (BenchBarePg *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchBarePg, bench_bare_pg_free)

/* @uri: a database as it was before the orders; what an earlier call wrote to it is removed. The CPU is that
 * of the client alone. */
BenchBareResult bench_bare_pg_write (BenchBarePg *self, const char *uri, guint group);

G_END_DECLS
