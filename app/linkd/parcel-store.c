/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/parcel-store.h"

#include "app/catalogue/change-fields.h"
#include "protocols/sql/sqlite-file.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define KEEP_S (30 * 24 * 3600) /* after the end of its hold a parcel is nobody's business here */
#define MAX_CTIS 16

#define VERSION 5

struct _CubbyParcelStore {
  CubbySqliteFile *file;
  gboolean is_new;
};

static const char *const set_up =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;";

static const char *const schema =
    "BEGIN IMMEDIATE; DROP TABLE IF EXISTS parcel;"
    "CREATE TABLE parcel (label TEXT PRIMARY KEY, seq INTEGER NOT NULL, version INTEGER NOT NULL,"
    "  fulfilment TEXT NOT NULL,"
    "  size TEXT NOT NULL, ctis TEXT NOT NULL, code_hash TEXT NOT NULL, hold_until INTEGER NOT NULL,"
    "  heavy INTEGER NOT NULL, reach INTEGER NOT NULL, state TEXT NOT NULL, seal TEXT NOT NULL,"
    "  epoch INTEGER NOT NULL, why TEXT NOT NULL)"
    "  WITHOUT ROWID; PRAGMA user_version=5; COMMIT";

/* Made before SQLite does, so that the group never gets to see it. */
static void
make_private (const char *path)
{
  int fd = open (path, O_CREAT | O_CLOEXEC | O_RDWR, 0600);
  if (fd >= 0)
    close (fd);
}

