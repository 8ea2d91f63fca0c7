/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/people.h"

#include "tests/sim/centre.h"
#include "tests/sim/machine.h"
#include "tests/sim/oracle.h"

typedef struct {
  SimPeople *people;
  char *credential;
  gboolean typed; /* a code, not a pass */
  guint tries;    /* that are left */
} Shopper;

static void
shopper_free (gpointer data)
{
  Shopper *self = data;
  g_free (self->credential);
  g_free (self);
}

static Shopper *
shopper_copy (const Shopper *self)
{
  Shopper *copy = g_new (Shopper, 1);
  *copy = *self;
  copy->credential = g_strdup (self->credential);
  return copy;
}

static void
note_reason (Sim *sim, const char *reason)
{
  static const struct {
    const char *reason;
    SimSaw what;
  } rows[] = {{"already_used", SIM_SAW_ALREADY_USED},
              {"revoked", SIM_SAW_REVOKED},
              {"expired", SIM_SAW_EXPIRED},
              {"wait", SIM_SAW_WAIT},
              {"busy", SIM_SAW_BUSY},
              {"wrong_code", SIM_SAW_WRONG_CODE}};
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].reason, reason))
      sim_see (sim, rows[i].what);
  if (!g_str_equal (reason, "granted"))
    sim_see (sim, SIM_SAW_REFUSED);
}

/* Counted, then compared: as on_present_code() does. NULL: the machine died. */
static CubbyDecision *
decide_code (Shopper *self, const char *id)
{
  Sim *sim = sim_people_get_sim (self->people);
  SimMachine *machine = sim->machine;
  g_autoptr (CubbyDecision) tried =
      cubby_locker_decide_code_tried (sim_machine_get_locker (machine), sim_machine_now_ms (machine));
  if (!sim_machine_commit (machine, tried))
    return NULL;
  if (g_strcmp0 (tried->reason, "wait") == 0)
    return g_steal_pointer (&tried);
  sim_oracle_see_code_compared (sim->oracle);
  return cubby_locker_decide_typed_code (sim_machine_get_locker (machine), sim_machine_now_ms (machine), id,
                                         self->credential);
}

/* As on_present_pass() does. */
static CubbyDecision *
decide (Shopper *self, const char *id)
{
  SimMachine *machine = sim_people_get_sim (self->people)->machine;
  const CubbyLocker *locker = sim_machine_get_locker (machine);
  gint64 now_ms = sim_machine_now_ms (machine);
  if (self->typed)
    return decide_code (self, id);
  g_autoptr (CubbyDecision) gate = cubby_locker_decide_pass_gate (locker, now_ms);
  if (g_strcmp0 (gate->reason, "wait") == 0)
    return g_steal_pointer (&gate);
  if (self->credential == NULL)
    return cubby_locker_decide_bad_pass (locker, now_ms, "forged");
  return cubby_locker_decide_pass (locker, now_ms, id, self->credential);
}

static void present (gpointer data);

static void
present_again (const Shopper *self, gint64 ms)
{
  Shopper *next = shopper_copy (self);
  if (next->tries == 0) {
    shopper_free (next);
    return;
  }
  next->tries--;
  sim_later (sim_people_get_sim (self->people), ms, present, next, shopper_free);
}

/* Returns: (nullable): the return that its pass is for. */
static const char *
find_return (Sim *sim, const char *credential)
{
  for (guint i = 0; i < sim_centre_get_n_parcels (sim->centre); i++) {
    const SimParcel *parcel = sim_centre_get_parcel (sim->centre, i);
    if (sim_centre_get_order (sim->centre, parcel->order)->returning &&
        sim_centre_owns (sim->centre, parcel->label, credential))
      return parcel->label;
  }
  return NULL;
}

static void
wait_at_doors (const Shopper *self, const CubbyDecision *decision)
{
  Sim *sim = sim_people_get_sim (self->people);
  if (g_strcmp0 (decision->purpose, "dropoff") == 0) {
    sim_people_attend_all (self->people, decision, SIM_VISIT_DROPOFF, self->credential,
                           find_return (sim, self->credential));
    return;
  }
  sim_people_attend_all (self->people, decision, SIM_VISIT_PICKUP, self->credential, NULL);
  if (decision->doors->len > 1)
    sim_see (sim, SIM_SAW_SEVERAL_DOORS);
}

typedef struct {
  SimPeople *people;
  char *credential;
  char *grant;
} Forgetful;

static void
forgetful_free (gpointer data)
{
  Forgetful *self = data;
  g_free (self->credential);
  g_free (self->grant);
  g_free (self);
}

/* "I forgot something": the screen still shows the grant. */
static void
ask_again (gpointer data)
{
  Forgetful *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  if (!sim_machine_is_up (sim->machine))
    return;
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_reopen (
      sim_machine_get_locker (sim->machine), sim_machine_now_ms (sim->machine), id, self->grant);
  sim_say (sim, "again %s: %s", self->grant, decision->reason);
  if (!sim_machine_commit (sim->machine, decision) || !cubby_decision_is_granted (decision))
    return;
  const char *label = find_return (sim, self->credential);
  sim_people_attend (self->people, (guint)cubby_bank_find (sim->settings->bank, decision->door),
                     label != NULL ? SIM_VISIT_DROPOFF : SIM_VISIT_PICKUP, self->credential, label,
                     decision->grant);
}

