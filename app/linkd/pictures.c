/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/pictures.h"

#define AT_ONCE 4
#define MAX_PICTURE (4 * 1024 * 1024)
#define TIMEOUT_MS 30000

struct _CubbyPictures {
  CubbyCentralApi *api;
  char *folder;
  GQueue waiting;     /* of char* */
  GHashTable *wanted; /* waiting or under way, as a set */
  guint n_running;
  GCancellable *cancellable;
};

typedef struct {
  CubbyPictures *pictures; /* not to be touched once cancelled */
  char *name;
  GBytes *content;
} Fetch;

static void pictures_turn (CubbyPictures *self);

static void
fetch_free (Fetch *fetch)
{
  g_clear_pointer (&fetch->content, g_bytes_unref);
  g_free (fetch->name);
  g_free (fetch);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

CubbyPictures *
cubby_pictures_new (CubbyCentralApi *api, const char *folder)
{
  CubbyPictures *self = g_new0 (CubbyPictures, 1);
  self->api = api;
  self->folder = g_strdup (folder);
  g_queue_init (&self->waiting);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  return self;
}

void
cubby_pictures_free (CubbyPictures *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_queue_clear_full (&self->waiting, g_free);
  g_hash_table_unref (self->wanted);
  g_free (self->folder);
  g_free (self);
}

static void
pictures_done (CubbyPictures *self, const Fetch *fetch, const char *why_not)
{
  self->n_running--;
  g_hash_table_remove (self->wanted, fetch->name);
  if (why_not != NULL)
    g_message ("picture %s: %s", fetch->name, why_not);
  pictures_turn (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pictures_done (fetch->pictures, fetch, error != NULL ? error->message : NULL);
}

static void
pictures_write (CubbyPictures *self, Fetch *fetch)
{
  g_autofree char *path = g_build_filename (self->folder, fetch->name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_file_replace_contents_bytes_async (file, fetch->content, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       self->cancellable, on_written, fetch);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_central_api_call_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  CubbyPictures *self = fetch->pictures;
  const char *type = response != NULL ? cubby_http_response_get_header (response, "content-type") : NULL;
  if (response == NULL)
    pictures_done (self, fetch, error->message);
  else if (response->status != 200)
    pictures_done (self, fetch, "the central service does not have it");
  else if (type == NULL || !g_str_has_prefix (type, "image/"))
    pictures_done (self, fetch, "the answer is no picture");
  else {
    fetch->content = g_bytes_ref (response->body);
    pictures_write (self, g_steal_pointer (&fetch));
  }
}

static void
pictures_fetch (CubbyPictures *self, char *name)
{
  g_autofree char *path = g_strconcat ("/media/", name, NULL);
  CubbyCentralCall call = {.method = "GET", .path = path, .timeout_ms = TIMEOUT_MS, .max_body = MAX_PICTURE};
  Fetch *fetch = g_new0 (Fetch, 1);
  fetch->pictures = self;
  fetch->name = name;
  self->n_running++;
  cubby_central_api_call_async (self->api, &call, self->cancellable, on_fetched, fetch);
}

static void
pictures_turn (CubbyPictures *self)
{
  while (self->n_running < AT_ONCE && !g_queue_is_empty (&self->waiting))
    pictures_fetch (self, g_queue_pop_head (&self->waiting));
}

static gboolean
is_there (CubbyPictures *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
cubby_pictures_want (CubbyPictures *self, const char *const *names, gboolean again)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (g_hash_table_contains (self->wanted, names[i]) || (!again && is_there (self, names[i])))
      continue;
    g_hash_table_add (self->wanted, g_strdup (names[i]));
    g_queue_push_tail (&self->waiting, g_strdup (names[i]));
  }
  pictures_turn (self);
}
