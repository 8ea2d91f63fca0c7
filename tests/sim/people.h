/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker.h"
#include "tests/sim/sim.h"

G_BEGIN_DECLS

/**
 * SimPeople:
 *
 * Shoppers, staff and thieves: they ask the machine as the screens do (the same
 * decisions, in the same order, as app/lockerd/dbus-*.c), and their hands move
 * parcels and doors. What they do with a door they decide when it stands open.
 */
SimPeople *sim_people_new (Sim *sim);
void sim_people_free (SimPeople *self);
void sim_people_start (SimPeople *self);
/* Whether the shop is open: nobody comes at night. */
void sim_people_set_open (SimPeople *self, gboolean open);
/* A door stands open. */
void sim_people_see_open (SimPeople *self, guint door);

/* A supervisor comes who stays until nothing is left for staff to do, or nothing helps. */
void sim_people_call_supervisor (SimPeople *self);
/* Nothing calls for staff, and nobody is at a door. */
gboolean sim_people_is_quiet (SimPeople *self);

/* people-shopper.c, people-staff.c */
void sim_shopper_come (SimPeople *self);
/* Touches "open again" on the screen in @ms. */
void sim_shopper_ask_again (SimPeople *self, const char *credential, const char *grant, gint64 ms);
void sim_guesser_come (SimPeople *self);
void sim_staff_come (SimPeople *self);
void sim_burglar_come (SimPeople *self);
void sim_supervisor_come (SimPeople *self, gboolean diligent);

typedef enum {
  SIM_VISIT_NONE,
  SIM_VISIT_PICKUP,
  SIM_VISIT_STOW,
  SIM_VISIT_SERVICE,
  SIM_VISIT_RECONCILE,
  SIM_VISIT_DROPOFF,
  SIM_VISIT_THIEF,
} SimVisit;

/* Somebody stands before a door and waits for it to open. */
void sim_people_attend (SimPeople *self, guint door, SimVisit visit, const char *credential,
                        const char *label, const char *grant);
/* And before all doors of a decision, which open one after another. */
void sim_people_attend_all (SimPeople *self, const CubbyDecision *decision, SimVisit visit,
                            const char *credential, const char *label);
gboolean sim_people_is_attended (SimPeople *self, guint door);
Sim *sim_people_get_sim (SimPeople *self);

G_END_DECLS
