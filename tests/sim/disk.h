/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/sim/random.h"

G_BEGIN_DECLS

/* The machine's files lie below here, the examiner's copies below the other: the second never fails. */
#define SIM_DISK_MACHINE "/machine/"
#define SIM_DISK_SCRATCH "/scratch/"

/* Chances, for each operation. */
typedef struct {
  double write; /* EIO or ENOSPC, after none, some or all of the bytes */
  double sync;
  double open;
  double read;
} SimDiskFaults;

typedef struct {
  guint64 writes;
  guint64 syncs;
  guint errors;
  guint power_losses;
  guint dropped; /* sectors that were not on the disk after a power loss */
  guint torn;    /* sectors of which a part was */
} SimDiskCounts;

/**
 * SimDisk:
 *
 * The files of SQLite, in memory (a sqlite3_vfs, the default one of the process
 * while the disk lives). What was written since the last sync of a file is known
 * apart: a power loss keeps, drops or tears each 512-byte sector of it. What was
 * synced stays.
 */
typedef struct _SimDisk SimDisk;

SimDisk *sim_disk_new (SimRandom *random);
void sim_disk_free (SimDisk *self);

void sim_disk_set_faults (SimDisk *self, const SimDiskFaults *faults);
const SimDiskCounts *sim_disk_get_counts (SimDisk *self);

/* @deed is called when the @operations-th write or sync from now has been half done; the machine is then
 * dead. 0: never mind. */
void sim_disk_trip (SimDisk *self, guint operations, void (*deed) (gpointer data), gpointer data);

/* Nothing succeeds and nothing changes while the machine is dead. */
void sim_disk_set_dead (SimDisk *self, gboolean dead);
/* What the kernel had in memory is gone. */
void sim_disk_lose_power (SimDisk *self);

/* Whether an operation can fail at the moment, or one did since the faults were set. */
gboolean sim_disk_is_failing (SimDisk *self);
/* Whether anything of the machine's files is not on the disk. */
gboolean sim_disk_is_dirty (SimDisk *self);
/* Copies what a power loss that drops everything unsynced would leave to the same names below
 * SIM_DISK_SCRATCH. */
void sim_disk_copy_durable (SimDisk *self);

G_END_DECLS
