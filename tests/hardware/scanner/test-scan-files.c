/* SPDX-License-Identifier: Apache-2.0 */
/* cubbyctl scan on files of every kind, good and bad; and zxing's opinion of the simulated camera. */
#include "hardware/scanner/picture.h"
#include "tests/hardware/scanner/scene.h"
#include "tests/rig/answer.h"
#include "tests/rig/scratch.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <qrencode.h>
#include <string.h>
#include <webp/encode.h>

static TestAnswer
scan (const char *one, const char *other)
{
  const char *const argv[] = {g_getenv ("CUBBY_CTL"), "scan", one, other, NULL};
  return test_run (argv, "");
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
append_le (GByteArray *bytes, guint32 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    g_byte_array_append (bytes, &(const guint8){(guint8)(value >> 8 * i)}, 1);
}

/* A picture of the animation, from the file of one alone: what stands behind its head (RFC 9649, 2.7.1.1). */
static void
append_shown (GByteArray *bytes, const CubbyFrame *frame, const guint8 *alone, gsize size)
{
  g_byte_array_append (bytes, (const guint8 *)"ANMF", 4);
  append_le (bytes, (guint32)(16 + size - 12), 4);
  append_le (bytes, 0, 3);
  append_le (bytes, 0, 3);
  append_le (bytes, frame->width - 1, 3);
  append_le (bytes, frame->height - 1, 3);
  append_le (bytes, 100, 3);
  append_le (bytes, 0, 1);
  g_byte_array_append (bytes, alone + 12, (guint)size - 12);
}

/* The code, and then nothing. */
static void
write_animated_webp (const CubbyFrame *frame, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyFrame) blank = cubby_frame_new (frame->width, frame->height);
  memset (blank->pixels, 255, (gsize)blank->stride * blank->height);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *)"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0", 24);
  append_le (bytes, frame->width - 1, 3);
  append_le (bytes, frame->height - 1, 3);
  g_byte_array_append (bytes, (const guint8 *)"ANIM\x06\0\0\0\xff\xff\xff\xff\0\0", 14);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *alone = NULL;
    gsize size = 0;
    write_webp (i == 0 ? frame : blank, path);
    g_file_get_contents (path, &alone, &size, &error);
    g_assert_no_error (error);
    append_shown (bytes, frame, (const guint8 *)alone, size);
  }
  for (guint i = 0; i < 4; i++)
    bytes->data[4 + i] = (guint8)((bytes->len - 8) >> 8 * i);
  g_file_set_contents (path, (const char *)bytes->data, (gssize)bytes->len, &error);
  g_assert_no_error (error);
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

static const KindRow kind_rows[] = {{"PNG", write_png},
                                    {"JPEG", write_jpeg},
                                    {"WebP", write_webp},
                                    {"animated WebP", write_animated_webp},
                                    {"PGM", write_pgm}};

