/* SPDX-License-Identifier: Apache-2.0 */
/* The simulated camera: its frames, and the program that writes them. */
#include "hardware/sim/film.h"
#include "tests/hardware/scanner/scene.h"
#include "tests/rig/answer.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *directory;
  TestAnswer answer;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->directory = g_dir_make_tmp ("cubby-camera-XXXXXX", &error);
  g_assert_no_error (error);
}

static guint
count_files (Fixture *f, gboolean remove)
{
  g_autoptr (GDir) directory = g_dir_open (f->directory, 0, NULL);
  guint n_files = 0;
  for (const char *name = g_dir_read_name (directory); name != NULL;
       name = g_dir_read_name (directory), n_files++) {
    g_autofree char *path = g_build_filename (f->directory, name, NULL);
    if (remove)
      g_unlink (path);
  }
  return n_files;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  count_files (f, TRUE);
  g_rmdir (f->directory);
  g_free (f->directory);
  test_answer_clear (&f->answer);
}

/* @arguments: separated by blanks; DIR stands for the directory, PICTURE for a picture. */
static void
run (Fixture *f, const char *arguments)
{
  g_auto (GStrv) words = g_strsplit (arguments, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (argv, g_strdup (g_getenv ("CUBBY_SIM_CAMERA")));
  for (char **word = words; *word != NULL; word++) {
    if (strcmp (*word, "DIR") == 0)
      g_ptr_array_add (argv, g_strdup (f->directory));
    else if (strcmp (*word, "PICTURE") == 0)
      g_ptr_array_add (argv, g_test_build_filename (G_TEST_DIST, "pictures", "ean-13.png", NULL));
    else if (**word != '\0')
      g_ptr_array_add (argv, g_strdup (*word));
  }
  g_ptr_array_add (argv, NULL);
  test_answer_clear (&f->answer);
  f->answer = test_run ((const char *const *)argv->pdata, "");
}

static char *
read_frame (Fixture *f, const char *name, gsize *size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->directory, name, NULL);
  char *data = NULL;
  g_file_get_contents (path, &data, size, &error);
  g_assert_no_error (error);
  return data;
}

static void
test_writes (Fixture *f, gconstpointer data)
{
  run (f, "--directory DIR --picture PICTURE --frames 3 --width 320 --height 200");
  g_assert_cmpstr (f->answer.err, ==, "");
  g_assert_cmpint (f->answer.status, ==, 0);
  g_assert_cmpuint (count_files (f, FALSE), ==, 3);
  gsize size = 0;
  g_autofree char *frame = read_frame (f, "frame-002.gray", &size);
  g_assert_cmpuint (size, ==, 320 * 200);
  g_autofree char *pipeline =
      g_strdup_printf ("pipeline=multifilesrc location=\"%s/frame-%%03d.gray\" loop=true ! "
                       "rawvideoparse format=gray8 width=320 height=200 framerate=15/1\n",
                       f->directory);
  g_assert_nonnull (strstr (f->answer.out, pipeline));
}

static void
test_same_count (Fixture *f, gconstpointer data)
{
  run (f, "--directory DIR --empty --frames 3 --width 320 --height 200");
  g_assert_cmpint (f->answer.status, ==, 0);
  run (f, "--directory DIR --picture PICTURE --width 320 --height 200"); /* as many as are there */
  g_assert_cmpint (f->answer.status, ==, 0);
  g_assert_cmpuint (count_files (f, FALSE), ==, 3);
  run (f, "--directory DIR --picture PICTURE --frames 5 --width 320 --height 200");
  g_assert_cmpint (f->answer.status, ==, 1);
  g_assert_nonnull (strstr (f->answer.err, "holds 3 frames"));
  g_assert_cmpuint (count_files (f, FALSE), ==, 3);
  run (f, "--directory DIR --empty"); /* of another size */
  g_assert_cmpint (f->answer.status, ==, 1);
  g_assert_nonnull (strstr (f->answer.err, "pixels"));
}

