/* SPDX-License-Identifier: Apache-2.0 */
/* Search as you type: every keystroke is a query to the replica of the range, as the kiosk asks it. */
#include "app/catalogue/catalogue.h"
#include "app/catalogue/writer.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/bench/search-peer.h"
#include "tests/bench/shop-words.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define BENCH "search"
#define SEED 20261121
#define TEXTS 90 /* typed to their end: about a thousand keystrokes */
#define RECALL_TEXTS 100
#define TILES 20 /* a screenful */
#define BATCH 1000

static const guint default_sizes[] = {20000, 100000};

typedef struct {
  char *folder;
  GPtrArray *products;
  CubbyCatalogue *catalogue;
  BenchSearchPeer *peer;
} Fixture;

static char *
describe_product (const BenchProduct *product, guint number)
{
  return g_strdup_printf (
      "{\"id\":\"p%u\",\"category\":\"c\",\"brand\":\"Cubby\",\"name\":{\"vi\":\"%s\",\"th\":\"%s\",\"en\":"
      "\"%s\"},"
      "\"description\":{\"vi\":\"%s\",\"th\":\"%s\",\"en\":\"%s\"},\"popularity\":%u,\"variants\":[{\"sku\":"
      "\"S-%u\","
      "\"gtin\":\"%014u\",\"options\":{},\"price\":{\"amount\":150000,\"currency\":\"VND\"}}]}",
      number, product->vi, product->th, product->en, product->about_vi, product->about_th, product->about_en,
      number + 1, number, number);
}

static void
apply (CubbyCatalogueWriter *writer, const char *topic, const char *key, const char *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (data, &error);
  bench_check (error, key);
  cubby_catalogue_writer_apply (writer, topic, key, node, &error);
  bench_check (error, key);
}

static void
write_batch (CubbyCatalogueWriter *writer, GPtrArray *products, guint first)
{
  g_autoptr (GError) error = NULL;
  cubby_catalogue_writer_begin (writer, &error);
  bench_check (error, "the replica");
  if (first == 0)
    apply (writer, "category", "c", "{\"id\":\"c\",\"name\":{\"en\":\"All\"},\"position\":1}");
  for (guint i = first; i < MIN (first + BATCH, products->len); i++) {
    g_autofree char *key = g_strdup_printf ("p%u", i);
    g_autofree char *data = describe_product (g_ptr_array_index (products, i), i);
    apply (writer, "product", key, data);
  }
  cubby_catalogue_writer_commit (writer, first + BATCH, &error);
  bench_check (error, "the replica");
}

static void
make_replica (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyCatalogueWriter) writer = cubby_catalogue_writer_open (path, &error);
  bench_check (error, path);
  for (guint first = 0; first < fixture->products->len; first += BATCH)
    write_batch (writer, fixture->products, first);
}

static void
set_up (Fixture *fixture, guint n_products)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("cubby-search-XXXXXX", &error);
  bench_check (error, "a directory");
  g_autofree char *path = g_build_filename (fixture->folder, "catalogue.db", NULL);
  g_autofree char *peer_path = g_build_filename (fixture->folder, "peer.db", NULL);
  fixture->products = bench_products_new (n_products, SEED);
  bench_progress ("search: %u products are written to a replica", n_products);
  double begun = bench_wall_ms ();
  make_replica (fixture, path);
  double built = bench_wall_ms ();
  fixture->catalogue = cubby_catalogue_open (path, "", &error);
  bench_check (error, path);
  bench_progress ("search: and to a plain FTS5 table");
  double peer_begun = bench_wall_ms ();
  fixture->peer = bench_search_peer_new (peer_path, fixture->products);
  g_autofree char *name = g_strdup_printf ("%u products: build", n_products);
  bench_report_against (BENCH, name, built - begun, "ms wall", bench_wall_ms () - peer_begun,
                        "plain FTS5 insert without stock, price or Thai words");
}

static void
tear_down (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "catalogue.db", NULL);
  g_autofree char *peer_path = g_build_filename (fixture->folder, "peer.db", NULL);
  cubby_catalogue_free (fixture->catalogue);
  bench_search_peer_free (fixture->peer);
  cubby_catalogue_remove_file (path);
  g_unlink (peer_path);
  g_rmdir (fixture->folder);
  g_ptr_array_unref (fixture->products);
  g_free (fixture->folder);
}

static GPtrArray *
search (Fixture *fixture, const char *text, const char *language, guint limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = cubby_catalogue_search (fixture->catalogue, text, language, limit, &error);
  bench_check (error, text);
  return hits;
}