static CubbySqliteFile *
open_file (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  make_private (path);
  CubbySqliteFile *file = cubby_sqlite_file_open (path, CUBBY_SQLITE_CREATE, set_up, &local);
  if (file != NULL)
    return file;
  if (!g_error_matches (local, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_NOT_A_DB)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  g_message ("%s; it is made anew from the central service", local->message);
  cubby_catalogue_remove_file (path);
  make_private (path);
  return cubby_sqlite_file_open (path, CUBBY_SQLITE_CREATE, set_up, error);
}

/* A table of another version is not converted: the centre has it all. */
static gboolean
make_table (CubbyParcelStore *self, GError **error)
{
  gint64 version = 0;
  if (!cubby_sqlite_file_read_int (self->file, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  self->is_new = version != VERSION;
  return !self->is_new || cubby_sqlite_file_execute (self->file, schema, error);
}

CubbyParcelStore *
cubby_parcel_store_open (const char *directory, gint64 now_s, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "parcels.db", NULL);
  g_autoptr (CubbyParcelStore) self = g_new0 (CubbyParcelStore, 1);
  self->file = open_file (path, error);
  if (self->file == NULL || !make_table (self, error) ||
      !cubby_sqlite_file_run (self->file, error, "DELETE FROM parcel WHERE hold_until < ?", "i",
                              now_s - KEEP_S))
    return NULL;
  return g_steal_pointer (&self);
}

void
cubby_parcel_store_free (CubbyParcelStore *self)
{
  if (self == NULL)
    return;
  cubby_sqlite_file_free (self->file);
  g_free (self);
}

gboolean
cubby_parcel_store_is_new (const CubbyParcelStore *self)
{
  return self->is_new;
}

static gboolean
is_hex (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

/* Returns: the ids separated by spaces. */
static char *
read_ctis (CubbyChangeFields *fields)
{
  JsonArray *array = cubby_change_fields_get_array (fields, "ctis");
  GString *text = g_string_new (NULL);
  guint n_ctis = array != NULL ? json_array_get_length (array) : 0;
  if (n_ctis > MAX_CTIS)
    cubby_change_fields_fail (fields, "ctis", "are more than 16");
  for (guint i = 0; i < n_ctis && fields->error == NULL; i++) {
    JsonNode *node = json_array_get_element (array, i);
    const char *cti = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
    if (cti == NULL || !is_hex (cti, 32))
      cubby_change_fields_fail (fields, "ctis", "has one that is not 32 hex digits");
    else
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", cti);
  }
  return g_string_free (text, FALSE);
}

static const char *
read_code_hash (CubbyChangeFields *fields)
{
  const char *hash = cubby_change_fields_get_optional (fields, "code_hash");
  g_auto (GStrv) hashes = g_strsplit (hash != NULL ? hash : "", ",", -1);
  for (char **one = hashes; *one != NULL && fields->error == NULL; one++)
    if (!is_hex (*one, 64))
      cubby_change_fields_fail (fields, "code_hash", "is not 64 hex digits, or several with commas between");
  return hash != NULL ? hash : "";
}

static gboolean
withdraw (CubbyParcelStore *self, const char *label, guint64 sequence, GError **error)
{
  return cubby_sqlite_file_run (
      self->file, error,
      "UPDATE parcel SET seq = ?, version = version + 1, state = 'withdrawn', why = '' WHERE label = ?", "it",
      (gint64)sequence, label);
}

gboolean
cubby_parcel_store_put (CubbyParcelStore *self, const char *label, guint64 sequence, JsonNode *data,
                        GError **error)
{
  if (data == NULL || JSON_NODE_HOLDS_NULL (data))
    return withdraw (self, label, sequence, error);
  CubbyChangeFields fields = cubby_change_fields_open ("parcel", label, data);
  const char *fulfilment = cubby_change_fields_get_text (&fields, "fulfilment");
  const char *size = cubby_change_fields_get_text (&fields, "size");
  const char *state = cubby_change_fields_get_text (&fields, "state");
  g_autofree char *ctis = fields.object != NULL ? read_ctis (&fields) : NULL;
  const char *code_hash = read_code_hash (&fields);
  const char *seal = cubby_change_fields_get_optional (&fields, "seal");
  const char *why = cubby_change_fields_get_optional (&fields, "why");
  gint64 version = cubby_change_fields_get_int (&fields, "version", (gint64)sequence, 0, G_MAXINT64);
  gint64 hold_until = cubby_change_fields_get_int (&fields, "hold_until", 0, 0, G_MAXINT64);
  gint64 epoch = cubby_change_fields_get_int (&fields, "epoch", 0, 0, G_MAXINT64);
  gint64 heavy = cubby_change_fields_get_boolean (&fields, "heavy", FALSE);
  gint64 reach = cubby_change_fields_get_boolean (&fields, "reach", FALSE);
  return cubby_change_fields_finish (&fields, error) &&
         cubby_sqlite_file_run (
             self->file, error,
             "INSERT OR REPLACE INTO parcel VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             "tiittttiiittit", label, (gint64)sequence, version, fulfilment, size, ctis, code_hash,
             hold_until, heavy, reach, state, seal != NULL ? seal : "", epoch, why != NULL ? why : "");
}

gboolean
cubby_parcel_store_forget_all (CubbyParcelStore *self, GError **error)
{
  return cubby_sqlite_file_execute (self->file, "DELETE FROM parcel", error);
}

static void
add_parcel (GVariantBuilder *list, CubbySqliteStatement *row)
{
  g_auto (GStrv) ctis = g_strsplit (cubby_sqlite_statement_get_text (row, 5), " ", -1);
  g_variant_builder_open (list, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (list, "{sv}", "label",
                         g_variant_new_string (cubby_sqlite_statement_get_text (row, 0)));
  g_variant_builder_add (list, "{sv}", "version",
                         g_variant_new_uint64 ((guint64)cubby_sqlite_statement_get_int (row, 2)));
  g_variant_builder_add (list, "{sv}", "fulfilment",
                         g_variant_new_string (cubby_sqlite_statement_get_text (row, 3)));
  g_variant_builder_add (list, "{sv}", "size",
                         g_variant_new_string (cubby_sqlite_statement_get_text (row, 4)));
  g_variant_builder_add (list, "{sv}", "ctis", g_variant_new_strv ((const char *const *)ctis, -1));
  g_variant_builder_add (list, "{sv}", "code_hash",
                         g_variant_new_string (cubby_sqlite_statement_get_text (row, 6)));
  g_variant_builder_add (list, "{sv}", "hold_until",
                         g_variant_new_int64 (cubby_sqlite_statement_get_int (row, 7)));
  g_variant_builder_add (list, "{sv}", "heavy",
                         g_variant_new_boolean (cubby_sqlite_statement_get_int (row, 8) != 0));
  g_variant_builder_add (list, "{sv}", "reach",
                         g_variant_new_boolean (cubby_sqlite_statement_get_int (row, 9) != 0));
  g_variant_builder_add (list, "{sv}", "state",
                         g_variant_new_string (cubby_sqlite_statement_get_text (row, 10)));
  g_variant_builder_add (list, "{sv}", "seal",
                         g_variant_new_string (cubby_sqlite_statement_get_text (row, 11)));
  g_variant_builder_add (list, "{sv}", "epoch",
                         g_variant_new_uint64 ((guint64)cubby_sqlite_statement_get_int (row, 12)));
  const char *why = cubby_sqlite_statement_get_text (row, 13);
  if (why[0] != '\0') /* a lockerd that does not know the word would refuse all of it */
    g_variant_builder_add (list, "{sv}", "why", g_variant_new_string (why));
  g_variant_builder_close (list);
}

GVariant *
cubby_parcel_store_list (CubbyParcelStore *self, guint64 after, guint64 *ret_through, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqliteStatement) rows = cubby_sqlite_file_query (
      self->file, error, "SELECT * FROM parcel WHERE seq > ? ORDER BY seq", "i", (gint64)after);
  if (rows == NULL)
    return NULL;
  GVariantBuilder list;
  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  while (cubby_sqlite_statement_next (rows, &local)) {
    add_parcel (&list, rows);
    *ret_through = (guint64)cubby_sqlite_statement_get_int (rows, 1);
  }
  if (local == NULL)
    return g_variant_builder_end (&list);
  g_variant_builder_clear (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
