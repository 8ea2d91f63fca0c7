/* SPDX-License-Identifier: Apache-2.0 */
/* A hostile answer to a request: first the wire (0 TCP, else RTU), the unit, and the request as a length and
 * its bytes. What is taken for an answer has to be one by the standard, read here for a second time. */
#include "protocols/modbus/frame.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define ADU_MAX 260 /* the buffer that libmodbus is given */

static void
make_request (const guint8 *bytes, CubbyPdu *ret_request)
{
  guint16 address = (guint16)(bytes[1] << 8 | bytes[2]), value = (guint16)(bytes[3] << 8 | bytes[4]);
  switch (bytes[0] % 8) {
  case 4:
  case 5:
    cubby_pdu_write (ret_request, bytes[0] % 8 == 4 ? CUBBY_PDU_WRITE_COIL : CUBBY_PDU_WRITE_REGISTER,
                     address, value);
    break;
  case 6:
    cubby_pdu_clear_coils (ret_request, address, MAX (value % 1969, 1));
    break;
  case 7:
    cubby_pdu_write_words (ret_request, address, (guint16[]){value, address}, 1 + value % 2);
    break;
  default:
    cubby_pdu_read (ret_request, bytes[0] % 4 + 1, address,
                    bytes[0] % 4 < 2 ? MAX (value % 2001, 1) : MAX (value % 126, 1));
  }
}

/* The whole answer that a board gives by the book. */
static void
check_answer (const CubbyPdu *request, const CubbyPdu *reply)
{
  guint count = (guint)(request->bytes[3] << 8 | request->bytes[4]);
  gboolean bits = request->bytes[0] <= CUBBY_PDU_READ_INPUTS;
  g_assert_cmpuint (reply->bytes[0], ==, request->bytes[0]);
  if (request->bytes[0] > CUBBY_PDU_READ_INPUT_REGISTERS) {
    g_assert_cmpuint (reply->length, ==, 5);
    g_assert_cmpint (memcmp (reply->bytes, request->bytes, 5), ==, 0);
    return;
  }
  g_assert_cmpuint (reply->length, ==, 2 + (bits ? (count + 7) / 8 : 2 * count));
  for (guint i = 0; i < count; i++)
    if (bits)
      cubby_pdu_get_bit (reply, i);
    else
      cubby_pdu_get_word (reply, i);
}

static void
check_error (gboolean good, GError *error)
{
  g_assert_true (good == (error == NULL));
  g_clear_error (&error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  CubbyPdu request, reply;
  guint8 adu[ADU_MAX] = {0}, exception = 0;
  GError *error = NULL;
  if (size < 7 || size - 7 > sizeof adu)
    return 0;
  make_request (data + 2, &request);
  memcpy (adu, data + 7, size - 7);
  gboolean framed = data[0] == 0 ? cubby_frame_take_tcp (data[1], adu, (int)(size - 7), &reply, &error)
                                 : cubby_frame_take_rtu (data[1], adu, (int)(size - 7), &reply, &error);
  check_error (framed, g_steal_pointer (&error));
  if (!framed)
    return 0;
  gboolean good = cubby_pdu_check_reply (&request, &reply, &exception, &error);
  check_error (good, error);
  if (good && exception == 0)
    check_answer (&request, &reply);
  g_free (cubby_modbus_exception_to_string (exception));
  cubby_modbus_exception_is_refusal (exception);
  return 0;
}
