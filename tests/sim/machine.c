/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/machine.h"

#include "app/common/log.h"
#include "app/lockerd/lockerd.h"
#include "app/lockerd/self-test.h"
#include "tests/sim/oracle.h"

#define TIDY_MS 20000   /* ten times as rarely as lockerd: a quiet moment is as good as another */
#define RESTART_MS 1000 /* RestartSec= of the unit */

struct _SimMachine {
  Sim *sim;
  CubbyLockerd *program; /* NULL: it does not run */
  gboolean dying;        /* it is dead, and has not been buried */
  gboolean in_commit;
  gint64 off_until_us; /* true time */
  gboolean cut_off;    /* it died while it ended by itself */
  gboolean tidying;
  SimDeath how;
  gint64 off_ms;
  guint64 burial;
};

/* Takes the place of app/common/log.c: the history says what is to be said. */
void
cubby_log_event (const char *name, ...)
{
}

/* And of app/lockerd/self-test.c, which looks at the real disk and moves nothing. */
void
cubby_self_tests_count_change (CubbySelfTests *self, guint door)
{
}

static void bury (gpointer data);
static void boot (gpointer data);
static void tidy_later (SimMachine *self);

/* From here on nothing that the program does has an effect. */
static void
strike (SimMachine *self, SimDeath how, gint64 off_ms, gboolean clean)
{
  self->cut_off = self->program == NULL;
  if (self->dying || self->program == NULL)
    return;
  sim_oracle_see_death (self->sim->oracle, clean ? self->program->core : NULL);
  self->dying = TRUE;
  self->how = how;
  self->off_ms = off_ms;
  sim_disk_set_dead (self->sim->disk, TRUE);
  self->sim->steel->unplugged = TRUE;
  self->burial = sim_clock_at (self->sim->clock, 0, 0, bury, self, NULL);
}

static void
on_failed (const char *why, gpointer user_data)
{
  SimMachine *self = ((Sim *)user_data)->machine;
  if (self->dying)
    return;
  sim_say (self->sim, "lockerd ends: %s", why);
  sim_see (self->sim, SIM_SAW_DISK_ERROR);
  if (!sim_disk_is_failing (self->sim->disk))
    sim_violate (self->sim, "lockerd gave up though the disk is good: %s", why);
  strike (self, SIM_DEATH_KILL, RESTART_MS, FALSE);
}

/* The shell hands on to the real locks.c; the oracle looks first. */
static void
on_pulse (const CubbyEffect *effect, gpointer user_data)
{
  Sim *sim = user_data;
  SimMachine *self = sim->machine;
  sim_say (sim, "pulse %s for %s (%u ms)", effect->door_name, effect->grant, effect->pulse_ms);
  sim_oracle_see_pulse (sim->oracle, effect);
  cubby_lockerd_pulse (effect, self->program);
}

static void
on_changed (const CubbyEffect *effect, gpointer user_data)
{
  Sim *sim = user_data;
  if (effect->kind == CUBBY_EFFECT_GRANT_CHANGED)
    sim_say (sim, "grant %s of %s is %s", effect->grant, effect->door_name,
             cubby_grant_state_to_string (effect->state));
}

static void
on_outbox (gint64 last, gpointer user_data)
{
}

static const CubbyCorePorts ports = {
    .pulse = on_pulse,
    .changed = on_changed,
    .outbox = on_outbox,
    .failed = on_failed,
};

static void
free_program (CubbyLockerd *program)
{
  g_clear_object (&program->locks);
  g_clear_pointer (&program->core, cubby_core_free);
  g_clear_object (&program->bank);
  g_free (program->boards_heard);
  g_free (program);
}

static void
lose_power (SimMachine *self)
{
  Sim *sim = self->sim;
  sim_disk_lose_power (sim->disk);
  sim_clock_boot (sim->clock);
  for (guint i = 0; i < sim->settings->boards->len; i++)
    sim->steel->boards[i].deaf = TRUE;
}

/* As on_tidy() of lockerd.c. */
static void
tidy (gpointer data)
{
  SimMachine *self = data;
  self->tidying = FALSE;
  if (!sim_machine_is_up (self))
    return;
  CubbyJournal *journal = cubby_core_get_journal (self->program->core);
  gint64 rows = cubby_journal_get_rows (journal);
  g_autofree char *head = cubby_journal_get_head (journal);
  if (rows == self->program->rows_seen)
    cubby_core_tidy (self->program->core);
  g_autofree char *after = cubby_journal_get_head (journal);
  if (!g_str_equal (head, after))
    sim_see (self->sim, SIM_SAW_TIDIED);
  self->program->rows_seen = cubby_journal_get_rows (journal);
  tidy_later (self);
}

static void
tidy_later (SimMachine *self)
{
  if (self->tidying)
    return;
  self->tidying = TRUE;
  sim_later (self->sim, TIDY_MS, tidy, self, NULL);
}

static void
bury (gpointer data)
{
  SimMachine *self = data;
  Sim *sim = self->sim;
  CubbyLockerd *program = self->program;
  sim_see (sim, self->how == SIM_DEATH_POWER ? SIM_SAW_POWER_LOST : SIM_SAW_KILLED);
  cubby_lock_bank_stop (program->locks);
  sim_clock_settle (sim->clock);
  self->program = NULL;
  free_program (program);
  sim_clock_settle (sim->clock);
  sim_disk_set_dead (sim->disk, FALSE);
  sim->steel->unplugged = FALSE;
  self->dying = FALSE;
  if (self->how == SIM_DEATH_POWER)
    lose_power (self);
  sim_say (sim, "the machine is dead (%s), for %" G_GINT64_FORMAT " ms",
           self->how == SIM_DEATH_POWER ? "power" : "killed", self->off_ms);
  sim_later (sim, self->off_ms, boot, self, NULL);
}

