/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/modbus/bus-link.h"

#include "protocols/modbus/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <modbus.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* libmodbus puts its socket in an fd_set, and writes past its end from 1024 on. */
#define DESCRIPTOR_MAX (FD_SETSIZE - 16)
#define LISTEN_MAX 1024

struct _CubbyBusLink {
  const CubbyBusSettings *settings;
  modbus_t *modbus;    /* NULL: closed */
  gint64 last_us;      /* when the wire was last in use */
  gint64 quiet_end_us; /* RTU: after an error */
};

CubbyBusLink *
cubby_bus_link_new (const CubbyBusSettings *settings)
{
  CubbyBusLink *self = g_new0 (CubbyBusLink, 1);
  self->settings = settings;
  return self;
}

void
cubby_bus_link_free (CubbyBusLink *self)
{
  cubby_bus_link_close (self);
  g_free (self);
}

gboolean
cubby_bus_link_is_open (CubbyBusLink *self)
{
  return self->modbus != NULL;
}

static gboolean
link_is_tcp (CubbyBusLink *self)
{
  return self->settings->transport == CUBBY_TRANSPORT_TCP;
}

void
cubby_bus_link_close (CubbyBusLink *self)
{
  if (self->modbus == NULL)
    return;
  int fd = modbus_get_socket (self->modbus);
  const struct linger reset = {.l_onoff = 1, .l_linger = 0};
  if (fd >= 0 && link_is_tcp (self))
    setsockopt (fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  else if (fd >= 0)
    ioctl (fd, TIOCNXCL);
  if (fd >= 0)
    modbus_close (self->modbus);
  modbus_free (self->modbus);
  self->modbus = NULL;
}

/* 3.5 characters, of ten bits and one for the parity, and 1.75 ms above 19200 baud (Modbus over Serial Line
 * 1.02, 2.5.1.1). */
static gint64
link_get_gap_us (CubbyBusLink *self, guint board_gap_ms)
{
  gint64 gap_us = (gint64)MAX (self->settings->gap_ms, board_gap_ms) * 1000;
  if (link_is_tcp (self))
    return gap_us;
  gint64 bits = self->settings->parity == 'N' ? 10 : 11;
  gint64 baud = self->settings->baud;
  gint64 silence_us = baud > 19200 ? 1750 : (bits * 3500000 + baud - 1) / baud;
  return MAX (gap_us, silence_us);
}

gint64
cubby_bus_link_get_ready_us (CubbyBusLink *self)
{
  return MAX (self->quiet_end_us, self->last_us + link_get_gap_us (self, 0));
}

static gboolean
fail_link (CubbyBusLink *self, int code, GError **error)
{
  g_autofree char *port = g_strdup_printf (":%u", self->settings->port);
  g_set_error (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_LINK, "[bus %s] %s%s: %s", self->settings->name,
               link_is_tcp (self) ? self->settings->address : self->settings->device,
               link_is_tcp (self) ? port : "", modbus_strerror (code));
  return FALSE;
}

static gboolean
descriptors_are_low (void)
{
  int fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  if (fd >= 0)
    close (fd);
  return fd >= 0 && fd < DESCRIPTOR_MAX;
}

static modbus_t *
link_make (CubbyBusLink *self)
{
  const CubbyBusSettings *bus = self->settings;
  g_autofree char *port = g_strdup_printf ("%u", bus->port);
  /* The _pi kind resolves names and knows IPv6; the other makes 255.255.255.255 of a name. */
  modbus_t *modbus = link_is_tcp (self) ? modbus_new_tcp_pi (bus->address, port)
                                        : modbus_new_rtu (bus->device, (int)bus->baud, bus->parity, 8, 1);
  if (modbus == NULL)
    return NULL;
  modbus_set_error_recovery (modbus, MODBUS_ERROR_RECOVERY_NONE);
  modbus_set_response_timeout (modbus, bus->response_timeout_ms / 1000,
                               bus->response_timeout_ms % 1000 * 1000);
  modbus_set_byte_timeout (modbus, bus->byte_timeout_ms / 1000, bus->byte_timeout_ms % 1000 * 1000);
  return modbus;
}

/* TIOCEXCL does not bind root, and a lock binds only those who ask; together they keep a second master away.
 */
static gboolean
link_claim (CubbyBusLink *self, GError **error)
{
  int fd = modbus_get_socket (self->modbus);
  fcntl (fd, F_SETFD, FD_CLOEXEC);
  if (link_is_tcp (self))
    return TRUE;
  if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
    g_set_error (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_LINK,
                 "[bus %s] %s: another program is using it", self->settings->name, self->settings->device);
    modbus_close (self->modbus);
    modbus_free (self->modbus);
    self->modbus = NULL;
    return FALSE;
  }
  ioctl (fd, TIOCEXCL);
  return TRUE;
}

