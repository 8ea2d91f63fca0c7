/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/steel.h"

typedef struct {
  SimSteel *steel;
  guint door;
} Spring;

SimSteel *
sim_steel_new (const CubbySettings *settings, SimClock *clock, SimRandom *random,
               const SimSteelListener *listener)
{
  SimSteel *self = g_new0 (SimSteel, 1);
  self->settings = settings;
  self->clock = clock;
  self->random = random;
  self->listener = *listener;
  self->n_doors = cubby_bank_get_n_compartments (settings->bank);
  self->doors = g_new0 (SimDoor, self->n_doors);
  self->boards = g_new0 (SimBoardState, settings->boards->len);
  self->cut = g_new0 (gboolean, settings->buses->len);
  for (guint i = 0; i < self->n_doors; i++)
    self->doors[i].name = cubby_bank_get_compartment (settings->bank, i)->name;
  for (guint i = 0; i < settings->boards->len; i++)
    self->boards[i] = (SimBoardState){.deaf = TRUE, .latency_ms = 4};
  return self;
}

void
sim_steel_free (SimSteel *self)
{
  for (guint i = 0; i < self->n_doors; i++)
    g_free (self->doors[i].label);
  g_free (self->doors);
  g_free (self->boards);
  g_free (self->cut);
  g_free (self);
}

static void
open_door (SimSteel *self, guint door)
{
  SimDoor *it = &self->doors[door];
  if (it->open)
    return;
  it->open = TRUE;
  it->springs++;
  it->opened_us = sim_clock_get_us (self->clock);
  self->listener.sprung (door, self->listener.data);
}

static void
spring (gpointer data)
{
  const Spring *self = data;
  open_door (self->steel, self->door);
}

void
sim_steel_energise (SimSteel *self, guint door, guint ms)
{
  SimDoor *it = &self->doors[door];
  gint64 now_us = sim_clock_get_us (self->clock);
  self->listener.energised (door, ms, self->listener.data);
  self->counts.flashes++;
  it->lit_until_us = now_us + (gint64)ms * 1000;
  if (it->jammed)
    return;
  Spring *due = g_new (Spring, 1);
  *due = (Spring){.steel = self, .door = door};
  gint64 delay_us = sim_random_range (self->random, 20, 90) * 1000;
  sim_clock_at (self->clock, now_us + delay_us, SIM_STEEL_GROUP, spring, due, g_free);
}

void
sim_steel_force (SimSteel *self, guint door)
{
  open_door (self, door);
}

void
sim_steel_shut (SimSteel *self, guint door)
{
  self->doors[door].open = FALSE;
}

gboolean
sim_steel_sample (SimSteel *self, guint door)
{
  const SimDoor *it = &self->doors[door];
  const CubbyCompartment *compartment = cubby_bank_get_compartment (self->settings->bank, door);
  const CubbyBoardSettings *board = g_ptr_array_index (self->settings->boards, compartment->board);
  gboolean shut = !it->open;
  if (it->sensor == SIM_SENSOR_STUCK_SHUT)
    shut = TRUE;
  if (it->sensor == SIM_SENSOR_STUCK_OPEN)
    shut = FALSE;
  if (it->sensor == SIM_SENSOR_FLAPS && sim_random_chance (self->random, 0.4))
    shut = !shut;
  return shut == board->shut_is_one;
}

void
sim_steel_mend_sensor (SimSteel *self, guint door)
{
  if (self->doors[door].sensor == SIM_SENSOR_GOOD)
    return;
  self->doors[door].sensor = SIM_SENSOR_GOOD;
  self->doors[door].faulty_us = sim_clock_get_us (self->clock);
}

void
sim_steel_mend (SimSteel *self)
{
  for (guint i = 0; i < self->n_doors; i++) {
    self->doors[i].jammed = FALSE;
    sim_steel_mend_sensor (self, i);
  }
  for (guint i = 0; i < self->settings->boards->len; i++)
    self->boards[i] = (SimBoardState){.latency_ms = 4};
  for (guint i = 0; i < self->settings->buses->len; i++)
    self->cut[i] = FALSE;
  self->faults = (SimWireFaults){0};
}
