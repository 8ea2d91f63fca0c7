/* SPDX-License-Identifier: Apache-2.0 */
/* What the kiosk asks its decode program, good and spoilt. */
#include "hardware/scanner/child/ring.h"
#include "tests/hardware/scanner/child/good-request.h"

static gboolean
read_request (const CubbyWireRequest *request, gsize n_bytes, CubbyWireRequest *ret)
{
  guint8 bytes[CUBBY_WIRE_REQUEST_BYTES + 1] = {0};
  cubby_wire_request_write (request, bytes);
  return cubby_wire_request_read (bytes, n_bytes, CUBBY_RING_SLOTS, TEST_SLOT_BYTES, ret);
}

static void
test_request (void)
{
  CubbyWireRequest read = {0};
  g_assert_true (read_request (&test_good_request, CUBBY_WIRE_REQUEST_BYTES, &read));
  g_assert_cmpmem (&read, sizeof read, &test_good_request, sizeof test_good_request);
}

static void
test_request_of_another_length (void)
{
  CubbyWireRequest read;
  g_assert_false (read_request (&test_good_request, CUBBY_WIRE_REQUEST_BYTES - 1, &read));
  g_assert_false (read_request (&test_good_request, CUBBY_WIRE_REQUEST_BYTES + 1, &read));
  g_assert_false (read_request (&test_good_request, 0, &read));
}

typedef struct {
  const char *name;
  CubbyWireRequest change; /* what is not 0 replaces that of the good one */
} RequestRow;

#define NOTHING G_MAXUINT32 /* stands for 0 */

static const RequestRow request_rows[] = {
    {"without a serial", {.serial = NOTHING}},
    {"of a slot that is not there", {.slot = CUBBY_RING_SLOTS}},
    {"of a slot far out", {.slot = 0x80000001}},
    {"without a width", {.width = NOTHING}},
    {"without a height", {.height = NOTHING}},
    {"wider than its rows", {.width = 65}},
    {"one row more than the slot", {.height = 49}},
    {"rows longer than the slot", {.stride = 65}},
    {"wider than any picture",
     {.width = CUBBY_FRAME_SIDE_MAX + 1, .stride = CUBBY_FRAME_SIDE_MAX + 1, .height = 1}},
    {"whose size wraps round", {.width = 0x10000, .stride = 0x10000, .height = 0x10000}},
    {"for a symbology that is none", {.symbologies = 0x80000000}},
    {"of an effort that is none", {.effort = (CubbyDecodeEffort)2}},
    {"of more time than a minute", {.budget_us = CUBBY_WIRE_BUDGET_MAX_US + 1}},
    {"of less time than none", {.budget_us = -1}},
    {"taken before there was time", {.captured_us = -1}},
};

static guint32
choose (guint32 good, guint32 change)
{
  return change == 0 ? good : change == NOTHING ? 0 : change;
}

static void
test_bad_request (gconstpointer data)
{
  const CubbyWireRequest *change = &((const RequestRow *)data)->change;
  CubbyWireRequest read,
      request = {
          .serial = choose (test_good_request.serial, change->serial),
          .slot = choose (test_good_request.slot, change->slot),
          .width = choose (test_good_request.width, change->width),
          .height = choose (test_good_request.height, change->height),
          .stride = choose (test_good_request.stride, change->stride),
          .symbologies = choose (test_good_request.symbologies, change->symbologies),
          .effort = change->effort,
          .budget_us = change->budget_us != 0 ? change->budget_us : test_good_request.budget_us,
          .captured_us = change->captured_us != 0 ? change->captured_us : test_good_request.captured_us,
      };
  g_assert_false (read_request (&request, CUBBY_WIRE_REQUEST_BYTES, &read));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hardware/scanner/child/wire/a request comes as it went", test_request);
  g_test_add_func ("/hardware/scanner/child/wire/a request of another length is refused",
                   test_request_of_another_length);
  for (guint i = 0; i < G_N_ELEMENTS (request_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/child/wire/refused is a request ", request_rows[i].name, NULL);
    g_test_add_data_func (path, &request_rows[i], test_bad_request);
  }
  return g_test_run ();
}
