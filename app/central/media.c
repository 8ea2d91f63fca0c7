/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/media.h"
#include "app/central/central.h"
#include "protocols/http/problem.h"

#include <string.h>

/* StateDirectory= of systemd/cubby-central.service */
#define STATE_FOLDER "/var/lib/cubby-central"

/* Where a file of the type says so: @mark at @offset, or anywhere in a text. */
typedef struct {
  const char *suffix;
  const char *type;
  const char *mark;
  gsize offset;
  gboolean text;
} MediaType;

static const MediaType types[] = {
    {".svg", "image/svg+xml", .mark = "<svg", .text = TRUE},
    {".png", "image/png", .mark = "\x89PNG\r\n\x1a\n"},
    {".jpg", "image/jpeg", .mark = "\xff\xd8\xff"},
    {".webp", "image/webp", .mark = "WEBP", .offset = 8},
};

static const MediaType *
find_type (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, types[i].suffix))
      return &types[i];
  return NULL;
}

static gboolean
looks_like (const MediaType *type, const char *data, gsize length)
{
  if (type->text)
    return g_utf8_validate (data, (gssize)length, NULL) && strstr (data, type->mark) != NULL;
  gsize n = strlen (type->mark);
  return length >= type->offset + n && memcmp (data + type->offset, type->mark, n) == 0;
}

char *
cubby_media_get_folder (const CubbyCentralSettings *settings, const char *database_uri)
{
  if (settings->media_folder != NULL)
    return g_strdup (settings->media_folder);
  const char *path = database_uri + strlen ("sqlite:");
  if (!g_str_has_prefix (database_uri, "sqlite:"))
    return g_strdup (STATE_FOLDER "/media");
  if (g_str_has_prefix (path, "//"))
    path += 2;
  g_autofree char *folder = g_path_get_dirname (path);
  return g_build_filename (folder, "media", NULL);
}

/* A picture that nobody could show is refused here, where somebody can mend it. */
static gboolean
check_one (const char *folder, const char *name, GError **error)
{
  const MediaType *type = find_type (name);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;
  if (looks_like (type, data, length))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
               "%s: is not a picture (%s); put a good one in its place, or take it away", path, type->type);
  return FALSE;
}

static gboolean
copy_one (const char *from_folder, const char *media_folder, const char *name, GError **error)
{
  g_autofree char *from_path = g_build_filename (from_folder, name, NULL);
  g_autofree char *to_path = g_build_filename (media_folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (from_path);
  g_autoptr (GFile) to = g_file_new_for_path (to_path);
  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
}

static GPtrArray *
list_pictures (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (find_type (name) != NULL)
      g_ptr_array_add (names, g_strdup (name));
  return names;
}

gboolean
cubby_media_copy (const char *from_folder, const char *media_folder, guint *ret_count, GError **error)
{
  *ret_count = 0;
  if (!g_file_test (from_folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_autoptr (GPtrArray) names = list_pictures (from_folder, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!check_one (from_folder, g_ptr_array_index (names, i), error))
      return FALSE;
  if (g_mkdir_with_parents (media_folder, 0755) < 0) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be made", media_folder);
    return FALSE;
  }
  for (guint i = 0; i < names->len; i++)
    if (!copy_one (from_folder, media_folder, g_ptr_array_index (names, i), error))
      return FALSE;
  *ret_count = names->len;
  return TRUE;
}

void
cubby_media_reply (CubbyHttpRequest *request, const char *media_folder, const char *name)
{
  g_autofree char *path = g_build_filename (media_folder, name, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;
  const MediaType *type = find_type (name);
  gboolean plain = name[0] != '.' && strpbrk (name, "/\\") == NULL;
  if (type == NULL || !plain || !g_file_get_contents (path, &data, &length, NULL)) {
    g_autoptr (GError) error = NULL;
    cubby_problem_set (&error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no picture %s.", name);
    cubby_central_reply_error (request, error);
    return;
  }
  cubby_http_request_add_header (request, "Cache-Control", "public, max-age=86400");
  /* an SVG opened as a page may run nothing */
  cubby_http_request_add_header (request, "Content-Security-Policy",
                                 "default-src 'none'; style-src 'unsafe-inline'");
  cubby_http_request_reply (request, 200, type->type, data, length);
}
