/* SPDX-License-Identifier: Apache-2.0 */
/* A request to the decode program. What is taken lies inside of its memory, and is written as the same bytes.
 */
#include "hardware/scanner/child/wire.h"
#include "tests/fuzz/fuzz.h"

#define SLOTS 2
#define SLOT_BYTES ((gsize)1920 * 1080)

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint8 again[CUBBY_WIRE_REQUEST_BYTES];
  CubbyWireRequest request;
  if (!cubby_wire_request_read (data, size, SLOTS, SLOT_BYTES, &request))
    return 0;
  g_assert_cmpuint (request.slot, <, SLOTS);
  g_assert_true (request.width > 0 && request.height > 0 && request.width <= request.stride);
  g_assert_cmpuint ((guint64)(request.height - 1) * request.stride + request.width, <=, SLOT_BYTES);
  cubby_wire_request_write (&request, again);
  g_assert_cmpmem (again, sizeof again, data, size);
  return 0;
}
