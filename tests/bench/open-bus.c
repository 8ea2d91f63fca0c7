/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/open-bus.h"

#include "protocols/modbus/bus.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"

#include <errno.h>
#include <modbus.h>

#define CYCLES 1000
#define READ_INPUTS 2
#define N_INPUTS 8
#define DEADLINE_US (5 * G_USEC_PER_SEC)

static void
reply_cb (const CubbyBusReply *reply, gpointer data)
{
  *(gboolean *)data = TRUE;
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED)
    bench_fail ("open: a board did not answer: %s", reply->error->message);
}

static void
look (CubbyBus *bus, guint8 unit)
{
  gboolean done = FALSE;
  CubbyBusRequest request = {.unit = unit, .deadline_us = g_get_monotonic_time () + DEADLINE_US};
  cubby_pdu_read (&request.pdu, READ_INPUTS, 0, N_INPUTS);
  cubby_bus_send (bus, &request, reply_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static BenchSamples *
measure_ours (const CubbySettings *settings)
{
  BenchSamples *cycles = bench_samples_new ();
  g_autoptr (CubbyBus) bus = cubby_bus_new (g_ptr_array_index (settings->buses, 0));
  for (guint n = 0; n <= CYCLES; n++) {
    double begun = bench_wall_ms ();
    for (guint i = 0; i < settings->boards->len; i++)
      look (bus, ((const CubbyBoardSettings *)g_ptr_array_index (settings->boards, i))->unit);
    if (n > 0) /* the first one connects */
      bench_samples_add (cycles, bench_wall_ms () - begun);
  }
  return cycles;
}

static BenchSamples *
measure_libmodbus (const CubbySettings *settings)
{
  const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, 0);
  BenchSamples *cycles = bench_samples_new ();
  uint8_t inputs[N_INPUTS];
  modbus_t *modbus = modbus_new_tcp (bus->address, bus->port);
  if (modbus == NULL || modbus_connect (modbus) != 0)
    bench_fail ("open: libmodbus cannot reach the simulator: %s", modbus_strerror (errno));
  for (guint n = 0; n < CYCLES; n++) {
    double begun = bench_wall_ms ();
    for (guint i = 0; i < settings->boards->len; i++) {
      modbus_set_slave (modbus, ((const CubbyBoardSettings *)g_ptr_array_index (settings->boards, i))->unit);
      if (modbus_read_input_bits (modbus, 0, N_INPUTS, inputs) != N_INPUTS)
        bench_fail ("open: libmodbus: a board did not answer: %s", modbus_strerror (errno));
    }
    bench_samples_add (cycles, bench_wall_ms () - begun);
  }
  modbus_close (modbus);
  modbus_free (modbus);
  return cycles;
}

void
bench_compare_buses (const CubbySettings *settings)
{
  static const double percents[] = {50, 99};
  g_autoptr (BenchSamples) ours = measure_ours (settings);
  g_autoptr (BenchSamples) peers = measure_libmodbus (settings);
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name =
        g_strdup_printf ("a look at %u boards over TCP p%.0f", settings->boards->len, percents[i]);
    bench_report_against ("open", name, bench_samples_get_percentile (ours, percents[i]), "ms",
                          bench_samples_get_percentile (peers, percents[i]),
                          "libmodbus as it comes, no thread of its own");
  }
}
