/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/shelf.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define KEPT_BYTES (64 * 1024 * 1024)

struct _CubbyShelf {
  GObject parent_instance;
  CubbyPeers *peers;
  char *store;
  char *directory;
  char *path;
  CubbyCatalogue *catalogue;
  GHashTable *kept; /* "path@WxH" to GdkTexture */
  gsize kept_bytes;
};

G_DEFINE_FINAL_TYPE (CubbyShelf, cubby_shelf, G_TYPE_OBJECT)

static guint changed_signal;

typedef struct {
  char *path;
  int width;
  int height;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;
  g_free (wanted->path);
  g_free (wanted);
}

static void
on_link_changed (CubbyShelf *self, guint64 sequence, const char *const *skus)
{
  g_signal_emit (self, changed_signal, 0, skus);
}

static char *
find_replica (CubbyShelf *self)
{
  const char *told = cubby_link1_get_catalogue_path (cubby_peers_get_link (self->peers));
  if (told != NULL && *told != '\0')
    return g_strdup (told);
  return g_build_filename (self->directory, "catalogue.db", NULL);
}

static void
on_peers_changed (CubbyShelf *self)
{
  const char *const nothing[] = {NULL};
  g_autofree char *path = find_replica (self);
  if (g_strcmp0 (path, self->path) == 0)
    return;
  g_clear_pointer (&self->catalogue, cubby_catalogue_free);
  g_signal_emit (self, changed_signal, 0, nothing);
}

static void
cubby_shelf_dispose (GObject *object)
{
  CubbyShelf *self = CUBBY_SHELF (object);
  g_clear_object (&self->peers);
  g_clear_pointer (&self->catalogue, cubby_catalogue_free);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->store, g_free);
  g_clear_pointer (&self->directory, g_free);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (cubby_shelf_parent_class)->dispose (object);
}

static void
cubby_shelf_class_init (CubbyShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_shelf_dispose;
  changed_signal = g_signal_new ("changed", CUBBY_TYPE_SHELF, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
cubby_shelf_init (CubbyShelf *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

CubbyShelf *
cubby_shelf_new (CubbyPeers *peers, const char *store, const char *directory)
{
  CubbyShelf *self = g_object_new (CUBBY_TYPE_SHELF, NULL);
  self->peers = g_object_ref (peers);
  self->store = g_strdup (store);
  self->directory = g_strdup (directory);
  g_signal_connect_object (cubby_peers_get_link (peers), "changed", G_CALLBACK (on_link_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (peers, "changed", G_CALLBACK (on_peers_changed), self, G_CONNECT_SWAPPED);
  return self;
}

CubbyCatalogue *
cubby_shelf_get_catalogue (CubbyShelf *self)
{
  g_return_val_if_fail (CUBBY_IS_SHELF (self), NULL);
  if (self->catalogue != NULL)
    return self->catalogue;
  g_autoptr (GError) error = NULL;
  g_free (self->path);
  self->path = find_replica (self);
  self->catalogue = cubby_catalogue_open (self->path, self->store, &error);
  if (self->catalogue == NULL)
    g_info ("the range cannot be read yet: %s", error->message);
  return self->catalogue;
}

/* Covers the wanted area: the shorter side fits, the longer one is cut when it is shown. */
static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wanted *wanted = data;
  g_autoptr (GError) error = NULL;
  int width = 0;
  int height = 0;
  if (gdk_pixbuf_get_file_info (wanted->path, &width, &height) == NULL || width <= 0 || height <= 0) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: is no picture", wanted->path);
    return;
  }
  double scale = MAX ((double)wanted->width / width, (double)wanted->height / height);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_scale (
      wanted->path, MAX (1, (int)(width * scale + 0.5)), MAX (1, (int)(height * scale + 0.5)), FALSE, &error);
  if (pixbuf == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static char *
key_of (const char *path, int width, int height)
{
  return g_strdup_printf ("%s@%dx%d", path, width, height);
}

void
cubby_shelf_load_picture (CubbyShelf *self, const char *picture, int width, int height,
                          GCancellable *cancellable, GAsyncReadyCallback ready, gpointer data)
{
  g_return_if_fail (CUBBY_IS_SHELF (self) && width > 0 && height > 0);
  g_autoptr (GTask) task = g_task_new (self, cancellable, ready, data);
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (self);
  if (catalogue == NULL || picture == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no picture");
    return;
  }
  Wanted *wanted = g_new0 (Wanted, 1);
  *wanted = (Wanted){
      .path = cubby_catalogue_resolve_picture (catalogue, picture), .width = width, .height = height};
  g_task_set_task_data (task, wanted, wanted_free);
  g_autofree char *key = key_of (wanted->path, width, height);
  GdkTexture *kept = g_hash_table_lookup (self->kept, key);
  if (kept != NULL)
    g_task_return_pointer (task, g_object_ref (kept), g_object_unref);
  else
    g_task_run_in_thread (task, draw_in_thread);
}

/* When the store is full it is emptied: what is on the screen holds its own references. */
static void
keep (CubbyShelf *self, const Wanted *wanted, GdkTexture *texture)
{
  gsize bytes = (gsize)gdk_texture_get_width (texture) * (gsize)gdk_texture_get_height (texture) * 4;
  if (self->kept_bytes + bytes > KEPT_BYTES) {
    g_hash_table_remove_all (self->kept);
    self->kept_bytes = 0;
  }
  if (g_hash_table_replace (self->kept, key_of (wanted->path, wanted->width, wanted->height),
                            g_object_ref (texture)))
    self->kept_bytes += bytes;
}

GdkTexture *
cubby_shelf_load_picture_finish (CubbyShelf *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture != NULL && self->kept != NULL)
    keep (self, g_task_get_task_data (G_TASK (result)), texture);
  return texture;
}
