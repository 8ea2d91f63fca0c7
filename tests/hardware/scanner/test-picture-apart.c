/* SPDX-License-Identifier: Apache-2.0 */
/* Picture files decoded in a process of their own: the same pictures and words as in this one, and what a bad
 * file or a program in wrong hands may do to us. */
#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/picture-apart.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

typedef struct {
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("cubby-apart-XXXXXX", &f->path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_unsetenv ("CUBBY_PICTURE");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  g_free (f->path);
}

static void
put (Fixture *f, const void *bytes, gsize n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (f->path, bytes, (gssize)n_bytes, &error);
  g_assert_no_error (error);
}

static void
assert_refused (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;
  CubbyFrame *frame = cubby_picture_load_apart (path, &error);
  g_assert_null (frame);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_same (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pictures", data, NULL);
  g_autoptr (CubbyFrame) here = cubby_picture_load (path, &error);
  g_assert_no_error (error);
  g_autoptr (CubbyFrame) apart = cubby_picture_load_apart (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (apart->width, ==, here->width);
  g_assert_cmpuint (apart->height, ==, here->height);
  g_assert_cmpmem (apart->pixels, (gsize)apart->stride * apart->height, here->pixels,
                   (gsize)here->stride * here->height);
}

static void
test_same_words (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) here = NULL;
  g_autoptr (GError) apart = NULL;
  put (f, data, strlen (data));
  g_assert_null (cubby_picture_load (f->path, &here));
  g_assert_null (cubby_picture_load_apart (f->path, &apart));
  g_assert_error (apart, here->domain, here->code);
  g_assert_cmpstr (apart->message, ==, here->message);
}

static void
test_no_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_unlink (f->path);
  g_assert_null (cubby_picture_load_apart (f->path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  assert_refused ("/tmp", "a directory");
  assert_refused ("/dev/zero", "not a regular file");
}

/* A PNG of 60,000 × 60,000 pixels in colours and with opacity, 57 bytes. */
static const guint8 bomb[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d,
                              0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0xea, 0x60, 0x00, 0x00, 0xea, 0x60,
                              0x08, 0x06, 0x00, 0x00, 0x00, 0x80, 0xd2, 0x75, 0x42, 0x00, 0x00, 0x00,
                              0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0xa0, 0x0c, 0x00,
                              0x00, 0x00, 0x40, 0x00, 0x01, 0xb7, 0x34, 0x7c, 0xef};

static void
test_bomb (Fixture *f, gconstpointer data)
{
  struct rusage used;
  if (!cubby_sandbox_is_strict ()) {
    g_test_skip ("a build with sanitizers has no limit of memory");
    return;
  }
  put (f, bomb, sizeof bomb);
  assert_refused (f->path, "60000 x 60000 pixels are more than");
  g_assert_cmpint (getrusage (RUSAGE_CHILDREN, &used), ==, 0);
  g_test_message ("%ld MB", used.ru_maxrss / 1024);
  g_assert_cmpint (used.ru_maxrss, <, 200 * 1024);
}

typedef struct {
  const char *name;
  const char *file;
  const char *words;
} WrongRow;

static const WrongRow wrong_rows[] = {
    {"dies", "s", "harms what decodes it (signal 11)"},
    {"is killed when its time is over", "k", "takes longer than a minute"},
    {"ends", "e", "does not go to work: exit status 9"},
    {"says a width that is none", "w", "it has no pixels"},
    {"says no height", "n", "it has no pixels"},
    {"says more pixels than there is room for", "p", "16384 x 16384 pixels are more than"},
    {"says nothing", "-", ""},
    {"says words that move the cursor, without end", "m", "a [2J \357\277\275xxxx"},
    {"says nothing at all", "q", "its decoder said nothing"},
    {"takes the memory away", "t", "does not go to work: exit status 7"},
};

static void
test_wrong (Fixture *f, gconstpointer data)
{
  const WrongRow *row = data;
  if (!cubby_sandbox_is_strict () && row->file[0] == 's') {
    g_test_skip ("sanitizers make an exit status of a signal");
    return;
  }
  g_setenv ("CUBBY_PICTURE", g_getenv ("CUBBY_FAKE_PICTURE"), TRUE);
  put (f, row->file, 1);
  assert_refused (f->path, row->words);
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  g_setenv ("CUBBY_PICTURE", "/nonexistent/cubby-picture", TRUE);
  assert_refused (f->path,
                  "/nonexistent/cubby-picture does not start: No such file or directory; install cubby anew");
}

int
main (int argc, char **argv)
{
  static const char *const pictures[] = {"ean-13.png", "code-128.png"};
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/picture-apart/the same as here: ", pictures[i], NULL);
    g_test_add_data_func (path, pictures[i], test_same);
  }
  g_test_add ("/hardware/scanner/picture-apart/the same words: no picture", Fixture, "no picture at all",
              set_up, test_same_words, tear_down);
  g_test_add ("/hardware/scanner/picture-apart/the same words: a broken PNG", Fixture,
              "\x89PNG\r\n\x1a\nbroken from here on", set_up, test_same_words, tear_down);
  g_test_add ("/hardware/scanner/picture-apart/the same words: a broken JPEG", Fixture,
              "\xff\xd8\xff\xe1 broken from here on", set_up, test_same_words, tear_down);
  g_test_add ("/hardware/scanner/picture-apart/what is no file", Fixture, NULL, set_up, test_no_file,
              tear_down);
  g_test_add ("/hardware/scanner/picture-apart/a small file of a large picture takes no memory", Fixture,
              NULL, set_up, test_bomb, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/picture-apart/in wrong hands it ", wrong_rows[i].name, NULL);
    g_test_add (path, Fixture, &wrong_rows[i], set_up, test_wrong, tear_down);
  }
  g_test_add ("/hardware/scanner/picture-apart/a program that is not there", Fixture, NULL, set_up,
              test_missing, tear_down);
  return g_test_run ();
}
