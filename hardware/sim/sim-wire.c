/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-wire.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

/* Half a frame that nothing follows for so long is no frame. */
#define STALE_US (100 * 1000)

struct _CubbySimWire {
  gatomicrefcount references;
  CubbySimBank *bank;
  guint bus;
  const CubbySimFraming *framing;
  int fd; /* -1: closed */
  GSource *readable;
  GByteArray *received;
  gint64 received_us;
  void (*closed) (CubbySimWire *self, gpointer data);
  gpointer closed_data;
};

typedef struct {
  CubbySimWire *wire;
  GByteArray *bytes;
} LateAnswer;

static CubbySimWire *
wire_ref (CubbySimWire *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cubby_sim_wire_unref (CubbySimWire *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  cubby_sim_wire_close (self);
  g_byte_array_unref (self->received);
  g_object_unref (self->bank);
  g_free (self);
}

void
cubby_sim_wire_close (CubbySimWire *self)
{
  if (self->fd < 0)
    return;
  g_source_destroy (self->readable);
  g_clear_pointer (&self->readable, g_source_unref);
  close (self->fd);
  self->fd = -1;
}

static void
wire_hang_up (CubbySimWire *self)
{
  if (self->fd < 0)
    return;
  cubby_sim_wire_close (self);
  self->closed (self, self->closed_data);
}

static void
wire_send (CubbySimWire *self, const GByteArray *bytes)
{
  if (self->fd < 0 || bytes->len == 0)
    return;
  /* A peer that does not read loses what does not fit, as on a cable. */
  if (write (self->fd, bytes->data, bytes->len) < 0 && errno != EAGAIN)
    wire_hang_up (self);
}

static gboolean
late_answer_cb (gpointer data)
{
  LateAnswer *late = data;
  wire_send (late->wire, late->bytes);
  return G_SOURCE_REMOVE;
}

static void
late_answer_free (gpointer data)
{
  LateAnswer *late = data;
  cubby_sim_wire_unref (late->wire);
  g_byte_array_unref (late->bytes);
  g_free (late);
}

static void
wire_send_later (CubbySimWire *self, GByteArray *bytes, guint delay_ms)
{
  LateAnswer *late = g_new0 (LateAnswer, 1);
  late->wire = wire_ref (self);
  late->bytes = g_byte_array_ref (bytes);
  g_autoptr (GSource) source = g_timeout_source_new (delay_ms);
  g_source_set_callback (source, late_answer_cb, late, late_answer_free);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
wire_answer (CubbySimWire *self, const CubbySimRequest *request)
{
  g_autoptr (CubbySimAnswer) answer =
      cubby_sim_bank_request (self->bank, self->bus, request->unit, request->pdu, request->length);
  const guint8 stray = 0;
  if (answer == NULL || answer->lost)
    return;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, answer->noise->data, answer->noise->len);
  if (answer->pdu->len > 0) {
    g_autoptr (GByteArray) frame = g_byte_array_new ();
    self->framing->wrap (request->transaction, answer->unit, answer->pdu, frame);
    frame->data[frame->len - 1] ^= answer->flip;
    g_byte_array_append (bytes, frame->data, frame->len);
  }
  for (guint i = 0; i < answer->n_stray; i++)
    g_byte_array_append (bytes, &stray, 1);
  if (answer->delay_ms > 0)
    wire_send_later (self, bytes, answer->delay_ms);
  else
    wire_send (self, bytes);
}

static void
wire_cut (CubbySimWire *self)
{
  while (self->fd >= 0 && self->received->len > 0) {
    CubbySimRequest request = {0};
    gssize taken = self->framing->cut (self->received->data, self->received->len, &request);
    if (taken == 0)
      return;
    if (taken < 0) {
      wire_hang_up (self);
      return;
    }
    if (request.length > 0)
      wire_answer (self, &request);
    g_byte_array_remove_range (self->received, 0, (guint)taken);
  }
}

static gboolean
readable_cb (gint fd, GIOCondition condition, gpointer data)
{
  CubbySimWire *self = wire_ref (data);
  guint8 bytes[512];
  gssize n = read (fd, bytes, sizeof bytes);
  gint64 now_us = g_get_monotonic_time ();
  if (n > 0) {
    if (now_us - self->received_us > STALE_US)
      g_byte_array_set_size (self->received, 0);
    self->received_us = now_us;
    g_byte_array_append (self->received, bytes, (guint)n);
    wire_cut (self);
  } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
    wire_hang_up (self);
  }
  gboolean open = self->fd >= 0;
  cubby_sim_wire_unref (self);
  return open ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

CubbySimWire *
cubby_sim_wire_new (CubbySimBank *bank, guint bus, const CubbySimFraming *framing, int fd,
                    void (*closed) (CubbySimWire *self, gpointer data), gpointer data)
{
  CubbySimWire *self = g_new0 (CubbySimWire, 1);
  g_atomic_ref_count_init (&self->references);
  self->bank = g_object_ref (bank);
  self->bus = bus;
  self->framing = framing;
  self->fd = fd;
  self->received = g_byte_array_new ();
  self->closed = closed;
  self->closed_data = data;
  self->readable = g_unix_fd_source_new (fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (self->readable, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->readable, g_main_context_get_thread_default ());
  return self;
}
