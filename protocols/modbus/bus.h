/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "protocols/modbus/pdu.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_BUS_NOT_SENT,     /* not a byte left this machine, and none will */
  CUBBY_BUS_ACKNOWLEDGED, /* the whole answer is right */
  CUBBY_BUS_EXCEPTION,    /* the board refused, by the book */
  CUBBY_BUS_UNCERTAIN,    /* it was sent; the answer is missing, late or wrong */
} CubbyBusResult;

/**
 * CubbyBusRequest:
 * @gap_ms: silence that this board wants before a request, beyond the bus's
 * @urgent: goes ahead of everything that is not
 * @deadline_us: CLOCK_MONOTONIC µs; not written by then, it is dropped
 */
typedef struct {
  guint8 unit;
  CubbyPdu pdu;
  guint gap_ms;
  gboolean urgent;
  gint64 deadline_us;
} CubbyBusRequest;

/**
 * CubbyBusReply:
 * @written_us: CLOCK_MONOTONIC µs at which the first byte was written; 0: none was
 * @answered_us: when the answer was complete; 0: it never was
 * @exception: the code, with %CUBBY_BUS_EXCEPTION
 * @pdu: the checked answer, with %CUBBY_BUS_ACKNOWLEDGED
 * @error: %CUBBY_MODBUS_ERROR; set unless acknowledged
 */
typedef struct {
  CubbyBusResult result;
  gint64 written_us;
  gint64 answered_us;
  guint8 exception;
  CubbyPdu pdu;
  GError *error;
} CubbyBusReply;

typedef void (*CubbyBusCallback) (const CubbyBusReply *reply, gpointer data);

/**
 * CubbyBus:
 *
 * One bus and the thread that talks on it. A request is written at most once,
 * in time or never. All functions are called by one thread, and callbacks come
 * in the main context that was its thread-default when the bus was made.
 */
typedef struct _CubbyBus CubbyBus;

/* @settings outlives the bus. The thread starts at once and keeps trying to open the device or address. */
CubbyBus *cubby_bus_new (const CubbyBusSettings *settings);

/**
 * cubby_bus_send:
 *
 * Returns: an id for cubby_bus_drop(). @callback is called exactly once, never from here.
 */
guint64 cubby_bus_send (CubbyBus *self, const CubbyBusRequest *request, CubbyBusCallback callback,
                        gpointer data);

/* Takes back a request that is still waiting: its callback gets %CUBBY_BUS_NOT_SENT. One that was sent goes
 * on. */
void cubby_bus_drop (CubbyBus *self, guint64 id);

/* What is still to be written when the bus stops, if it can be: "all off". Repeating it must do no harm. */
void cubby_bus_add_farewell (CubbyBus *self, const CubbyBusRequest *request);

/**
 * cubby_bus_free:
 *
 * Lets the exchange under way end, writes the farewells, closes. What was
 * waiting gets %CUBBY_BUS_NOT_SENT from here.
 */
void cubby_bus_free (CubbyBus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBus, cubby_bus_free)

G_END_DECLS
