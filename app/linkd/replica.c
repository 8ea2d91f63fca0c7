/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/replica.h"

#include "app/domain/feed-cursor.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MAX_PICTURE_NAME 100

struct _CubbyReplica {
  char *path;
  char *next_path; /* the catalogue that is being built while starting over */
  char *media;
  int lock; /* one linkd a directory */
  CubbyCatalogueWriter *writer;
  CubbyParcelStore *parcels;
  guint32 feed; /* of the next batch */
  gboolean starting_over;
  gboolean parcels_changed;
  GHashTable *pictures; /* as a set */
};

/* The kernel lets go of the lock when the process ends, however it does. */
static gboolean
take_lock (CubbyReplica *self, const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  int why = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (why), "%s: %s", path,
               why == EWOULDBLOCK ? "another cubby-linkd is using this directory" : g_strerror (why));
  return FALSE;
}

/* The cursor is the catalogue's: parcels that were lost are told again only from the beginning. */
static gboolean
follow_parcels (CubbyReplica *self, GError **error)
{
  if (!cubby_parcel_store_is_new (self->parcels) || cubby_replica_get_sequence (self) == 0)
    return TRUE;
  return cubby_replica_start_over (self, error);
}

CubbyReplica *
cubby_replica_open (const char *directory, gint64 now_s, GError **error)
{
  g_autoptr (CubbyReplica) self = g_new0 (CubbyReplica, 1);
  self->lock = -1;
  self->path = g_build_filename (directory, "catalogue.db", NULL);
  self->next_path = g_build_filename (directory, "catalogue.next.db", NULL);
  self->media = g_build_filename (directory, "media", NULL);
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_mkdir_with_parents (self->media, 0750) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: cannot be made: %s", self->media,
                 g_strerror (errno));
    return NULL;
  }
  if (!take_lock (self, directory, error))
    return NULL;
  cubby_catalogue_remove_file (self->next_path); /* of a start over that was cut off */
  self->writer = cubby_catalogue_writer_open (self->path, error);
  self->parcels = self->writer != NULL ? cubby_parcel_store_open (directory, now_s, error) : NULL;
  if (self->parcels == NULL || !follow_parcels (self, error))
    return NULL;
  self->feed = cubby_catalogue_writer_get_feed (self->writer);
  return g_steal_pointer (&self);
}

void
cubby_replica_free (CubbyReplica *self)
{
  if (self == NULL)
    return;
  cubby_catalogue_writer_free (self->writer);
  cubby_parcel_store_free (self->parcels);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_free (self->path);
  g_free (self->next_path);
  g_free (self->media);
  g_free (self);
}

guint64
cubby_replica_get_sequence (CubbyReplica *self)
{
  return cubby_catalogue_writer_get_sequence (self->writer);
}

char *
cubby_replica_get_cursor (CubbyReplica *self)
{
  CubbyFeedCursor cursor = {
      .feed = cubby_catalogue_writer_get_feed (self->writer),
      .seq = (gint64)cubby_replica_get_sequence (self),
  };
  return cubby_feed_cursor_format (&cursor);
}

void
cubby_replica_set_feed (CubbyReplica *self, guint32 feed)
{
  self->feed = feed;
}

const char *
cubby_replica_get_catalogue_path (CubbyReplica *self)
{
  return self->path;
}

const char *
cubby_replica_get_media_folder (CubbyReplica *self)
{
  return self->media;
}

CubbyParcelStore *
cubby_replica_get_parcels (CubbyReplica *self)
{
  return self->parcels;
}

