/* SPDX-License-Identifier: Apache-2.0 */
/* cubbyctl scan on files of every kind, good and bad; and zxing's opinion of the simulated camera. */
#include "hardware/scanner/picture.h"
#include "tests/hardware/scanner/scene.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <webp/encode.h>

typedef struct {
  char *directory;
  char *path; /* the one file of the test */
} Fixture;

typedef struct {
  int status;
  char *output;
  char *errors;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->output);
  g_free (run->errors);
}

static Run
run_program (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  Run run = {0};
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &run.output, &run.errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run.status = g_subprocess_get_exit_status (process);
  return run;
}

static Run
scan (const char *one, const char *other)
{
  const char *const argv[] = {g_getenv ("CUBBY_CTL"), "scan", one, other, NULL};
  return run_program (argv);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->directory = g_dir_make_tmp ("cubby-scan-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->directory, "picture", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  g_rmdir (f->directory);
  g_free (f->path);
  g_free (f->directory);
}

static GdkPixbuf *
to_pixbuf (const CubbyFrame *frame)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int)frame->width, (int)frame->height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++)
      memset (pixels + (gsize)y * (gsize)gdk_pixbuf_get_rowstride (pixbuf) + (gsize)x * 3,
              frame->pixels[(gsize)y * frame->stride + x], 3);
  return pixbuf;
}

static void
write_png (const CubbyFrame *frame, const char *path)
{
  g_autoptr (GError) error = NULL;
  cubby_picture_save_png (frame, path, &error);
  g_assert_no_error (error);
}

static void
write_jpeg (const CubbyFrame *frame, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = to_pixbuf (frame);
  gdk_pixbuf_save (pixbuf, path, "jpeg", &error, "quality", "70", NULL);
  g_assert_no_error (error);
}

static void
write_webp (const CubbyFrame *frame, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = to_pixbuf (frame);
  guint8 *data = NULL;
  gsize size = WebPEncodeRGB (gdk_pixbuf_get_pixels (pixbuf), (int)frame->width, (int)frame->height,
                              gdk_pixbuf_get_rowstride (pixbuf), 70, &data);
  g_file_set_contents (path, (const char *)data, (gssize)size, &error);
  g_assert_no_error (error);
  WebPFree (data);
}

static void
write_pgm (const CubbyFrame *frame, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, "P5\n# a comment\n%u %u\n255\n", frame->width, frame->height);
  g_string_append_len (text, (const char *)frame->pixels, (gssize)frame->width * frame->height);
  g_file_set_contents (path, text->str, (gssize)text->len, &error);
  g_assert_no_error (error);
}

typedef struct {
  const char *name;
  void (*write) (const CubbyFrame *frame, const char *path);
} KindRow;

static const KindRow kind_rows[] = {
    {"PNG", write_png}, {"JPEG", write_jpeg}, {"WebP", write_webp}, {"PGM", write_pgm}};

static void
test_kind (Fixture *f, gconstpointer data)
{
  const KindRow *row = data;
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("held", code, 0);
  row->write (frame, f->path);
  Run run = scan (f->path, NULL);
  g_autofree char *expected = g_strconcat (f->path, "\tQR-Code\t" TEST_PASS "\n", NULL);
  g_assert_cmpstr (run.errors, ==, "");
  g_assert_cmpstr (run.output, ==, expected);
  g_assert_cmpint (run.status, ==, 0);
  run_clear (&run);
}

typedef struct {
  const char *picture;
  const char *symbology;
  const char *text;
} LabelRow;

static const LabelRow label_rows[] = {
    {"ean-13.png", "EAN-13", "4006381333931"},
    {"ean-8.png", "EAN-8", "96385074"},
    {"upc-a.png", "UPC-A", "036000291452"},
    {"code-128.png", "Code-128", "00089312345000000012"},
};

static void
test_label (gconstpointer data)
{
  const LabelRow *row = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pictures", row->picture, NULL);
  Run run = scan (path, NULL);
  g_autofree char *expected = g_strdup_printf ("%s\t%s\t%s\n", path, row->symbology, row->text);
  g_assert_cmpstr (run.output, ==, expected);
  g_assert_cmpint (run.status, ==, 0);
  run_clear (&run);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = test_render ("empty", NULL, 0);
  write_png (frame, f->path);
  Run run = scan (f->path, NULL);
  g_autofree char *expected = g_strconcat (f->path, "\t-\t\n", NULL);
  g_assert_cmpstr (run.output, ==, expected);
  g_assert_cmpstr (run.errors, ==, "");
  g_assert_cmpint (run.status, ==, 0);
  run_clear (&run);
}

static void
test_two_codes (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) left = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) right = test_draw_qr (TEST_OTHER_PASS);
  g_autoptr (CubbyFrame) frame = test_render_two (left, right);
  write_png (frame, f->path);
  Run run = scan (f->path, NULL);
  g_autofree char *expected = g_strconcat (f->path, "\t-\t\n", NULL);
  g_assert_cmpstr (run.output, ==, expected);
  g_assert_nonnull (strstr (run.errors, "2 different codes"));
  run_clear (&run);
}

