/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "tests/sim/clock.h"
#include "tests/sim/disk.h"
#include "tests/sim/random.h"
#include "tests/sim/steel.h"

G_BEGIN_DECLS

typedef struct _SimMachine SimMachine;
typedef struct _SimCentre SimCentre;
typedef struct _SimPeople SimPeople;
typedef struct _SimOracle SimOracle;

/* What must have happened at least once in a batch, or the batch proved nothing: a row a word in sim.c. */
typedef enum {
  SIM_SAW_PICKED_UP,
  SIM_SAW_LOADED,
  SIM_SAW_UNLOADED,
  SIM_SAW_REFUSED,
  SIM_SAW_ALREADY_USED,
  SIM_SAW_REVOKED,
  SIM_SAW_EXPIRED,
  SIM_SAW_WAIT,
  SIM_SAW_BUSY,
  SIM_SAW_LOCKED,
  SIM_SAW_WRONG_CODE,
  SIM_SAW_WRONG_PIN,
  SIM_SAW_CODE_GOOD,
  SIM_SAW_NOT_ALLOWED,
  SIM_SAW_NO_ROOM,
  SIM_SAW_UNKNOWN,
  SIM_SAW_NOT_OPENED,
  SIM_SAW_STUCK,
  SIM_SAW_REVIEW,
  SIM_SAW_FORCED,
  SIM_SAW_LEFT_OPEN,
  SIM_SAW_RECALLED,
  SIM_SAW_LIE_REFUSED,
  SIM_SAW_SEVERAL_DOORS,
  SIM_SAW_KILLED,
  SIM_SAW_POWER_LOST,
  SIM_SAW_KILLED_MID_GRANT,
  SIM_SAW_DIED_IN_COMMIT,
  SIM_SAW_DISK_ERROR,
  SIM_SAW_DROPPED_SECTOR,
  SIM_SAW_TORN_SECTOR,
  SIM_SAW_CLOCK_BACK,
  SIM_SAW_CLOCK_FORWARD,
  SIM_SAW_BOARD_LOST,
  SIM_SAW_REQUEST_LOST,
  SIM_SAW_ANSWER_LOST,
  SIM_SAW_ANSWER_LATE,
  SIM_SAW_ANSWER_FORGED,
  SIM_SAW_SERVICE,
  SIM_SAW_ACK_TWICE,
  SIM_SAW_REOPENED,
  SIM_SAW_TIDIED,
  SIM_SAW_REMOVED,
  SIM_SAW_TAKEN_BACK,
  SIM_SAW_TOO_SMALL,
  SIM_SAW_REJECTED,
  SIM_SAW_RECONCILED,
  SIM_SAW_DIFFERENCE,
  SIM_SAW_OPENED_MANY,
  SIM_SAW_SECOND_BADGE,
  SIM_SAW_STOPPED,
  SIM_SAW_OUT_OF_SERVICE,
  SIM_SAW_BACK_IN_SERVICE,
  SIM_SAW_DROPPED_OFF,
  SIM_SAW_RETURN_REMOVED,
  SIM_N_SAW,
} SimSaw;

const char *sim_saw_to_string (SimSaw what);

/**
 * Sim:
 *
 * One simulated shop, from one seed: the machine on trial, and the world round it.
 */
typedef struct {
  guint64 seed;
  gboolean verbose;
  CubbySettings *settings;
  SimClock *clock;
  SimDisk *disk;
  SimSteel *steel;
  SimMachine *machine;
  SimCentre *centre;
  SimPeople *people;
  SimOracle *oracle;
  SimRandom ids;    /* what libsodium gives the machine */
  SimRandom faults; /* when what breaks */
  SimRandom hands;  /* what people do */
  SimRandom disks;
  SimRandom wires;
  gint64 started_us;
  gboolean calm;   /* nothing breaks any more */
  gboolean over;   /* a rule was broken: the run ends */
  char *violation; /* and which */
  guint64 hash;    /* over the whole history */
  guint64 lines;
  guint saw[SIM_N_SAW];
} Sim;

typedef struct {
  gboolean verbose;
  gboolean no_faults; /* a good day: for the bench */
  guint days;         /* openings of the shop */
} SimOptions;

/* Runs a whole seed. */
Sim *sim_run (guint64 seed, const SimOptions *options);
void sim_free (Sim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sim, sim_free)

/* One line of the history; all of it goes into the hash. */
void sim_say (Sim *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A rule is broken. */
void sim_violate (Sim *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sim_see (Sim *self, SimSaw what);

/* Calls @deed in so many milliseconds of true time. */
void sim_later (Sim *self, gint64 ms, SimDeed deed, gpointer data, GDestroyNotify destroy);
gint64 sim_throw (Sim *self, gint64 low, gint64 high); /* for people */
gboolean sim_chance (Sim *self, double chance);

G_END_DECLS
