/* SPDX-License-Identifier: Apache-2.0 */
/* What the decode program answers, good and spoilt. */
#include "tests/hardware/scanner/child/good-request.h"

#include <string.h>

static void
add_code (GPtrArray *codes, CubbySymbology symbology, const char *text, gssize length)
{
  CubbyCode *code = g_new0 (CubbyCode, 1);
  code->symbology = symbology;
  code->length = length < 0 ? strlen (text) : (gsize)length;
  code->text = g_memdup2 (text, code->length + 1);
  code->region = (CubbyRegion){4, 5, 20, 21};
  for (guint i = 0; i < 4; i++)
    code->corners[i] = (CubbyPoint){4.5f + (float)i, 5.25f};
  g_ptr_array_add (codes, code);
}

static gsize
write_answer (guint8 *bytes)
{
  g_auto (CubbyWireAnswer) answer = {.serial = 7, .n_dropped = 3, .codes = cubby_codes_new ()};
  answer.view.width = 60;
  answer.view.sharpness = 0.5f;
  add_code (answer.codes, CUBBY_SYMBOLOGY_QR, "CC1:6BF+70", -1);
  add_code (answer.codes, CUBBY_SYMBOLOGY_EAN13, "4006381333931", -1);
  return cubby_wire_answer_write (&answer, CUBBY_DECODE_EFFORT_FRAME, bytes);
}

static void
test_answer (void)
{
  g_autofree guint8 *bytes = g_malloc0 (CUBBY_WIRE_ANSWER_BYTES_MAX);
  gsize n_bytes = write_answer (bytes);
  g_auto (CubbyWireAnswer) answer = {0};
  const char *fault = NULL;
  g_assert_true (cubby_wire_answer_read (bytes, n_bytes, &test_good_request, &answer, &fault));
  g_assert_null (fault);
  g_assert_cmpuint (answer.n_dropped, ==, 3);
  g_assert_cmpfloat_with_epsilon (answer.view.sharpness, 0.5, 1e-6);
  g_assert_cmpuint (answer.codes->len, ==, 2);
  const CubbyCode *code = g_ptr_array_index (answer.codes, 1);
  g_assert_cmpstr (code->text, ==, "4006381333931");
  g_assert_cmpuint (code->length, ==, 13);
  g_assert_cmpuint (code->symbology, ==, CUBBY_SYMBOLOGY_EAN13);
  g_assert_cmpuint (code->region.height, ==, 21);
  g_assert_cmpfloat_with_epsilon (code->corners[3].x, 7.5, 1e-6);
}

static void
test_answer_cut (void)
{
  g_autofree guint8 *bytes = g_malloc0 (CUBBY_WIRE_ANSWER_BYTES_MAX);
  gsize n_bytes = write_answer (bytes);
  for (gsize n = 0; n < n_bytes; n++) {
    g_autofree guint8 *exact = g_memdup2 (bytes, MAX (n, 1)); /* so that what reads past its end is seen */
    CubbyWireAnswer answer;
    const char *fault = NULL;
    g_assert_false (cubby_wire_answer_read (exact, n, &test_good_request, &answer, &fault));
    g_assert_nonnull (fault);
  }
}

/* Where the fields of an answer lie: see wire.c. */
#define HEAD_BYTES (16 + sizeof (CubbyView))
#define AT_VERSION 0
#define AT_SERIAL 4
#define AT_N_CODES 8
#define AT_VIEW 16
#define AT_SYMBOLOGY HEAD_BYTES
#define AT_LENGTH (HEAD_BYTES + 4)
#define AT_CORNERS (HEAD_BYTES + 8)
#define AT_REGION (HEAD_BYTES + 40)
#define AT_PART (HEAD_BYTES + 56)
#define AT_N_PARTS (HEAD_BYTES + 60)
#define AT_TEXT (HEAD_BYTES + 64)

typedef struct {
  const char *name;
  gsize at;
  guint32 value; /* four bytes of it */
  gsize more;    /* bytes behind its end */
  const char *fault;
} AnswerRow;

