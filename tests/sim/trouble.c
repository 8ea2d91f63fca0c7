/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/trouble.h"

#include "tests/sim/machine.h"
#include "tests/sim/oracle.h"

typedef struct {
  Sim *sim;
  guint index;
  guint state;
} Mend;

static gint64 throw (Sim * sim, gint64 low, gint64 high)
{
  return sim_random_range (&sim->faults, low, high);
}

static gboolean
chance (Sim *sim, double chance)
{
  return sim_random_chance (&sim->faults, chance);
}

static void
later (Sim *sim, gint64 ms, SimDeed deed, guint index)
{
  Mend *mend = g_new0 (Mend, 1);
  mend->sim = sim;
  mend->index = index;
  sim_later (sim, ms, deed, mend, g_free);
}

/* Seconds mostly; at times an hour. */
static gint64
some_time_ms (Sim *sim)
{
  return chance (sim, 0.1) ? throw (sim, 60, 3600) * 1000 : throw (sim, 200, 30000);
}

/* ---- the steel ---- */

static void
mend_sensor (gpointer data)
{
  const Mend *self = data;
  sim_steel_mend_sensor (self->sim->steel, self->index);
}

static void
break_sensor (Sim *sim)
{
  guint door = (guint) throw (sim, 0, sim->steel->n_doors - 1);
  sim->steel->doors[door].sensor = (SimSensor) throw (sim, SIM_SENSOR_STUCK_SHUT, SIM_N_SENSORS - 1);
  sim_say (sim, "the sensor of %s is broken (%d)", sim->steel->doors[door].name,
           sim->steel->doors[door].sensor);
  later (sim, some_time_ms (sim), mend_sensor, door);
}

static void
free_latch (gpointer data)
{
  const Mend *self = data;
  self->sim->steel->doors[self->index].jammed = FALSE;
}

static void
jam_latch (Sim *sim)
{
  guint door = (guint) throw (sim, 0, sim->steel->n_doors - 1);
  sim->steel->doors[door].jammed = TRUE;
  sim_say (sim, "the latch of %s jams", sim->steel->doors[door].name);
  later (sim, throw (sim, 20, 600) * 1000, free_latch, door);
}

static void
revive_board (gpointer data)
{
  const Mend *self = data;
  self->sim->steel->boards[self->index] = (SimBoardState){.deaf = TRUE, .latency_ms = 4};
}

static void
kill_board (Sim *sim)
{
  guint board = (guint) throw (sim, 0, sim->settings->boards->len - 1);
  sim_say (sim, "board %u is dead", board + 1);
  sim_see (sim, SIM_SAW_BOARD_LOST);
  sim->steel->boards[board].dead = TRUE;
  later (sim, some_time_ms (sim), revive_board, board);
}

/* It answers, at its own pace: at times when nobody waits any more. */
static void
slow_board (Sim *sim)
{
  guint board = (guint) throw (sim, 0, sim->settings->boards->len - 1);
  sim->steel->boards[board].latency_ms = (guint) throw (sim, 20, 180);
  later (sim, some_time_ms (sim), revive_board, board);
}

static void
join_cable (gpointer data)
{
  const Mend *self = data;
  self->sim->steel->cut[self->index] = FALSE;
}

static void
cut_cable (Sim *sim)
{
  guint bus = (guint) throw (sim, 0, sim->settings->buses->len - 1);
  sim_say (sim, "bus %u is cut", bus + 1);
  sim->steel->cut[bus] = TRUE;
  later (sim, some_time_ms (sim), join_cable, bus);
}

static void
change_weather (Sim *sim)
{
  double storm = (double) throw (sim, 0, 3) * 0.02;
  sim->steel->faults = (SimWireFaults){.lost = storm,
                                       .mute = storm,
                                       .late = storm / 2,
                                       .forged = storm / 2,
                                       .noise = storm / 2,
                                       .exception = storm / 4};
}

/* ---- the machine ---- */

static void
calm_disk (gpointer data)
{
  const Mend *self = data;
  const SimDiskFaults none = {0};
  sim_disk_set_faults (self->sim->disk, &none);
}