gboolean
cubby_replica_picture_name_is_good (const char *name)
{
  static const char *const kinds[] = {".svg", ".png", ".jpg", ".webp"};
  gsize length = strlen (name);
  if (length > MAX_PICTURE_NAME || !g_ascii_isalnum (name[0]) ||
      strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") != length)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (name, kinds[i]))
      return TRUE;
  return FALSE;
}

static void
note_picture_path (CubbyReplica *self, const char *path)
{
  const char *name = g_str_has_prefix (path, "/media/") ? path + strlen ("/media/") : path;
  if (cubby_replica_picture_name_is_good (name))
    g_hash_table_add (self->pictures, g_strdup (name));
  else
    g_message ("a picture is not fetched: its name is not of letters, digits, - _ . and a known kind");
}

static void
note_picture (CubbyReplica *self, JsonObject *thing)
{
  JsonNode *node = json_object_get_member (thing, "picture");
  const char *path = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  if (path != NULL)
    note_picture_path (self, path);
}

static void
note_pictures (CubbyReplica *self, JsonNode *data)
{
  if (data == NULL || !JSON_NODE_HOLDS_OBJECT (data))
    return;
  JsonObject *thing = json_node_get_object (data);
  note_picture (self, thing);
  JsonNode *variants = json_object_get_member (thing, "variants");
  for (guint i = 0; variants != NULL && JSON_NODE_HOLDS_ARRAY (variants) &&
                    i < json_array_get_length (json_node_get_array (variants));
       i++) {
    JsonNode *variant = json_array_get_element (json_node_get_array (variants), i);
    if (JSON_NODE_HOLDS_OBJECT (variant))
      note_picture (self, json_node_get_object (variant));
  }
}

static const char *
member_text (JsonObject *change, const char *member)
{
  JsonNode *node = json_object_get_member (change, member);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  return text != NULL ? text : "";
}

static gboolean
apply_change (CubbyReplica *self, JsonObject *change, GError **error)
{
  const char *topic = member_text (change, "topic");
  const char *key = member_text (change, "key");
  guint64 sequence = (guint64)json_object_get_int_member_with_default (change, "seq", 0);
  JsonNode *data = json_object_get_member (change, "data");
  if (g_str_equal (topic, "parcel")) {
    self->parcels_changed = TRUE;
    return cubby_parcel_store_put (self->parcels, key, sequence, data, error);
  }
  if (!cubby_catalogue_writer_apply (self->writer, topic, key, data, error))
    return FALSE;
  if (g_str_equal (topic, "product") || g_str_equal (topic, "category"))
    note_pictures (self, data);
  return TRUE;
}

/* The feed's order is what makes the cursor safe: a step back would skip what lies between. */
static gboolean
check_order (CubbyReplica *self, JsonArray *changes, guint64 through, GError **error)
{
  guint64 last = cubby_replica_get_sequence (self);
  gboolean good = through >= last;
  for (guint i = 0; i < json_array_get_length (changes) && good; i++) {
    JsonNode *node = json_array_get_element (changes, i);
    JsonNode *seq =
        JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), "seq") : NULL;
    gint64 number = seq != NULL && JSON_NODE_HOLDS_VALUE (seq) ? json_node_get_int (seq) : 0;
    good = number > 0 && (guint64)number > last && (guint64)number <= through;
    last = (guint64)number;
  }
  if (good)
    return TRUE;
  g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE,
               "the change feed does not go on upwards from %" G_GUINT64_FORMAT,
               cubby_replica_get_sequence (self));
  return FALSE;
}

static gboolean
apply_all (CubbyReplica *self, JsonArray *changes, guint64 through, GError **error)
{
  if (!cubby_catalogue_writer_begin (self->writer, error))
    return FALSE;
  if (self->feed != cubby_catalogue_writer_get_feed (self->writer) &&
      !cubby_catalogue_writer_set_feed (self->writer, self->feed, error)) {
    cubby_catalogue_writer_rollback (self->writer);
    return FALSE;
  }
  for (guint i = 0; i < json_array_get_length (changes); i++) {
    g_autoptr (GError) local = NULL;
    if (apply_change (self, json_array_get_object_element (changes, i), &local))
      continue;
    if (g_error_matches (local, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE)) {
      g_warning ("a change is passed over: %s", local->message);
      continue;
    }
    cubby_catalogue_writer_rollback (self->writer);
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return cubby_catalogue_writer_commit (self->writer, through, error);
}

gboolean
cubby_replica_apply (CubbyReplica *self, JsonArray *changes, guint64 through, GError **error)
{
  return check_order (self, changes, through, error) && apply_all (self, changes, through, error);
}

gboolean
cubby_replica_fill (CubbyReplica *self, JsonArray *changes, GError **error)
{
  g_return_val_if_fail (self->starting_over && cubby_replica_get_sequence (self) == 0, FALSE);
  return apply_all (self, changes, 0, error);
}

gboolean
cubby_replica_is_starting_over (CubbyReplica *self)
{
  return self->starting_over;
}

gboolean
cubby_replica_start_over (CubbyReplica *self, GError **error)
{
  g_clear_pointer (&self->writer, cubby_catalogue_writer_free);
  cubby_catalogue_remove_file (self->next_path); /* of a start over that was too slow itself */
  self->writer = cubby_catalogue_writer_open (self->next_path, error);
  if (self->writer == NULL)
    return FALSE;
  self->starting_over = TRUE;
  return cubby_parcel_store_forget_all (self->parcels, error);
}

gboolean
cubby_replica_finish_start_over (CubbyReplica *self, GError **error)
{
  if (!cubby_catalogue_writer_replace (self->writer, self->path, error))
    return FALSE;
  self->starting_over = FALSE;
  return TRUE;
}

GStrv
cubby_replica_take_changed_skus (CubbyReplica *self)
{
  return self->starting_over ? g_new0 (char *, 1) : cubby_catalogue_writer_take_changed_skus (self->writer);
}

GStrv
cubby_replica_take_pictures (CubbyReplica *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name = NULL;
  g_hash_table_iter_init (&iter, self->pictures);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_strv_builder_add (names, name);
  g_hash_table_remove_all (self->pictures);
  return g_strv_builder_end (names);
}

GStrv
cubby_replica_list_pictures (CubbyReplica *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) paths = cubby_catalogue_writer_list_pictures (self->writer, &error);
  if (paths == NULL)
    g_warning ("%s", error->message);
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    note_picture_path (self, paths[i]);
  return cubby_replica_take_pictures (self);
}

gboolean
cubby_replica_take_parcels_changed (CubbyReplica *self)
{
  gboolean changed = self->parcels_changed;
  self->parcels_changed = FALSE;
  return changed;
}
