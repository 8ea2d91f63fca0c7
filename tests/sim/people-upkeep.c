/* SPDX-License-Identifier: Apache-2.0 */
/* What supervisors do that keeps the bank in order: look behind doors and say what they see, open many, stop,
 * take doors out of service and put them back. The order of the questions is that of dbus-reconcile.c,
 * dbus-removal.c and dbus-upkeep.c. */
#include "tests/sim/people-staff.h"

#include "tests/sim/centre.h"
#include "tests/sim/machine.h"
#include "tests/sim/oracle.h"

SimStaff *
sim_staff_copy (const SimStaff *self)
{
  SimStaff *copy = g_new (SimStaff, 1);
  *copy = *self;
  copy->session = g_strdup (self->session);
  copy->sequence = g_strdup (self->sequence);
  return copy;
}

void
sim_staff_free (gpointer data)
{
  SimStaff *self = data;
  g_free (self->session);
  g_free (self->sequence);
  g_free (self);
}

void
sim_staff_go_on (const SimStaff *self, gint64 ms, SimDeed deed)
{
  sim_later (sim_people_get_sim (self->people), ms, deed, sim_staff_copy (self), sim_staff_free);
}

/* ---- two badges ---- */

/* Mostly another supervisor; now and then one who may not, or the same once more.
 * Returns: (nullable): whose session it is, or NULL: nobody could sign in */
static char *
fetch_second (const SimStaff *self)
{
  static const struct {
    const char *badge;
    CubbyRole role;
  } seconds[] = {{"B-6", CUBBY_ROLE_SUPERVISE},
                 {"B-6", CUBBY_ROLE_SUPERVISE},
                 {"B-6", CUBBY_ROLE_SUPERVISE},
                 {"B-3", CUBBY_ROLE_SUPERVISE},
                 {"B-1", CUBBY_ROLE_RESTOCK}};
  Sim *sim = sim_people_get_sim (self->people);
  guint who = (guint)sim_throw (sim, 0, G_N_ELEMENTS (seconds) - 1);
  g_autoptr (CubbyDecision) tried = cubby_locker_decide_sign_in (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), seconds[who].badge, TRUE);
  if (!sim_machine_commit (sim->machine, tried) || !cubby_decision_is_granted (tried))
    return NULL;
  sim_oracle_see_pin_compared (sim->oracle);
  g_autofree char *session = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) good =
      cubby_locker_decide_signed_in (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine),
                                     session, seconds[who].badge, seconds[who].role);
  sim_oracle_note_session (sim->oracle, session, seconds[who].badge, seconds[who].role);
  return sim_machine_commit (sim->machine, good) ? g_steal_pointer (&session) : NULL;
}

/* ---- several doors ---- */

/* It takes too long, or was a mistake. */
static void
stop (gpointer data)
{
  SimStaff *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  if (!sim_machine_is_up (sim->machine))
    return;
  g_autofree char *grant = g_strdup_printf ("%s-1", self->sequence);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_stop (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), self->session, grant);
  sim_say (sim, "%s stops %s: %s", self->badge, self->sequence, decision->reason);
  if (!sim_machine_commit (sim->machine, decision) || !cubby_decision_is_granted (decision))
    return;
  sim_oracle_note_stop (sim->oracle, self->sequence);
  if (decision->events->len > 0)
    sim_see (sim, SIM_SAW_STOPPED);
}

static gint64
walk_along (SimStaff *self, const CubbyDecision *decision, SimVisit visit, const char *id)
{
  Sim *sim = sim_people_get_sim (self->people);
  sim_people_attend_all (self->people, decision, visit, NULL, NULL);
  if (decision->doors->len > 1 && sim_chance (sim, 0.35)) {
    g_free (self->sequence);
    self->sequence = g_strdup (id);
    sim_staff_go_on (self, sim_throw (sim, 2000, 40000), stop);
  }
  return (gint64)decision->doors->len * sim_throw (sim, 9000, 16000);
}