gboolean
cubby_bus_link_open (CubbyBusLink *self, GError **error)
{
  cubby_bus_link_close (self);
  if (!descriptors_are_low ())
    return fail_link (self, EMFILE, error);
  errno = 0;
  modbus_t *modbus = link_make (self);
  if (modbus == NULL || modbus_connect (modbus) != 0) {
    /* libmodbus leaves what the last call said when its own wait for the connection ends. */
    int code = errno != 0 && errno != EINPROGRESS ? errno : ETIMEDOUT;
    if (modbus != NULL)
      modbus_free (modbus);
    return fail_link (self, code, error);
  }
  self->modbus = modbus;
  self->last_us = g_get_monotonic_time ();
  self->quiet_end_us = 0;
  if (!link_claim (self, error))
    return FALSE;
  modbus_flush (self->modbus);
  return TRUE;
}

/* What lies in a connection before a request belongs to nobody, and an end of file is best seen now. */
static gboolean
link_is_clean (CubbyBusLink *self, GError **error)
{
  guint8 byte;
  if (!link_is_tcp (self)) {
    modbus_flush (self->modbus);
    return TRUE;
  }
  gssize n = recv (modbus_get_socket (self->modbus), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (n < 0)
    return errno == EAGAIN ? TRUE : fail_link (self, errno, error);
  return fail_link (self, n == 0 ? ECONNRESET : EMBBADDATA, error);
}

/* An unplugged adapter says one of these; the device must be opened anew. */
static gboolean
device_is_gone (int code)
{
  static const int gone[] = {EIO, ENODEV, ENXIO, EBADF};
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    if (code == gone[i])
      return TRUE;
  return FALSE;
}

/* The wire may still carry the answer. */
static void
link_distrust (CubbyBusLink *self, int code)
{
  self->quiet_end_us = g_get_monotonic_time () + (gint64)self->settings->response_timeout_ms * 1000;
  if (!link_is_tcp (self) && !device_is_gone (code))
    return;
  self->quiet_end_us = 0;
  cubby_bus_link_close (self);
}

static void
link_receive (CubbyBusLink *self, const CubbyBusRequest *request, CubbyBusReply *reply)
{
  guint8 adu[MODBUS_TCP_MAX_ADU_LENGTH] = {0};
  reply->result = CUBBY_BUS_UNCERTAIN;
  errno = 0;
  int length = modbus_receive_confirmation (self->modbus, adu);
  int code = errno;
  self->last_us = g_get_monotonic_time ();
  if (length < 0) {
    g_set_error (&reply->error, CUBBY_MODBUS_ERROR,
                 code == ETIMEDOUT ? CUBBY_MODBUS_ERROR_SILENCE : CUBBY_MODBUS_ERROR_MISMATCH, "unit %u: %s",
                 request->unit, code == ETIMEDOUT ? "no answer" : modbus_strerror (code));
    link_distrust (self, code);
    return;
  }
  gboolean good = link_is_tcp (self)
                      ? cubby_frame_take_tcp (request->unit, adu, length, &reply->pdu, &reply->error)
                      : cubby_frame_take_rtu (request->unit, adu, length, &reply->pdu, &reply->error);
  if (!good || !cubby_pdu_check_reply (&request->pdu, &reply->pdu, &reply->exception, &reply->error)) {
    g_prefix_error (&reply->error, "unit %u: ", request->unit);
    link_distrust (self, 0);
    return;
  }
  reply->answered_us = self->last_us;
  reply->result = reply->exception == 0 ? CUBBY_BUS_ACKNOWLEDGED : CUBBY_BUS_EXCEPTION;
  if (reply->exception != 0) {
    g_autofree char *name = cubby_modbus_exception_to_string (reply->exception);
    g_set_error (&reply->error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_EXCEPTION, "unit %u refuses: %s",
                 request->unit, name);
  }
}

static void
sleep_until (gint64 time_us)
{
  const struct timespec when = {.tv_sec = time_us / G_USEC_PER_SEC,
                                .tv_nsec = time_us % G_USEC_PER_SEC * 1000};
  while (g_get_monotonic_time () < time_us)
    clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL);
}

