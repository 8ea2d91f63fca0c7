/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that are remembered, with a clock of the test's own. */
#include "app/central/key-cache.h"
#include "app/central/schema.h"
#include "tests/rig/postgresql.h"

#include <glib/gstdio.h>

typedef struct {
  char *folder;
  CubbyStore store;
  CubbyKeyCache *cache;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("cubby-keys-XXXXXX", NULL);
  g_autofree char *uri = test_engine_make_database (TEST_SQLITE, fixture->folder);
  fixture->store = (CubbyStore){.sql = cubby_sql_open (uri, CUBBY_SQL_SERVER, &error), .actor = "test"};
  g_assert_no_error (error);
  g_assert_true (cubby_schema_migrate (fixture->store.sql, 0, &error));
  fixture->cache = cubby_key_cache_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_key_cache_free (fixture->cache);
  cubby_sql_free (fixture->store.sql);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* Whether @token is taken at @now_us. */
static gboolean
ask (Fixture *fixture, const char *token, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyApiKey) key =
      cubby_key_cache_find (fixture->cache, fixture->store.sql, token, now_us, &error);
  if (key == NULL)
    g_assert_error (error, CUBBY_PROBLEM, CUBBY_PROBLEM_UNAUTHORIZED);
  return key != NULL;
}

typedef struct {
  const char *name;
  CubbyScope scope;
  gint64 after_us; /* of the revocation, since the key was used */
  gboolean taken;
} Row;

static const Row rows[] = {
    {"a channel's key is remembered for less than a second", CUBBY_SCOPE_CHANNEL, G_USEC_PER_SEC - 1, TRUE},
    {"a second later it is looked up again", CUBBY_SCOPE_CHANNEL, G_USEC_PER_SEC, FALSE},
    {"a kiosk's key is always looked up", CUBBY_SCOPE_KIOSK, 1, FALSE},
};

static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token =
      cubby_api_key_add (&fixture->store, row->scope, "k", row->scope == CUBBY_SCOPE_KIOSK ? "k" : NULL,
                         row->scope == CUBBY_SCOPE_KIOSK ? "4711" : NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ask (fixture, token, 5));
  g_assert_true (cubby_sql_execute (fixture->store.sql, "UPDATE api_key SET revoked_ms = 1", &error));
  g_assert_cmpint (ask (fixture, token, 5 + row->after_us), ==, row->taken);
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_assert_false (ask (fixture, "cubby_channel_00", 5));
  g_assert_false (ask (fixture, "cubby_channel_00", 6));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/central/key cache/", rows[i].name, NULL);
    g_test_add (path, Fixture, &rows[i], set_up, test_revoked, tear_down);
  }
  g_test_add ("/central/key cache/an unknown one stays unknown", Fixture, NULL, set_up, test_unknown,
              tear_down);
  return g_test_run ();
}
