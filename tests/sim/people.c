/* SPDX-License-Identifier: Apache-2.0 */
/* Hands: what is done with a door that stands open. */
#include "tests/sim/people.h"
#include "tests/sim/people-staff.h"

#include "tests/sim/centre.h"
#include "tests/sim/machine.h"
#include "tests/sim/oracle.h"

#define PATIENCE_US ((gint64)11 * 60 * G_USEC_PER_SEC) /* a grant waits for its turn for ten minutes */

typedef struct {
  SimVisit visit;
  char *credential;
  char *label;
  char *grant;
  gint64 since_us;
} Attendant;

struct _SimPeople {
  Sim *sim;
  Attendant *attendants; /* of each door */
  guint *busy;           /* of each door: deeds under way */
  gboolean open;
};

/* One stay at an open door. */
typedef struct {
  SimPeople *people;
  guint door;
  SimVisit visit;
  char *credential;
  char *label;
  char *grant;
} Stay;

static void
stay_free (gpointer data)
{
  Stay *self = data;
  g_free (self->credential);
  g_free (self->label);
  g_free (self->grant);
  g_free (self);
}

static void
leave (Attendant *attendant)
{
  g_clear_pointer (&attendant->credential, g_free);
  g_clear_pointer (&attendant->label, g_free);
  g_clear_pointer (&attendant->grant, g_free);
  attendant->visit = SIM_VISIT_NONE;
}

void
sim_people_attend (SimPeople *self, guint door, SimVisit visit, const char *credential, const char *label,
                   const char *grant)
{
  Attendant *attendant = &self->attendants[door];
  leave (attendant);
  attendant->visit = visit;
  attendant->credential = g_strdup (credential);
  attendant->label = g_strdup (label);
  attendant->grant = g_strdup (grant);
  attendant->since_us = sim_clock_get_us (self->sim->clock);
}

void
sim_people_attend_all (SimPeople *self, const CubbyDecision *decision, SimVisit visit, const char *credential,
                       const char *label)
{
  for (guint i = 0; i < decision->doors->len; i++) {
    int door = cubby_bank_find (self->sim->settings->bank, g_ptr_array_index (decision->doors, i));
    g_autofree char *stem =
        g_strndup (decision->grant, (gsize)(g_strrstr (decision->grant, "-") - decision->grant));
    g_autofree char *grant = g_strdup_printf ("%s-%u", stem, i + 1);
    if (door >= 0)
      sim_people_attend (self, (guint)door, visit, credential, label, grant);
  }
}

gboolean
sim_people_is_attended (SimPeople *self, guint door)
{
  return self->busy[door] > 0;
}

Sim *
sim_people_get_sim (SimPeople *self)
{
  return self->sim;
}

/* What people see on the screen. */
static gboolean
screen_says_open (SimPeople *self, const char *grant)
{
  const CubbyLocker *locker = sim_machine_get_locker (self->sim->machine);
  const CubbyGrant *it = locker != NULL && grant != NULL ? cubby_locker_find_grant (locker, grant) : NULL;
  return it != NULL && it->state == CUBBY_GRANT_OPENED;
}

static gboolean
sensor_is_good (SimPeople *self, guint door)
{
  return self->sim->steel->doors[door].sensor == SIM_SENSOR_GOOD;
}

/* What lies behind the door leaves it. */
static SimParcel *
take_out (SimPeople *self, guint door, SimPlace place)
{
  SimDoor *steel = &self->sim->steel->doors[door];
  g_autofree char *label = g_steal_pointer (&steel->label);
  SimParcel *parcel = label != NULL ? sim_centre_find (self->sim->centre, label) : NULL;
  if (parcel != NULL)
    parcel->place = place;
  return parcel;
}

static void
shut (gpointer data)
{
  Stay *self = data;
  Sim *sim = self->people->sim;
  self->people->busy[self->door]--;
  if (!sim->steel->doors[self->door].open)
    return;
  sim_say (sim, "%s is shut", sim->steel->doors[self->door].name);
  sim_steel_shut (sim->steel, self->door);
}

static void
shut_in (Stay *self, gint64 ms)
{
  SimPeople *people = self->people;
  Stay *next = g_new0 (Stay, 1);
  next->people = people;
  next->door = self->door;
  people->busy[self->door]++;
  sim_later (people->sim, ms, shut, next, stay_free);
}

/* A shopper takes what is there; it has to be his. */
static void
take (Stay *self)
{
  SimPeople *people = self->people;
  Sim *sim = people->sim;
  const char *label = sim->steel->doors[self->door].label;
  const SimParcel *before = label != NULL ? sim_centre_find (sim->centre, label) : NULL;
  if (before != NULL && !before->excused && !sim_centre_owns (sim->centre, label, self->credential))
    sim_violate (sim, "%s opened, and somebody takes parcel %s that is not his",
                 sim->steel->doors[self->door].name, label);
  SimParcel *parcel = take_out (people, self->door, SIM_PLACE_GONE);
  if (parcel == NULL)
    return;
  sim_say (sim, "parcel %s is taken out of %s", parcel->label, sim->steel->doors[self->door].name);
  parcel->excused |= !screen_says_open (people, self->grant) || !sensor_is_good (people, self->door);
}

