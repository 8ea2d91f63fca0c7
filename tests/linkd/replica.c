/* SPDX-License-Identifier: Apache-2.0 */
#include "app/linkd/replica.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define NOW_S 1800000000

typedef struct {
  char *folder;
  CubbyReplica *replica;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("cubby-replica-XXXXXX", NULL);
  fixture->replica = cubby_replica_open (fixture->folder, NOW_S, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"media", "lock", "parcels.db", "parcels.db-wal", "parcels.db-shm"};
  cubby_replica_free (fixture->replica);
  g_autofree char *catalogue = g_build_filename (fixture->folder, "catalogue.db", NULL);
  cubby_catalogue_remove_file (catalogue);
  g_autofree char *next = g_build_filename (fixture->folder, "catalogue.next.db", NULL);
  cubby_catalogue_remove_file (next);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
    g_remove (path);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

/* Applies JSON with ' for ". */
static gboolean
apply (Fixture *fixture, const char *changes, guint64 through, GError **error)
{
  g_autofree char *text = g_strdelimit (g_strdup (changes), "'", '"');
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_assert_nonnull (node);
  return cubby_replica_apply (fixture->replica, json_node_get_array (node), through, error);
}

typedef struct {
  const char *name;
  const char *changes;
  guint64 through;
  gboolean good;
} OrderRow;

/* The replica is at 5 before. */
static const OrderRow orders[] = {
    {"nothing new", "[]", 5, TRUE},
    {"a gap is no fault: only the last state of a thing is kept",
     "[{'seq':9,'topic':'stock','key':'A@1','data':{'purchasable':1}}]", 12, TRUE},
    {"a step back",
     "[{'seq':9,'topic':'stock','key':'A@1','data':null},{'seq':8,'topic':'stock','key':'B@1','data':null}]",
     12, FALSE},
    {"the same number twice",
     "[{'seq':9,'topic':'stock','key':'A@1','data':null},{'seq':9,'topic':'stock','key':'B@1','data':null}]",
     12, FALSE},
    {"what is already there", "[{'seq':5,'topic':'stock','key':'A@1','data':null}]", 5, FALSE},
    {"beyond the end", "[{'seq':13,'topic':'stock','key':'A@1','data':null}]", 12, FALSE},
    {"an end before the start", "[]", 4, FALSE},
    {"a change without number", "[{'topic':'stock','key':'A@1','data':null}]", 12, FALSE},
    {"a number that is text", "[{'seq':'9','topic':'stock','key':'A@1','data':null}]", 12, FALSE},
    {"a change that is no object", "[7]", 12, FALSE},
};

static void
test_order (Fixture *fixture, gconstpointer data)
{
  const OrderRow *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_true (apply (fixture, "[]", 5, NULL));
  g_assert_cmpint (apply (fixture, row->changes, row->through, &error), ==, row->good);
  g_assert_cmpuint (cubby_replica_get_sequence (fixture->replica), ==, row->good ? row->through : 5);
  if (!row->good)
    g_assert_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE);
}

static void
test_bad_change (Fixture *fixture, gconstpointer data)
{
  g_test_expect_message ("cubby-link", G_LOG_LEVEL_WARNING, "*passed over*weather*");
  g_test_expect_message ("cubby-link", G_LOG_LEVEL_WARNING, "*passed over*purchasable*");
  g_assert_true (apply (fixture,
                        "[{'seq':1,'topic':'weather','key':'x','data':{}},"
                        "{'seq':2,'topic':'stock','key':'A@1','data':{'purchasable':'many'}},"
                        "{'seq':3,'topic':'stock','key':'B@1','data':{'purchasable':1}}]",
                        3, NULL));
  g_test_assert_expected_messages ();
  g_auto (GStrv) skus = cubby_replica_take_changed_skus (fixture->replica);
  const char *expected[] = {"B", NULL};
  g_assert_cmpstrv (skus, expected);
}

#define PARCEL                                                                                               \
  "'label':'008939999000000012','fulfilment':'f1','size':'S','ctis':['00112233445566778899aabbccddeeff'],"   \
  "'code_hash':'','hold_until':1800000100,'heavy':false,'reach':true"

static char *
list_parcels (Fixture *fixture, guint64 after)
{
  guint64 through = after;
  g_autoptr (GVariant) parcels = g_variant_ref_sink (
      cubby_parcel_store_list (cubby_replica_get_parcels (fixture->replica), after, &through, NULL));
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < g_variant_n_children (parcels); i++) {
    g_autoptr (GVariant) parcel = g_variant_get_child_value (parcels, i);
    guint64 version = 0;
    const char *state = NULL;
    g_assert_true (g_variant_lookup (parcel, "version", "t", &version));
    g_assert_true (g_variant_lookup (parcel, "state", "&s", &state));
    g_string_append_printf (text, "%" G_GUINT64_FORMAT " %s;", version, state);
  }
  return g_string_free (text, FALSE);
}