static void
spoil_disk (Sim *sim)
{
  const SimDiskFaults bad = {.write = 0.02, .sync = 0.02, .open = 0.05, .read = 0.002};
  const SimDiskFaults full = {.write = 0.5, .sync = 0.1};
  sim_say (sim, "the disk is bad");
  sim_disk_set_faults (sim->disk, chance (sim, 0.7) ? &bad : &full);
  later (sim, throw (sim, 2, 60) * 1000, calm_disk, 0);
}

static gint64
get_off_ms (Sim *sim)
{
  return chance (sim, 0.03) ? throw (sim, 1, 24) * 3600000 : throw (sim, 300, 20000);
}

static SimDeath
choose_death (Sim *sim)
{
  static const SimDeath deaths[] = {SIM_DEATH_KILL, SIM_DEATH_POWER, SIM_DEATH_POWER};
  return deaths[throw (sim, 0, G_N_ELEMENTS (deaths) - 1)];
}

static void
strike_machine (Sim *sim)
{
  SimDeath how = chance (sim, 0.1) ? SIM_DEATH_STOP : choose_death (sim);
  sim_machine_die (sim->machine, how, get_off_ms (sim));
}

static void
strike_write (Sim *sim)
{
  sim_machine_die_in_write (sim->machine, (guint) throw (sim, 1, 40), choose_death (sim), get_off_ms (sim));
}

static void
set_clock (Sim *sim)
{
  static const gint64 most_s[] = {5, 3600, 86400, 20 * 86400};
  gint64 most = most_s[throw (sim, 0, G_N_ELEMENTS (most_s) - 1)];
  gint64 by_s = throw (sim, -most, most / (most > 86400 ? 10 : 1));
  sim_say (sim, "the clock is set by %" G_GINT64_FORMAT " s", by_s);
  sim_see (sim, by_s < 0 ? SIM_SAW_CLOCK_BACK : SIM_SAW_CLOCK_FORWARD);
  sim_clock_jump (sim->clock, by_s * G_USEC_PER_SEC + throw (sim, 0, 999999));
  sim_oracle_see_clock (sim->oracle);
}

/* Somebody notices: a clock that is ahead of the world keeps everything expired. */
static void
right_clock (Sim *sim)
{
  sim_clock_jump (sim->clock, -sim_clock_get_offset_us (sim->clock));
  sim_oracle_see_clock (sim->oracle);
}

static void
drift (Sim *sim)
{
  sim_clock_set_rate (sim->clock, 1 + (double) throw (sim, -500, 500) / 1e6);
}

static void
doze (Sim *sim)
{
  gint64 s = throw (sim, 5, 1800);
  sim_say (sim, "the machine sleeps for %" G_GINT64_FORMAT " s", s);
  sim_clock_skip (sim->clock, s * G_USEC_PER_SEC);
  sim_oracle_see_clock (sim->oracle);
}

static const struct {
  double chance; /* a second */
  void (*deed) (Sim *sim);
} troubles[] = {
    {0.004, break_sensor}, {0.003, jam_latch},     {0.003, kill_board},  {0.003, slow_board},
    {0.001, cut_cable},    {0.01, change_weather}, {0.002, spoil_disk},  {0.002, strike_machine},
    {0.006, strike_write}, {0.002, set_clock},     {0.006, right_clock}, {0.01, drift},
    {0.0005, doze},
};

/* Of a seed: on a day on which everything breaks nobody gets anywhere. */
static const double roughness[] = {0.15, 0.4, 1, 2.5};

static void
tick (gpointer data)
{
  Sim *sim = data;
  if (sim->calm)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    if (sim_machine_is_up (sim->machine) && chance (sim, troubles[i].chance * roughness[sim->seed % 4]))
      troubles[i].deed (sim);
  sim_later (sim, sim_machine_is_up (sim->machine) ? 1000 : 5000, tick, sim, NULL);
}

void
sim_trouble_start (Sim *sim)
{
  tick (sim);
}

void
sim_trouble_end (Sim *sim)
{
  const SimDiskFaults none = {0};
  sim->calm = TRUE;
  sim_disk_set_faults (sim->disk, &none);
  sim_disk_trip (sim->disk, 0, NULL, NULL);
  sim_clock_set_rate (sim->clock, 1);
  sim_clock_jump (sim->clock, -sim_clock_get_offset_us (sim->clock));
  sim_steel_mend (sim->steel);
}