static void
be_shopper (Stay *self)
{
  Sim *sim = self->people->sim;
  gint64 how = sim->calm ? 0 : sim_throw (sim, 0, 99);
  if (how < 76) {
    take (self);
    shut_in (self, sim_throw (sim, 1500, 8000));
  } else if (how < 82) { /* takes it and walks away */
    take (self);
    shut_in (self, sim_throw (sim, 30, 900) * 1000);
  } else { /* looks, and leaves it behind */
    const char *label = sim->steel->doors[self->door].label;
    SimParcel *parcel = label != NULL ? sim_centre_find (sim->centre, label) : NULL;
    if (parcel != NULL)
      parcel->excused = TRUE;
    if (how < 90 && sim_chance (sim, 0.6)) /* it fell shut: again, at once */
      sim_shopper_ask_again (self->people, self->credential, self->grant, sim_throw (sim, 400, 1500));
    shut_in (self, how < 90 ? 20 : sim_throw (sim, 100, 6000));
  }
}

/* Puts the return in that the shopper brought, if there is room. */
static void
be_returner (Stay *self)
{
  SimPeople *people = self->people;
  Sim *sim = people->sim;
  SimDoor *steel = &sim->steel->doors[self->door];
  SimParcel *parcel = sim_centre_find (sim->centre, self->label);
  gboolean puts = screen_says_open (people, self->grant) && parcel->place == SIM_PLACE_HOME &&
                  steel->label == NULL && (sim->calm || sim_chance (sim, 0.85));
  if (puts) {
    sim_say (sim, "return %s is put into %s", self->label, steel->name);
    steel->label = g_strdup (self->label);
    parcel->place = SIM_PLACE_DOOR;
    parcel->door = self->door;
    parcel->excused = !sensor_is_good (people, self->door);
  } else if (parcel->place == SIM_PLACE_HOME) {
    parcel->excused = TRUE; /* and the door is shut with nothing inside */
  }
  shut_in (self, sim_chance (sim, 0.1) ? 300 : sim_throw (sim, 1500, 9000));
}

static void
put_in (Stay *self)
{
  SimPeople *people = self->people;
  Sim *sim = people->sim;
  SimParcel *parcel = sim_centre_find (sim->centre, self->label);
  SimParcel *old = take_out (people, self->door, SIM_PLACE_STORE);
  if (old != NULL)
    old->excused = TRUE;
  sim_say (sim, "parcel %s is put into %s", self->label, sim->steel->doors[self->door].name);
  sim->steel->doors[self->door].label = g_strdup (self->label);
  parcel->place = SIM_PLACE_DOOR;
  parcel->door = self->door;
  parcel->excused = !sensor_is_good (people, self->door);
}

static void
be_staff (Stay *self)
{
  Sim *sim = self->people->sim;
  SimParcel *parcel = sim_centre_find (sim->centre, self->label);
  gint64 how = sim->calm ? 0 : sim_throw (sim, 0, 99);
  gboolean in_hand = parcel != NULL && parcel->place == SIM_PLACE_STORE;
  if (!in_hand || !screen_says_open (self->people, self->grant)) { /* the screen does not say so */
    if (parcel != NULL)
      parcel->excused = TRUE;
    shut_in (self, sim_throw (sim, 1500, 5000));
  } else if (how >= 74 && how < 79) {
    parcel->excused |= !sim_staff_say_too_small (self->people, self->grant, self->label);
    shut_in (self, sim_throw (sim, 1000, 5000));
  } else if (how >= 79 && how < 82) {
    parcel->excused |= !sim_staff_reject_at_door (self->people, self->grant, self->label);
    shut_in (self, sim_throw (sim, 1000, 5000));
  } else if (how < 84) {
    put_in (self);
    shut_in (self, sim_throw (sim, 1000, 5000));
  } else if (how < 90) { /* walks away in the middle */
    parcel->excused = TRUE;
    shut_in (self, sim_throw (sim, 30, 900) * 1000);
  } else { /* shuts it with nothing inside */
    parcel->excused = TRUE;
    shut_in (self, sim_throw (sim, 100, 3000));
  }
}

static void
be_supervisor (Stay *self)
{
  SimPeople *people = self->people;
  Sim *sim = people->sim;
  if (!sim->calm && sim_chance (sim, 0.15)) { /* a glance: whatever is inside stays */
    const char *label = sim->steel->doors[self->door].label;
    SimParcel *parcel = label != NULL ? sim_centre_find (sim->centre, label) : NULL;
    if (parcel != NULL)
      parcel->excused = TRUE;
    shut_in (self, sim_throw (sim, 200, 1500));
    return;
  }
  SimParcel *parcel = take_out (people, self->door, SIM_PLACE_STORE);
  if (parcel != NULL)
    sim_say (sim, "parcel %s is taken out of %s by staff", parcel->label, sim->steel->doors[self->door].name);
  if (parcel != NULL && (!sensor_is_good (people, self->door) || !sim_machine_is_up (sim->machine)))
    parcel->excused = TRUE;
  shut_in (self, sim_throw (sim, 3500, 8000));
}

