/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>
#include <sys/types.h>

typedef enum {
  WIRE_NO_FAULT,
  WIRE_KILL,      /* the master is killed; what is on the wire arrives */
  WIRE_KILL_LOSE, /* the master is killed; the rest of the frame is lost */
  WIRE_CUT,       /* the rest is lost and the wire is dead for a while; the master lives */
  WIRE_FLIP,      /* this byte arrives with another bit; for a wire with a checksum */
} WireFault;

/**
 * Wire:
 *
 * A bus with a fault: it carries the bytes between the master and the simulator, counts them, both ways
 * together, and when the byte that was named has passed it strikes. It has a thread of its own.
 */
typedef struct _Wire Wire;

Wire *wire_new_tcp (const char *sim_port);
Wire *wire_new_serial (const char *sim_device);
void wire_free (Wire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wire, wire_free)

const char *wire_get_place (const Wire *self); /* for the master: a port, or a device */

/* Counts from 1 from now on. @victim: whom to kill. */
void wire_arm (Wire *self, WireFault fault, guint at, pid_t victim);
void wire_disarm (Wire *self);
/* Waits until everything that the master has written before has arrived. */
void wire_settle (Wire *self);
guint wire_count (Wire *self);
gboolean wire_has_struck (Wire *self);
