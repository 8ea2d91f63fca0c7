/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/line-reader.h"

#include "hardware/scanner/refusal-log.h"

#include <string.h>

/* A row's bytes: | stands for silence. Its results: texts, or why there is none in brackets, joined by |. */
typedef struct {
  const char *name;
  CubbyReaderSettings settings;
  const char *bytes;
  const char *results;
} Row;

#define FRAMED(kind)                                                                                         \
  {                                                                                                          \
    .framing = CUBBY_FRAMING_##kind, .gap_ms = 50                                                            \
  }

static const Row rows[] = {
    {"line: ended by CR", FRAMED (LINE), "CC1:ABC\r", "CC1:ABC"},
    {"line: ended by LF", FRAMED (LINE), "CC1:ABC\n", "CC1:ABC"},
    {"line: CR LF is one end", FRAMED (LINE), "one\r\ntwo\r\n", "one|two"},
    {"line: a prefix of CR LF", FRAMED (LINE), "\r\none\r\n\r\ntwo\r\n", "one|two"},
    {"line: STX and ETX besides", FRAMED (LINE),
     "\x02"
     "one\x03\r\x02"
     "two\x03\r",
     "one|two"},
    {"line: STX that the configuration names",
     {.framing = CUBBY_FRAMING_LINE, .prefix = (char *)"\x02"},
     "\x02"
     "one\r",
     "one"},
    {"line: control characters inside", FRAMED (LINE),
     "C\x0f"
     "C1:\x1b"
     "A\rgood\r",
     "(control)|good"},
    {"line: a tab inside", FRAMED (LINE), "CC1:\tA\r", "(control)"},
    {"line: without an end it is no code yet", FRAMED (LINE), "one\rtw", "one"},
    {"line: what is left unfinished is dropped", FRAMED (LINE), "one\rtw|o\r", "one|(unfinished)|o"},
    {"line: silence between codes is nothing", FRAMED (LINE), "one\r|two\r|", "one|two"},
    {"line: only ends", FRAMED (LINE), "\r\n\r\n", ""},
    {"line: bytes beyond ASCII stay", FRAMED (LINE), "\xc4\x91\r", "\xc4\x91"},
    {"line: bytes that are no UTF-8", FRAMED (LINE), "\xff\xfe\r", "(control)"},
    {"line: Latin-1 is no UTF-8", FRAMED (LINE), "caf\xe9\rgood\r", "(control)|good"},
    {"line: Shift JIS is no UTF-8", FRAMED (LINE), "\x83\x4a\x83\x81\r\x93\xfa\x96\x7b\rgood\r",
     "(control)|(control)|good"},
    {"line: a character cut in the middle", FRAMED (LINE), "\xe1\xba\rgood\r", "(control)|good"},
    {"line: Vietnamese and Thai", FRAMED (LINE), "\u0111\u1eb7c\r\u0e02\u0e2d\u0e07\r",
     "\u0111\u1eb7c|\u0e02\u0e2d\u0e07"},
    {"cr", FRAMED (CR), "one\rtwo\r", "one|two"},
    {"cr: LF is a control character", FRAMED (CR), "one\r\ntwo\r", "one|(control)"},
    {"lf", FRAMED (LF), "one\ntwo\n", "one|two"},
    {"lf: an empty code", FRAMED (LF), "\n", "(empty)"},
    {"crlf", FRAMED (CRLF), "one\r\ntwo\r\n", "one|two"},
    {"crlf: CR alone does not end", FRAMED (CRLF), "one\rtwo\r\n", "(control)"},
    {"crlf: LF before CR does not end", FRAMED (CRLF), "one\n\rtwo\r\n", "(control)"},
    {"tab", FRAMED (TAB), "one\ttwo\t", "one|two"},
    {"stx-etx", FRAMED (STX_ETX),
     "\x02"
     "one\x03\x02"
     "two\x03",
     "one|two"},
    {"stx-etx: what is outside is nothing", FRAMED (STX_ETX),
     "noise\x02"
     "one\x03\r\nmore\x02"
     "two\x03",
     "one|two"},
    {"stx-etx: CR inside", FRAMED (STX_ETX),
     "\x02"
     "o\rne\x03",
     "(control)"},
    {"stx-etx: a code begins anew", FRAMED (STX_ETX),
     "\x02"
     "on\x02"
     "two\x03",
     "(unfinished)|two"},
    {"stx-etx: STX twice", FRAMED (STX_ETX),
     "\x02\x02"
     "two\x03",
     "two"},
    {"stx-etx: nothing inside", FRAMED (STX_ETX), "\x02\x03", "(empty)"},
    {"stx-etx: left unfinished", FRAMED (STX_ETX),
     "\x02"
     "on|e\x03\x02"
     "two\x03",
     "(unfinished)|two"},
    {"gap", FRAMED (GAP), "one|two|", "one|two"},
    {"gap: not over yet", FRAMED (GAP), "one|tw", "one"},
    {"gap: CR is a control character", FRAMED (GAP), "one\r|", "(control)"},
    {"gap: CR that the configuration names",
     {.framing = CUBBY_FRAMING_GAP, .gap_ms = 50, .suffix = (char *)"\r"},
     "one\r|two\r|",
     "one|two"},
    {"Zebra, CR LF and its code ids",
     {.framing = CUBBY_FRAMING_CRLF, .identifier = CUBBY_IDENTIFIER_ZEBRA},
     "P01CC1:ABC\r\nA4006381333931\r\n",
     "CC1:ABC|4006381333931"},
    {"Newland, CR and AIM", FRAMED (CR), "]Q1CC1:ABC\r", "CC1:ABC"},
};

