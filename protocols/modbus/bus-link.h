/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "protocols/modbus/bus.h"

G_BEGIN_DECLS

/**
 * CubbyBusLink:
 *
 * The open wire of a bus, blocking, for the bus's own thread. libmodbus opens
 * it, frames requests and reads answers; what an answer is worth is decided here.
 *
 * After anything but a good answer a late one may still come. TCP: the
 * connection is reset (SO_LINGER 0, so that nothing unsent is delivered later)
 * and must be opened again. RTU: nothing is sent for as long as an answer may
 * take, and then the line is flushed.
 */
typedef struct _CubbyBusLink CubbyBusLink;

CubbyBusLink *cubby_bus_link_new (const CubbyBusSettings *settings);
void cubby_bus_link_free (CubbyBusLink *self);

gboolean cubby_bus_link_open (CubbyBusLink *self, GError **error);
gboolean cubby_bus_link_is_open (CubbyBusLink *self);
void cubby_bus_link_close (CubbyBusLink *self);
/* CLOCK_MONOTONIC µs before which nothing may be sent. */
gint64 cubby_bus_link_get_ready_us (CubbyBusLink *self);

/* One request, one answer. May close the link. @reply->error is set unless it was acknowledged. */
void cubby_bus_link_exchange (CubbyBusLink *self, const CubbyBusRequest *request, CubbyBusReply *reply);

/**
 * cubby_bus_link_listen:
 * @unit: 0 is everybody: some boards answer to it
 * @ret_bytes: (out): what came, as it came; nothing is silence
 *
 * One request, and all bytes until the line is silent again, unjudged: see cubby_answer_judge(). For
 * commissioning, where answers are what is to be found out; never for a lock. Returns: FALSE when it could
 * not be sent.
 */
gboolean cubby_bus_link_listen (CubbyBusLink *self, guint8 unit, const CubbyPdu *pdu, GByteArray *ret_bytes,
                                GError **error);

G_END_DECLS