static void
expect_parcels (Fixture *fixture, guint64 after, const char *expected)
{
  g_autofree char *text = list_parcels (fixture, after);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_parcels (Fixture *fixture, gconstpointer data)
{
  const char *key = "008939999000000012";
  g_autofree char *expected =
      g_strdup_printf ("[{'seq':1,'topic':'parcel','key':'%s','data':{" PARCEL ",'state':'expected'}}]", key);
  g_autofree char *gone = g_strdup_printf ("[{'seq':2,'topic':'parcel','key':'%s','data':null}]", key);
  g_assert_true (apply (fixture, expected, 1, NULL));
  g_assert_true (cubby_replica_take_parcels_changed (fixture->replica));
  g_assert_false (cubby_replica_take_parcels_changed (fixture->replica));
  expect_parcels (fixture, 0, "1 expected;");
  expect_parcels (fixture, 1, "");
  g_assert_true (apply (fixture, gone, 2, NULL)); /* forgotten by the centre: withdrawn here */
  expect_parcels (fixture, 1, "2 withdrawn;");
}

typedef struct {
  const char *name;
  const char *data;
} WrongParcel;

static const WrongParcel wrong_parcels[] = {
    {"a cti that is too short", "{'fulfilment':'f','size':'S','ctis':['00'],'state':'expected'}"},
    {"a cti that is a number", "{'fulfilment':'f','size':'S','ctis':[7],'state':'expected'}"},
    {"a code hash that is no hash",
     "{'fulfilment':'f','size':'S','ctis':[],'code_hash':'abc','state':'expected'}"},
    {"no state", "{'fulfilment':'f','size':'S','ctis':[]}"},
    {"a hold that ends before time began",
     "{'fulfilment':'f','size':'S','hold_until':-1,'state':'expected'}"},
    {"a list", "[]"},
};

static void
test_wrong_parcel (Fixture *fixture, gconstpointer data)
{
  const WrongParcel *row = data;
  g_autofree char *changes = g_strdup_printf ("[{'seq':1,'topic':'parcel','key':'l','data':%s}]", row->data);
  g_test_expect_message ("cubby-link", G_LOG_LEVEL_WARNING, "*passed over*parcel*");
  g_assert_true (apply (fixture, changes, 1, NULL));
  g_test_assert_expected_messages ();
  expect_parcels (fixture, 0, "");
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "parcels.db", NULL);
  GStatBuf status;
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* The parcels' file is lost, or of an older program; the catalogue's is not. */
static void
test_parcels_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (
      apply (fixture, "[{'seq':7,'topic':'stock','key':'A@1','data':{'purchasable':1}}]", 7, NULL));
  g_clear_pointer (&fixture->replica, cubby_replica_free);
  g_autofree char *path = g_build_filename (fixture->folder, "parcels.db", NULL);
  cubby_catalogue_remove_file (path);
  fixture->replica = cubby_replica_open (fixture->folder, 0, &error);
  g_assert_no_error (error);
  g_assert_true (cubby_replica_is_starting_over (fixture->replica));
  g_assert_cmpuint (cubby_replica_get_sequence (fixture->replica), ==, 0);
}

static void
test_start_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (
      apply (fixture, "[{'seq':7,'topic':'stock','key':'A@1','data':{'purchasable':1}}]", 7, NULL));
  for (guint i = 0; i < 2; i++) { /* also when the first one took too long itself */
    g_assert_true (cubby_replica_start_over (fixture->replica, &error));
    g_assert_cmpuint (cubby_replica_get_sequence (fixture->replica), ==, 0);
  }
  g_assert_true (
      apply (fixture, "[{'seq':2,'topic':'stock','key':'B@1','data':{'purchasable':1}}]", 2, NULL));
  g_auto (GStrv) none = cubby_replica_take_changed_skus (fixture->replica);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (cubby_replica_finish_start_over (fixture->replica, &error));
  g_assert_no_error (error);
  g_auto (GStrv) skus = cubby_replica_take_changed_skus (fixture->replica);
  const char *expected[] = {"B", NULL};
  g_assert_cmpstrv (skus, expected);
  g_assert_cmpuint (cubby_replica_get_sequence (fixture->replica), ==, 2);
}

static void
test_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_replica_open (fixture->folder, NOW_S, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "another cubby-linkd"));
}

static void
add (const char *name, gconstpointer row, void (*function) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/linkd/replica/", name, NULL);
  g_test_add (path, Fixture, row, set_up, function, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    add (orders[i].name, &orders[i], test_order);
  add ("a change that is not of its form is passed over", NULL, test_bad_change);
  add ("parcels come, and are withdrawn when forgotten", NULL, test_parcels);
  add ("starts over when the parcels are lost", NULL, test_parcels_lost);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_parcels); i++) {
    g_autofree char *name = g_strconcat ("passes over ", wrong_parcels[i].name, NULL);
    add (name, &wrong_parcels[i], test_wrong_parcel);
  }
  add ("parcels are nobody else's", NULL, test_private);
  add ("starting over keeps the old file until the new one is whole", NULL, test_start_over);
  add ("one linkd a directory", NULL, test_lock);
  return g_test_run ();
}