static char *
take_results (CubbyLineReader *reader)
{
  g_autoptr (GString) results = g_string_new (NULL);
  const char *symbology = NULL;
  CubbyRefusal refusal = CUBBY_REFUSAL_NONE;
  g_autofree char *text = NULL;
  while (cubby_line_reader_pop (reader, &text, &symbology, &refusal)) {
    g_assert_true ((text == NULL) == (refusal != CUBBY_REFUSAL_NONE));
    g_string_append (results, results->len > 0 ? "|" : "");
    if (text != NULL)
      g_string_append (results, text);
    else
      g_string_append_printf (results, "(%s)", cubby_refusal_to_string (refusal));
    g_clear_pointer (&text, g_free);
  }
  return g_string_free (g_steal_pointer (&results), FALSE);
}

static void
check_row (const Row *row, gsize piece)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new (&row->settings);
  g_auto (GStrv) parts = g_strsplit (row->bytes, "|", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    for (gsize at = 0, length = strlen (parts[i]); at < length; at += piece)
      cubby_line_reader_push (reader, (const guint8 *)parts[i] + at, MIN (piece, length - at));
    if (parts[i + 1] != NULL)
      cubby_line_reader_end (reader);
  }
  g_autofree char *results = take_results (reader);
  g_assert_cmpstr (results, ==, row->results);
}

static void
test_at_once (gconstpointer data)
{
  check_row (data, G_MAXSIZE / 2);
}

static void
test_byte_by_byte (gconstpointer data)
{
  check_row (data, 1);
}

static const CubbyReaderSettings plain = {.framing = CUBBY_FRAMING_LINE, .gap_ms = 100};
static const CubbyReaderSettings silent = {.framing = CUBBY_FRAMING_GAP, .gap_ms = 100};

static void
push_repeated (CubbyLineReader *reader, const char *piece, guint n)
{
  for (guint i = 0; i < n; i++)
    cubby_line_reader_push (reader, (const guint8 *)piece, strlen (piece));
}

static void
assert_results (CubbyLineReader *reader, const char *expected)
{
  g_autofree char *results = take_results (reader);
  g_assert_cmpstr (results, ==, expected);
}

