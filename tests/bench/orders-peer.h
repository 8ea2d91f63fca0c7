/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/orders-template.h"

#include <sys/types.h>

G_BEGIN_DECLS

/**
 * BenchPeer:
 *
 * What a bare program in C makes of the same requests, in a process of its own: an evhttp reads the order
 * with json-glib, one thread writes what waits in one transaction (with the service's schema, as many rows of
 * the same size, the stock taken by a guarded UPDATE), and each is answered with as many bytes after the
 * COMMIT. No keys, prices, passes, signatures or any other rule.
 */
typedef struct {
  pid_t pid;
  guint16 port;
} BenchPeer;

/* @uri: a shop of its own without orders; @template: what an order comes to */
void bench_peer_start (BenchPeer *self, const char *uri, const BenchTemplate *template);
void bench_peer_stop (BenchPeer *self);

G_END_DECLS