static void
choose_doors (Sim *sim, const char **doors, guint n)
{
  guint first = (guint)sim_throw (sim, 0, sim->steel->n_doors - 1);
  for (guint i = 0; i < n; i++)
    doors[i] = sim->steel->doors[(first + i) % sim->steel->n_doors].name;
  doors[n] = NULL;
}

/* One door alone, some, or all. */
static gint64
reconcile (SimStaff *self)
{
  Sim *sim = sim_people_get_sim (self->people);
  const char *doors[5];
  choose_doors (sim, doors, sim_chance (sim, 0.5) ? 1 : (guint)sim_throw (sim, 0, 4));
  gboolean single = doors[0] != NULL && doors[1] == NULL;
  g_autofree char *second = single ? NULL : fetch_second (self);
  if (!sim_machine_is_up (sim->machine))
    return 0;
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_reconciliation (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), id, self->session,
      second != NULL ? second : "", doors);
  sim_oracle_expect_two (sim->oracle, id, self->session, second);
  sim_say (sim, "%s reconciles from %s: %s", self->badge, doors[0] != NULL ? doors[0] : "all doors",
           decision->reason);
  if (g_str_equal (decision->reason, "second_badge"))
    sim_see (sim, SIM_SAW_SECOND_BADGE);
  if (!sim_machine_commit (sim->machine, decision) || !cubby_decision_is_granted (decision))
    return 0;
  return walk_along (self, decision, SIM_VISIT_RECONCILE, id);
}

static gint64
open_many (SimStaff *self)
{
  Sim *sim = sim_people_get_sim (self->people);
  const char *doors[5];
  choose_doors (sim, doors, (guint)sim_throw (sim, 0, 4));
  g_autofree char *second = fetch_second (self);
  if (!sim_machine_is_up (sim->machine))
    return 0;
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_open_many (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine),
                                     id, self->session, second != NULL ? second : "", doors, "cleaning");
  sim_oracle_expect_two (sim->oracle, id, self->session, second);
  sim_say (sim, "%s opens many from %s: %s", self->badge, doors[0] != NULL ? doors[0] : "all doors",
           decision->reason);
  if (g_str_equal (decision->reason, "second_badge"))
    sim_see (sim, SIM_SAW_SECOND_BADGE);
  if (!sim_machine_commit (sim->machine, decision) || !cubby_decision_is_granted (decision))
    return 0;
  sim_see (sim, SIM_SAW_OPENED_MANY);
  return walk_along (self, decision, SIM_VISIT_SERVICE, id);
}

/* ---- out of service, and back ---- */

static gboolean
set_service (SimStaff *self, const char *door, gboolean in_service)
{
  Sim *sim = sim_people_get_sim (self->people);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_service (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), self->session, door,
      in_service, in_service ? "mended" : "the hinge is loose");
  sim_say (sim, "%s puts %s %s service: %s", self->badge, door, in_service ? "into" : "out of",
           decision->reason);
  if (g_str_equal (decision->reason, "not_allowed"))
    sim_see (sim, SIM_SAW_NOT_ALLOWED);
  return sim_machine_commit (sim->machine, decision) && cubby_decision_is_granted (decision);
}

void
sim_staff_put_back (SimStaff *self)
{
  Sim *sim = sim_people_get_sim (self->people);
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (sim_machine_get_locker (sim->machine));
  g_autoptr (GPtrArray) doors = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < alarms->len; i++) {
    const CubbyAlarm *alarm = &g_array_index (alarms, CubbyAlarm, i);
    if (g_str_equal (alarm->kind, "service"))
      g_ptr_array_add (doors, g_strdup (alarm->door));
  }
  for (guint i = 0; i < doors->len && sim_machine_is_up (sim->machine); i++)
    set_service (self, g_ptr_array_index (doors, i), TRUE);
}

static gint64
mend (SimStaff *self)
{
  Sim *sim = sim_people_get_sim (self->people);
  if (sim_chance (sim, 0.6)) {
    sim_staff_put_back (self);
    return 2000;
  }
  set_service (self, sim->steel->doors[sim_throw (sim, 0, sim->steel->n_doors - 1)].name, FALSE);
  return 2000;
}

