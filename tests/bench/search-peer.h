/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The obvious way to search, as the peer: one FTS5 table with the tokenizer unicode61, ORDER BY rank. */
typedef struct _BenchSearchPeer BenchSearchPeer;

/* @products: of BenchProduct. @path: a file to be made */
BenchSearchPeer *bench_search_peer_new (const char *path, GPtrArray *products);
void bench_search_peer_free (BenchSearchPeer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchSearchPeer, bench_search_peer_free)

/* Returns: how many of the first @limit there are. Reads the row numbers only, not the products. */
guint bench_search_peer_search (BenchSearchPeer *self, const char *text, guint limit);

G_END_DECLS