static void
test_kind (TestScratch *f, gconstpointer data)
{
  const KindRow *row = data;
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("held", code, 0);
  row->write (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_autofree char *expected = g_strconcat (f->path, "\tQR-Code\t" TEST_PASS "\n", NULL);
  g_assert_cmpstr (answer.err, ==, "");
  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_cmpint (answer.status, ==, 0);
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
  g_auto (TestAnswer) answer = scan (path, NULL);
  g_autofree char *expected = g_strdup_printf ("%s\t%s\t%s\n", path, row->symbology, row->text);
  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_cmpint (answer.status, ==, 0);
}

/* An ITF under two dark tiles: a wide space of it looks like the paper round an EAN-8. */
static void
test_other_kind (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pictures", "itf-covered.png", NULL);
  g_auto (TestAnswer) answer = scan (path, NULL);
  g_autofree char *expected = g_strconcat (path, "\t-\t\n", NULL);
  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_cmpint (answer.status, ==, 0);
}

static void
test_empty (TestScratch *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = test_render ("empty", NULL, 0);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_autofree char *expected = g_strconcat (f->path, "\t-\t\n", NULL);
  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_cmpstr (answer.err, ==, "");
  g_assert_cmpint (answer.status, ==, 0);
}

/* Two codes that hold one text together (ISO/IEC 18004, 8), of which @index is in the picture. */
static CubbyFrame *
draw_part (guint index)
{
  QRcode_List *parts =
      QRcode_encodeStringStructured (TEST_PASS TEST_OTHER_PASS, 6, QR_ECLEVEL_M, QR_MODE_8, 1);
  g_assert_nonnull (parts);
  g_assert_cmpint (QRcode_List_size (parts), >=, 2);
  const QRcode_List *at = parts;
  for (guint i = 0; i < index; i++)
    at = at->next;
  const guint module = 4, quiet = 4, side = ((guint)at->code->width + 2 * quiet) * module;
  CubbyFrame *frame = cubby_frame_new (side, side);
  memset (frame->pixels, 255, (gsize)frame->stride * side);
  for (guint y = quiet * module; y < side - quiet * module; y++)
    for (guint x = quiet * module; x < side - quiet * module; x++) {
      guint row = y / module - quiet, column = x / module - quiet;
      if ((at->code->data[row * (guint)at->code->width + column] & 1) != 0)
        frame->pixels[(gsize)y * frame->stride + x] = 0;
    }
  QRcode_List_free (parts);
  return frame;
}

static void
test_part (TestScratch *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = draw_part (1);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_assert_nonnull (strstr (answer.err, "the kiosk ignores this code: it is part 2 of "));
  g_auto (TestAnswer) json = scan ("--json", f->path);
  g_assert_nonnull (strstr (json.out, "\"sound\":false,\"part\":2,\"parts\":"));
  g_assert_cmpint (answer.status, ==, 0);
}

static void
test_two_codes (TestScratch *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) left = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) right = test_draw_qr (TEST_OTHER_PASS);
  g_autoptr (CubbyFrame) frame = test_render_two (left, right);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_autofree char *one = g_strconcat (f->path, "\tQR-Code\t" TEST_PASS "\n", NULL);
  g_autofree char *other = g_strconcat (f->path, "\tQR-Code\t" TEST_OTHER_PASS "\n", NULL);
  gboolean is_one = strcmp (answer.out, one) == 0;
  if (!is_one)
    g_assert_cmpstr (answer.out, ==, other);
  g_assert_nonnull (strstr (answer.err, is_one ? "“" TEST_OTHER_PASS "”" : "“" TEST_PASS "”"));
  g_assert_cmpint (answer.status, ==, 0);
}

static void
paste (CubbyFrame *frame, const CubbyFrame *part, guint x, guint y)
{
  for (guint row = 0; row < part->height; row++)
    memcpy (frame->pixels + (gsize)(y + row) * frame->stride + x, part->pixels + (gsize)row * part->stride,
            part->width);
}

static CubbyFrame *
put_beside (const CubbyFrame *left, const CubbyFrame *right)
{
  CubbyFrame *frame = cubby_frame_new (left->width + right->width, MAX (left->height, right->height));
  memset (frame->pixels, 255, (gsize)frame->stride * frame->height);
  paste (frame, left, 0, 0);
  paste (frame, right, left->width, 0);
  return frame;
}

/* A parcel has its number both ways. */
static void
test_number_both_ways (TestScratch *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) qr = test_draw_qr ("00089312345000000012");
  g_autoptr (CubbyFrame) bars = test_load_picture ("code-128.png");
  g_autoptr (CubbyFrame) frame = put_beside (qr, bars);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_assert_nonnull (strstr (answer.out, "\tQR-Code\t00089312345000000012\n"));
  g_assert_nonnull (strstr (answer.err, "Code-128 “00089312345000000012”"));
}

/* What a pack has on one side: a code of each kind, and the larger one does not hide the smaller one. */
static void
test_both_kinds (TestScratch *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) qr = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) bars = test_load_picture (data);
  g_autoptr (CubbyFrame) frame = put_beside (qr, bars);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_assert_nonnull (strstr (answer.out, "\tQR-Code\t" TEST_PASS "\n"));
  g_assert_nonnull (strstr (answer.err, "also holds"));
}