static const AnswerRow answer_rows[] = {
    {"another version", AT_VERSION, 1, 0, "version"},
    {"another serial", AT_SERIAL, 8, 0, "another question"},
    {"the serial of the greeting", AT_SERIAL, 0, 0, "another question"},
    {"nine codes", AT_N_CODES, 9, 0, "too many"},
    {"as many codes as numbers go", AT_N_CODES, 0xffffffff, 0, "too many"},
    {"three codes, and two follow", AT_N_CODES, 3, 0, "fewer codes"},
    {"one code, and two follow", AT_N_CODES, 1, 0, "more bytes"},
    {"a byte behind its end", AT_SERIAL, 7, 1, "more bytes"},
    {"a view wider than any picture", AT_VIEW, 0x7fffffff, 0, "view"},
    {"a symbology that was not asked for", AT_SYMBOLOGY, CUBBY_SYMBOLOGY_CODE128, 0, "symbology"},
    {"two symbologies at once", AT_SYMBOLOGY, CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGY_EAN13, 0, "symbology"},
    {"no symbology", AT_SYMBOLOGY, 0, 0, "symbology"},
    {"an empty text", AT_LENGTH, 0, 0, ""},
    {"a text longer than the rest", AT_LENGTH, 2000, 0, "longer"},
    {"a text longer than any", AT_LENGTH, CUBBY_WIRE_TEXT_MAX + 1, 0, "longer"},
    {"a text as long as numbers go", AT_LENGTH, 0xffffffff, 0, "longer"},
    {"a corner that is no number", AT_CORNERS, 0x7fc00000, 0, "corner"},
    {"a corner without end", AT_CORNERS + 4, 0x7f800000, 0, "corner"},
    {"a region that begins outside", AT_REGION, 60, 0, "outside"},
    {"a region that ends outside", AT_REGION + 8, 57, 0, "outside"},
    {"a region that wraps round", AT_REGION + 4, 0xfffffff0, 0, "outside"},
    {"a region of all numbers", AT_REGION + 12, 0xffffffff, 0, "outside"},
    {"a part of nothing", AT_PART, 1, 0, "part"},
    {"a part in a camera's picture", AT_N_PARTS, 2, 0, "part"},
    {"a text with a line end", AT_TEXT, 0x0a0a4343, 0, "text"},
    {"a text with a zero", AT_TEXT, 0x00434343, 0, "text"},
    {"a text that is no UTF-8", AT_TEXT, 0x80ff80ff, 0, "text"},
    {"a text that turns the reading", AT_TEXT, 0x41ae80e2, 0, "text"}, /* U+202E */
};

static void
test_bad_answer (gconstpointer data)
{
  const AnswerRow *row = data;
  g_autofree guint8 *bytes = g_malloc0 (CUBBY_WIRE_ANSWER_BYTES_MAX);
  gsize n_bytes = write_answer (bytes) + row->more;
  memcpy (bytes + row->at, &row->value, sizeof row->value);
  g_autofree guint8 *exact = g_memdup2 (bytes, n_bytes);
  CubbyWireAnswer answer;
  const char *fault = NULL;
  g_assert_false (cubby_wire_answer_read (exact, n_bytes, &test_good_request, &answer, &fault));
  g_test_message ("%s", fault);
  g_assert_nonnull (strstr (fault, row->fault));
}

static void
test_corners_are_clamped (void)
{
  g_autofree guint8 *bytes = g_malloc0 (CUBBY_WIRE_ANSWER_BYTES_MAX);
  gsize n_bytes = write_answer (bytes);
  const float far[] = {-1e30f, 1e30f};
  memcpy (bytes + AT_CORNERS, far, sizeof far);
  g_auto (CubbyWireAnswer) answer = {0};
  const char *fault = NULL;
  g_assert_true (cubby_wire_answer_read (bytes, n_bytes, &test_good_request, &answer, &fault));
  const CubbyCode *code = g_ptr_array_index (answer.codes, 0);
  g_assert_cmpfloat_with_epsilon (code->corners[0].x, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (code->corners[0].y, 48, 1e-6);
}

typedef struct {
  const char *name;
  CubbyDecodeEffort effort;
  const char *text;
  gssize length;
  gsize repeat; /* so often; 0: once */
  gboolean told;
} TextRow;

static const TextRow text_rows[] = {
    {"a camera's pass", CUBBY_DECODE_EFFORT_FRAME, "CC1:6BF", -1, 0, TRUE},
    {"a camera's text of 512 characters", CUBBY_DECODE_EFFORT_FRAME, "a", 1, 512, TRUE},
    {"a camera's text of 513 characters", CUBBY_DECODE_EFFORT_FRAME, "a", 1, 513, FALSE},
    {"a camera's text of 512 characters of 4 bytes", CUBBY_DECODE_EFFORT_FRAME, "\xf0\x9f\x98\x80", 4, 512,
     TRUE},
    {"a camera's text with a tabulator", CUBBY_DECODE_EFFORT_FRAME, "a\tb", -1, 0, FALSE},
    {"a camera's text with a zero", CUBBY_DECODE_EFFORT_FRAME, "a\0b", 3, 0, FALSE},
    {"an empty text", CUBBY_DECODE_EFFORT_STILL, "", 0, 0, FALSE},
    {"a still's text with a zero", CUBBY_DECODE_EFFORT_STILL, "a\0b", 3, 0, TRUE},
    {"a still's text as long as a code can", CUBBY_DECODE_EFFORT_STILL, "7", 1, 7089, TRUE},
    {"a still's text longer than a code can", CUBBY_DECODE_EFFORT_STILL, "7", 1, CUBBY_WIRE_TEXT_MAX + 1,
     FALSE},
};

/* What may not be told is left out and counted, and what may comes through as it was. */
static void
test_text (gconstpointer data)
{
  const TextRow *row = data;
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < MAX (row->repeat, 1); i++)
    g_string_append_len (text, row->text, row->length < 0 ? (gssize)strlen (row->text) : row->length);
  CubbyWireRequest request = test_good_request;
  request.effort = row->effort;
  g_auto (CubbyWireAnswer) answer = {.serial = 7, .codes = cubby_codes_new ()};
  add_code (answer.codes, CUBBY_SYMBOLOGY_QR, text->str, (gssize)text->len);
  g_autofree guint8 *bytes = g_malloc0 (CUBBY_WIRE_ANSWER_BYTES_MAX);
  gsize n_bytes = cubby_wire_answer_write (&answer, row->effort, bytes);

  g_auto (CubbyWireAnswer) read = {0};
  const char *fault = NULL;
  g_assert_true (cubby_wire_answer_read (bytes, n_bytes, &request, &read, &fault));
  g_assert_cmpuint (read.codes->len, ==, row->told ? 1 : 0);
  g_assert_cmpuint (read.n_dropped, ==, row->told ? 0 : 1);
  if (!row->told)
    return;
  const CubbyCode *code = g_ptr_array_index (read.codes, 0);
  g_assert_cmpmem (code->text, code->length, text->str, text->len);
  g_assert_cmpint (code->text[code->length], ==, '\0');
}

