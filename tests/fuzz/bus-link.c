/* SPDX-License-Identifier: Apache-2.0 */
/* A board that talks back over a real connection: the unit, eight bytes for the request, then what it sends;
 * then it hangs up. Through libmodbus, and with the thread that a bus has. */
#include "protocols/modbus/bus-link.h"
#include "tests/fuzz/fuzz.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX 300

/* The board, for one connection. */
typedef struct {
  int listener;
  const guint8 *answer;
  gsize length;
} Board;

static gpointer
play_board (gpointer data)
{
  const Board *board = data;
  guint8 request[300];
  int fd = accept4 (board->listener, NULL, NULL, SOCK_CLOEXEC);
  gssize n = recv (fd, request, sizeof request, 0);
  if (n > 0 && board->length > 0)
    send (fd, board->answer, board->length, MSG_NOSIGNAL);
  shutdown (fd, SHUT_WR);
  while (n > 0)
    n = recv (fd, request, sizeof request, 0);
  close (fd);
  return NULL;
}

static int
listen_somewhere (guint16 *ret_port)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *)&address, size), ==, 0);
  g_assert_cmpint (listen (fd, 1), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *)&address, &size), ==, 0);
  *ret_port = ntohs (address.sin_port);
  return fd;
}

static void
check_reply (const CubbyBusRequest *request, CubbyBusReply *reply)
{
  g_assert_true ((reply->result == CUBBY_BUS_ACKNOWLEDGED) == (reply->error == NULL));
  g_assert_true (reply->result != CUBBY_BUS_NOT_SENT || reply->written_us == 0);
  if (reply->result == CUBBY_BUS_ACKNOWLEDGED)
    g_assert_cmpint (memcmp (reply->pdu.bytes, request->pdu.bytes, 5), ==, 0);
  g_clear_error (&reply->error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static int listener = -1;
  static CubbyBusSettings settings = {.name = (char *)"main",
                                      .transport = CUBBY_TRANSPORT_TCP,
                                      .address = (char *)"127.0.0.1",
                                      .response_timeout_ms = 200,
                                      .byte_timeout_ms = 50};
  if (size < 5 || size > ANSWER_MAX)
    return 0;
  if (listener < 0)
    listener = listen_somewhere (&settings.port);
  CubbyBusRequest request = {.unit = data[0], .deadline_us = G_MAXINT64};
  CubbyBusReply reply = {.result = CUBBY_BUS_NOT_SENT};
  cubby_pdu_write (&request.pdu, CUBBY_PDU_WRITE_COIL, data[1], (guint16)(data[3] << 8 | data[4]));
  Board board = {listener, data + 5, size - 5};
  GThread *thread = g_thread_new ("board", play_board, &board);
  CubbyBusLink *link = cubby_bus_link_new (&settings);
  g_assert_true (cubby_bus_link_open (link, NULL));
  cubby_bus_link_exchange (link, &request, &reply);
  check_reply (&request, &reply);
  cubby_bus_link_free (link);
  g_thread_join (thread);
  return 0;
}