/* Light bars on dark, as on a screen in the dark mode. */
static void
test_inverse (TestScratch *f, gconstpointer data)
{
  const LabelRow *row = data;
  g_autoptr (CubbyFrame) frame = test_load_picture (row->picture);
  for (gsize i = 0; i < (gsize)frame->stride * frame->height; i++)
    frame->pixels[i] = (guint8)(255 - frame->pixels[i]);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_autofree char *expected = g_strdup_printf ("%s\t%s\t%s\n", f->path, row->symbology, row->text);
  g_assert_cmpstr (answer.out, ==, expected);
}

/* One object a line: what was read and where, or why not. */
static void
test_json (TestScratch *f, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pictures", "ean-13.png", NULL);
  const char *const argv[] = {g_getenv ("CUBBY_CTL"), "scan", "--json", path, f->path, NULL};
  g_auto (TestAnswer) answer = test_run (argv, "");
  g_auto (GStrv) lines = g_strsplit (answer.out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_autoptr (JsonNode) good = json_from_string (lines[0], NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (good), "file"), ==, path);
  JsonArray *codes = json_object_get_array_member (json_node_get_object (good), "codes");
  g_assert_cmpuint (json_array_get_length (codes), ==, 1);
  JsonObject *code = json_array_get_object_element (codes, 0);
  g_assert_cmpstr (json_object_get_string_member (code, "symbology"), ==, "EAN-13");
  g_assert_cmpstr (json_object_get_string_member (code, "text"), ==, "4006381333931");
  g_assert_true (json_object_get_boolean_member (code, "sound"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (code, "corners")), ==, 4);
  g_autoptr (JsonNode) bad = json_from_string (lines[1], NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (bad), "error"), ==,
                   "No such file or directory");
  g_assert_cmpint (answer.status, ==, 1);
}

/* They are read by several processes, and told in the order in which they were named. */
static void
test_many (TestScratch *f, gconstpointer data)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_ptr_array_add (argv, g_strdup (g_getenv ("CUBBY_CTL")));
  g_ptr_array_add (argv, g_strdup ("scan"));
  for (guint i = 0; i < 3 * G_N_ELEMENTS (label_rows); i++) {
    const LabelRow *row = &label_rows[i % G_N_ELEMENTS (label_rows)];
    char *path = g_test_build_filename (G_TEST_DIST, "pictures", row->picture, NULL);
    g_ptr_array_add (argv, path);
    g_string_append_printf (expected, "%s\t%s\t%s\n", path, row->symbology, row->text);
  }
  g_ptr_array_add (argv, NULL);
  g_auto (TestAnswer) answer = test_run ((const char *const *)argv->pdata, "");
  g_assert_cmpstr (answer.out, ==, expected->str);
  g_assert_cmpint (answer.status, ==, 0);
}

typedef struct {
  const char *name;
  const char *bytes;  /* as they stand in the code */
  const char *line;   /* what is printed of it */
  const char *reason; /* what standard error says; empty: the kiosk takes it */
} TextRow;

static const TextRow text_rows[] = {
    {"a visiting card is one line, with escapes", "BEGIN:VCARD\r\nN:X\ty\x1b[2J",
     "BEGIN:VCARD\\r\\nN:X\\ty\\x1b[2J", "the kiosk ignores this code: it has control characters"},
    {"a backslash among escapes is one too", "C:\\new\r\n", "C:\\\\new\\r\\n",
     "the kiosk ignores this code: it has control characters"},
    {"a backslash alone is as it is", "WIFI:S:a\\;b;;", "WIFI:S:a\\;b;;", ""},
    {"UTF-8 is read as such", "MECARD:N:\xe6\xb8\xac\xe8\xa9\xa6;;", "MECARD:N:測試;;", ""},
    {"Shift-JIS is read as such", "*\xc3\xde\xbb\xde\xb2\xdd \x93\xfa\x96{*", "*ﾃﾞｻﾞｲﾝ 日本*", ""},
    {"ISO 8859-1 is read as such",
     "caf\xe9 r\xe9"
     "el",
     "café réel", ""},
    {"a code that sets up readers", "@FACDEF", "@FACDEF",
     "the kiosk ignores this code: it begins as those that set up readers"},
    {"an order of marks is no text",
     "\xef\xbb\xbf"
     "abc",
     "abc", ""},
    {"the reading direction is not turned",
     "a\xe2\x80\xae"
     "b",
     "a\\u202eb", "the kiosk ignores this code"},
};

