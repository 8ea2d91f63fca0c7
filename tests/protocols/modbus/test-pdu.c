/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/modbus/pdu.h"

#include <string.h>

typedef struct {
  const char *path;
  const char *request;
  const char *reply;
  int exception; /* -1: it is no answer to this */
} Row;

static const Row rows[] = {
    {"05/the whole echo", "05 02 00 00 05", "05 02 00 00 05", 0},
    {"05/the echo of another coil", "05 02 05 00 05", "05 02 06 00 05", -1},
    {"05/the echo of another value", "05 02 00 00 05", "05 02 00 00 06", -1},
    {"05/another function", "05 02 00 00 05", "06 02 00 00 05", -1},
    {"05/a byte too many", "05 02 00 00 05", "05 02 00 00 05 00", -1},
    {"05/a byte too few", "05 02 00 00 05", "05 02 00 00", -1},
    {"05/nothing", "05 02 00 00 05", "", -1},
    {"05/an exception", "05 02 00 00 05", "85 02", 2},
    {"05/the exception of another function", "05 02 00 00 05", "86 02", -1},
    {"05/an exception without a code", "05 02 00 00 05", "85 00", -1},
    {"05/an exception and more", "05 02 00 00 05", "85 02 00", -1},
    {"06/the whole echo", "06 00 01 06 01", "06 00 01 06 01", 0},
    {"06/the echo of the neighbour", "06 00 01 06 01", "06 00 02 06 01", -1},
    {"0F/address and count", "0F 00 00 00 08 01 00", "0F 00 00 00 08", 0},
    {"0F/another count", "0F 00 00 00 08 01 00", "0F 00 00 00 09", -1},
    {"10/address and count", "10 00 03 00 02 04 00 04 00 05", "10 00 03 00 02", 0},
    {"10/another address", "10 00 03 00 02 04 00 04 00 05", "10 00 08 00 02", -1},
    {"10/the whole request", "10 00 03 00 02 04 00 04 00 05", "10 00 03 00 02 04 00 04 00 05", -1},
    {"02/eight inputs", "02 00 00 00 08", "02 01 FF", 0},
    {"02/two bytes for eight inputs", "02 00 00 00 08", "02 02 FF FF", -1},
    {"02/a byte count that lies", "02 00 00 00 08", "02 02 FF", -1},
    {"01/nine coils are two bytes", "01 00 00 00 09", "01 02 FF 01", 0},
    {"03/one register", "03 80 00 00 01", "03 02 01 2C", 0},
    {"03/two registers for one", "03 80 00 00 01", "03 04 01 2C 00 00", -1},
    {"04/one register", "04 00 00 00 01", "04 02 00 00", 0},
    {"2B/a function nobody asked for", "2B 0E 01 00 00", "2B 0E 01 00 00", -1},
};

static void
parse (const char *hex, CubbyPdu *ret_pdu)
{
  g_auto (GStrv) words = g_strsplit (hex, " ", -1);
  ret_pdu->length = 0;
  for (char **word = words; *word != NULL; word++)
    ret_pdu->bytes[ret_pdu->length++] = (guint8)g_ascii_strtoull (*word, NULL, 16);
}

static void
test_check (gconstpointer data)
{
  const Row *row = data;
  CubbyPdu request = {0};
  CubbyPdu reply = {0};
  guint8 exception = 99;
  g_autoptr (GError) error = NULL;
  parse (row->request, &request);
  parse (row->reply, &reply);
  gboolean good = cubby_pdu_check_reply (&request, &reply, &exception, &error);
  g_assert_true (good == (row->exception >= 0));
  if (good) {
    g_assert_no_error (error);
    g_assert_cmpint (exception, ==, row->exception);
    return;
  }
  g_assert_error (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, row->request));
}

static void
test_crc (void)
{
  const guint8 frame[] = {0x01, 0x05, 0x02, 0x00, 0x00, 0x07};
  g_assert_cmphex (cubby_modbus_crc (frame, sizeof frame), ==, 0xB08D);
}

static void
test_exceptions (void)
{
  g_autofree char *known = cubby_modbus_exception_to_string (2);
  g_autofree char *hole = cubby_modbus_exception_to_string (7);
  g_autofree char *high = cubby_modbus_exception_to_string (200);
  g_assert_cmpstr (known, ==, "illegal data address (2)");
  g_assert_cmpstr (hole, ==, "exception (7)");
  g_assert_cmpstr (high, ==, "exception (200)");
}

static void
test_refusals (void)
{
  static const guint8 nothing_done[] = {1, 2, 3, 6, 10};
  guint found = 0;
  for (guint code = 0; code < 256; code++) {
    gboolean refusal = memchr (nothing_done, (int)code, sizeof nothing_done) != NULL;
    g_assert_true (cubby_modbus_exception_is_refusal ((guint8)code) == refusal);
    found += refusal;
  }
  g_assert_cmpuint (found, ==, sizeof nothing_done);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/modbus/pdu/", rows[i].path, NULL);
    g_test_add_data_func (path, &rows[i], test_check);
  }
  g_test_add_func ("/modbus/crc is that of the maker's frame", test_crc);
  g_test_add_func ("/modbus/exceptions have names", test_exceptions);
  g_test_add_func ("/modbus/only some exceptions prove that nothing was done", test_refusals);
  return g_test_run ();
}
