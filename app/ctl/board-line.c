/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-line.h"

#include "protocols/modbus/bus-link.h"

#include <string.h>

#define COMMAND_US (1000 * 1000)

struct _CubbyBoardLine {
  const CubbyBusSettings *bus;
  CubbyBusLink *link;
};

static gboolean
line_connect (CubbyBoardLine *self, GError **error)
{
  if (cubby_bus_link_is_open (self->link) || cubby_bus_link_open (self->link, error))
    return TRUE;
  if (error != NULL && strstr ((*error)->message, "another program") != NULL)
    g_prefix_error (error, "stop cubby-lockerd first (systemctl stop cubby-lockerd): ");
  return FALSE;
}

CubbyBoardLine *
cubby_board_line_open (const CubbyBusSettings *bus, GError **error)
{
  g_autoptr (CubbyBoardLine) self = g_new0 (CubbyBoardLine, 1);
  self->bus = bus;
  self->link = cubby_bus_link_new (bus);
  return line_connect (self, error) ? g_steal_pointer (&self) : NULL;
}

void
cubby_board_line_free (CubbyBoardLine *self)
{
  if (self == NULL)
    return;
  cubby_bus_link_free (self->link);
  g_free (self);
}

gboolean
cubby_board_line_ask_raw (CubbyBoardLine *self, guint8 unit, const CubbyPdu *request, GByteArray *ret_bytes,
                          GError **error)
{
  return line_connect (self, error) && cubby_bus_link_listen (self->link, unit, request, ret_bytes, error);
}

gboolean
cubby_board_line_ask (CubbyBoardLine *self, guint8 unit, const CubbyPdu *request, CubbyAnswer *ret_answer,
                      GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  if (!cubby_board_line_ask_raw (self, unit, request, bytes, error))
    return FALSE;
  cubby_answer_judge (self->bus->transport == CUBBY_TRANSPORT_TCP, unit, request, bytes->data, bytes->len,
                      ret_answer);
  return TRUE;
}

static void
sleep_until (gint64 time_us)
{
  gint64 wait_us = time_us - g_get_monotonic_time ();
  if (wait_us > 0)
    g_usleep ((gulong)wait_us);
}

gboolean
cubby_board_line_command (CubbyBoardLine *self, const CubbyBusRequest *request, CubbyPdu *ret_reply,
                          gboolean *ret_written, GError **error)
{
  CubbyBusReply reply = {.result = CUBBY_BUS_NOT_SENT};
  CubbyBusRequest now = *request;
  *ret_written = FALSE;
  if (!line_connect (self, error))
    return FALSE;
  sleep_until (cubby_bus_link_get_ready_us (self->link));
  now.deadline_us = g_get_monotonic_time () + COMMAND_US;
  cubby_bus_link_exchange (self->link, &now, &reply);
  *ret_written = reply.written_us != 0;
  if (reply.result != CUBBY_BUS_ACKNOWLEDGED) {
    g_propagate_error (error, reply.error);
    return FALSE;
  }
  if (ret_reply != NULL)
    *ret_reply = reply.pdu;
  return TRUE;
}

gboolean
cubby_board_line_knock (CubbyBoardLine *self, guint8 unit, CubbyAnswer *ret_answer, GError **error)
{
  static const struct {
    guint8 function;
    guint16 address;
    guint16 count;
  } knocks[] = {{CUBBY_PDU_READ_COILS, 0, 8}, {CUBBY_PDU_READ_HOLDING, 1, 1}, {CUBBY_PDU_READ_COILS, 0, 8}};
  CubbyAnswer heard = {0};
  *ret_answer = heard;
  for (guint i = 0; i < G_N_ELEMENTS (knocks); i++) {
    CubbyPdu request = {0};
    cubby_pdu_read (&request, knocks[i].function, knocks[i].address, knocks[i].count);
    if (!cubby_board_line_ask (self, unit, &request, &heard, error))
      return FALSE;
    if (heard.kind != CUBBY_ANSWER_SILENT)
      *ret_answer = heard;
    if (heard.kind == CUBBY_ANSWER_GOOD || heard.kind == CUBBY_ANSWER_REFUSED)
      return TRUE;
  }
  return TRUE;
}