static void
test_text (TestScratch *f, gconstpointer data)
{
  const TextRow *row = data;
  g_autoptr (CubbyFrame) code = test_draw_qr (row->bytes);
  write_png (code, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_autofree char *expected = g_strdup_printf ("%s\tQR-Code\t%s\n", f->path, row->line);
  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_cmpint (answer.status, ==, 0);
  if (*row->reason == '\0')
    g_assert_cmpstr (answer.err, ==, "");
  else
    g_assert_nonnull (strstr (answer.err, row->reason));
}

typedef struct {
  const char *name;
  const char *bytes;
  const char *text; /* what the JSON parser has of it */
  gboolean taken;
} JsonRow;

static const JsonRow json_rows[] = {
    {"line ends as they are", "line1\r\nline2", "line1\r\nline2", FALSE},
    {"a backslash as it is", "line1\\nline2", "line1\\nline2", TRUE},
    {"what moves a terminal as it is", "a\x1b[2J\x7f", "a\x1b[2J\x7f", FALSE},
    {"what turns the reading as it is", "a\xe2\x80\xae\xf3\xa0\x80\x81", "a\xe2\x80\xae\xf3\xa0\x80\x81",
     FALSE},
    {"what the kiosk ignores as such", "#setup", "#setup", FALSE},
    {"a pass as one that it takes", TEST_PASS, TEST_PASS, TRUE},
};

/* On its line is nothing that is not seen. */
static void
test_json_text (TestScratch *f, gconstpointer data)
{
  const JsonRow *row = data;
  g_autoptr (CubbyFrame) frame = test_draw_qr (row->bytes);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan ("--json", f->path);
  g_autoptr (JsonNode) node = json_from_string (answer.out, NULL);
  JsonArray *codes = json_object_get_array_member (json_node_get_object (node), "codes");
  g_assert_cmpuint (json_array_get_length (codes), ==, 1);
  JsonObject *code = json_array_get_object_element (codes, 0);
  g_assert_cmpstr (json_object_get_string_member (code, "text"), ==, row->text);
  g_assert_cmpint (json_object_get_boolean_member (code, "sound"), ==, row->taken);
  g_assert_false (json_object_has_member (code, "escaped"));
  g_assert_cmpint (answer.out[strlen (answer.out) - 1], ==, '\n');
  for (const char *at = answer.out; at[1] != '\0'; at = g_utf8_next_char (at))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (at)));
}

/* Beside a code that has a text is one that has but an order of marks. */
static void
test_dropped (TestScratch *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) left = test_draw_qr ("\xef\xbb\xbf");
  g_autoptr (CubbyFrame) right = test_draw_qr ("CC1:6BF");
  g_autoptr (CubbyFrame) frame = put_beside (left, right);
  write_png (frame, f->path);
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_autofree char *expected = g_strconcat (f->path, "\tQR-Code\tCC1:6BF\n", NULL);
  g_test_message ("%s", answer.err);
  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_nonnull (strstr (answer.err, ": codes that are not told: 1 ("));
}

/* What is written is noticed, as a full disk is. */
static void
test_full (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pictures", "ean-13.png", NULL);
  const char *const argv[] = {"/bin/sh", "-c", "exec \"$0\" scan \"$1\" >/dev/full", g_getenv ("CUBBY_CTL"),
                              path,      NULL};
  g_auto (TestAnswer) answer = test_run (argv, "");
  g_assert_nonnull (strstr (answer.err, "standard output"));
  g_assert_cmpint (answer.status, ==, 1);
}

static void
test_name (TestScratch *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = test_draw_qr ("CC1:6BF\t7");
  g_autofree char *path = g_strconcat (f->folder, "/a\nb\tc.png", NULL);
  g_autofree char *missing = g_strconcat (f->folder, "/a\nd", NULL);
  write_png (frame, path);
  g_auto (TestAnswer) answer = scan (path, missing);
  g_autofree char *expected =
      g_strdup_printf ("%s/a\\nb\\tc.png\tQR-Code\tCC1:6BF\\t7\n%s/a\\nd\t-\t\n", f->folder, f->folder);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpstr (answer.out, ==, expected);
  g_auto (GStrv) lines = g_strsplit (answer.err, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
}

/* The sizes at which codes come: as drawn by a library, one pixel a module, or as a large photograph. */
static void
test_size (TestScratch *f, gconstpointer data)
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
  g_auto (TestAnswer) answer = scan (f->path, NULL);
  g_assert_true (g_str_has_suffix (answer.out, "\tQR-Code\t" TEST_PASS "\n"));
}