void
cubby_bus_link_exchange (CubbyBusLink *self, const CubbyBusRequest *request, CubbyBusReply *reply)
{
  guint8 raw[CUBBY_PDU_MAX + 1];
  raw[0] = request->unit;
  memcpy (raw + 1, request->pdu.bytes, request->pdu.length);
  sleep_until (self->last_us + link_get_gap_us (self, request->gap_ms));
  if (!link_is_clean (self, &reply->error)) {
    cubby_bus_link_close (self);
    return;
  }
  if (!link_is_tcp (self))
    modbus_set_slave (self->modbus, MIN (request->unit, CUBBY_LIBMODBUS_UNIT_MAX));
  gint64 now_us = g_get_monotonic_time ();
  if (now_us > request->deadline_us) {
    g_set_error_literal (&reply->error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_LATE,
                         "its time was over before the bus was free");
    return;
  }
  errno = 0;
  int sent = modbus_send_raw_request (self->modbus, raw, (int)request->pdu.length + 1);
  int code = errno;
  if (sent < 0 && code != EMBBADDATA) {
    fail_link (self, code, &reply->error);
    cubby_bus_link_close (self);
    return;
  }
  reply->written_us = now_us;
  if (sent < 0) { /* a part of it left */
    reply->result = CUBBY_BUS_UNCERTAIN;
    fail_link (self, code, &reply->error);
    link_distrust (self, code);
    return;
  }
  link_receive (self, request, reply);
}

/* Returns: how many bytes came, 0 when @wait_ms passed or nobody is there any more. */
static gssize
link_read_some (CubbyBusLink *self, guint wait_ms, guint8 *bytes, gsize size)
{
  struct pollfd wait = {.fd = modbus_get_socket (self->modbus), .events = POLLIN};
  if (poll (&wait, 1, (int)wait_ms) <= 0)
    return 0;
  gssize n = read (wait.fd, bytes, size);
  return MAX (n, 0);
}

gboolean
cubby_bus_link_listen (CubbyBusLink *self, guint8 unit, const CubbyPdu *pdu, GByteArray *ret_bytes,
                       GError **error)
{
  guint8 raw[CUBBY_PDU_MAX + 1];
  raw[0] = unit;
  memcpy (raw + 1, pdu->bytes, pdu->length);
  sleep_until (cubby_bus_link_get_ready_us (self));
  if (!link_is_clean (self, error)) {
    cubby_bus_link_close (self);
    return FALSE;
  }
  errno = 0;
  if (modbus_send_raw_request (self->modbus, raw, (int)pdu->length + 1) < 0) {
    fail_link (self, errno, error);
    cubby_bus_link_close (self);
    return FALSE;
  }
  guint8 bytes[LISTEN_MAX];
  guint wait_ms = self->settings->response_timeout_ms;
  gssize n = link_read_some (self, wait_ms, bytes, sizeof bytes);
  for (; n > 0 && ret_bytes->len < LISTEN_MAX; n = link_read_some (self, wait_ms, bytes, sizeof bytes)) {
    g_byte_array_append (ret_bytes, bytes, (guint)n);
    wait_ms = self->settings->byte_timeout_ms;
  }
  self->last_us = g_get_monotonic_time ();
  if (ret_bytes->len == 0)
    link_distrust (self, ETIMEDOUT);
  return TRUE;
}
