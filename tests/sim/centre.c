/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/centre.h"

#include "tests/sim/machine.h"

#include <string.h>

#define MOST_WAITING 14 /* parcels in the back room: the shop orders no more than it can stow */

struct _SimCentre {
  Sim *sim;
  GPtrArray *orders;  /* of SimOrder */
  GPtrArray *parcels; /* of SimParcel */
  GHashTable *by_label;
  GHashTable *heard;  /* ids of outbox rows */
  GHashTable *counts; /* "type" and "type label" → how often */
  guint64 version;
  guint requests;
  gint64 offline_until_us;
  gboolean open;
};

static void
order_free (gpointer data)
{
  SimOrder *self = data;
  g_free (self->fulfilment);
  g_free (self->cti);
  g_free (self->helper);
  g_free (self->old);
  g_free (self->code_hash);
  g_free (self);
}

static void
parcel_free (gpointer data)
{
  SimParcel *self = data;
  g_free (self->label);
  g_free (self);
}

static char *
make_hex (SimCentre *self, guint n_digits)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < n_digits; i++)
    g_string_append_printf (text, "%x", (guint)sim_throw (self->sim, 0, 15));
  return g_string_free (text, FALSE);
}

static void
add_parcel (SimCentre *self, guint order)
{
  static const CubbySize sizes[] = {CUBBY_SIZE_S, CUBBY_SIZE_S, CUBBY_SIZE_M, CUBBY_SIZE_M, CUBBY_SIZE_L};
  SimParcel *parcel = g_new0 (SimParcel, 1);
  parcel->label = g_strdup_printf ("L%u", self->parcels->len + 1);
  parcel->order = order;
  parcel->size = sizes[sim_throw (self->sim, 0, G_N_ELEMENTS (sizes) - 1)];
  parcel->version = ++self->version;
  if (((const SimOrder *)g_ptr_array_index (self->orders, order))->returning)
    parcel->place = SIM_PLACE_HOME;
  g_ptr_array_add (self->parcels, parcel);
  g_hash_table_insert (self->by_label, parcel->label, parcel);
}

static gint64
get_true_s (SimCentre *self)
{
  return sim_clock_get_us (self->sim->clock) / G_USEC_PER_SEC;
}

static void
sell (SimCentre *self)
{
  SimOrder *order = g_new0 (SimOrder, 1);
  order->fulfilment = g_strdup_printf ("F%u", self->orders->len + 1);
  order->cti = make_hex (self, 32);
  order->helper = sim_chance (self->sim, 0.3) ? make_hex (self, 32) : NULL;
  order->code_hash = make_hex (self, 64);
  gboolean brief = sim_chance (self->sim, 0.15);
  order->hold_until_s =
      get_true_s (self) + sim_throw (self->sim, brief ? 300 : 3600, brief ? 3600 : 10 * 86400);
  order->returning = sim_chance (self->sim, 0.08);
  g_ptr_array_add (self->orders, order);
  guint n = !order->returning && sim_chance (self->sim, 0.25) ? (guint)sim_throw (self->sim, 2, 3) : 1;
  for (guint i = 0; i < n; i++)
    add_parcel (self, self->orders->len - 1);
}

static guint
count_waiting (SimCentre *self)
{
  guint n = 0;
  for (guint i = 0; i < self->parcels->len; i++) {
    const SimParcel *parcel = g_ptr_array_index (self->parcels, i);
    const SimOrder *order = g_ptr_array_index (self->orders, parcel->order);
    n += parcel->place == SIM_PLACE_STORE && !parcel->withdrawn && !order->returning;
  }
  return n;
}

/* ---- what it says ---- */

/* Every other withdrawal has a reason: the money went back. */
static CubbyWithdrawal
get_why (const SimParcel *parcel)
{
  return parcel->version % 2 == 0 ? CUBBY_WITHDRAWAL_CANCELLED : CUBBY_WITHDRAWAL_UNSAID;
}

static void
say (SimCentre *self, const SimParcel *parcel, const SimOrder *order, gboolean withdrawn,
     const char **ret_reason)
{
  const char *ctis[] = {order->cti, order->helper, NULL};
  CubbyNotice notice = {
      .label = parcel->label,
      .version = parcel->version,
      .fulfilment = order->fulfilment,
      .size = parcel->size,
      .ctis = ctis,
      .code_hash = order->code_hash,
      .hold_until_s = order->hold_until_s,
      .withdrawn = withdrawn,
      .why = withdrawn ? get_why (parcel) : CUBBY_WITHDRAWAL_UNSAID,
      .returning = order->returning,
  };
  SimMachine *machine = self->sim->machine;
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_notice (sim_machine_get_locker (machine), sim_machine_now_ms (machine), &notice);
  *ret_reason = NULL;
  if (!sim_machine_commit (machine, decision))
    return;
  *ret_reason = g_strcmp0 (decision->reason, "not_allowed") == 0 ? "not_allowed" : "taken";
}

