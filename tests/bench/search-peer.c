/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/search-peer.h"

#include "tests/bench/report.h"
#include "tests/bench/shop-words.h"

#include <sqlite3.h>

struct _BenchSearchPeer {
  sqlite3 *db;
  sqlite3_stmt *search;
};

static void
require (BenchSearchPeer *self, int status, int expected)
{
  if (status != expected)
    bench_fail ("the search to compare with: %s", sqlite3_errmsg (self->db));
}

static void
execute (BenchSearchPeer *self, const char *sql)
{
  require (self, sqlite3_exec (self->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void
fill (BenchSearchPeer *self, GPtrArray *products)
{
  sqlite3_stmt *insert = NULL;
  execute (self, "BEGIN");
  require (self,
           sqlite3_prepare_v2 (self->db, "INSERT INTO f (name, about) VALUES (?, ?)", -1, &insert, NULL),
           SQLITE_OK);
  for (guint i = 0; i < products->len; i++) {
    const BenchProduct *product = g_ptr_array_index (products, i);
    g_autofree char *name = g_strjoin (" ", product->vi, product->th, product->en, NULL);
    g_autofree char *about = g_strjoin (" ", product->about_vi, product->about_th, product->about_en, NULL);
    sqlite3_bind_text (insert, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text (insert, 2, about, -1, SQLITE_STATIC);
    require (self, sqlite3_step (insert), SQLITE_DONE);
    sqlite3_reset (insert);
  }
  sqlite3_finalize (insert);
  execute (self, "COMMIT");
  execute (self, "INSERT INTO f (f) VALUES ('optimize')");
}

BenchSearchPeer *
bench_search_peer_new (const char *path, GPtrArray *products)
{
  BenchSearchPeer *self = g_new0 (BenchSearchPeer, 1);
  require (self, sqlite3_open (path, &self->db), SQLITE_OK);
  execute (self,
           "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
           "CREATE VIRTUAL TABLE f USING fts5 (name, about, tokenize = 'unicode61 remove_diacritics 2')");
  fill (self, products);
  require (self,
           sqlite3_prepare_v2 (self->db, "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT ?", -1,
                               &self->search, NULL),
           SQLITE_OK);
  return self;
}

void
bench_search_peer_free (BenchSearchPeer *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->search);
  sqlite3_close (self->db);
  g_free (self);
}

/* "ao thu" becomes "ao" "thu"*: each word quoted, so that nothing in it is syntax. */
static char *
make_match (const char *text)
{
  g_autoptr (GString) match = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (match, "\"%s\"%s ", *word, word[1] == NULL ? "*" : "");
  return g_string_free (g_steal_pointer (&match), FALSE);
}

guint
bench_search_peer_search (BenchSearchPeer *self, const char *text, guint limit)
{
  g_autofree char *match = make_match (text);
  guint n_hits = 0;
  sqlite3_bind_text (self->search, 1, match, -1, SQLITE_STATIC);
  sqlite3_bind_int (self->search, 2, (int)limit);
  int status = sqlite3_step (self->search);
  for (; status == SQLITE_ROW; status = sqlite3_step (self->search))
    n_hits++;
  require (self, status, SQLITE_DONE);
  sqlite3_reset (self->search);
  return n_hits;
}
