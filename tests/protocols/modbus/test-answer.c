/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/modbus/answer.h"

typedef struct {
  const char *path;
  gboolean tcp;
  guint8 unit;
  const char *request; /* the message */
  const char *bytes;   /* all that came */
  CubbyAnswerKind kind;
  guint8 from;
} Row;

static const Row rows[] = {
    {"rtu/nothing is silence", FALSE, 1, "01 00 00 00 08", "", CUBBY_ANSWER_SILENT, 0},
    {"rtu/a whole answer", FALSE, 1, "03 80 00 00 01", "01 03 02 00 C8 B9 D2", CUBBY_ANSWER_GOOD, 1},
    {"rtu/an exception", FALSE, 1, "05 00 00 FF 00", "01 85 03 02 91", CUBBY_ANSWER_REFUSED, 1},
    {"rtu/a wrong checksum", FALSE, 1, "03 80 00 00 01", "01 03 02 00 C8 B9 D3", CUBBY_ANSWER_GARBLED, 0},
    {"rtu/the whole address of everybody", FALSE, 0, "03 40 00 00 01", "01 03 02 00 01 79 84",
     CUBBY_ANSWER_GOOD, 1},
    {"rtu/another unit", FALSE, 2, "03 80 00 00 01", "01 03 02 00 C8 B9 D2", CUBBY_ANSWER_OTHER, 1},
    {"rtu/the echo of another coil", FALSE, 1, "05 02 00 00 05", "01 05 02 00 00 07 8D B0",
     CUBBY_ANSWER_OTHER, 1},
    {"rtu/two answers", FALSE, 1, "03 80 00 00 01", "01 03 02 00 C8 B9 D2 01 03 02 00 C8 B9 D2",
     CUBBY_ANSWER_GARBLED, 0},
    {"rtu/a greeting in front", FALSE, 1, "03 80 00 00 01", "54 68 01 03 02 00 C8 B9 D2",
     CUBBY_ANSWER_GARBLED, 0},
    {"rtu/half an answer", FALSE, 1, "03 80 00 00 01", "01 03 02 00", CUBBY_ANSWER_GARBLED, 0},
    {"rtu/one byte", FALSE, 1, "03 80 00 00 01", "FF", CUBBY_ANSWER_GARBLED, 0},
    {"tcp/a whole answer", TRUE, 1, "03 80 00 00 01", "00 00 00 00 00 05 01 03 02 00 C8", CUBBY_ANSWER_GOOD,
     1},
    {"tcp/an exception", TRUE, 1, "03 80 00 00 01", "00 00 00 00 00 03 01 83 02", CUBBY_ANSWER_REFUSED, 1},
    {"tcp/another transaction", TRUE, 1, "03 80 00 00 01", "00 07 00 00 00 05 01 03 02 00 C8",
     CUBBY_ANSWER_GARBLED, 0},
    {"tcp/two answers", TRUE, 1, "03 80 00 00 01",
     "00 00 00 00 00 05 01 03 02 00 C8 00 00 00 00 00 05 01 03 02 00 C8", CUBBY_ANSWER_GARBLED, 0},
    {"tcp/a header and no more", TRUE, 1, "03 80 00 00 01", "00 00 00 00 00 05 01", CUBBY_ANSWER_GARBLED, 0},
};

static guint
parse (const char *hex, guint8 *bytes)
{
  g_auto (GStrv) words = g_strsplit (hex, " ", -1);
  guint n = 0;
  for (char **word = words; *word != NULL; word++)
    bytes[n++] = (guint8)g_ascii_strtoull (*word, NULL, 16);
  return n;
}

static void
test_judge (gconstpointer data)
{
  const Row *row = data;
  CubbyPdu request = {0};
  CubbyAnswer answer;
  guint8 bytes[64];
  request.length = parse (row->request, request.bytes);
  cubby_answer_judge (row->tcp, row->unit, &request, bytes, parse (row->bytes, bytes), &answer);
  g_assert_cmpstr (cubby_answer_kind_to_string (answer.kind), ==, cubby_answer_kind_to_string (row->kind));
  g_assert_cmpuint (answer.unit, ==, row->from);
}

static void
test_flood (void)
{
  CubbyPdu request = {0};
  CubbyAnswer answer;
  guint8 bytes[1024] = {1, 3};
  cubby_pdu_read (&request, 3, 0, 1);
  for (guint n = 1; n < sizeof bytes; n++) {
    cubby_answer_judge (FALSE, 1, &request, bytes, n, &answer);
    g_assert_cmpint (answer.kind, ==, CUBBY_ANSWER_GARBLED);
    cubby_answer_judge (TRUE, 1, &request, bytes, n, &answer);
    g_assert_cmpint (answer.kind, ==, CUBBY_ANSWER_GARBLED);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/modbus/answer/", rows[i].path, NULL);
    g_test_add_data_func (path, &rows[i], test_judge);
  }
  g_test_add_func ("/modbus/answer/any number of bytes that are none", test_flood);
  return g_test_run ();
}
