/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "tests/sim/clock.h"
#include "tests/sim/random.h"

G_BEGIN_DECLS

typedef enum {
  SIM_SENSOR_GOOD,
  SIM_SENSOR_STUCK_SHUT,
  SIM_SENSOR_STUCK_OPEN,
  SIM_SENSOR_FLAPS,
  SIM_N_SENSORS,
} SimSensor;

/* A door, its lock, and what truly lies behind it. */
typedef struct {
  const char *name;
  gboolean open;
  gboolean jammed;
  SimSensor sensor;
  char *label;         /* of the parcel behind it, or NULL */
  guint springs;       /* how often it was opened, by its lock or by force */
  gint64 faulty_us;    /* when its sensor was mended last */
  gint64 opened_us;    /* when it was opened last */
  gint64 lit_until_us; /* its lock is energised */
} SimDoor;

typedef struct {
  gboolean dead;
  gboolean deaf; /* it misses the next frame */
  guint latency_ms;
} SimBoardState;

/* What a bus does to a frame; chances, for each exchange. */
typedef struct {
  double lost;      /* the request does not arrive */
  double mute;      /* it does; the answer does not */
  double late;      /* the answer comes when nobody waits for it */
  double forged;    /* an answer to something else: another coil, another value */
  double noise;     /* bytes that are no frame */
  double exception; /* the board says no, and has or has not done it */
} SimWireFaults;

typedef struct {
  guint lost, mute, late, forged, noise, exceptions, flashes;
} SimWireCounts;

typedef struct {
  void (*energised) (guint door, guint ms, gpointer data); /* a lock begins to draw current */
  void (*sprung) (guint door, gpointer data);              /* a door stands open */
  gpointer data;
} SimSteelListener;

/**
 * SimSteel:
 *
 * The bank as it is: doors, latches, sensors, boards and cables. The wire
 * (wire.c) is the only way to it from the machine on trial, hands (people.c) the other.
 */
typedef struct {
  const CubbySettings *settings;
  SimClock *clock;
  SimRandom *random;
  SimSteelListener listener;
  guint n_doors;
  SimDoor *doors;
  SimBoardState *boards;
  gboolean *cut;      /* of each bus: its cable */
  gboolean unplugged; /* the machine on trial is dead: it sends nothing any more */
  SimWireFaults faults;
  SimWireCounts counts;
} SimSteel;

SimSteel *sim_steel_new (const CubbySettings *settings, SimClock *clock, SimRandom *random,
                         const SimSteelListener *listener);
void sim_steel_free (SimSteel *self);

/* A lock draws current for @ms. */
void sim_steel_energise (SimSteel *self, guint door, guint ms);
/* A door is opened without its lock. */
void sim_steel_force (SimSteel *self, guint door);
void sim_steel_shut (SimSteel *self, guint door);
/* What the input of the door's board reads now. */
gboolean sim_steel_sample (SimSteel *self, guint door);
void sim_steel_mend_sensor (SimSteel *self, guint door);
/* Everything is mended. */
void sim_steel_mend (SimSteel *self);

/* The buses of the machine that runs now reach this steel; NULL: no machine runs, nothing reaches anything.
 */
void sim_wire_connect (SimSteel *steel);
/* Group of what is under way on the wires, see sim_clock_cancel_group(). */
#define SIM_WIRE_GROUP 1
#define SIM_STEEL_GROUP 2

G_END_DECLS