static void
stop (SimMachine *self, gint64 off_ms)
{
  Sim *sim = self->sim;
  cubby_lock_bank_stop (self->program->locks);
  sim_clock_settle (sim->clock);
  if (self->dying) /* the disk failed while it said good-bye */
    return;
  sim_oracle_see_death (sim->oracle, self->program->core);
  free_program (g_steal_pointer (&self->program));
  sim_disk_set_dead (sim->disk, FALSE); /* it may have died while it closed its files */
  if (self->cut_off && self->how == SIM_DEATH_POWER)
    lose_power (self);
  self->cut_off = FALSE;
  sim_say (sim, "the machine was stopped, for %" G_GINT64_FORMAT " ms", off_ms);
  sim_later (sim, off_ms, boot, self, NULL);
}

static gboolean
start_program (SimMachine *self, GError **error)
{
  Sim *sim = self->sim;
  CubbyLockerd *program = g_new0 (CubbyLockerd, 1);
  program->settings = sim->settings;
  program->core = cubby_core_open (SIM_DISK_MACHINE "journal.db", sim->settings, error);
  if (program->core == NULL) {
    g_free (program);
    return FALSE;
  }
  program->boards_heard = g_new0 (gboolean, sim->settings->boards->len + 1);
  program->bank = cubby_locker_bank_skeleton_new ();
  program->locks = cubby_lock_bank_new (sim->settings, NULL);
  self->program = program;
  return TRUE;
}

static void
boot (gpointer data)
{
  SimMachine *self = data;
  Sim *sim = self->sim;
  g_autoptr (GError) error = NULL;
  gint64 early_us = self->off_until_us - sim_clock_get_us (sim->clock);
  if (early_us > 0) {
    sim_later (sim, early_us / 1000 + 1, boot, self, NULL);
    return;
  }
  if (!start_program (self, &error)) {
    sim_say (sim, "lockerd does not start: %s", error->message);
    if (!sim_disk_is_failing (sim->disk))
      sim_violate (sim, "lockerd does not start though the disk is good: %s", error->message);
    sim_later (sim, RESTART_MS, boot, self, NULL);
    return;
  }
  sim_say (sim, "lockerd starts");
  sim_oracle_see_start (sim->oracle, self->program->core);
  if (sim->over)
    return;
  cubby_lockerd_connect_locks (self->program);
  cubby_core_start (self->program->core, &ports, sim);
  if (self->dying)
    return;
  sim_wire_connect (sim->steel);
  cubby_lock_bank_start (self->program->locks);
  tidy_later (self);
}

void
sim_machine_boot (SimMachine *self)
{
  boot (self);
}

static void
on_tripped (gpointer data)
{
  SimMachine *self = data;
  if (self->in_commit)
    sim_see (self->sim, SIM_SAW_DIED_IN_COMMIT);
  strike (self, self->how, self->off_ms, FALSE);
}

void
sim_machine_die (SimMachine *self, SimDeath how, gint64 off_ms)
{
  if (!sim_machine_is_up (self))
    return;
  if (how == SIM_DEATH_STOP)
    stop (self, off_ms);
  else
    strike (self, how, off_ms, TRUE);
}

void
sim_machine_die_in_write (SimMachine *self, guint operations, SimDeath how, gint64 off_ms)
{
  if (!sim_machine_is_up (self))
    return;
  self->how = how;
  self->off_ms = off_ms;
  sim_disk_trip (self->sim->disk, operations, on_tripped, self);
}

void
sim_machine_keep_off (SimMachine *self, SimDeath how, gint64 ms)
{
  self->off_until_us = sim_clock_get_us (self->sim->clock) + ms * 1000;
  sim_machine_die (self, how, 0);
}

gboolean
sim_machine_is_up (SimMachine *self)
{
  return self->program != NULL && !self->dying;
}

const CubbyLocker *
sim_machine_get_locker (SimMachine *self)
{
  return sim_machine_is_up (self) ? cubby_core_get_locker (self->program->core) : NULL;
}

CubbyCore *
sim_machine_get_core (SimMachine *self)
{
  return sim_machine_is_up (self) ? self->program->core : NULL;
}

gint64
sim_machine_now_ms (SimMachine *self)
{
  return cubby_core_now_ms (self->program->core);
}

gboolean
sim_machine_commit (SimMachine *self, const CubbyDecision *decision)
{
  if (!sim_machine_is_up (self))
    return FALSE;
  self->in_commit = TRUE;
  gboolean done = cubby_core_commit (self->program->core, decision);
  self->in_commit = FALSE;
  return done && !self->dying;
}

char *
sim_machine_new_id (SimMachine *self)
{
  return cubby_core_new_id ();
}

SimMachine *
sim_machine_new (Sim *sim)
{
  SimMachine *self = g_new0 (SimMachine, 1);
  self->sim = sim;
  return self;
}

void
sim_machine_free (SimMachine *self)
{
  if (self->program != NULL) {
    sim_disk_set_dead (self->sim->disk, TRUE);
    self->sim->steel->unplugged = TRUE;
    self->dying = TRUE;
    cubby_lock_bank_stop (self->program->locks);
    sim_clock_settle (self->sim->clock);
    free_program (self->program);
    sim_clock_settle (self->sim->clock);
  }
  g_free (self);
}
