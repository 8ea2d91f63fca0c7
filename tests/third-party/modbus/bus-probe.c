/* SPDX-License-Identifier: Apache-2.0 */
/* bus-probe tcp ADDR PORT | rtu DEVICE BAUD, then UNIT and requests in hex: says what our bus makes of each
 * answer, a line each: "acknowledged 0200 …", "exception 2", "uncertain", "not-sent". */
#include "protocols/modbus/bus.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const words[] = {
    [CUBBY_BUS_NOT_SENT] = "not-sent",
    [CUBBY_BUS_ACKNOWLEDGED] = "acknowledged",
    [CUBBY_BUS_EXCEPTION] = "exception",
    [CUBBY_BUS_UNCERTAIN] = "uncertain",
};

static void
reply_cb (const CubbyBusReply *reply, gpointer data)
{
  printf ("%s", words[reply->result]);
  if (reply->result == CUBBY_BUS_ACKNOWLEDGED) {
    printf (" ");
    for (guint i = 0; i < reply->pdu.length; i++)
      printf ("%02X", reply->pdu.bytes[i]);
  } else if (reply->result == CUBBY_BUS_EXCEPTION) {
    printf (" %u", reply->exception);
  } else {
    fprintf (stderr, "%s\n", reply->error->message);
  }
  printf ("\n");
  g_main_loop_quit (data);
}

static void
parse (const char *hex, CubbyPdu *pdu)
{
  for (; g_ascii_isxdigit (hex[0]) && g_ascii_isxdigit (hex[1]) && pdu->length < CUBBY_PDU_MAX; hex += 2)
    pdu->bytes[pdu->length++] = (guint8)(g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
}

int
main (int argc, char **argv)
{
  if (argc < 6)
    return EXIT_FAILURE;
  gboolean tcp = g_str_equal (argv[1], "tcp");
  char name[] = "probe";
  const CubbyBusSettings settings = {
      .name = name,
      .transport = tcp ? CUBBY_TRANSPORT_TCP : CUBBY_TRANSPORT_RTU,
      .address = argv[2],
      .port = (guint16)(tcp ? atoi (argv[3]) : 0),
      .device = argv[2],
      .baud = (guint)(tcp ? 0 : atoi (argv[3])),
      .parity = 'N',
      .response_timeout_ms = 1000,
      .byte_timeout_ms = 200,
  };
  g_autoptr (CubbyBus) bus = cubby_bus_new (&settings);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  for (int i = 5; i < argc; i++) {
    CubbyBusRequest request = {.unit = (guint8)atoi (argv[4]),
                               .urgent = TRUE,
                               .deadline_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC};
    parse (argv[i], &request.pdu);
    cubby_bus_send (bus, &request, reply_cb, loop);
    g_main_loop_run (loop);
  }
  return EXIT_SUCCESS;
}