typedef struct {
  const char *name;
  CubbyDecodeEffort effort;
  guint n;
  gsize length; /* of each text */
  guint n_told;
} NumberRow;

static const NumberRow number_rows[] = {
    {"a camera's eight codes", CUBBY_DECODE_EFFORT_FRAME, 8, 512, 8},
    {"a camera's nine codes", CUBBY_DECODE_EFFORT_FRAME, 9, 5, 8},
    {"a still's forty codes", CUBBY_DECODE_EFFORT_STILL, 40, 100, 40},
    {"a still's five hundred short codes", CUBBY_DECODE_EFFORT_STILL, 500, 13, 500},
    {"a still's longest codes", CUBBY_DECODE_EFFORT_STILL, 11, CUBBY_WIRE_TEXT_MAX, 8},
};

/* Those that do not fit are counted. */
static void
test_number (gconstpointer data)
{
  const NumberRow *row = data;
  g_auto (CubbyWireAnswer) answer = {.serial = 7, .codes = cubby_codes_new ()}, read = {0};
  const char *fault = NULL;
  g_autofree guint8 *bytes = g_malloc0 (CUBBY_WIRE_ANSWER_BYTES_MAX);
  g_autofree char *text = g_strnfill (row->length, 'x');
  for (guint i = 0; i < row->n; i++)
    add_code (answer.codes, CUBBY_SYMBOLOGY_QR, text, (gssize)row->length);
  CubbyWireRequest request = test_good_request;
  request.effort = row->effort;
  gsize n_bytes = cubby_wire_answer_write (&answer, request.effort, bytes);
  g_assert_cmpuint (n_bytes, <=, CUBBY_WIRE_ANSWER_BYTES_MAX);
  g_assert_true (cubby_wire_answer_read (bytes, n_bytes, &request, &read, &fault));
  g_assert_cmpuint (read.codes->len, ==, row->n_told);
  g_assert_cmpuint (read.n_dropped, ==, row->n - row->n_told);
}

/* @rows: structs of @size bytes that begin with their name */
static void
add_rows (const char *words, gconstpointer rows, gsize size, guint n_rows, GTestDataFunc function)
{
  for (guint i = 0; i < n_rows; i++) {
    gconstpointer row = (const guint8 *)rows + i * size;
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/child/wire/", words, " ", *(const char *const *)row, NULL);
    g_test_add_data_func (path, row, function);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hardware/scanner/child/wire/an answer comes as it went", test_answer);
  g_test_add_func ("/hardware/scanner/child/wire/an answer cut anywhere is refused", test_answer_cut);
  add_rows ("refused is an answer with", answer_rows, sizeof answer_rows[0], G_N_ELEMENTS (answer_rows),
            test_bad_answer);
  g_test_add_func ("/hardware/scanner/child/wire/corners outside of the picture are at its edge",
                   test_corners_are_clamped);
  add_rows ("told or counted:", text_rows, sizeof text_rows[0], G_N_ELEMENTS (text_rows), test_text);
  add_rows ("as many as fit:", number_rows, sizeof number_rows[0], G_N_ELEMENTS (number_rows), test_number);
  return g_test_run ();
}
