/* SPDX-License-Identifier: Apache-2.0 */
/* The photographs that ZXing is tested with (npm zxing-typescript, Apache-2.0), each with the text of its
 * code beside it, before cubbyctl scan: telephones of 2008, posters, T-shirts, designs, damage. */
#include "tests/rig/answer.h"

#include <gio/gio.h>
#include <string.h>

#define PICTURES "zxing-typescript/src/test/core/resources/blackbox"

typedef struct {
  const char *folder;
  guint n;     /* photographs in it */
  guint floor; /* of them are read; one or two more are, where the processor is not slow: a picture has its
                  time */
} Row;

static const Row rows[] = {
    {"qrcode-1", 20, 19}, {"qrcode-2", 34, 30}, {"qrcode-3", 42, 41}, {"qrcode-4", 48, 44},
    {"qrcode-5", 19, 18}, {"qrcode-6", 15, 14}, {"qrcode-7", 2, 2},
};

static char *
find_folder (const char *name)
{
  const char *npm = g_getenv ("CUBBY_NPM");
  return npm != NULL ? g_build_filename (npm, PICTURES, name, NULL) : NULL;
}

/* Words with one space between them: what a visiting card has as new lines, cubbyctl prints as escapes, and
 * then a backslash as two. */
static char *
to_words (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_string_replace (plain, "\\\\", "\\", 0);
  g_string_replace (plain, "\\r", " ", 0);
  g_string_replace (plain, "\\n", " ", 0);
  g_auto (GStrv) parts = g_strsplit_set (plain->str, " \r\n\t", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_ptr_array_add (words, *part);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **)words->pdata);
}

static char *
load_truth (const char *picture)
{
  g_autofree char *stem = g_strndup (picture, (gsize)(strrchr (picture, '.') - picture));
  g_autofree char *path = g_strconcat (stem, ".txt", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return NULL;
  g_autofree char *text = g_utf8_validate (bytes, (gssize)length, NULL)
                              ? g_strdup (bytes)
                              : g_convert (bytes, (gssize)length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  return to_words (text);
}

static GPtrArray *
list_pictures (const char *folder)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  for (const char *name = files != NULL ? g_dir_read_name (files) : NULL; name != NULL;
       name = g_dir_read_name (files))
    if (g_str_has_suffix (name, ".png"))
      g_ptr_array_add (pictures, g_build_filename (folder, name, NULL));
  return pictures;
}

/* Whether a line of cubbyctl scan says what the code in that picture says. */
static gboolean
is_read (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 3);
  if (g_strv_length (fields) != 3)
    return FALSE;
  g_autofree char *truth = load_truth (fields[0]);
  g_autofree char *words = to_words (fields[2]);
  gboolean same = g_strcmp0 (truth, words) == 0;
  if (!same) {
    /* What meson writes down is XML, which holds no control characters. */
    g_autofree char *read = g_strescape (words, NULL),
                    *meant = g_strescape (truth != NULL ? truth : "", NULL);
    g_test_message ("%s: “%s” is “%s”", fields[0], read, meant);
  }
  return same;
}

static void
test_folder (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *folder = find_folder (row->folder);
  if (folder == NULL) {
    g_test_skip ("CUBBY_NPM is not set");
    return;
  }
  g_autoptr (GPtrArray) pictures = list_pictures (folder);
  g_assert_cmpuint (pictures->len, ==, row->n);

  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_ptr_array_add (argv, (gpointer)g_getenv ("CUBBY_CTL"));
  g_ptr_array_add (argv, (gpointer) "scan");
  for (guint i = 0; i < pictures->len; i++)
    g_ptr_array_add (argv, g_ptr_array_index (pictures, i));
  g_ptr_array_add (argv, NULL);
  g_auto (TestAnswer) answer = test_run ((const char *const *)argv->pdata, "");
  g_assert_cmpint (answer.status, ==, 0);

  guint n_read = 0;
  g_auto (GStrv) lines = g_strsplit (answer.out, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    n_read += is_read (*line) ? 1 : 0;
  g_test_message ("%s: %u of %u", row->folder, n_read, row->n);
  g_assert_cmpuint (n_read, >=, row->floor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/third-party/photos/at least %u of %u photographs of %s are read", rows[i].floor,
                         rows[i].n, rows[i].folder);
    g_test_add_data_func (path, &rows[i], test_folder);
  }
  return g_test_run ();
}
