/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CUBBY_SIM_SENSOR_OK,
  CUBBY_SIM_SENSOR_STUCK_SHUT,
  CUBBY_SIM_SENSOR_STUCK_OPEN,
  CUBBY_SIM_SENSOR_FLAP, /* another answer at every sample */
} CubbySimSensor;

typedef enum {
  CUBBY_SIM_LATCH_OK,
  CUBBY_SIM_LATCH_STUCK, /* it does not let go, whatever the coil does */
  CUBBY_SIM_LATCH_LOOSE, /* it does not catch: a shut door can be pulled open */
} CubbySimLatch;

const char *cubby_sim_latch_to_string (CubbySimLatch latch);
gboolean cubby_sim_latch_from_string (const char *text, CubbySimLatch *ret_latch);
const char *cubby_sim_sensor_to_string (CubbySimSensor sensor);
gboolean cubby_sim_sensor_from_string (const char *text, CubbySimSensor *ret_sensor);

/* How long a lock must be energised before the bolt is out of the way, and how long the spring then takes. */
#define CUBBY_SIM_RELEASE_US (25 * 1000)
#define CUBBY_SIM_SPRING_US (120 * 1000)

/**
 * CubbySimDoor:
 *
 * The steel: a door with a spring behind it, a latch that a solenoid pulls back,
 * a sensor on the leaf and, perhaps, a parcel behind it. A pure model: time
 * comes in as CLOCK_MONOTONIC µs, nothing goes out but the fields.
 */
typedef struct {
  char *name;
  gboolean open;
  gboolean latched;
  gboolean jammed;    /* something presses on it: the latch releases, the door does not move */
  gboolean energised; /* the lock's coil */
  CubbySimLatch latch;
  CubbySimSensor sensor;
  char *parcel; /* its label, or NULL */

  gint64 release_at_us; /* the latch lets go then, if the coil is still energised; 0: it does not */
  gint64 spring_at_us;  /* the door springs open then; 0: it does not */
  gboolean flap;        /* what the flapping sensor said last */
  GArray *pulses;       /* of gint64: when the coil was energised */
} CubbySimDoor;

CubbySimDoor *cubby_sim_door_new (const char *name);
void cubby_sim_door_free (CubbySimDoor *self);

/* The coil: a rising edge is a pulse. */
void cubby_sim_door_energise (CubbySimDoor *self, gboolean on, gint64 now_us);
/* Lets everything happen that is due at @now_us. */
void cubby_sim_door_advance (CubbySimDoor *self, gint64 now_us);
/* When something happens next; 0: nothing will. */
gint64 cubby_sim_door_get_due (const CubbySimDoor *self);
/* One sample of the sensor: TRUE: shut. */
gboolean cubby_sim_door_sense (CubbySimDoor *self);

/* What a hand does. NULL: done; otherwise why it cannot be done. */
const char *cubby_sim_door_hand_open (CubbySimDoor *self);
const char *cubby_sim_door_hand_shut (CubbySimDoor *self);
const char *cubby_sim_door_hand_put (CubbySimDoor *self, const char *label);
const char *cubby_sim_door_hand_take (CubbySimDoor *self);
/* A crowbar: it opens whatever the latch says. */
void cubby_sim_door_force (CubbySimDoor *self);

G_END_DECLS
