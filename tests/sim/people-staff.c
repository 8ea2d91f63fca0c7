/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/people-staff.h"

#include "tests/sim/centre.h"
#include "tests/sim/machine.h"
#include "tests/sim/oracle.h"

#include <string.h>

static const struct {
  const char *badge;
  CubbyRole role;
} badges[] = {
    {"B-1", CUBBY_ROLE_RESTOCK},
    {"B-2", CUBBY_ROLE_RESTOCK},
    {"B-3", CUBBY_ROLE_SUPERVISE},
    {"B-4", CUBBY_ROLE_SERVICE},
};

static void
leave (const SimStaff *self)
{
  Sim *sim = sim_people_get_sim (self->people);
  if (!sim_machine_is_up (sim->machine) || self->session == NULL || sim_chance (sim, 0.3))
    return; /* forgets to sign out */
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_sign_out (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), self->session, "sign-out");
  sim_machine_commit (sim->machine, decision);
}

/* ---- stowing ---- */

static const SimParcel *
choose_parcel (Sim *sim)
{
  guint n = sim_centre_get_n_parcels (sim->centre);
  guint first = n > 0 ? (guint)sim_throw (sim, 0, n - 1) : 0;
  for (guint i = 0; i < n; i++) {
    const SimParcel *parcel = sim_centre_get_parcel (sim->centre, (first + i) % n);
    gboolean returning = sim_centre_get_order (sim->centre, parcel->order)->returning;
    if (returning && !sim_chance (sim, 0.02)) /* somebody tries all the same */
      continue;
    if (parcel->place == SIM_PLACE_STORE && parcel->told && !parcel->withdrawn)
      return parcel;
  }
  return NULL;
}

typedef struct {
  SimStaff *staff;
  char *label;
} Regret;

static void
regret_free (gpointer data)
{
  Regret *self = data;
  sim_staff_free (self->staff);
  g_free (self->label);
  g_free (self);
}

/* It was the wrong one: out again. */
static void
take_back (gpointer data)
{
  Regret *self = data;
  Sim *sim = sim_people_get_sim (self->staff->people);
  if (!sim_machine_is_up (sim->machine))
    return;
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_take_back (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine),
                                     id, self->staff->session, self->label);
  sim_oracle_expect_staff (sim->oracle, id, self->staff->session, self->label);
  sim_say (sim, "%s takes %s back: %s", self->staff->badge, self->label, decision->reason);
  if (!sim_machine_commit (sim->machine, decision) || !cubby_decision_is_granted (decision))
    return;
  sim_see (sim, SIM_SAW_TAKEN_BACK);
  sim_people_attend (self->staff->people, (guint)cubby_bank_find (sim->settings->bank, decision->door),
                     SIM_VISIT_SERVICE, NULL, NULL, decision->grant);
}

static void
regret (const SimStaff *staff, const char *label)
{
  Sim *sim = sim_people_get_sim (staff->people);
  Regret *self = g_new (Regret, 1);
  *self = (Regret){.staff = sim_staff_copy (staff), .label = g_strdup (label)};
  sim_later (sim, sim_throw (sim, 8000, 14000), take_back, self, regret_free);
}

static void stow (gpointer data);

static void
stow (gpointer data)
{
  SimStaff *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  const SimParcel *parcel = choose_parcel (sim);
  if (!sim_machine_is_up (sim->machine))
    return;
  if (parcel == NULL || self->work == 0) {
    leave (self);
    return;
  }
  self->work--;
  if (sim_chance (sim, 0.02)) { /* it leaks before any door is opened */
    sim_staff_reject (self->people, self->session, parcel->label);
    sim_staff_go_on (self, sim_throw (sim, 2000, 6000), stow);
    return;
  }
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_stow (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), id,
                                self->session, parcel->label);
  sim_oracle_expect_staff (sim->oracle, id, self->session, parcel->label);
  sim_say (sim, "%s stows %s: %s %s", self->badge, parcel->label, decision->reason,
           decision->door != NULL ? decision->door : "");
  if (!sim_machine_commit (sim->machine, decision))
    return;
  if (g_str_equal (decision->reason, "no_room"))
    sim_see (sim, SIM_SAW_NO_ROOM);
  if (g_str_equal (decision->reason, "not_allowed"))
    sim_see (sim, SIM_SAW_NOT_ALLOWED);
  if (cubby_decision_is_granted (decision))
    sim_people_attend (self->people, (guint)cubby_bank_find (sim->settings->bank, decision->door),
                       SIM_VISIT_STOW, NULL, parcel->label, decision->grant);
  if (cubby_decision_is_granted (decision) && sim_chance (sim, 0.08))
    regret (self, parcel->label);
  sim_staff_go_on (self, sim_throw (sim, 6000, 15000), stow);
}

