/* SPDX-License-Identifier: Apache-2.0 */
#include "app/linkd/snapshot-reader.h"

#include <gio/gio.h>
#include <string.h>

#define HEAD "{\"snapshot\":1,\"seq\":7,\"cursor\":\"0000abcd-7\",\"time\":\"\"}\n"
#define ONE "{\"seq\":1,\"topic\":\"option\",\"key\":\"a\",\"data\":{}}\n"
#define TWO "{\"seq\":2,\"topic\":\"option\",\"key\":\"b\",\"data\":{}}\n"
#define END(n) "{\"end\":true,\"changes\":" #n "}\n"

static GByteArray *
pack (const char *text)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  GByteArray *bytes = g_byte_array_sized_new (4096);
  gsize n_read = 0, n_written = 0;
  g_byte_array_set_size (bytes, 4096);
  g_assert_cmpint (g_converter_convert (G_CONVERTER (gzip), text, strlen (text), bytes->data, bytes->len,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  g_byte_array_set_size (bytes, (guint)n_written);
  return bytes;
}

/* The members of the range and of a store's parcels. */
static GBytes *
pack_two (const char *first, const char *second)
{
  g_autoptr (GByteArray) bytes = pack (first);
  g_autoptr (GByteArray) more = pack (second);
  g_byte_array_append (bytes, more->data, more->len);
  return g_bytes_new (bytes->data, bytes->len);
}

/* Returns: the keys of the changes, or what is wrong. */
static char *
read_all (GBytes *bytes)
{
  g_autoptr (CubbySnapshotReader) reader = cubby_snapshot_reader_new (bytes);
  g_autoptr (GString) keys = g_string_new (NULL);
  for (;;) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonArray) changes = cubby_snapshot_reader_next (reader, 1, &error);
    if (changes == NULL) {
      g_assert_cmpint (error->domain, ==, G_IO_ERROR);
      return g_strdup (error->message);
    }
    if (json_array_get_length (changes) == 0)
      break;
    JsonObject *change = json_array_get_object_element (changes, 0);
    g_string_append (keys, json_object_get_string_member (change, "key"));
  }
  g_assert_cmpuint (cubby_snapshot_reader_get_cursor (reader)->feed, ==, 0xabcd);
  g_assert_cmpint (cubby_snapshot_reader_get_cursor (reader)->seq, ==, 7);
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static const struct {
  const char *name;
  const char *first, *second;
  const char *result;
} rows[] = {
    {"one after the other, over the members", HEAD ONE, TWO END (2), "ab"},
    {"an empty one", HEAD, END (0), ""},
    {"a line that goes over the members", HEAD "{\"seq\":1,\"key\":", "\"a\"}\n" END (1), "a"},
    {"without its end", HEAD ONE, TWO, "/v1/snapshot: it was cut off"},
    {"fewer than it says", HEAD ONE, END (2), "/v1/snapshot: it has not as many changes as it says"},
    {"without its head", ONE, END (1), "/v1/snapshot: its first line is not that of a snapshot"},
    {"of another form", "{\"snapshot\":2,\"seq\":7,\"cursor\":\"0000abcd-7\"}\n", END (0),
     "/v1/snapshot: its first line is not that of a snapshot"},
    {"a line that is no object", HEAD "[]\n", END (1), "/v1/snapshot: a line is no JSON object"},
    {"a line that is no JSON", HEAD "{\n", END (1), "/v1/snapshot: a line is no JSON object"},
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = pack_two (rows[i].first, rows[i].second);
  g_autofree char *result = read_all (bytes);
  g_assert_cmpstr (result, ==, rows[i].result);
}

static void
test_cut (void)
{
  g_autoptr (GBytes) bytes = pack_two (HEAD ONE, TWO END (2));
  for (gsize i = 0; i < g_bytes_get_size (bytes); i++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, i);
    g_autofree char *result = read_all (part);
    g_assert_cmpstr (result, !=, "ab");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/linkd/snapshot/", rows[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/linkd/snapshot/cut off anywhere it is none", test_cut);
  return g_test_run ();
}