typedef struct {
  const char *name;
  const char *bytes;
  gsize size;
  const char *message;
} BadRow;

#define BYTES(text) text, sizeof text - 1

static const BadRow bad_rows[] = {
    {"an empty file", BYTES (""), "the file is empty"},
    {"a text", BYTES ("hello, this is no picture"), "not a PNG, JPEG, WebP"},
    {"an SVG", BYTES ("<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a PNG, JPEG, WebP"},
    {"a PNG that ends", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), "broken "},
    {"a JPEG that ends", BYTES ("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01"), "broken "},
    {"a WebP that ends", BYTES ("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0"), "broken "},
    {"a WebP of nothing", BYTES ("RIFF\0\0\0\0WEBP...."), "broken "},
    {"a HEIF that ends",
     BYTES ("\0\0\0\x18"
            "ftypheic\0\0\0\0mif1heic"),
     "HEIF picture"},
    {"a GIF that ends", BYTES ("GIF89a\1\0\1\0"), "broken GIF picture"},
    {"a TIFF that ends", BYTES ("II*\0\x08\0\0\0\1\0\0\0"), "broken TIFF picture"},
    {"a PGM that ends", BYTES ("P5\n640 480\n255\nxxxxxxxx"), "broken "},
    {"a PGM without its maximum", BYTES ("P5\n640 480\nxxxxxxxx"), "broken "},
    {"a PGM of nothing", BYTES ("P5\n0 0\n255\nxxxxxxxx"), "no pixels"},
    {"a PGM whose white is nothing", BYTES ("P5\n2 1\n0\nxx"), "its header says that 0 is white"},
    {"a PGM whose white is too much", BYTES ("P5\n2 1\n70000\nxxxx"), "70000 is white; it can be 1 to 65535"},
    {"a PGM as wide as a street", BYTES ("P5\n99999999 8\n255\nx"), "99999999 x 8 pixels are more than"},
    {"a PGM brighter than its maximum", BYTES ("P2\n2 1\n10\n5 11\n"), "lighter than white"},
    {"a PGM of a gigapixel", BYTES ("P5\n60000 60000\n255\nxxxxxxxx"), "make it smaller"},
    {"a PNG of a gigapixel",
     BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\0\0\0\0\x59\x17\x24\x7e\0\0\0\0IDAT"),
     "picture"},
};

/* It is named on standard error, the good one beside it is read all the same, and the end is 1. */
static void
test_bad (TestScratch *f, gconstpointer data)
{
  const BadRow *row = data;
  g_autoptr (GError) error = NULL;
  g_file_set_contents (f->path, row->bytes, (gssize)row->size, &error);
  g_assert_no_error (error);
  g_autofree char *good = g_test_build_filename (G_TEST_DIST, "pictures", "ean-13.png", NULL);
  g_auto (TestAnswer) answer = scan (f->path, good);
  g_autofree char *expected = g_strdup_printf ("%s\t-\t\n%s\tEAN-13\t4006381333931\n", f->path, good);
  g_test_message ("%s", answer.err);
  g_assert_cmpstr (answer.out, ==, expected);
  g_assert_nonnull (strstr (answer.err, f->path));
  g_assert_nonnull (strstr (answer.err, row->message));
  g_assert_cmpint (answer.status, ==, 1);
}

static void
test_missing (TestScratch *f, gconstpointer data)
{
  g_auto (TestAnswer) answer = scan (f->path, f->folder);
  g_autofree char *missing = g_strconcat (f->path, ": No such file or directory", NULL);
  g_autofree char *directory = g_strconcat (f->folder, ": a directory; name the pictures in it", NULL);
  g_assert_nonnull (strstr (answer.err, missing));
  g_assert_nonnull (strstr (answer.err, directory));
  g_assert_cmpint (answer.status, ==, 1);
}