/* ---- answering requests ---- */

/* The doors that call for somebody, as the screen shows them. */
static void
ask_for_doors (Sim *sim)
{
  const CubbyLocker *locker = sim_machine_get_locker (sim->machine);
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (locker);
  for (guint i = 0; i < alarms->len && sim_machine_is_up (sim->machine); i++) {
    const CubbyAlarm *alarm = &g_array_index (alarms, CubbyAlarm, i);
    const GPtrArray *requests = cubby_locker_get_requests (locker);
    gboolean asked = FALSE;
    for (guint j = 0; j < requests->len; j++)
      asked |= g_str_equal (((const CubbyOpenRequest *)g_ptr_array_index (requests, j))->door, alarm->door);
    if (alarm->door[0] == '\0' || asked || g_str_equal (alarm->kind, "left-open") ||
        g_str_equal (alarm->kind, "service"))
      continue;
    g_autofree char *id = sim_machine_new_id (sim->machine);
    g_autofree char *door = g_strdup (alarm->door);
    g_autoptr (CubbyDecision) decision =
        cubby_locker_decide_request (locker, sim_machine_now_ms (sim->machine), id, door, alarm->kind);
    sim_machine_commit (sim->machine, decision);
  }
}

/* As for a list on the screen: one after another, for all that has to come out. */
static gboolean
remove_all (SimStaff *self)
{
  Sim *sim = sim_people_get_sim (self->people);
  const CubbyLocker *locker = sim_machine_get_locker (sim->machine);
  gint64 now_ms = sim_machine_now_ms (sim->machine);
  g_autoptr (GArray) removals = cubby_locker_list_removals (locker, now_ms);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  gboolean returned = FALSE;
  for (guint i = 0; i < removals->len && i < 3; i++) {
    const CubbyRemoval *removal = &g_array_index (removals, CubbyRemoval, i);
    g_ptr_array_add (labels, removal->parcel->label);
    returned |= g_str_equal (removal->why, "returned");
  }
  if (labels->len == 0)
    return FALSE;
  g_ptr_array_add (labels, NULL);
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_removal (locker, now_ms, id, self->session, (const char *const *)labels->pdata);
  sim_oracle_expect_staff (sim->oracle, id, self->session, NULL);
  sim_say (sim, "%s removes %u: %s", self->badge, labels->len - 1, decision->reason);
  if (!sim_machine_commit (sim->machine, decision) || !cubby_decision_is_granted (decision))
    return FALSE;
  sim_see (sim, SIM_SAW_REMOVED);
  if (returned)
    sim_see (sim, SIM_SAW_RETURN_REMOVED);
  sim_people_attend_all (self->people, decision, SIM_VISIT_SERVICE, NULL, NULL);
  return TRUE;
}

static void answer (gpointer data);

static gboolean
answer_one (SimStaff *self, const CubbyOpenRequest *request)
{
  Sim *sim = sim_people_get_sim (self->people);
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autofree char *door = g_strdup (request->door);
  gboolean yes = self->diligent || sim_chance (sim, 0.85);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_answer (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine),
                                  id, self->session, request->id, yes);
  sim_oracle_expect_staff (sim->oracle, id, self->session, NULL);
  sim_say (sim, "%s answers for %s: %s", self->badge, door, decision->reason);
  if (!sim_machine_commit (sim->machine, decision))
    return FALSE;
  if (g_str_equal (decision->reason, "not_allowed"))
    sim_see (sim, SIM_SAW_NOT_ALLOWED);
  if (cubby_decision_is_granted (decision))
    sim_people_attend (self->people, (guint)cubby_bank_find (sim->settings->bank, door), SIM_VISIT_SERVICE,
                       NULL, NULL, decision->grant);
  return TRUE;
}

static void
answer (gpointer data)
{
  SimStaff *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  if (!sim_machine_is_up (sim->machine))
    return;
  if (self->work == 0) {
    leave (self);
    return;
  }
  self->work--;
  gint64 busy_ms = !self->diligent && sim_chance (sim, 0.35) ? sim_staff_keep_up (self) : 0;
  if (busy_ms > 0) {
    sim_staff_go_on (self, busy_ms, answer);
    return;
  }
  if (self->diligent && sim_machine_is_up (sim->machine))
    sim_staff_put_back (self);
  if (!sim_machine_is_up (sim->machine))
    return;
  if (sim_chance (sim, 0.3) && remove_all (self)) {
    sim_staff_go_on (self, sim_throw (sim, 20000, 50000), answer);
    return;
  }
  if (!sim_machine_is_up (sim->machine))
    return;
  ask_for_doors (sim);
  if (!sim_machine_is_up (sim->machine))
    return;
  const GPtrArray *requests = cubby_locker_get_requests (sim_machine_get_locker (sim->machine));
  if (requests->len == 0) {
    leave (self);
    return;
  }
  guint which = (guint)sim_throw (sim, 0, requests->len - 1);
  if (answer_one (self, g_ptr_array_index (requests, which)))
    sim_staff_go_on (self, sim_throw (sim, 9000, 14000), answer);
}