/* The sizes at which codes come: as drawn by a library, one pixel a module, or as a large photograph. */
static void
test_size (Fixture *f, gconstpointer data)
{
  guint scale = GPOINTER_TO_UINT (data);
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  guint side = code->width / 8 * scale;
  g_autoptr (CubbyFrame) frame = cubby_frame_new (side, side);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      frame->pixels[(gsize)y * side + x] =
          code->pixels[(gsize)(y * 8 / scale) * code->stride + x * 8 / scale];
  write_png (frame, f->path);
  Run run = scan (f->path, NULL);
  g_assert_true (g_str_has_suffix (run.output, "\tQR-Code\t" TEST_PASS "\n"));
  run_clear (&run);
}

typedef struct {
  const char *name;
  const char *bytes;
  gsize size;
  const char *message;
} BadRow;

#define BYTES(text) text, sizeof text - 1

static const BadRow bad_rows[] = {
    {"an empty file", BYTES (""), "not a PNG, JPEG, WebP or PGM"},
    {"a text", BYTES ("hello, this is no picture"), "not a PNG, JPEG, WebP or PGM"},
    {"an SVG", BYTES ("<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a PNG, JPEG, WebP or PGM"},
    {"a PNG that ends", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), "broken picture"},
    {"a JPEG that ends", BYTES ("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01"), "broken picture"},
    {"a WebP that ends", BYTES ("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0"), "broken picture"},
    {"a WebP of nothing", BYTES ("RIFF\0\0\0\0WEBP...."), "broken picture"},
    {"a PGM that ends", BYTES ("P5\n640 480\n255\nxxxxxxxx"), "broken picture"},
    {"a PGM without its maximum", BYTES ("P5\n640 480\nxxxxxxxx"), "broken picture"},
    {"a PGM of nothing", BYTES ("P5\n0 0\n255\nxxxxxxxx"), "no pixels"},
    {"a PGM brighter than its maximum", BYTES ("P2\n2 1\n10\n5 11\n"), "broken picture"},
    {"a PGM of a gigapixel", BYTES ("P5\n60000 60000\n255\nxxxxxxxx"), "make it smaller"},
    {"a PNG of a gigapixel",
     BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\0\0\0\0\x59\x17\x24\x7e\0\0\0\0IDAT"),
     "picture"},
};

/* It is named on standard error, the good one beside it is read all the same, and the end is 1. */
static void
test_bad (Fixture *f, gconstpointer data)
{
  const BadRow *row = data;
  g_autoptr (GError) error = NULL;
  g_file_set_contents (f->path, row->bytes, (gssize)row->size, &error);
  g_assert_no_error (error);
  g_autofree char *good = g_test_build_filename (G_TEST_DIST, "pictures", "ean-13.png", NULL);
  Run run = scan (f->path, good);
  g_autofree char *expected = g_strdup_printf ("%s\t-\t\n%s\tEAN-13\t4006381333931\n", f->path, good);
  g_test_message ("%s", run.errors);
  g_assert_cmpstr (run.output, ==, expected);
  g_assert_nonnull (strstr (run.errors, f->path));
  g_assert_nonnull (strstr (run.errors, row->message));
  g_assert_cmpint (run.status, ==, 1);
  run_clear (&run);
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  Run run = scan (f->path, f->directory);
  g_autofree char *missing = g_strconcat (f->path, ": No such file or directory", NULL);
  g_autofree char *directory = g_strconcat (f->directory, ": not a regular file", NULL);
  g_assert_nonnull (strstr (run.errors, missing));
  g_assert_nonnull (strstr (run.errors, directory));
  g_assert_cmpint (run.status, ==, 1);
  run_clear (&run);
}

static void
test_no_file (void)
{
  Run run = scan (NULL, NULL);
  g_assert_cmpstr (run.output, ==, "");
  g_assert_nonnull (strstr (run.errors, "say which pictures"));
  g_assert_cmpint (run.status, ==, 2);
  run_clear (&run);
}

static void
test_zxing (Fixture *f, gconstpointer data)
{
  g_autofree char *reader = g_find_program_in_path ("ZXingReader");
  if (reader == NULL) {
    g_test_skip ("ZXingReader (zxing-cpp-tools) is not installed");
    return;
  }
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  write_png (frame, f->path);
  const char *const argv[] = {reader, f->path, NULL};
  Run run = run_program (argv);
  g_assert_nonnull (strstr (run.output, "\"" TEST_PASS "\""));
  run_clear (&run);
}

static void
add_files_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/a %s is read", kind_rows[i].name);
    g_test_add (path, Fixture, &kind_rows[i], set_up, test_kind, tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (label_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/%s is read", label_rows[i].symbology);
    g_test_add_data_func (path, &label_rows[i], test_label);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/%s is named and the next is read", bad_rows[i].name);
    g_test_add (path, Fixture, &bad_rows[i], set_up, test_bad, tear_down);
  }
  for (guint scale = 1; scale <= 64; scale *= 2) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/modules of %u pixels are read", scale);
    g_test_add (path, Fixture, GUINT_TO_POINTER (scale), set_up, test_size, tear_down);
  }
  g_test_add ("/ctl/scan/a picture without a code", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/ctl/scan/two codes are not told", Fixture, NULL, set_up, test_two_codes, tear_down);
  g_test_add ("/ctl/scan/a missing file and a directory are named", Fixture, NULL, set_up, test_missing,
              tear_down);
  g_test_add_func ("/ctl/scan/no file is a usage error", test_no_file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_strcmp0 (g_getenv ("CUBBY_SUITE"), "third-party") == 0)
    g_test_add ("/hardware/sim/camera/zxing reads the clean frame", Fixture, NULL, set_up, test_zxing,
                tear_down);
  else
    add_files_tests ();
  return g_test_run ();
}