/* One after the other, as a person types: the text up to each of its characters. */
static void
type_text (Fixture *fixture, const char *text, const char *language, BenchSamples *ours, BenchSamples *peers)
{
  for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end)) {
    g_autofree char *typed = g_strndup (text, (gsize)(end - text));
    double begun = bench_cpu_ms ();
    g_autoptr (GPtrArray) hits = search (fixture, typed, language, TILES);
    double ended = bench_cpu_ms ();
    bench_search_peer_search (fixture->peer, typed, TILES);
    bench_samples_add (peers, bench_cpu_ms () - ended);
    bench_samples_add (ours, ended - begun);
    if (*end == '\0')
      return;
  }
}

static void
measure_keystrokes (Fixture *fixture, guint n_products)
{
  g_autoptr (BenchSamples) ours = bench_samples_new ();
  g_autoptr (BenchSamples) peers = bench_samples_new ();
  GRand *random = g_rand_new_with_seed (SEED + 1);
  for (guint i = 0; i < TEXTS; i++) {
    const BenchProduct *product =
        g_ptr_array_index (fixture->products, g_rand_int_range (random, 0, (gint32)n_products));
    const char *const texts[] = {product->vi, product->vi_plain, product->th, product->en};
    const char *const languages[] = {"vi", "vi", "th", "en"};
    type_text (fixture, texts[i % 4], languages[i % 4], ours, peers);
  }
  g_rand_free (random);
  static const double percents[] = {50, 99};
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name = g_strdup_printf ("%u products: keystroke p%.0f", n_products, percents[i]);
    bench_report_against (BENCH, name, bench_samples_get_percentile (ours, percents[i]), "ms CPU",
                          bench_samples_get_percentile (peers, percents[i]),
                          "FTS5 unicode61 ORDER BY rank, row numbers only");
  }
}

/* Whether every word of @wanted is a word of the name of @product, marks left out. */
static gboolean
has_words (const BenchProduct *product, char *const *wanted)
{
  g_auto (GStrv) words = g_strsplit (product->vi_plain, " ", -1);
  for (; *wanted != NULL; wanted++)
    if (!g_strv_contains ((const char *const *)words, *wanted))
      return FALSE;
  return TRUE;
}

static void
count_found (Fixture *fixture, const char *text, guint *ret_true, guint *ret_found)
{
  g_auto (GStrv) wanted = g_strsplit (text, " ", -1);
  g_autoptr (GPtrArray) hits = search (fixture, text, "vi", fixture->products->len);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < hits->len; i++)
    g_hash_table_add (ids, ((CubbyProductSummary *)g_ptr_array_index (hits, i))->id);
  for (guint i = 0; i < fixture->products->len; i++) {
    g_autofree char *id = g_strdup_printf ("p%u", i);
    if (!has_words (g_ptr_array_index (fixture->products, i), wanted))
      continue;
    (*ret_true)++;
    *ret_found += g_hash_table_contains (ids, id);
  }
}

/* What is typed without marks finds every product that has the words. */
static gboolean
measure_recall (Fixture *fixture, guint n_products)
{
  guint n_true = 0, n_found = 0;
  GRand *random = g_rand_new_with_seed (SEED + 2);
  for (guint i = 0; i < RECALL_TEXTS; i++) {
    const BenchProduct *product =
        g_ptr_array_index (fixture->products, g_rand_int_range (random, 0, (gint32)n_products));
    count_found (fixture, product->vi_plain, &n_true, &n_found);
  }
  g_rand_free (random);
  g_autofree char *name =
      g_strdup_printf ("%u products: recall of Vietnamese typed without marks", n_products);
  bench_report_against (BENCH, name, n_found, "products", n_true, "products whose name has the words");
  return n_found == n_true;
}

static gboolean
run (guint n_products)
{
  Fixture fixture = {0};
  set_up (&fixture, n_products);
  bench_progress ("search: keystrokes on %u products", n_products);
  measure_keystrokes (&fixture, n_products);
  gboolean whole = measure_recall (&fixture, n_products);
  tear_down (&fixture);
  if (!whole)
    fprintf (stderr, "search: products were not found that have the words\n");
  return whole;
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  gboolean whole = TRUE;
  for (int i = 1; i < argc; i++) {
    guint64 size;
    if (!g_ascii_string_to_unsigned (argv[i], 10, 1, 10000000, &size, NULL))
      bench_fail ("“%s” is no number of products: give numbers from 1 to 10000000, or none", argv[i]);
    whole = run ((guint)size) && whole;
  }
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (default_sizes); i++)
    whole = run (default_sizes[i]) && whole;
  return whole ? 0 : 1;
}