static void
announce (SimCentre *self, SimParcel *parcel)
{
  const char *reason;
  parcel->told = TRUE;
  say (self, parcel, g_ptr_array_index (self->orders, parcel->order), parcel->withdrawn, &reason);
  if (g_strcmp0 (reason, "taken") != 0)
    return;
  if (parcel->accepted != parcel->version)
    parcel->accepted_us = sim_clock_get_us (self->sim->clock);
  parcel->accepted = parcel->version;
  parcel->withdrawal_accepted = parcel->withdrawn;
  if (!parcel->withdrawn)
    parcel->why_accepted = CUBBY_WITHDRAWAL_UNSAID;
  else if (cubby_withdrawal_spares_found (
               parcel->why_accepted)) /* what spares nothing is weakened by no other */
    parcel->why_accepted = get_why (parcel);
}

/* Somebody at the centre gives what lies here to another buyer, lends a pass of one to another, or makes a
 * parcel of a return. */
static void
lie (SimCentre *self)
{
  const char *reason;
  if (self->parcels->len == 0)
    return;
  SimParcel *victim =
      g_ptr_array_index (self->parcels, (guint)sim_throw (self->sim, 0, self->parcels->len - 1));
  const SimOrder *theirs = g_ptr_array_index (self->orders, victim->order);
  if (victim->place != SIM_PLACE_DOOR || victim->excused || victim->withdrawn ||
      victim->accepted != victim->version) /* else the machine may know another pass */
    return;
  g_autofree char *other = make_hex (self, 32);
  SimParcel forged = *victim;
  SimOrder liar = {
      .fulfilment = (char *)"F-LIAR", .cti = other, .code_hash = (char *)"", .returning = theirs->returning};
  g_autofree char *label = g_strdup_printf ("X%" G_GUINT64_FORMAT, ++self->version);
  if (sim_chance (self->sim, 0.5)) { /* another label with the victim's pass */
    forged.label = label;
    liar.cti = theirs->cti;
  } else if (sim_chance (self->sim, 0.3)) {
    liar.fulfilment = theirs->fulfilment;
    liar.returning = !theirs->returning;
  }
  forged.version = self->version;
  say (self, &forged, &liar, FALSE, &reason);
  if (g_strcmp0 (reason, "not_allowed") == 0)
    sim_see (self->sim, SIM_SAW_LIE_REFUSED);
  if (g_strcmp0 (reason, "taken") == 0)
    sim_violate (self->sim, "a lie about %s was believed", victim->label);
}

static void
announce_some (SimCentre *self)
{
  guint n = self->parcels->len;
  guint first = n > 0 ? (guint)sim_throw (self->sim, 0, n - 1) : 0;
  guint told = 0;
  for (guint i = 0; i < n && told < 4; i++) {
    SimParcel *parcel = g_ptr_array_index (self->parcels, (first + i) % n);
    gboolean again = !self->sim->calm && parcel->told && n - i < 20 && sim_chance (self->sim, 0.02);
    if (parcel->accepted == parcel->version && !again)
      continue;
    if (!sim_machine_is_up (self->sim->machine))
      return;
    announce (self, parcel);
    told++;
  }
}

/* ---- what it hears ---- */

static void
add_count (SimCentre *self, const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, key));
  g_hash_table_replace (self->counts, g_strdup (key), GUINT_TO_POINTER (n + 1));
}

/* It is packed anew, or its shopper gets another one. */
static void
replace_rejected (SimCentre *self, const char *label)
{
  SimParcel *parcel = sim_centre_find (self, label);
  if (parcel == NULL)
    return;
  parcel->withdrawn = sim_chance (self->sim, 0.3);
  parcel->version = ++self->version;
}