/* ---- signing in, as app/lockerd/sign-in.c does ---- */

static void
open_session (SimStaff *self)
{
  Sim *sim = sim_people_get_sim (self->people);
  self->session = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_signed_in (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine),
                                     self->session, self->badge, self->role);
  sim_oracle_note_session (sim->oracle, self->session, self->badge, self->role);
  if (!sim_machine_commit (sim->machine, decision))
    return;
  sim_say (sim, "%s is signed in", self->badge);
  gboolean doors = self->role != CUBBY_ROLE_RESTOCK && (self->diligent || sim_chance (sim, 0.7));
  sim_staff_go_on (self, 2000, doors ? answer : stow);
}

static void sign_in (gpointer data);

static void
compare (gpointer data)
{
  SimStaff *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  if (!sim_machine_is_up (sim->machine)) {
    sign_in (self);
    return;
  }
  sim_oracle_see_pin_compared (sim->oracle);
  if (self->known && self->wrong == 0) {
    open_session (self);
    return;
  }
  sim_see (sim, SIM_SAW_WRONG_PIN);
  if (self->wrong-- > 1 || self->known)
    sim_staff_go_on (self, sim_throw (sim, 2000, 20000), sign_in);
}

static void
sign_in (gpointer data)
{
  SimStaff *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  if (!sim_machine_is_up (sim->machine)) {
    if (self->patient && !sim->calm)
      sim_staff_go_on (self, 60000, sign_in);
    return;
  }
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_sign_in (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), self->badge, self->known);
  sim_say (sim, "%s signs in: %s", self->badge, decision->reason);
  if (!sim_machine_commit (sim->machine, decision))
    return;
  if (cubby_decision_is_granted (decision)) {
    sim_staff_go_on (self, 100, compare);
    return;
  }
  sim_see (sim, g_str_equal (decision->reason, "locked") ? SIM_SAW_LOCKED : SIM_SAW_WAIT);
  if (self->work-- > 0 && g_str_equal (decision->reason, "wait"))
    sim_staff_go_on (self, (gint64)decision->wait_s * 1000 + sim_throw (sim, 500, 3000), sign_in);
}

void
sim_staff_come (SimPeople *people)
{
  Sim *sim = sim_people_get_sim (people);
  guint who = (guint)sim_throw (sim, 0, sim_chance (sim, 0.2) ? G_N_ELEMENTS (badges) - 1 : 1);
  SimStaff self = {
      .people = people,
      .badge = badges[who].badge,
      .known = TRUE,
      .role = badges[who].role,
      .work = (guint)sim_throw (sim, 1, 7),
  };
  if (sim_chance (sim, 0.08))
    self.wrong = (guint)sim_throw (sim, 1, sim_chance (sim, 0.3) ? 40 : 4);
  if (sim_chance (sim, 0.02)) {
    self.badge = "B-99"; /* of another shop */
    self.known = FALSE;
    self.wrong = 3;
  }
  if (self.wrong > 10)
    self.work = 60; /* he has time */
  sim_staff_go_on (&self, 0, sign_in);
}

/* Somebody tries PINs for a whole night. */
void
sim_burglar_come (SimPeople *people)
{
  SimStaff self = {.people = people,
                   .badge = "B-2",
                   .known = TRUE,
                   .role = CUBBY_ROLE_RESTOCK,
                   .wrong = 200,
                   .work = 200,
                   .patient = TRUE};
  sim_staff_go_on (&self, 0, sign_in);
}

void
sim_supervisor_come (SimPeople *people, gboolean diligent)
{
  SimStaff self = {
      .people = people,
      .badge = diligent ? "B-5" : "B-3",
      .known = TRUE,
      .role = CUBBY_ROLE_SUPERVISE,
      .work = diligent ? 80 : (guint)sim_throw (sim_people_get_sim (people), 1, 5),
      .diligent = diligent,
  };
  sim_staff_go_on (&self, 0, sign_in);
}