static void
test_too_long (void)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new (&plain);
  push_repeated (reader, "x", CUBBY_LINE_BYTES_MAX * 3);
  push_repeated (reader, "\rgood\r", 1);
  assert_results (reader, "(too-long)|good");
  push_repeated (reader, "x", 513);
  push_repeated (reader, "\rgood\r", 1);
  assert_results (reader, "(too-long)|good");
}

/* A zero ends no text, and a line that has one is none. */
static void
test_zeros (void)
{
  static const char bytes[] = "\0\0one\0two\r\0\rgood\r";
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new (&plain);
  cubby_line_reader_push (reader, (const guint8 *)bytes, sizeof bytes - 1);
  assert_results (reader, "(control)|(control)|good");
}

/* Whoever never sends an end gets nothing told, and no memory. */
static void
test_endless (void)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new (&silent);
  push_repeated (reader, "0123456789", 8192 / 10);
  cubby_line_reader_end (reader);
  push_repeated (reader, "good", 1);
  cubby_line_reader_end (reader);
  assert_results (reader, "(too-long)|good");
}

static void
test_flood (void)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new (&plain);
  push_repeated (reader, "x\r", 10000);
  g_autofree char *results = take_results (reader);
  g_auto (GStrv) parts = g_strsplit (results, "|", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, CUBBY_CODES_WAITING_MAX);
  g_assert_cmpstr (parts[0], ==, "x");
  g_assert_cmpstr (parts[CUBBY_CODES_WAITING_MAX - 1], ==, "(too-many)");
}

static void
test_silence (void)
{
  g_autoptr (CubbyLineReader) line = cubby_line_reader_new (&plain);
  g_autoptr (CubbyLineReader) gap = cubby_line_reader_new (&silent);
  g_assert_cmpuint (cubby_line_reader_get_silence_ms (line), ==, 0);
  g_assert_cmpuint (cubby_line_reader_get_silence_ms (gap), ==, 0);
  push_repeated (line, "x", 1);
  push_repeated (gap, "x", 1);
  g_assert_cmpuint (cubby_line_reader_get_silence_ms (line), ==, 1000);
  g_assert_cmpuint (cubby_line_reader_get_silence_ms (gap), ==, 100);
  cubby_line_reader_end (line);
  cubby_line_reader_end (gap);
  g_assert_cmpuint (cubby_line_reader_get_silence_ms (line), ==, 0);
  g_assert_cmpuint (cubby_line_reader_get_silence_ms (gap), ==, 0);
}

static void
test_log (void)
{
  CubbyRefusalLog log = {0};
  g_assert_true (cubby_refusal_log_take (&log, "hand", CUBBY_REFUSAL_CONTROL, 5));
  for (guint i = 0; i < 60000; i++) /* a minute long */
    cubby_refusal_log_take (&log, "hand", CUBBY_REFUSAL_TOO_MANY, 5 + (gint64)i * 1000);
  g_assert_cmpuint (log.n_refused, ==, 60001);
  g_assert_cmpuint (log.n_told, >=, CUBBY_REFUSAL_LOG_A_MINUTE);
  g_assert_cmpuint (log.n_told, <=, 2 * CUBBY_REFUSAL_LOG_A_MINUTE);
  g_assert_true (cubby_refusal_log_take (&log, "hand", CUBBY_REFUSAL_SETUP, (gint64)75 * G_USEC_PER_SEC));
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
  g_test_add_func ("/hardware/scanner/line-reader/a line too long is dropped whole", test_too_long);
  g_test_add_func ("/hardware/scanner/line-reader/a line with zeros is dropped whole", test_zeros);
  g_test_add_func ("/hardware/scanner/line-reader/8 kB before there is silence are no code", test_endless);
  g_test_add_func ("/hardware/scanner/line-reader/a flood does not fill the memory", test_flood);
  g_test_add_func ("/hardware/scanner/line-reader/how long silence is waited for", test_silence);
  g_test_add_func ("/hardware/scanner/line-reader/a flood of refusals does not fill the journal", test_log);
  return g_test_run ();
}