gint64
sim_staff_keep_up (SimStaff *self)
{
  static gint64 (*const chores[]) (SimStaff * self) = {reconcile, reconcile, open_many, mend};
  Sim *sim = sim_people_get_sim (self->people);
  return chores[sim_throw (sim, 0, G_N_ELEMENTS (chores) - 1)](self);
}

/* ---- at an open door ---- */

/* Returns: (transfer full) (nullable): who stands there knows the own session */
static char *
get_session (Sim *sim, const char *grant)
{
  const CubbyLocker *locker = sim_machine_get_locker (sim->machine);
  const CubbyGrant *it = locker != NULL && grant != NULL ? cubby_locker_find_grant (locker, grant) : NULL;
  return it != NULL ? g_strdup (it->session) : NULL;
}

gboolean
sim_staff_say_too_small (SimPeople *people, const char *grant, const char *label)
{
  Sim *sim = sim_people_get_sim (people);
  g_autofree char *session = get_session (sim, grant);
  if (session == NULL)
    return FALSE;
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_too_small (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), id, session, grant);
  sim_say (sim, "too small for %s: %s", label, decision->reason);
  gboolean done = decision->events->len > 0;
  if (!sim_machine_commit (sim->machine, decision) || !done)
    return FALSE;
  sim_see (sim, SIM_SAW_TOO_SMALL);
  sim_people_attend_all (people, decision, SIM_VISIT_STOW, NULL, label);
  return TRUE;
}

gboolean
sim_staff_reject (SimPeople *people, const char *session, const char *label)
{
  static const char *const reasons[] = {"damaged", "wrong_parcel", "leaking", "other"};
  Sim *sim = sim_people_get_sim (people);
  if (session == NULL || !sim_machine_is_up (sim->machine))
    return FALSE;
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_reject (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine),
                                  session, label, reasons[sim_throw (sim, 0, G_N_ELEMENTS (reasons) - 1)]);
  sim_say (sim, "%s is rejected: %s", label, decision->reason);
  if (!sim_machine_commit (sim->machine, decision) || !cubby_decision_is_granted (decision))
    return FALSE;
  sim_see (sim, SIM_SAW_REJECTED);
  return TRUE;
}

gboolean
sim_staff_reject_at_door (SimPeople *people, const char *grant, const char *label)
{
  g_autofree char *session = get_session (sim_people_get_sim (people), grant);
  return sim_staff_reject (people, session, label);
}

/* What is not true any more when somebody says what is not so. */
static void
excuse (Sim *sim, const char *label)
{
  SimParcel *parcel = label != NULL ? sim_centre_find (sim->centre, label) : NULL;
  if (parcel != NULL)
    parcel->excused = TRUE;
}

void
sim_staff_say_seen (SimPeople *people, const char *grant, guint door, gboolean sloppy)
{
  Sim *sim = sim_people_get_sim (people);
  const char *truth = sim->steel->doors[door].label;
  const char *labels[] = {truth, NULL, NULL};
  g_autofree char *session = get_session (sim, grant);
  if (session == NULL)
    return;
  guint n = sim_centre_get_n_parcels (sim->centre);
  if (sloppy && n > 0) { /* another one, one more, or one overlooked */
    const char *other = sim_centre_get_parcel (sim->centre, (guint)sim_throw (sim, 0, n - 1))->label;
    labels[truth != NULL && sim_chance (sim, 0.3)] = sim_chance (sim, 0.6) ? other : NULL;
    excuse (sim, other);
    excuse (sim, truth);
  }
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_seen (sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine),
                                session, sim->steel->doors[door].name, labels);
  sim_say (sim, "behind %s is seen: %s %s: %s", sim->steel->doors[door].name,
           labels[0] != NULL ? labels[0] : "nothing", labels[0] != NULL && labels[1] != NULL ? labels[1] : "",
           decision->reason);
  gboolean said = sim_machine_commit (sim->machine, decision) && cubby_decision_is_granted (decision);
  sim_oracle_note_seen (sim->oracle, grant, said && !sloppy);
}
