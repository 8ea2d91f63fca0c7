/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/lockerd/core.h"
#include "tests/sim/sim.h"

G_BEGIN_DECLS

typedef enum {
  SIM_DEATH_KILL,  /* the process: what it wrote is in the kernel's hands */
  SIM_DEATH_POWER, /* the machine */
  SIM_DEATH_STOP,  /* SIGTERM: it ends as it likes */
} SimDeath;

/**
 * SimMachine:
 *
 * The kiosk's machine with the real program on it: app/lockerd/core.c and locks.c,
 * hardware/locks, app/journal, app/domain. Only the wire below cubby_bus_send()
 * and the files below SQLite are not real.
 */
SimMachine *sim_machine_new (Sim *sim);
void sim_machine_free (SimMachine *self);

void sim_machine_boot (SimMachine *self);
/* It dies now, between two turns of its main loop. */
void sim_machine_die (SimMachine *self, SimDeath how, gint64 off_ms);
/* It dies now, if it lives, and is not started for so long. */
void sim_machine_keep_off (SimMachine *self, SimDeath how, gint64 ms);
/* It dies in the middle of the @operations-th write or sync from now. */
void sim_machine_die_in_write (SimMachine *self, guint operations, SimDeath how, gint64 off_ms);

gboolean sim_machine_is_up (SimMachine *self);
/* NULL while it is not up */
const CubbyLocker *sim_machine_get_locker (SimMachine *self);
CubbyCore *sim_machine_get_core (SimMachine *self);
gint64 sim_machine_now_ms (SimMachine *self);

/* Takes @decision. Returns: whether the machine lived to give its answer. */
gboolean sim_machine_commit (SimMachine *self, const CubbyDecision *decision);
char *sim_machine_new_id (SimMachine *self);

G_END_DECLS