void
sim_shopper_ask_again (SimPeople *people, const char *credential, const char *grant, gint64 ms)
{
  Forgetful *forgetful = g_new (Forgetful, 1);
  *forgetful = (Forgetful){.people = people, .credential = g_strdup (credential), .grant = g_strdup (grant)};
  sim_later (sim_people_get_sim (people), ms, ask_again, forgetful, forgetful_free);
}

static void
forget_something (const Shopper *self, const CubbyDecision *decision)
{
  Sim *sim = sim_people_get_sim (self->people);
  guint times = (guint)sim_throw (sim, 1, 4);
  gboolean hasty = sim_chance (sim, 0.4);
  for (guint i = 0; i < times; i++)
    sim_shopper_ask_again (self->people, self->credential, decision->grant,
                           sim_throw (sim, hasty ? 800 : 6000, hasty ? 3000 : 30000) * (i + 1));
}

static void
hear (const Shopper *self, const CubbyDecision *decision)
{
  Sim *sim = sim_people_get_sim (self->people);
  const char *reason = decision->reason;
  note_reason (sim, reason);
  if (g_str_equal (reason, "granted")) {
    if (self->typed)
      sim_see (sim, SIM_SAW_CODE_GOOD);
    wait_at_doors (self, decision);
    if (sim_chance (sim, 0.15))
      forget_something (self, decision);
    present_again (self, sim_chance (sim, 0.2) ? sim_throw (sim, 500, 3000) : sim_throw (sim, 8, 40) * 1000);
  } else if (g_str_equal (reason, "wait") || g_str_equal (reason, "busy")) {
    present_again (self, (gint64)decision->wait_s * 1000 + sim_throw (sim, 1000, 4000));
  } else if (sim_chance (sim, 0.1) && sim_machine_is_up (sim->machine)) {
    g_autoptr (CubbyDecision) call = cubby_locker_decide_call (sim_machine_get_locker (sim->machine),
                                                               sim_machine_now_ms (sim->machine), "help");
    sim_machine_commit (sim->machine, call);
  }
}

static void
present (gpointer data)
{
  Shopper *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  if (!sim_machine_is_up (sim->machine))
    return;
  g_autofree char *id = sim_machine_new_id (sim->machine);
  g_autoptr (CubbyDecision) decision = decide (self, id);
  if (decision == NULL)
    return;
  sim_oracle_expect_pickup (sim->oracle, id, self->credential);
  sim_say (sim, "%s %.8s: %s %s", self->typed ? "code" : "pass",
           self->credential != NULL ? self->credential : "-", decision->reason,
           decision->door != NULL ? decision->door : "");
  if (sim_machine_commit (sim->machine, decision))
    hear (self, decision);
}

static char *
choose_credential (Sim *sim, const SimOrder *order, gboolean *ret_typed)
{
  gint64 how = sim_throw (sim, 0, 99);
  *ret_typed = FALSE;
  if (how < 70)
    return g_strdup (order->cti);
  if (how < 78)
    return g_strdup (order->helper != NULL ? order->helper : order->cti);
  if (how < 84)
    return g_strdup (order->old != NULL ? order->old : order->cti);
  *ret_typed = TRUE;
  return g_strdup (order->code_hash);
}

/* Mostly one whose parcel lies here; now and then any at all, too early or too late. */
static const SimOrder *
choose_order (Sim *sim)
{
  guint n = sim_centre_get_n_parcels (sim->centre);
  guint first = n > 0 ? (guint)sim_throw (sim, 0, n - 1) : 0;
  for (guint i = 0; i < n; i++) {
    const SimParcel *parcel = sim_centre_get_parcel (sim->centre, (first + i) % n);
    if (parcel->place == SIM_PLACE_DOOR || parcel->place == SIM_PLACE_HOME || sim_chance (sim, 0.01))
      return sim_centre_get_order (sim->centre, parcel->order);
  }
  return NULL;
}

void
sim_shopper_come (SimPeople *people)
{
  Sim *sim = sim_people_get_sim (people);
  const SimOrder *order = choose_order (sim);
  Shopper self = {.people = people, .tries = (guint)sim_throw (sim, 0, 3)};
  if (sim_chance (sim, 0.04))
    self.credential = NULL; /* a forged pass */
  else if (order == NULL)
    return;
  else
    self.credential = choose_credential (sim, order, &self.typed);
  gint64 ms = sim_throw (sim, 0, 9000);
  sim_later (sim, ms, present, shopper_copy (&self), shopper_free);
  if (sim_chance (sim, 0.1)) /* and somebody with a copy */
    sim_later (sim, ms + sim_throw (sim, 0, 4000), present, shopper_copy (&self), shopper_free);
  g_free (self.credential);
}

static void guess (gpointer data);

static void
guess (gpointer data)
{
  Shopper *self = data;
  Sim *sim = sim_people_get_sim (self->people);
  g_free (self->credential);
  self->credential = g_strdup_printf ("%064" G_GINT64_MODIFIER "x", (guint64)sim_throw (sim, 0, G_MAXINT32));
  guint left = self->tries;
  self->tries = 0; /* he does not wait for what he is told */
  present (self);
  if (left == 0)
    return;
  Shopper *next = shopper_copy (self);
  next->tries = left - 1;
  sim_later (sim, sim_throw (sim, 1000, 15000), guess, next, shopper_free);
}

/* Types one code after the other. */
void
sim_guesser_come (SimPeople *people)
{
  Sim *sim = sim_people_get_sim (people);
  Shopper self = {.people = people, .typed = TRUE, .tries = (guint)sim_throw (sim, 2, 20)};
  sim_later (sim, 0, guess, shopper_copy (&self), shopper_free);
}
