/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-catalogue"
#include "app/catalogue/schema.h"
#include "app/catalogue/writer-private.h"

/* The replica can be had again from the centre, so losing the last commits at a power cut is no loss. */
static const char *const set_up =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cell_size_check=ON;"
    "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=4194304;";

static CubbySqliteFile *
open_existing (const char *path, GError **error)
{
  g_autoptr (CubbySqliteFile) file = cubby_sqlite_file_open (path, CUBBY_SQLITE_READ_WRITE, set_up, error);
  guint64 sequence = 0;
  if (file == NULL || !cubby_catalogue_schema_check (file, error) ||
      !cubby_catalogue_schema_get_sequence (file, &sequence, error)) /* it may be damaged behind its head */
    return NULL;
  return g_steal_pointer (&file);
}

static CubbySqliteFile *
create (const char *path, GError **error)
{
  g_autoptr (CubbySqliteFile) file = cubby_sqlite_file_open (path, CUBBY_SQLITE_CREATE, set_up, error);
  if (file == NULL || !cubby_catalogue_schema_create (file, error))
    return NULL;
  return g_steal_pointer (&file);
}

static CubbySqliteFile *
open_or_rebuild (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    cubby_catalogue_remove_file (path); /* a log without its file belongs to nothing */
    return create (path, error);
  }
  CubbySqliteFile *file = open_existing (path, &local);
  if (file != NULL)
    return file;
  if (!g_error_matches (local, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_VERSION) &&
      !g_error_matches (local, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_NOT_A_DB)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  g_message ("%s; it is made anew from the central service", local->message);
  cubby_catalogue_remove_file (path);
  return create (path, error);
}

gboolean
cubby_catalogue_writer_replace (CubbyCatalogueWriter *self, const char *path, GError **error)
{
  g_return_val_if_fail (!self->in_batch, FALSE);
  g_autofree char *from = g_strdup (cubby_sqlite_file_get_path (self->file));
  g_clear_pointer (&self->file, cubby_sqlite_file_free);
  if (!cubby_catalogue_replace_file (from, path, error))
    return FALSE;
  self->file = open_existing (path, error);
  return self->file != NULL && cubby_sqlite_file_keep_wal (self->file, error);
}

CubbyCatalogueWriter *
cubby_catalogue_writer_open (const char *path, GError **error)
{
  g_autoptr (CubbyCatalogueWriter) self = g_new0 (CubbyCatalogueWriter, 1);
  self->file = open_or_rebuild (path, error);
  self->changed_skus = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 feed = 0;
  if (self->file == NULL || !cubby_sqlite_file_keep_wal (self->file, error) ||
      !cubby_catalogue_schema_get_sequence (self->file, &self->sequence, error) ||
      !cubby_sqlite_file_read_int (self->file, &feed, 0, error, "SELECT feed FROM state", ""))
    return NULL;
  self->feed = (guint32)feed;
  self->cutter = cubby_thai_cutter_new ();
  return g_steal_pointer (&self);
}

void
cubby_catalogue_writer_free (CubbyCatalogueWriter *self)
{
  if (self == NULL)
    return;
  if (self->file != NULL)
    cubby_catalogue_writer_rollback (self);
  cubby_sqlite_file_free (self->file);
  cubby_thai_cutter_free (self->cutter);
  g_hash_table_unref (self->changed_skus);
  g_free (self);
}

guint64
cubby_catalogue_writer_get_sequence (CubbyCatalogueWriter *self)
{
  return self->sequence;
}

guint32
cubby_catalogue_writer_get_feed (CubbyCatalogueWriter *self)
{
  return self->feed;
}

gboolean
cubby_catalogue_writer_set_feed (CubbyCatalogueWriter *self, guint32 feed, GError **error)
{
  g_return_val_if_fail (self->in_batch, FALSE);
  if (!cubby_sqlite_file_run (self->file, error, "UPDATE state SET feed = ?", "i", (gint64)feed))
    return FALSE;
  self->feed = feed; /* of a batch that is undone it is set again with the next */
  return TRUE;
}

gboolean
cubby_catalogue_writer_begin (CubbyCatalogueWriter *self, GError **error)
{
  g_return_val_if_fail (!self->in_batch, FALSE);
  self->in_batch = cubby_sqlite_file_execute (self->file, "BEGIN IMMEDIATE", error);
  return self->in_batch;
}

void
cubby_catalogue_writer_rollback (CubbyCatalogueWriter *self)
{
  if (!self->in_batch)
    return;
  self->in_batch = FALSE;
  self->index_is_stale = FALSE;
  g_autoptr (GError) error = NULL;
  if (!cubby_sqlite_file_execute (self->file, "ROLLBACK", &error))
    g_debug ("%s", error->message); /* SQLite has rolled back by itself */
}

static const struct {
  const char *topic;
  gboolean (*apply) (CubbyCatalogueWriter *self, const char *key, JsonNode *data, GError **error);
} topics[] = {
    {"category", cubby_catalogue_apply_category}, {"location", cubby_catalogue_apply_location},
    {"option", cubby_catalogue_apply_option},     {"product", cubby_catalogue_apply_product},
    {"stock", cubby_catalogue_apply_stock},
};

gboolean
cubby_catalogue_writer_apply (CubbyCatalogueWriter *self, const char *topic, const char *key, JsonNode *data,
                              GError **error)
{
  g_return_val_if_fail (self->in_batch, FALSE);
  JsonNode *present = data != NULL && !JSON_NODE_HOLDS_NULL (data) ? data : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].topic, topic))
      return topics[i].apply (self, key, present, error);
  g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE,
               "%s “%s”: the replica knows no topic of this name", topic, key);
  return FALSE;
}

gboolean
cubby_catalogue_writer_commit (CubbyCatalogueWriter *self, guint64 sequence, GError **error)
{
  g_return_val_if_fail (self->in_batch, FALSE);
  gboolean done =
      (!self->index_is_stale || cubby_catalogue_index_all (self, error)) &&
      cubby_sqlite_file_run (self->file, error, "UPDATE state SET sequence = ?", "i", (gint64)sequence) &&
      cubby_sqlite_file_execute (self->file, "COMMIT", error);
  if (!done) {
    cubby_catalogue_writer_rollback (self);
    return FALSE;
  }
  self->in_batch = FALSE;
  self->index_is_stale = FALSE;
  self->sequence = sequence;
  return TRUE;
}

GStrv
cubby_catalogue_writer_take_changed_skus (CubbyCatalogueWriter *self)
{
  g_autoptr (GStrvBuilder) skus = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer sku = NULL;
  g_hash_table_iter_init (&iter, self->changed_skus);
  while (g_hash_table_iter_next (&iter, &sku, NULL))
    g_strv_builder_add (skus, sku);
  g_hash_table_remove_all (self->changed_skus);
  return g_strv_builder_end (skus);
}

GStrv
cubby_catalogue_writer_list_pictures (CubbyCatalogueWriter *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GStrvBuilder) pictures = g_strv_builder_new ();
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error,
                               "SELECT picture FROM category WHERE picture NOT NULL UNION SELECT picture "
                               "FROM product WHERE picture NOT NULL"
                               " UNION SELECT picture FROM variant WHERE picture NOT NULL",
                               "");
  if (rows == NULL)
    return NULL;
  while (cubby_sqlite_statement_next (rows, &local))
    g_strv_builder_add (pictures, cubby_sqlite_statement_get_text (rows, 0));
  if (local == NULL)
    return g_strv_builder_end (pictures);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
