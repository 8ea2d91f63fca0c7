/* SPDX-License-Identifier: Apache-2.0 */
/* An answer of a decode program that somebody else owns. The first byte chooses whether a camera's picture or
 * a file was asked about. What is believed was asked for, lies in the picture, and is written as the same
 * bytes. */
#include "app/domain/scan-filter.h"
#include "hardware/scanner/child/wire.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define SIDE 256

static void
check_code (const CubbyCode *code, const CubbyWireRequest *request)
{
  g_assert_true ((code->symbology & request->symbologies) != 0);
  g_assert_nonnull (cubby_symbology_get_name (code->symbology));
  g_assert_cmpuint (code->region.x + code->region.width, <=, SIDE);
  g_assert_cmpuint (code->region.y + code->region.height, <=, SIDE);
  g_assert_cmpint (code->text[code->length], ==, '\0');
  g_assert_true (request->effort == CUBBY_DECODE_EFFORT_STILL ||
                 cubby_scan_text_is_sound (code->text, code->length));
  for (guint i = 0; i < 4; i++) {
    g_assert_true (code->corners[i].x >= 0 && code->corners[i].x <= SIDE);
    g_assert_true (code->corners[i].y >= 0 && code->corners[i].y <= SIDE);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static guint8 again[CUBBY_WIRE_ANSWER_BYTES_MAX];
  CubbyWireRequest request = {.serial = 1, .width = SIDE, .height = SIDE, .stride = SIDE};
  request.symbologies = CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT;
  g_auto (CubbyWireAnswer) answer = {0}, back = {0};
  const char *fault = NULL;
  if (size < 1)
    return 0;
  request.effort = data[0] % 2 == 0 ? CUBBY_DECODE_EFFORT_FRAME : CUBBY_DECODE_EFFORT_STILL;
  if (!cubby_wire_answer_read (data + 1, size - 1, &request, &answer, &fault)) {
    g_assert_nonnull (fault);
    return 0;
  }
  for (guint i = 0; i < answer.codes->len; i++)
    check_code (g_ptr_array_index (answer.codes, i), &request);
  gsize n_bytes = cubby_wire_answer_write (&answer, request.effort, again);
  g_assert_cmpuint (n_bytes, ==, size - 1);
  g_assert_true (cubby_wire_answer_read (again, n_bytes, &request, &back, &fault));
  g_assert_cmpuint (back.codes->len, ==, answer.codes->len);
  return 0;
}
