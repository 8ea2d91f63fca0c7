/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-catalogue"
#include "app/catalogue/catalogue-private.h"
#include "app/catalogue/schema.h"

#include <errno.h>
#include <glib/gstdio.h>

G_DEFINE_QUARK (cubby - catalogue - error - quark, cubby_catalogue_error)

gboolean
cubby_catalogue_check (GError *local, GError **error)
{
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
set_absent (CubbyCatalogue *self, int why, GError **error)
{
  g_set_error (
      error, CUBBY_CATALOGUE_ERROR,
      why == ENOENT ? CUBBY_CATALOGUE_ERROR_ABSENT : CUBBY_CATALOGUE_ERROR_FAILED, "%s: %s", self->path,
      why == ENOENT ? "there is no catalogue yet; cubby-linkd makes it when it has reached the centre"
                    : g_strerror (why));
  return FALSE;
}

static gboolean
open_file (CubbyCatalogue *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqliteFile) file =
      cubby_sqlite_file_open (self->path, CUBBY_SQLITE_READ_ONLY, NULL, &local);
  if (file != NULL && cubby_catalogue_schema_check (file, &local)) {
    g_clear_pointer (&self->file, cubby_sqlite_file_free);
    self->file = g_steal_pointer (&file);
    return TRUE;
  }
  if (local->domain == CUBBY_CATALOGUE_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (error, CUBBY_CATALOGUE_ERROR,
                         g_error_matches (local, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_NOT_A_DB)
                             ? CUBBY_CATALOGUE_ERROR_VERSION
                             : CUBBY_CATALOGUE_ERROR_FAILED,
                         local->message);
  return FALSE;
}

static gboolean
is_the_open_file (CubbyCatalogue *self, const GStatBuf *now)
{
  return self->file != NULL && now->st_dev == self->device && now->st_ino == self->inode;
}

/* Opening takes two steps (the file, then its log): what came in between from another file is thrown away. */
static gboolean
reopen (CubbyCatalogue *self, GError **error)
{
  GStatBuf before;
  GStatBuf after;
  for (guint attempt = 0; attempt < 3; attempt++) {
    if (g_stat (self->path, &before) != 0)
      return set_absent (self, errno, error);
    if (!open_file (self, error))
      return FALSE;
    self->device = before.st_dev;
    self->inode = before.st_ino;
    if (g_stat (self->path, &after) == 0 && is_the_open_file (self, &after))
      return TRUE;
    g_clear_pointer (&self->file, cubby_sqlite_file_free);
  }
  g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_FAILED, "%s: changes all the time",
               self->path);
  return FALSE;
}

gboolean
cubby_catalogue_refresh (CubbyCatalogue *self, GError **error)
{
  GStatBuf now;
  int why = g_stat (self->path, &now) == 0 ? 0 : errno;
  if (why == 0 && is_the_open_file (self, &now))
    return TRUE;
  /* While linkd changes the files there is none for a moment: the old one is still open and whole. */
  if (why != 0)
    return self->file != NULL || set_absent (self, why, error);
  return reopen (self, error);
}

CubbyCatalogue *
cubby_catalogue_open (const char *path, const char *store, GError **error)
{
  g_return_val_if_fail (store != NULL, NULL);
  g_autoptr (CubbyCatalogue) self = g_new0 (CubbyCatalogue, 1);
  self->path = g_strdup (path != NULL ? path : ""); /* linkd has not told it yet: absent */
  self->store = g_strdup (store);
  if (!cubby_catalogue_refresh (self, error))
    return NULL;
  self->cutter = cubby_thai_cutter_new ();
  return g_steal_pointer (&self);
}

void
cubby_catalogue_free (CubbyCatalogue *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, cubby_sqlite_file_free);
  g_clear_pointer (&self->cutter, cubby_thai_cutter_free);
  g_free (self->path);
  g_free (self->store);
  g_free (self);
}

gboolean
cubby_catalogue_get_sequence (CubbyCatalogue *self, guint64 *ret_sequence, GError **error)
{
  return cubby_catalogue_refresh (self, error) &&
         cubby_catalogue_schema_get_sequence (self->file, ret_sequence, error);
}

/* Only the last part of the name counts, so that no record can point out of the folder. */
char *
cubby_catalogue_resolve_picture (CubbyCatalogue *self, const char *picture)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (picture);
  return g_build_filename (folder, "media", name, NULL);
}

GPtrArray *
cubby_catalogue_list_categories (CubbyCatalogue *self, const char *language, GError **error)
{
  if (!cubby_catalogue_refresh (self, error))
    return NULL;
  g_autoptr (CubbySqliteStatement) rows = cubby_sqlite_file_query (
      self->file, error,
      "SELECT c.id, " CUBBY_TEXT_IN ("c.name") ", c.picture,"
                                               " (SELECT count(*) FROM product p WHERE p.category = c.id) "
                                               "FROM category c ORDER BY c.position, c.id",
      "t", language);
  if (rows == NULL)
    return NULL;
  GError *local = NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_category_free);
  while (cubby_sqlite_statement_next (rows, &local)) {
    CubbyCategory *category = g_new0 (CubbyCategory, 1);
    category->id = g_strdup (cubby_sqlite_statement_get_text (rows, 0));
    category->name = g_strdup (cubby_sqlite_statement_get_text (rows, 1));
    category->picture = g_strdup (cubby_sqlite_statement_get_text (rows, 2));
    category->n_products = (guint)cubby_sqlite_statement_get_int (rows, 3);
    g_ptr_array_add (list, category);
  }
  return cubby_catalogue_check (local, error) ? g_steal_pointer (&list) : NULL;
}

static char *
column_text (CubbySqliteStatement *row, int column)
{
  const char *text = cubby_sqlite_statement_get_text (row, column);
  return g_strdup (text != NULL ? text : "");
}

GPtrArray *
cubby_catalogue_list_locations (CubbyCatalogue *self, GError **error)
{
  if (!cubby_catalogue_refresh (self, error))
    return NULL;
  g_autoptr (CubbySqliteStatement) rows = cubby_sqlite_file_query (
      self->file, error,
      "SELECT id, kind, name, gln, address, lockers FROM location ORDER BY id <> ?, kind <> 'store', name",
      "t", self->store);
  if (rows == NULL)
    return NULL;
  GError *local = NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_location_free);
  while (cubby_sqlite_statement_next (rows, &local)) {
    CubbyLocation *location = g_new0 (CubbyLocation, 1);
    location->id = column_text (rows, 0);
    location->kind = column_text (rows, 1);
    location->name = column_text (rows, 2);
    location->gln = column_text (rows, 3);
    location->address = column_text (rows, 4);
    location->lockers = cubby_sqlite_statement_get_int (rows, 5) != 0;
    g_ptr_array_add (list, location);
  }
  return cubby_catalogue_check (local, error) ? g_steal_pointer (&list) : NULL;
}
