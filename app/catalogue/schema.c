/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/schema.h"

#include "app/catalogue/catalogue.h"

#define APPLICATION_ID 0x43426361 /* "CBca" */

/* product.rank is the order of popularity with a serial number below it: the index answers in that order and
 * stops at the limit. The index keeps no text (content=''), so what was indexed stands beside the product: a
 * contentless table of SQLite 3.40 forgets a row only when it is told the old text. */
static const char *const tables =
    "CREATE TABLE state (sequence INTEGER NOT NULL, feed INTEGER NOT NULL);"
    "INSERT INTO state VALUES (0, 0);"
    "CREATE TABLE category (id TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, picture TEXT)"
    "  WITHOUT ROWID;"
    "CREATE TABLE location (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, gln TEXT, address "
    "TEXT,"
    "  lockers INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE axis (id TEXT PRIMARY KEY, name TEXT NOT NULL, choices TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE product (rank INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, category TEXT NOT NULL,"
    "  brand TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, keywords TEXT NOT NULL, picture "
    "TEXT,"
    "  title TEXT, body TEXT);"
    "CREATE INDEX product_of_category ON product (category, rank);"
    "CREATE TABLE variant (sku TEXT PRIMARY KEY COLLATE NOCASE, product TEXT NOT NULL, position INTEGER NOT "
    "NULL,"
    "  gtin TEXT, options TEXT NOT NULL, price INTEGER NOT NULL, list_price INTEGER NOT NULL,"
    "  currency TEXT NOT NULL, weight_g INTEGER "
    "NOT NULL,"
    "  parcel_size TEXT NOT NULL, picture TEXT) WITHOUT ROWID;"
    "CREATE INDEX variant_of_product ON variant (product, position);"
    "CREATE INDEX variant_by_gtin ON variant (gtin);"
    "CREATE TABLE stock (sku TEXT NOT NULL COLLATE NOCASE, location TEXT NOT NULL, purchasable INTEGER NOT "
    "NULL,"
    "  incoming INTEGER NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (sku, location)) WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', prefix='1 2 3',"
    "  tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\");";

static gboolean
read_pragma (CubbySqliteFile *file, const char *pragma, gint64 *ret_value, GError **error)
{
  return cubby_sqlite_file_read_int (file, ret_value, 0, error, pragma, "");
}

gboolean
cubby_catalogue_schema_check (CubbySqliteFile *file, GError **error)
{
  gint64 application = 0;
  gint64 version = 0;
  if (!read_pragma (file, "PRAGMA application_id", &application, error) ||
      !read_pragma (file, "PRAGMA user_version", &version, error))
    return FALSE;
  if (application == APPLICATION_ID && version == CUBBY_CATALOGUE_VERSION)
    return TRUE;
  if (application != APPLICATION_ID)
    g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_VERSION, "%s: is no catalogue",
                 cubby_sqlite_file_get_path (file));
  else
    g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_VERSION,
                 "%s: is a catalogue of version %" G_GINT64_FORMAT
                 ", this program knows version %d; cubby-linkd "
                 "builds it anew when it starts",
                 cubby_sqlite_file_get_path (file), version, CUBBY_CATALOGUE_VERSION);
  return FALSE;
}

gboolean
cubby_catalogue_schema_create (CubbySqliteFile *file, GError **error)
{
  g_autofree char *script =
      g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT", tables,
                       APPLICATION_ID, CUBBY_CATALOGUE_VERSION);
  return cubby_sqlite_file_execute (file, script, error);
}

gboolean
cubby_catalogue_schema_get_sequence (CubbySqliteFile *file, guint64 *ret_sequence, GError **error)
{
  gint64 sequence = 0;
  if (!cubby_sqlite_file_read_int (file, &sequence, 0, error, "SELECT sequence FROM state", ""))
    return FALSE;
  *ret_sequence = (guint64)sequence;
  return TRUE;
}