static void
test_no_file (void)
{
  g_auto (TestAnswer) answer = scan (NULL, NULL);
  g_assert_cmpstr (answer.out, ==, "");
  g_assert_nonnull (strstr (answer.err, "say which pictures"));
  g_assert_cmpint (answer.status, ==, 2);
}

static void
test_zxing (TestScratch *f, gconstpointer data)
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
  g_auto (TestAnswer) answer = test_run (argv, "");
  g_assert_nonnull (strstr (answer.out, "\"" TEST_PASS "\""));
}

static void
add_files_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/a %s is read", kind_rows[i].name);
    g_test_add (path, TestScratch, &kind_rows[i], test_scratch_set_up, test_kind, test_scratch_tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (label_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/%s is read", label_rows[i].symbology);
    g_test_add_data_func (path, &label_rows[i], test_label);
  }
  g_test_add_func ("/ctl/scan/a covered code of another kind is no EAN-8", test_other_kind);
  for (guint i = 0; i < G_N_ELEMENTS (label_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/%s, light on dark, is read", label_rows[i].symbology);
    g_test_add (path, TestScratch, &label_rows[i], test_scratch_set_up, test_inverse, test_scratch_tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/%s is named and the next is read", bad_rows[i].name);
    g_test_add (path, TestScratch, &bad_rows[i], test_scratch_set_up, test_bad, test_scratch_tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (text_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/%s", text_rows[i].name);
    g_test_add (path, TestScratch, &text_rows[i], test_scratch_set_up, test_text, test_scratch_tear_down);
  }
  for (guint scale = 1; scale <= 64; scale *= 2) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/modules of %u pixels are read", scale);
    g_test_add (path, TestScratch, GUINT_TO_POINTER (scale), test_scratch_set_up, test_size,
                test_scratch_tear_down);
  }
  g_test_add ("/ctl/scan/a picture without a code", TestScratch, NULL, test_scratch_set_up, test_empty,
              test_scratch_tear_down);
  g_test_add ("/ctl/scan/a part of a longer text is told as one", TestScratch, NULL, test_scratch_set_up,
              test_part, test_scratch_tear_down);
  g_test_add ("/ctl/scan/of two codes one is the line, the other is named", TestScratch, NULL,
              test_scratch_set_up, test_two_codes, test_scratch_tear_down);
  g_test_add ("/ctl/scan/a missing file and a directory are named", TestScratch, NULL, test_scratch_set_up,
              test_missing, test_scratch_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (label_rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/ctl/scan/a QR code and %s are both told", label_rows[i].symbology);
    g_test_add (path, TestScratch, label_rows[i].picture, test_scratch_set_up, test_both_kinds,
                test_scratch_tear_down);
  }
  g_test_add ("/ctl/scan/a number as a QR code and as Code 128 is both of them", TestScratch, NULL,
              test_scratch_set_up, test_number_both_ways, test_scratch_tear_down);
  g_test_add ("/ctl/scan/what is not told is counted", TestScratch, NULL, test_scratch_set_up, test_dropped,
              test_scratch_tear_down);
  g_test_add_func ("/ctl/scan/what cannot be written is a failure", test_full);
  g_test_add ("/ctl/scan/a name with a line end is one line", TestScratch, NULL, test_scratch_set_up,
              test_name, test_scratch_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (json_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/scan/JSON has %s", json_rows[i].name);
    g_test_add (path, TestScratch, &json_rows[i], test_scratch_set_up, test_json_text,
                test_scratch_tear_down);
  }
  g_test_add ("/ctl/scan/JSON tells the places", TestScratch, NULL, test_scratch_set_up, test_json,
              test_scratch_tear_down);
  g_test_add ("/ctl/scan/many pictures are told in their order", TestScratch, NULL, test_scratch_set_up,
              test_many, test_scratch_tear_down);
  g_test_add_func ("/ctl/scan/no file is a usage error", test_no_file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_strcmp0 (g_getenv ("CUBBY_SUITE"), "third-party") == 0)
    g_test_add ("/hardware/sim/camera/zxing reads the clean frame", TestScratch, NULL, test_scratch_set_up,
                test_zxing, test_scratch_tear_down);
  else
    add_files_tests ();
  return g_test_run ();
}
