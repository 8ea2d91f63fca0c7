/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/samples.h"

G_BEGIN_DECLS

/**
 * BenchLoad:
 * @n_clients: connections, each with one request under way
 * @seconds: for how long; 0 for @n_orders
 * @n_orders: how many all clients together send when @seconds is 0
 * @first_sku, @n_skus: two of SKU-FIRST … are ordered at a time, or the only one
 */
typedef struct {
  guint16 port;
  const char *token;
  guint n_clients;
  guint seconds;
  guint n_orders;
  guint first_sku;
  guint n_skus;
} BenchLoad;

typedef struct {
  guint n_placed;  /* 201 */
  guint n_refused; /* 409: out of stock */
  double wall_ms;
  BenchSamples *order_ms; /* of those placed */
} BenchLoadResult;

/* POST /v1/orders as fast as the service answers. Any other answer fails the bench. */
BenchLoadResult bench_load_run (const BenchLoad *load);
void bench_load_result_clear (BenchLoadResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchLoadResult, bench_load_result_clear)

G_END_DECLS
