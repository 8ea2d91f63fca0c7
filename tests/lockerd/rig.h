/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker.h"
#include "protocols/pass/signing-key.h"

#include <gio/gio.h>

/**
 * Rig:
 *
 * A private bus, a simulated bank of four doors (A1 S, A2 S, A3 M, A4 L) on one board, and a real
 * cubby-lockerd that may be killed and started again. Waits are bounded; everything ends with it.
 */
typedef struct {
  char *directory;
  const char *boards;
  char *config;
  char *journal;
  GTestDBus *dbus;
  GDBusConnection *bus;
  GSubprocess *sim;
  GSubprocess *lockerd;
  GSocketConnection *control;
  GDataInputStream *answers;
  char *pass; /* a good one, for the parcel of rig_expect() */
  char *session;
  CubbyPassSigningKey *key; /* of the centre */
  guint open_wait_ms;       /* of the next configuration */
  char *wire;               /* where the simulator is: a TCP port, or a device */
} Rig;

/* Paths of the programs under test, from the command line. */
void rig_set_programs (const char *lockerd, const char *sim);

Rig *rig_new (void);
/* @boards: the groups [board …] and [column …] of another bank, on the bus "main", with a door A4; outlives
 * it. */
Rig *rig_new_with_boards (const char *boards);
/* The same bank over RTU, on a pseudo terminal. */
Rig *rig_new_rtu (void);
/* @boards on somebody else's bus: @bus are the keys of [bus main]; there is no simulator. */
Rig *rig_new_on_bus (const char *bus, const char *boards);
void rig_free (Rig *self);
/* @bus: other lines of its [bus main] group, for a lockerd that is started after this. */
void rig_set_bus (Rig *self, const char *bus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

/* @wrapper: (nullable): what goes before the command line, such as strace. FALSE: it ended before it served.
 */
gboolean rig_start (Rig *self, const char *const *wrapper);
/* Waits for the name only: no door will be told of. */
gboolean rig_start_distrusted (Rig *self);
/* Returns: what another cubby-lockerd says before it ends with status 1. */
char *rig_run_second (Rig *self);
/* SIGTERM, and the exit status is 0. */
void rig_stop (Rig *self);
gboolean rig_is_running (Rig *self);
/* SIGKILL, and its wrapper with it. */
void rig_kill (Rig *self);
/* Waits for it to end by itself. */
void rig_reap (Rig *self);

/* Runs a program on the rig's bus. Returns: its exit status; @ret_text: (out): what it wrote. */
int rig_run (Rig *self, const char *const *argv, char **ret_text);

/* A line to the simulator; the first line of its answer. */
char *rig_sim (Rig *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
guint rig_count_pulses (Rig *self);
gboolean rig_is_open (Rig *self, const char *door);
gboolean rig_wait_open (Rig *self, const char *door);

/* Returns: (nullable): NULL when lockerd went away, or answered an error. */
GVariant *rig_call (Rig *self, const char *interface, const char *method, GVariant *arguments);
char *rig_door_field (Rig *self, const char *door, const char *field);
/* Waits for content or door to be @value. */
gboolean rig_wait (Rig *self, const char *door, const char *field, const char *value);

/* Waits for an alarm of this kind. */
gboolean rig_wait_alarm (Rig *self, const char *kind);

gboolean rig_expect (Rig *self);
/* Any other notice, sealed with @key. FALSE: it was refused. */
gboolean rig_expect_notice (Rig *self, const CubbyPassSigningKey *key, const CubbyNotice *notice);
/* Reasons; NULL when lockerd went away. @ret_door: (out) (optional) */
char *rig_sign_in (Rig *self, const char *badge, const char *pin);
char *rig_stow (Rig *self, char **ret_door);
char *rig_present (Rig *self, const char *pass, char **ret_door);

#define RIG_LABEL "00893000000000000017"
#define RIG_CODE "ABCDE-FGHJK"