static void
hear (SimCentre *self, const CubbyOutboxRow *row)
{
  if (!g_hash_table_add (self->heard, g_strdup (row->id)))
    return; /* applied once */
  const char *label = strstr (row->data, "\"label\":\"");
  add_count (self, row->type);
  if (label == NULL)
    return;
  label += strlen ("\"label\":\"");
  g_autofree char *name = g_strndup (label, strcspn (label, "\""));
  g_autofree char *key = g_strdup_printf ("%s %s", row->type, name);
  add_count (self, key);
  if (g_str_equal (row->type, "parcel.rejected"))
    replace_rejected (self, name);
}

static void
acknowledge (SimCentre *self, CubbyJournal *journal, gint64 through)
{
  guint times = sim_chance (self->sim, 0.15) ? 2 : 1;
  if (times == 2)
    sim_see (self->sim, SIM_SAW_ACK_TWICE);
  for (guint i = 0; i < times && sim_machine_is_up (self->sim->machine); i++)
    cubby_journal_acknowledge (journal, through, NULL);
}

static void
listen (SimCentre *self)
{
  CubbyCore *core = sim_machine_get_core (self->sim->machine);
  if (core == NULL)
    return;
  CubbyJournal *journal = cubby_core_get_journal (core);
  g_autoptr (GPtrArray) rows =
      cubby_journal_list_outbox (journal, 0, (guint)sim_throw (self->sim, 1, 30), NULL);
  if (rows == NULL || rows->len == 0 || !sim_machine_is_up (self->sim->machine))
    return;
  if (!self->sim->calm && sim_chance (self->sim, 0.1))
    return; /* lost on the way */
  for (guint i = 0; i < rows->len; i++)
    hear (self, g_ptr_array_index (rows, i));
  const CubbyOutboxRow *last = g_ptr_array_index (rows, rows->len - 1);
  if (self->sim->calm || !sim_chance (self->sim, 0.2)) /* else: the answer was lost on the way back */
    acknowledge (self, journal, last->seq);
}

guint
sim_centre_count (SimCentre *self, const char *what)
{
  static const struct {
    const char *result;
    const char *type;
  } rows[] = {{"collected ", "parcel.picked_up "},
              {"loaded ", "parcel.loaded "},
              {"dropped_off ", "parcel.dropped_off "},
              {"rejected ", "parcel.rejected "},
              {"unloaded", "parcel.unloaded"},
              {"forced", "door.forced"},
              {"refused", "pass.refused"}};
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (!g_str_has_prefix (what, rows[i].result))
      continue;
    g_autofree char *key = g_strconcat (rows[i].type, what + strlen (rows[i].result), NULL);
    return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, g_strchomp (key)));
  }
  return G_MAXUINT;
}

/* ---- what happens there ---- */

/* A pass is replaced: what the helper had is worth nothing any more. */
static void
replace_pass (SimCentre *self)
{
  if (self->orders->len == 0)
    return;
  guint index = (guint)sim_throw (self->sim, 0, self->orders->len - 1);
  SimOrder *order = g_ptr_array_index (self->orders, index);
  if (order->old != NULL)
    return;
  order->old = g_steal_pointer (&order->cti);
  order->cti = make_hex (self, 32);
  for (guint i = 0; i < self->parcels->len; i++) {
    SimParcel *parcel = g_ptr_array_index (self->parcels, i);
    if (parcel->order == index)
      parcel->version = ++self->version;
  }
}

static void
withdraw (SimCentre *self)
{
  if (self->parcels->len == 0)
    return;
  SimParcel *parcel =
      g_ptr_array_index (self->parcels, (guint)sim_throw (self->sim, 0, self->parcels->len - 1));
  parcel->withdrawn = !parcel->withdrawn || sim_chance (self->sim, 0.5);
  parcel->version = ++self->version;
}

static void
request_door (SimCentre *self)
{
  const CubbyLocker *locker = sim_machine_get_locker (self->sim->machine);
  if (locker == NULL)
    return;
  const SimDoor *door = &self->sim->steel->doors[sim_throw (self->sim, 0, self->sim->steel->n_doors - 1)];
  g_autofree char *id = g_strdup_printf ("R%u", ++self->requests);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_request (
      locker, sim_machine_now_ms (self->sim->machine), id, door->name, "somebody rang");
  sim_machine_commit (self->sim->machine, decision);
}

static const struct {
  double chance; /* a second */
  gboolean calm; /* also when nothing breaks any more */
  void (*deed) (SimCentre *self);
} habits[] = {
    {0.004, FALSE, replace_pass},
    {0.004, FALSE, withdraw},
    {0.02, FALSE, lie},
    {0.004, FALSE, request_door},
};

