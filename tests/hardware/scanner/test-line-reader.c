/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/line-reader.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *bytes;
  const char *lines; /* joined by | */
} Row;

static const Row rows[] = {
    {"a line ended by CR", "CC1:ABC\r", "CC1:ABC"},
    {"a line ended by LF", "CC1:ABC\n", "CC1:ABC"},
    {"CR LF is one end", "one\r\ntwo\r\n", "one|two"},
    {"a prefix of CR LF", "\r\none\r\n\r\ntwo\r\n", "one|two"},
    {"STX and ETX are framing",
     "\x02"
     "one\x03\r\x02"
     "two\x03\r",
     "one|two"},
    {"control characters are dropped",
     "C\x0f"
     "C\x01"
     "1:\x1b"
     "A\tB\x7f"
     "C\r",
     "CC1:ABC"},
    {"a line without an end is not a line yet", "one\rtw", "one"},
    {"only ends", "\r\n\r\n", ""},
    {"bytes beyond ASCII stay", "\xc4\x91\r", "\xc4\x91"},
};

static void
check_lines (CubbyLineReader *reader, const char *expected)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  for (char *line = cubby_line_reader_pop (reader); line != NULL; line = cubby_line_reader_pop (reader)) {
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "|" : "", line);
    g_free (line);
  }
  g_assert_cmpstr (lines->str, ==, expected);
}

static void
test_at_once (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new ();
  cubby_line_reader_push (reader, (const guint8 *)row->bytes, strlen (row->bytes));
  check_lines (reader, row->lines);
}

static void
test_byte_by_byte (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new ();
  for (const char *at = row->bytes; *at != '\0'; at++)
    cubby_line_reader_push (reader, (const guint8 *)at, 1);
  check_lines (reader, row->lines);
}

static void
push_repeated (CubbyLineReader *reader, const char *piece, guint n)
{
  for (guint i = 0; i < n; i++)
    cubby_line_reader_push (reader, (const guint8 *)piece, strlen (piece));
}

static void
test_too_long (void)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new ();
  push_repeated (reader, "x", CUBBY_LINE_BYTES_MAX + 1);
  push_repeated (reader, "\rgood\r", 1);
  check_lines (reader, "good");
}

static void
test_longest (void)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new ();
  push_repeated (reader, "x", CUBBY_LINE_BYTES_MAX);
  push_repeated (reader, "\r", 1);
  g_autofree char *line = cubby_line_reader_pop (reader);
  g_assert_nonnull (line);
  g_assert_cmpuint (strlen (line), ==, CUBBY_LINE_BYTES_MAX);
}

static void
test_flood (void)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new ();
  push_repeated (reader, "flood\r", 10000);
  guint n_lines = 0;
  for (char *line = cubby_line_reader_pop (reader); line != NULL;
       line = cubby_line_reader_pop (reader), n_lines++)
    g_free (line);
  g_assert_cmpuint (n_lines, >, 0);
  g_assert_cmpuint (n_lines, <, 100);
}

typedef struct {
  const char *line;
  const char *symbology;
  const char *text;
} AimRow;

static const AimRow aim_rows[] = {
    {"]Q1CC1:ABC", "QR-Code", "CC1:ABC"},
    {"]E04006381333931", "EAN-13", "4006381333931"},
    {"]E496385074", "EAN-8", "96385074"},
    {"]C10008931234", "Code-128", "0008931234"},
    {"]X0odd", "reader", "odd"},
    {"CC1:ABC", "reader", "CC1:ABC"},
    {"]", "reader", "]"},
    {"]Q", "reader", "]Q"},
    {"]]]", "reader", "]]]"},
    {"", "reader", ""},
};

static void
test_aim (gconstpointer data)
{
  const AimRow *row = data;
  g_autofree char *line = g_strdup (row->line);
  g_assert_cmpstr (cubby_line_strip_aim (line), ==, row->symbology);
  g_assert_cmpstr (line, ==, row->text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/line-reader/%s", rows[i].name);
    g_autofree char *slow_path =
        g_strdup_printf ("/hardware/scanner/line-reader/byte by byte: %s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_at_once);
    g_test_add_data_func (slow_path, &rows[i], test_byte_by_byte);
  }
  for (guint i = 0; i < G_N_ELEMENTS (aim_rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/line-reader/AIM identifier of “%s”", aim_rows[i].line);
    g_test_add_data_func (path, &aim_rows[i], test_aim);
  }
  g_test_add_func ("/hardware/scanner/line-reader/a line too long is dropped whole", test_too_long);
  g_test_add_func ("/hardware/scanner/line-reader/the longest line is kept", test_longest);
  g_test_add_func ("/hardware/scanner/line-reader/a flood does not fill the memory", test_flood);
  return g_test_run ();
}