/* Looks, says what is there, and leaves all as it is; or forgets to say it. */
static void
be_reconciler (Stay *self)
{
  SimPeople *people = self->people;
  Sim *sim = people->sim;
  gboolean sloppy = !sim->calm && sim_chance (sim, 0.12);
  if (screen_says_open (people, self->grant) && (sim->calm || sim_chance (sim, 0.93)))
    sim_staff_say_seen (people, self->grant, self->door, sloppy);
  shut_in (self, sim_throw (sim, 1000, 6000));
}

static void
be_thief (Stay *self)
{
  SimParcel *parcel = take_out (self->people, self->door, SIM_PLACE_GONE);
  if (parcel != NULL)
    parcel->excused = TRUE;
  shut_in (self, sim_throw (self->people->sim, 500, 60000));
}

/* Somebody who passes shuts a door at which nobody is. */
static void
be_nobody (Stay *self)
{
  const char *label = self->people->sim->steel->doors[self->door].label;
  SimParcel *parcel = label != NULL ? sim_centre_find (self->people->sim->centre, label) : NULL;
  if (parcel != NULL)
    parcel->excused = TRUE; /* it was within everybody's reach */
  shut_in (self, sim_throw (self->people->sim, 5, 300) * 1000);
}

static void
act (gpointer data)
{
  static void (*const acts[]) (Stay * self) = {
      [SIM_VISIT_NONE] = be_nobody,          [SIM_VISIT_PICKUP] = be_shopper,
      [SIM_VISIT_STOW] = be_staff,           [SIM_VISIT_SERVICE] = be_supervisor,
      [SIM_VISIT_RECONCILE] = be_reconciler, [SIM_VISIT_DROPOFF] = be_returner,
      [SIM_VISIT_THIEF] = be_thief,
  };
  Stay *self = data;
  self->people->busy[self->door]--;
  if (self->people->sim->steel->doors[self->door].open)
    acts[self->visit](self);
}

void
sim_people_see_open (SimPeople *self, guint door)
{
  Sim *sim = self->sim;
  Attendant *attendant = &self->attendants[door];
  Stay *stay = g_new0 (Stay, 1);
  gboolean here = sim_clock_get_us (sim->clock) - attendant->since_us < PATIENCE_US;
  stay->people = self;
  stay->door = door;
  stay->visit = here ? attendant->visit : SIM_VISIT_NONE;
  stay->credential = g_strdup (attendant->credential);
  stay->label = g_strdup (attendant->label);
  stay->grant = g_strdup (attendant->grant);
  leave (attendant);
  self->busy[door]++;
  sim_say (sim, "%s springs open", sim->steel->doors[door].name);
  sim_later (sim, sim_throw (sim, 400, 3000), act, stay, stay_free);
}

static void
force (SimPeople *self)
{
  guint door = (guint)sim_throw (self->sim, 0, self->sim->steel->n_doors - 1);
  if (self->sim->steel->doors[door].open || self->busy[door] > 0)
    return;
  sim_say (self->sim, "somebody forces %s", self->sim->steel->doors[door].name);
  sim_people_attend (self, door, SIM_VISIT_THIEF, NULL, NULL, NULL);
  sim_steel_force (self->sim->steel, door);
}

static const struct {
  double chance; /* in 10 s */
  void (*come) (SimPeople *self);
} comers[] = {
    {0.50, sim_shopper_come},
    {0.008, sim_guesser_come},
    {0.20, sim_staff_come},
    {0.01, force},
};

static void
tick (gpointer data)
{
  SimPeople *self = data;
  Sim *sim = self->sim;
  for (guint i = 0; i < G_N_ELEMENTS (comers); i++)
    if (self->open && sim_chance (sim, comers[i].chance))
      comers[i].come (self);
  if (self->open && sim_chance (sim, 0.03))
    sim_supervisor_come (self, FALSE);
  sim_later (sim, self->open ? 10000 : 120000, tick, self, NULL);
}

void
sim_people_start (SimPeople *self)
{
  tick (self);
}

void
sim_people_set_open (SimPeople *self, gboolean open)
{
  self->open = open;
}

void
sim_people_call_supervisor (SimPeople *self)
{
  sim_supervisor_come (self, TRUE);
}

gboolean
sim_people_is_quiet (SimPeople *self)
{
  for (guint i = 0; i < self->sim->steel->n_doors; i++)
    if (self->busy[i] > 0 || self->sim->steel->doors[i].open)
      return FALSE;
  return TRUE;
}

SimPeople *
sim_people_new (Sim *sim)
{
  SimPeople *self = g_new0 (SimPeople, 1);
  guint n_doors = cubby_bank_get_n_compartments (sim->settings->bank);
  self->sim = sim;
  self->attendants = g_new0 (Attendant, n_doors);
  self->busy = g_new0 (guint, n_doors);
  return self;
}

void
sim_people_free (SimPeople *self)
{
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->sim->settings->bank); i++)
    leave (&self->attendants[i]);
  g_free (self->attendants);
  g_free (self->busy);
  g_free (self);
}