static void
tick (gpointer data)
{
  SimCentre *self = data;
  Sim *sim = self->sim;
  gboolean up = sim_machine_is_up (sim->machine);
  if (self->open && count_waiting (self) < MOST_WAITING && sim_chance (sim, 0.2))
    sell (self);
  if (!sim->calm && sim_chance (sim, 0.002))
    self->offline_until_us = sim_clock_get_us (sim->clock) + sim_throw (sim, 5, 600) * G_USEC_PER_SEC;
  gboolean online = sim->calm || self->offline_until_us <= sim_clock_get_us (sim->clock);
  for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
    if (up && online && (!sim->calm || habits[i].calm) && sim_chance (sim, habits[i].chance * 2) &&
        sim_machine_is_up (sim->machine))
      habits[i].deed (self);
  if (up && online && sim_machine_is_up (sim->machine))
    announce_some (self);
  if (up && online && sim_machine_is_up (sim->machine))
    listen (self);
  sim_later (sim, up || self->open ? 2000 : 60000, tick, self, NULL);
}

void
sim_centre_start (SimCentre *self)
{
  tick (self);
}

void
sim_centre_set_open (SimCentre *self, gboolean open)
{
  self->open = open;
}

/* ---- the truth ---- */

guint
sim_centre_get_n_parcels (SimCentre *self)
{
  return self->parcels->len;
}

SimParcel *
sim_centre_get_parcel (SimCentre *self, guint index)
{
  return g_ptr_array_index (self->parcels, index);
}

SimParcel *
sim_centre_find (SimCentre *self, const char *label)
{
  return g_hash_table_lookup (self->by_label, label);
}

guint
sim_centre_get_n_orders (SimCentre *self)
{
  return self->orders->len;
}

const SimOrder *
sim_centre_get_order (SimCentre *self, guint index)
{
  return g_ptr_array_index (self->orders, index);
}

gboolean
sim_centre_owns (SimCentre *self, const char *label, const char *credential)
{
  const SimParcel *parcel = label != NULL ? sim_centre_find (self, label) : NULL;
  if (parcel == NULL || credential == NULL)
    return FALSE;
  const SimOrder *order = g_ptr_array_index (self->orders, parcel->order);
  return g_strcmp0 (order->cti, credential) == 0 || g_strcmp0 (order->helper, credential) == 0 ||
         g_strcmp0 (order->old, credential) == 0 || g_strcmp0 (order->code_hash, credential) == 0;
}

const char *
sim_centre_judge (SimCentre *self, const char *label, const char *credential, gint64 asked_us)
{
  const SimParcel *parcel = label != NULL ? sim_centre_find (self, label) : NULL;
  if (!sim_centre_owns (self, label, credential))
    return "belongs to another order, or to none";
  const SimOrder *order = g_ptr_array_index (self->orders, parcel->order);
  if (g_strcmp0 (order->old, credential) == 0 && parcel->accepted == parcel->version &&
      parcel->accepted_us < asked_us)
    return "was revoked";
  if (parcel->withdrawal_accepted && parcel->accepted == parcel->version)
    return "was withdrawn";
  gint64 asked_s =
      sim_machine_now_ms (self->sim->machine) / 1000 - 15 * 60; /* a grant may wait for its turn */
  if (asked_s > order->hold_until_s)
    return "has expired";
  return NULL;
}

gboolean
sim_centre_is_quiet (SimCentre *self)
{
  CubbyCore *core = sim_machine_get_core (self->sim->machine);
  gint64 n_rows = 1, last;
  for (guint i = 0; i < self->parcels->len; i++) {
    const SimParcel *parcel = g_ptr_array_index (self->parcels, i);
    if (parcel->accepted != parcel->version)
      return FALSE;
  }
  return core != NULL && cubby_journal_count_outbox (cubby_core_get_journal (core), &n_rows, &last, NULL) &&
         n_rows == 0;
}

SimCentre *
sim_centre_new (Sim *sim)
{
  SimCentre *self = g_new0 (SimCentre, 1);
  self->sim = sim;
  self->orders = g_ptr_array_new_with_free_func (order_free);
  self->parcels = g_ptr_array_new_with_free_func (parcel_free);
  self->by_label = g_hash_table_new (g_str_hash, g_str_equal);
  self->heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sim_centre_free (SimCentre *self)
{
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->parcels);
  g_hash_table_unref (self->by_label);
  g_hash_table_unref (self->heard);
  g_hash_table_unref (self->counts);
  g_free (self);
}
