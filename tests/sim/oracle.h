/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/lockerd/core.h"
#include "tests/sim/sim.h"

G_BEGIN_DECLS

/**
 * SimOracle:
 *
 * Knows the rules, and believes nobody: it reads what a power loss would leave of
 * the journal with plain SQLite, parses the rows itself, and compares them with
 * the steel, the people and the clock. It never asks the locker for its state.
 */
SimOracle *sim_oracle_new (Sim *sim);
void sim_oracle_free (SimOracle *self);

/* The machine. */
void sim_oracle_see_pulse (SimOracle *self, const CubbyEffect *effect);
/* @core: NULL when it died in the middle of something */
void sim_oracle_see_death (SimOracle *self, CubbyCore *core);
void sim_oracle_see_start (SimOracle *self, CubbyCore *core);

/* The steel. */
void sim_oracle_see_energised (SimOracle *self, guint door, guint ms);

/* People: who asked for what, before the machine is asked. @label: NULL: every parcel of the credential. */
void sim_oracle_expect_pickup (SimOracle *self, const char *sequence, const char *credential);
void sim_oracle_expect_staff (SimOracle *self, const char *sequence, const char *session, const char *label);
/* Two of the staff ask together. @second: NULL: nobody */
void sim_oracle_expect_two (SimOracle *self, const char *sequence, const char *session, const char *second);
/* They said what is behind the door of @grant. */
void sim_oracle_note_seen (SimOracle *self, const char *grant, gboolean truthful);
/* The machine said that no other door of it opens. */
void sim_oracle_note_stop (SimOracle *self, const char *sequence);
void sim_oracle_note_session (SimOracle *self, const char *session, const char *badge, CubbyRole role);

/* A code, or a PIN, is about to be compared. */
void sim_oracle_see_code_compared (SimOracle *self);
void sim_oracle_see_pin_compared (SimOracle *self);

/* The clock of the machine was set forward: caps of the last minute are not judged. */
void sim_oracle_see_clock (SimOracle *self);

/* At the end, when all came to rest: nothing may be left. */
void sim_oracle_judge_end (SimOracle *self, CubbyCore *core);

guint sim_oracle_count_pickups (SimOracle *self);
guint64 sim_oracle_count_rows (SimOracle *self);

G_END_DECLS