static void
test_hold (Fixture *f, gconstpointer data)
{
  run (f, "--directory DIR --picture PICTURE --hold 1 --frames 2 --width 320 --height 200 --seed 3");
  g_assert_cmpint (f->answer.status, ==, 0);
  gsize size = 0;
  g_autofree char *held = read_frame (f, "frame-000.gray", &size);
  g_autofree char *gone = read_frame (f, "frame-001.gray", &size);
  run (f, "--directory DIR --empty --frames 2 --width 320 --height 200 --seed 3");
  g_autofree char *empty = read_frame (f, "frame-001.gray", &size);
  g_assert_cmpmem (gone, size, empty, size);
  g_assert_cmpint (memcmp (held, empty, size), !=, 0);
}

static void
test_png (Fixture *f, gconstpointer data)
{
  run (f, "--directory DIR --picture PICTURE --format png --frames 1 --preset label");
  g_assert_cmpint (f->answer.status, ==, 0);
  gsize size = 0;
  g_autofree char *frame = read_frame (f, "frame-000.png", &size);
  g_assert_cmpmem (frame, 8, "\x89PNG\r\n\x1a\n", 8);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  run (f, "--list");
  for (const CubbySimPreset *preset = cubby_sim_presets (); preset->name != NULL; preset++)
    g_assert_nonnull (strstr (f->answer.out, preset->name));
}

typedef struct {
  const char *arguments;
  const char *message;
  int status;
} BadRow;

static const BadRow bad_rows[] = {
    {"", "--directory DIR", 2},
    {"--directory DIR", "--picture FILE", 2},
    {"--directory DIR --picture /nonexistent.png", "/nonexistent.png: No such file", 1},
    {"--directory DIR --picture /dev/null", "/dev/null: not a regular file", 1},
    {"--directory /proc/nothing/here --empty", "/proc/nothing/here", 1},
    {"--directory DIR --empty --preset moonlight", "moonlight", 2},
    {"--directory DIR --empty --format gif", "gif", 2},
    {"--directory DIR --empty --frames -1", "--frames -1", 2},
    {"--directory DIR --empty --width 99999", "--width", 2},
    {"--directory DIR --empty --blur 1e9", "--blur", 2},
    {"--directory DIR --empty more", "more", 2},
};

static void
test_bad (Fixture *f, gconstpointer data)
{
  const BadRow *row = data;
  run (f, row->arguments);
  g_test_message ("%s", f->answer.err);
  g_assert_nonnull (strstr (f->answer.err, row->message));
  g_assert_cmpint (f->answer.status, ==, row->status);
  g_assert_cmpuint (count_files (f, FALSE), ==, 0);
}

static void
test_seeded (void)
{
  g_autoptr (CubbyFrame) code = test_load_picture ("ean-13.png");
  g_autoptr (CubbyFrame) one = test_render ("label", code, 4);
  g_autoptr (CubbyFrame) same = test_render ("label", code, 4);
  g_autoptr (CubbyFrame) next = test_render ("label", code, 5);
  gsize size = (gsize)one->width * one->height;
  g_assert_cmpmem (one->pixels, size, same->pixels, size);
  g_assert_cmpint (memcmp (one->pixels, next->pixels, size), !=, 0);
}

static const struct {
  const char *name;
  void (*run) (Fixture *f, gconstpointer data);
} rows[] = {
    {"frames are written and their pipeline is told", test_writes},
    {"their number and size stay while a camera may play them", test_same_count},
    {"a code held up for one frame only", test_hold},
    {"frames as PNG", test_png},
    {"the scenes are listed", test_list},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/sim/camera/%s", rows[i].name);
    g_test_add (path, Fixture, NULL, set_up, rows[i].run, tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/sim/camera/refused, and says why: “%s”", bad_rows[i].arguments);
    g_test_add (path, Fixture, &bad_rows[i], set_up, test_bad, tear_down);
  }
  g_test_add_func ("/hardware/sim/camera/the same seed and number give the same pixels", test_seeded);
  return g_test_run ();
}
