/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/orders-template.h"

G_BEGIN_DECLS

/* How BenchPeer writes, an engine a row. */
typedef struct {
  const char *scheme;
  gpointer (*open) (const char *rest, const BenchTemplate *template);
  /* One transaction; whatever goes wrong ends the process. */
  void (*write) (gpointer store, const BenchTemplateOrder *const *orders, guint n);
} BenchPeerStore;

extern const BenchPeerStore bench_peer_sqlite;
extern const BenchPeerStore bench_peer_pg;

G_END_DECLS
