/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/oracle.h"

#include "app/domain/locker-snapshot.h"

#include "tests/sim/centre.h"
#include "tests/sim/machine.h"

#include <sqlite3.h>
#include <string.h>

#define JOURNAL SIM_DISK_SCRATCH "journal.db"
#define JUMP_MEMORY_MS 70000
#define MOST_REOPENS 2

/* A grant, as its rows tell it. */
typedef struct {
  char *id;
  char *purpose;
  char *door;
  char *label;
  char *session;
  char *second;
  char *sequence;
  gint64 intent_ms; /* 0: none yet */
  gboolean opened;
  gboolean over;
  guint pulses;        /* asked for by the core */
  guint energised;     /* times that its lock drew current */
  gint64 pulsed_us;    /* true time */
  gboolean stood_open; /* its door, before it was pulsed */
} Grant;

typedef struct {
  gint64 at_us;
  char *credential;
  char *session;
  char *second;
  char *label;
  gboolean stopped;
} Ask;

typedef struct {
  char *badge;
  CubbyRole role;
} Session;

struct _SimOracle {
  Sim *sim;
  gint64 seen; /* rows read so far */
  guint looks;
  GHashTable *grants;    /* id → Grant */
  GHashTable *asks;      /* sequence → Ask */
  GHashTable *sessions;  /* id → Session */
  GHashTable *pickups;   /* label → how often its door was opened for its pass since it was loaded */
  GHashTable *reopens;   /* label → how often its door was opened again */
  GHashTable *dropped;   /* labels of returns that nobody but staff gets at any more */
  GHashTable *collected; /* labels that the journal thinks collected */
  GHashTable *lengths;   /* sequence → how many doors it has */
  GHashTable *truths;    /* grants behind whose doors people saw what is so */
  GHashTable *tallies;   /* "type result label" of rows → how often */
  GHashTable *slack;     /* the same → how much oftener the centre may have heard it */
  gboolean *out;         /* of each door: staff took it out of service */
  GArray *pulses_us;     /* true times of all pulses */
  Grant **expected;      /* of each door: whose pulse is on its way */
  gint64 *lit_until_us;  /* of each power group */
  gint64 *cooled_us;     /* of each door: its last pulse */
  gint64 jumped_us;
  guint n_codes_tried, n_codes_compared;
  guint n_pins_tried, n_pins_compared;
  guint n_pickups;
  char *head;
  char *state; /* at its death */
};

static void
grant_free (gpointer data)
{
  Grant *self = data;
  g_free (self->id);
  g_free (self->purpose);
  g_free (self->door);
  g_free (self->label);
  g_free (self->session);
  g_free (self->second);
  g_free (self->sequence);
  g_free (self);
}

static void
ask_free (gpointer data)
{
  Ask *self = data;
  g_free (self->credential);
  g_free (self->session);
  g_free (self->second);
  g_free (self->label);
  g_free (self);
}

static void
session_free (gpointer data)
{
  Session *self = data;
  g_free (self->badge);
  g_free (self);
}

/* ---- reading the rows ---- */

/* Returns: (transfer full) (nullable): the value of @name in `name=value name=value`. */
static char *
get_field (const char *text, const char *name)
{
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);
  gsize length = strlen (name);
  for (char **pair = pairs; *pair != NULL; pair++)
    if (strncmp (*pair, name, length) == 0 && (*pair)[length] == '=')
      return g_uri_unescape_string (*pair + length + 1, NULL);
  return NULL;
}

static Grant *
find_grant (SimOracle *self, const char *text)
{
  g_autofree char *id = get_field (text, "grant");
  return id != NULL ? g_hash_table_lookup (self->grants, id) : NULL;
}

static void
add_number (GHashTable *table, const char *key, int by)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));
  g_hash_table_replace (table, g_strdup (key), GUINT_TO_POINTER (n + (guint)by));
}

static void
read_issued (SimOracle *self, const char *text, gint64 time_ms)
{
  Grant *grant = g_new0 (Grant, 1);
  grant->id = get_field (text, "grant");
  grant->purpose = get_field (text, "purpose");
  grant->door = get_field (text, "door");
  grant->label = get_field (text, "label");
  grant->session = get_field (text, "session");
  grant->second = get_field (text, "second");
  grant->sequence = get_field (text, "sequence");
  add_number (self->lengths, grant->sequence, 1);
  if (g_hash_table_contains (self->grants, grant->id))
    sim_violate (self->sim, "grant %s was issued twice", grant->id);
  if (g_str_equal (grant->purpose, "takeback")) /* told at once: the customer must not be */
    add_number (self->tallies, "unloaded", 1);
  g_hash_table_replace (self->grants, grant->id, grant);
}

static void
read_intent (SimOracle *self, const char *text, gint64 time_ms)
{
  Grant *grant = find_grant (self, text);
  if (grant == NULL || grant->intent_ms != 0 || grant->over)
    sim_violate (self->sim, "an intent of a grant that cannot have one: %s", text);
  else
    grant->intent_ms = time_ms;
}

/* Where the sensor is good, what it says has to be so. */
static void
judge_opened (SimOracle *self, const Grant *grant)
{
  int index = cubby_bank_find (self->sim->settings->bank, grant->door);
  const SimDoor *door = index >= 0 ? &self->sim->steel->doors[index] : NULL;
  if (door == NULL || grant->pulsed_us == 0 || grant->stood_open || door->sensor != SIM_SENSOR_GOOD ||
      door->faulty_us >= grant->pulsed_us || door->opened_us >= grant->pulsed_us)
    return;
  sim_violate (self->sim, "grant %s is “opened”, and %s did not open", grant->id, grant->door);
}

static void
read_opened (SimOracle *self, const char *text, gint64 time_ms)
{
  Grant *grant = find_grant (self, text);
  if (grant == NULL || grant->intent_ms == 0 || grant->over) {
    sim_violate (self->sim, "a grant that was never pulsed opened: %s", text);
    return;
  }
  grant->opened = TRUE;
  judge_opened (self, grant);
  if (g_str_equal (grant->purpose, "reopen")) {
    add_number (self->reopens, grant->label, 1);
    sim_see (self->sim, SIM_SAW_REOPENED);
  }
  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->reopens, grant->label != NULL ? grant->label : "")) >
      MOST_REOPENS)
    sim_violate (self->sim, "the door of parcel %s was opened again too often", grant->label);
  if (!g_str_equal (grant->purpose, "pickup"))
    return;
  self->n_pickups++;
  add_number (self->pickups, grant->label, 1);
  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->pickups, grant->label)) > 1)
    sim_violate (self->sim, "the door of parcel %s was opened a second time for its pass", grant->label);
}

/* A parcel that was to be taken back, and lies where it lay: the centre hears so. */
static void
tally_loaded_again (SimOracle *self, const Grant *grant, const char *result)
{
  if (!g_str_equal (grant->purpose, "takeback") ||
      (!g_str_equal (result, "lapsed") && !g_str_equal (result, "not_sent")))
    return;
  g_autofree char *key = g_strconcat ("loaded ", grant->label, NULL);
  add_number (self->tallies, key, 1);
}

static void
read_not_opened (SimOracle *self, const char *text, gint64 time_ms)
{
  Grant *grant = find_grant (self, text);
  g_autofree char *result = get_field (text, "result");
  if (grant != NULL) {
    grant->over = TRUE;
    tally_loaded_again (self, grant, result);
  }
  sim_see (self->sim, SIM_SAW_NOT_OPENED);
  if (g_strcmp0 (result, "stuck") == 0)
    sim_see (self->sim, SIM_SAW_STUCK);
  if (grant != NULL && g_strcmp0 (result, "not_sent") == 0 && grant->energised > 0)
    sim_violate (self->sim, "grant %s is “not sent”, and its lock was energised", grant->id);
}

static void
read_unknown (SimOracle *self, const char *text, gint64 time_ms)
{
  Grant *grant = find_grant (self, text);
  if (grant != NULL)
    grant->over = TRUE;
  sim_see (self->sim, SIM_SAW_UNKNOWN);
}

static void
read_closed (SimOracle *self, const char *text, gint64 time_ms)
{
  Grant *grant = find_grant (self, text);
  g_autofree char *result = get_field (text, "result");
  if (grant == NULL || result == NULL)
    return;
  grant->over = TRUE;
  gboolean unloaded = g_str_equal (result, "unloaded"); /* a visit knows no label */
  g_autofree char *key =
      g_strconcat (result, unloaded || grant->label == NULL ? NULL : " ", grant->label, NULL);
  if (!g_str_equal (grant->purpose, "reopen") || g_str_equal (result, "dropped_off"))
    add_number (self->tallies, key, 1); /* else the centre knows already that it was picked up */
  tally_loaded_again (self, grant, result);
  if (g_str_equal (result, "collected"))
    g_hash_table_add (self->collected, g_strdup (grant->label));
  if (g_str_equal (result, "dropped_off"))
    g_hash_table_add (self->dropped, g_strdup (grant->label));
  if (g_str_equal (grant->purpose, "reconcile") && g_str_equal (result, "checked") &&
      g_hash_table_contains (self->truths, grant->id))
    sim_see (self->sim, SIM_SAW_RECONCILED);
  static const struct {
    const char *result;
    SimSaw what;
  } rows[] = {{"collected", SIM_SAW_PICKED_UP},
              {"loaded", SIM_SAW_LOADED},
              {"unloaded", SIM_SAW_UNLOADED},
              {"dropped_off", SIM_SAW_DROPPED_OFF},
              {"review", SIM_SAW_REVIEW}};
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (result, rows[i].result))
      sim_see (self->sim, rows[i].what);
  if (g_str_equal (result, "loaded")) {
    g_hash_table_remove (self->pickups, grant->label);
    g_hash_table_remove (self->reopens, grant->label);
    g_hash_table_remove (self->collected, grant->label);
  }
}

static void
read_code (SimOracle *self, const char *text, gint64 time_ms)
{
  self->n_codes_tried++;
}

static void
read_pin (SimOracle *self, const char *text, gint64 time_ms)
{
  self->n_pins_tried++;
}

static void
read_forced (SimOracle *self, const char *text, gint64 time_ms)
{
  add_number (self->tallies, "forced", 1);
  sim_see (self->sim, SIM_SAW_FORCED);
}

static void
read_left_open (SimOracle *self, const char *text, gint64 time_ms)
{
  sim_see (self->sim, SIM_SAW_LEFT_OPEN);
}

static void
read_recalled (SimOracle *self, const char *text, gint64 time_ms)
{
  sim_see (self->sim, SIM_SAW_RECALLED);
}

static void
add_slack (SimOracle *self, const char *what, const char *label)
{
  g_autofree char *key = g_strconcat (what, label, NULL);
  add_number (self->slack, key, 1);
}

/* What somebody saw who said what is so is so from here on: nothing excuses the record any more. */
static void
believe (SimOracle *self, const Grant *grant, const char *label, gboolean here)
{
  SimParcel *parcel = sim_centre_find (self->sim->centre, label);
  int door = cubby_bank_find (self->sim->settings->bank, grant->door);
  if (parcel == NULL || door < 0 || !g_hash_table_contains (self->truths, grant->id))
    return;
  if (here && g_strcmp0 (self->sim->steel->doors[door].label, label) == 0)
    parcel->excused = FALSE;
  if (!here && parcel->place == SIM_PLACE_DOOR && parcel->door == (guint)door && !parcel->excused)
    sim_violate (self->sim, "parcel %s is missing in %s, and lies there", label, grant->door);
}

static void
read_settled (SimOracle *self, const char *text, gint64 time_ms)
{
  const Grant *grant = find_grant (self, text);
  g_autofree char *label = get_field (text, "label");
  g_autofree char *result = get_field (text, "result");
  if (grant == NULL || !grant->opened || grant->over || !g_str_equal (grant->purpose, "reconcile")) {
    sim_violate (self->sim, "something is settled behind a door that is not open for it: %s", text);
    return;
  }
  gboolean missing = g_str_equal (result, "missing");
  gboolean here =
      g_str_equal (result, "seen") || g_str_equal (result, "found") || g_str_equal (result, "moved");
  if (!g_str_equal (result, "seen"))
    sim_see (self->sim, SIM_SAW_DIFFERENCE);
  if (missing)
    add_number (self->tallies, "unloaded", 1);
  if (g_str_equal (result, "surplus"))
    add_slack (self, "unloaded", NULL);
  if (here || missing)
    believe (self, grant, label, here);
  if (!here)
    return;
  g_hash_table_remove (self->pickups, label); /* its pass opens it again */
  g_hash_table_remove (self->reopens, label);
  add_slack (self, "loaded ", label);
  add_slack (self, "dropped_off ", label);
  SimParcel *parcel = sim_centre_find (self->sim->centre, label);
  gboolean was_collected = g_hash_table_remove (self->collected, label);
  gboolean found = parcel != NULL && was_collected && g_str_equal (result, "found");
  if (found && cubby_withdrawal_spares_found (parcel->why_accepted))
    parcel->withdrawal_accepted = FALSE; /* its shopper's again: what is collected is called back */
  if (parcel != NULL && sim_centre_get_order (self->sim->centre, parcel->order)->returning)
    g_hash_table_add (self->dropped, g_strdup (label));
}

static void
read_service (SimOracle *self, const char *text, gint64 time_ms)
{
  g_autofree char *name = get_field (text, "door");
  g_autofree char *yes = get_field (text, "yes");
  int door = cubby_bank_find (self->sim->settings->bank, name);
  if (door < 0)
    return;
  self->out[door] = g_str_equal (yes, "0");
  sim_see (self->sim, self->out[door] ? SIM_SAW_OUT_OF_SERVICE : SIM_SAW_BACK_IN_SERVICE);
}

static void
read_rejected (SimOracle *self, const char *text, gint64 time_ms)
{
  g_autofree char *label = get_field (text, "label");
  g_autofree char *key = g_strconcat ("rejected ", label, NULL);
  add_number (self->tallies, key, 1);
}

static void
read_refused (SimOracle *self, const char *text, gint64 time_ms)
{
  add_number (self->tallies, "refused", 1);
}

static const struct {
  const char *type;
  void (*read) (SimOracle *self, const char *text, gint64 time_ms);
} readers[] = {
    {"grant.issued", read_issued},      {"grant.intent", read_intent},
    {"grant.opened", read_opened},      {"grant.not_opened", read_not_opened},
    {"grant.unknown", read_unknown},    {"grant.closed", read_closed},
    {"code.tried", read_code},          {"sign-in.tried", read_pin},
    {"door.forced", read_forced},       {"door.left-open", read_left_open},
    {"parcel.recalled", read_recalled}, {"pass.refused", read_refused},
    {"parcel.settled", read_settled},   {"door.service", read_service},
    {"parcel.rejected", read_rejected},
};

static void
read_row (SimOracle *self, const char *type, const char *text, gint64 time_ms)
{
  sim_say (self->sim, "    row %" G_GINT64_FORMAT " at %" G_GINT64_FORMAT " %s %s", self->seen, time_ms, type,
           text);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].type, type))
      readers[i].read (self, text, time_ms);
}

/* What a power loss now would leave on the disk. */
static void
read_durable (SimOracle *self)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  sim_disk_copy_durable (self->sim->disk);
  int result = sqlite3_open_v2 (JOURNAL, &db, SQLITE_OPEN_READWRITE, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (db, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_prepare_v2 (db, "SELECT seq, time_ms, type, text FROM event WHERE seq > ? ORDER BY seq",
                                 -1, &statement, NULL);
  if (result == SQLITE_OK) {
    sqlite3_bind_int64 (statement, 1, self->seen);
    while ((result = sqlite3_step (statement)) == SQLITE_ROW) {
      self->seen = sqlite3_column_int64 (statement, 0);
      read_row (self, (const char *)sqlite3_column_text (statement, 2),
                (const char *)sqlite3_column_text (statement, 3), sqlite3_column_int64 (statement, 1));
    }
  }
  if (result != SQLITE_DONE)
    sim_violate (self->sim, "what a power loss would leave of the journal cannot be read: %s",
                 sqlite3_errmsg (db));
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

static gboolean
visit_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  SimOracle *self = user_data;
  self->seen = row->seq;
  read_row (self, row->type, row->text, row->time_ms);
  return TRUE;
}

/* A copy is dear. While nothing waits to be written, what the machine reads is what a power loss would leave;
 * but every third time the oracle does not take even that for granted. */
static void
read_rows (SimOracle *self)
{
  CubbyCore *core = sim_machine_get_core (self->sim->machine);
  if (core == NULL || self->looks++ % 3 == 0 || sim_disk_is_dirty (self->sim->disk) ||
      !cubby_journal_list (cubby_core_get_journal (core), self->seen, G_MAXINT32, visit_row, self, NULL))
    read_durable (self);
}

/* ---- pulses ---- */

static const CubbyBoardSettings *
board_of (SimOracle *self, guint door)
{
  const CubbySettings *settings = self->sim->settings;
  return g_ptr_array_index (settings->boards, cubby_bank_get_compartment (settings->bank, door)->board);
}

static guint
group_of (SimOracle *self, guint door)
{
  const CubbySettings *settings = self->sim->settings;
  for (guint i = 0; i < settings->boards->len; i++) {
    const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, i);
    if (g_str_equal (board->power_group, board_of (self, door)->power_group))
      return i;
  }
  return 0;
}

static guint
count_live (SimOracle *self, const Grant *but)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->grants);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Grant *grant = value;
    n += grant != but && grant->intent_ms != 0 && !grant->over;
  }
  return n;
}

static void
judge_caps (SimOracle *self, const Grant *grant, guint door)
{
  const CubbyLockerSettings *limits = &self->sim->settings->locker;
  gint64 now_us = sim_clock_get_us (self->sim->clock);
  guint minute = 0;
  if (count_live (self, grant) + 1 > limits->doors_open)
    sim_violate (self->sim, "grant %s is one door too many open at once", grant->id);
  if (self->jumped_us != 0 && now_us - self->jumped_us < JUMP_MEMORY_MS * 1000)
    return; /* the machine's minute is not a minute */
  for (guint i = self->pulses_us->len; i > 0; i--) {
    if (now_us - g_array_index (self->pulses_us, gint64, i - 1) >= 59 * G_USEC_PER_SEC)
      break;
    minute++;
  }
  if (minute + 1 > limits->doors_per_minute)
    sim_violate (self->sim, "grant %s is pulse number %u within a minute", grant->id, minute + 1);
  if (self->cooled_us[door] != 0 && now_us - self->cooled_us[door] < (gint64)limits->cool_down_ms * 980)
    sim_violate (self->sim, "the lock of %s had not cooled down", grant->door);
}

static void
judge_pickup (SimOracle *self, const Grant *grant, const Ask *ask, guint door)
{
  if (ask->credential == NULL) {
    sim_violate (self->sim, "grant %s is a pickup that nobody asked for", grant->id);
    return;
  }
  const char *why = sim_centre_judge (self->sim->centre, grant->label, ask->credential, ask->at_us);
  if (why != NULL)
    sim_violate (self->sim, "grant %s opens for a credential that %s: parcel %s", grant->id, why,
                 grant->label);
  const SimParcel *parcel = sim_centre_find (self->sim->centre, grant->label);
  if (parcel != NULL && !parcel->excused && parcel->place == SIM_PLACE_DOOR && parcel->door != door)
    sim_violate (self->sim, "grant %s opens %s, and parcel %s lies in %s", grant->id, grant->door,
                 grant->label, self->sim->steel->doors[parcel->door].name);
}

/* More doors than one need two supervisors, except those whose parcels have to come out anyhow. */
static void
judge_two (SimOracle *self, const Grant *grant, const Session *session, const Ask *ask)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->lengths, grant->sequence));
  gboolean many = g_str_equal (grant->purpose, "service") || g_str_equal (grant->purpose, "reconcile");
  if (ask->stopped)
    sim_violate (self->sim, "grant %s opens %s, and was stopped", grant->id, grant->door);
  if (g_str_equal (grant->purpose, "reconcile") && session->role != CUBBY_ROLE_SUPERVISE)
    sim_violate (self->sim, "grant %s is for one who may not look behind doors", grant->id);
  if (n < 2 || !many)
    return;
  const Session *second = grant->second != NULL ? g_hash_table_lookup (self->sessions, grant->second) : NULL;
  if (second == NULL || g_strcmp0 (ask->second, grant->second) != 0 ||
      session->role != CUBBY_ROLE_SUPERVISE || second->role != CUBBY_ROLE_SUPERVISE ||
      g_str_equal (session->badge, second->badge))
    sim_violate (self->sim, "grant %s is one of %u doors, and not of two supervisors", grant->id, n);
}

static gboolean
is_return (SimOracle *self, const SimParcel *parcel)
{
  return parcel != NULL && sim_centre_get_order (self->sim->centre, parcel->order)->returning;
}

/* What truly lies behind the door against what it is opened for. */
static void
judge_behind (SimOracle *self, const Grant *grant, guint door)
{
  const char *label = self->sim->steel->doors[door].label;
  const SimParcel *behind = label != NULL ? sim_centre_find (self->sim->centre, label) : NULL;
  const SimParcel *parcel = grant->label != NULL ? sim_centre_find (self->sim->centre, grant->label) : NULL;
  gboolean fills = g_str_equal (grant->purpose, "stow") || g_str_equal (grant->purpose, "dropoff");
  if (self->out[door] && grant->session == NULL)
    sim_violate (self->sim, "grant %s opens %s, which is out of service", grant->id, grant->door);
  if (self->out[door] && fills)
    sim_violate (self->sim, "grant %s fills %s, which is out of service", grant->id, grant->door);
  if (fills && behind != NULL && !behind->excused && behind != parcel)
    sim_violate (self->sim, "grant %s opens %s for %s, and parcel %s lies there", grant->id, grant->door,
                 grant->label, label);
  if (grant->session == NULL && is_return (self, behind) && !behind->excused &&
      g_hash_table_contains (self->dropped, label))
    sim_violate (self->sim, "grant %s opens %s, and return %s was dropped off there", grant->id, grant->door,
                 label);
  gboolean loads = g_str_equal (grant->purpose, "stow") || g_str_equal (grant->purpose, "takeback");
  if (is_return (self, parcel) && (loads || g_str_equal (grant->purpose, "pickup")))
    sim_violate (self->sim, "grant %s is a %s of return %s", grant->id, grant->purpose, grant->label);
  if (parcel != NULL && !is_return (self, parcel) && g_str_equal (grant->purpose, "dropoff"))
    sim_violate (self->sim, "grant %s drops off %s, which is no return", grant->id, grant->label);
}

static void
judge_staff (SimOracle *self, const Grant *grant, const Ask *ask, guint door)
{
  const Session *session =
      grant->session != NULL ? g_hash_table_lookup (self->sessions, grant->session) : NULL;
  if (session == NULL || g_strcmp0 (ask->session, grant->session) != 0) {
    sim_violate (self->sim, "grant %s is for staff, and nobody with its session asked", grant->id);
    return;
  }
  if (g_str_equal (grant->purpose, "stow") && g_strcmp0 (ask->label, grant->label) != 0)
    sim_violate (self->sim, "grant %s stows another parcel than was scanned", grant->id);
  if (g_str_equal (grant->purpose, "stow") && session->role == CUBBY_ROLE_SERVICE)
    sim_violate (self->sim, "grant %s: who mends may not stow", grant->id);
  judge_two (self, grant, session, ask);
  const char *label = self->sim->steel->doors[door].label;
  const SimParcel *parcel = label != NULL ? sim_centre_find (self->sim->centre, label) : NULL;
  if (g_str_equal (grant->purpose, "service") && session->role != CUBBY_ROLE_SUPERVISE && parcel != NULL &&
      !parcel->excused)
    sim_violate (self->sim, "grant %s opens loaded %s for somebody who may not", grant->id, grant->door);
  if (g_str_equal (grant->purpose, "service"))
    sim_see (self->sim, SIM_SAW_SERVICE);
}

static void
judge_asker (SimOracle *self, const Grant *grant, guint door)
{
  const Ask *ask = grant->sequence != NULL ? g_hash_table_lookup (self->asks, grant->sequence) : NULL;
  if (ask == NULL)
    sim_violate (self->sim, "grant %s opens %s, and nobody asked", grant->id, grant->door);
  else if (g_str_equal (grant->purpose, "pickup") || g_str_equal (grant->purpose, "reopen") ||
           g_str_equal (grant->purpose, "dropoff"))
    judge_pickup (self, grant, ask, door);
  else
    judge_staff (self, grant, ask, door);
}

void
sim_oracle_see_pulse (SimOracle *self, const CubbyEffect *effect)
{
  gint64 now_us = sim_clock_get_us (self->sim->clock);
  read_rows (self);
  Grant *grant = g_hash_table_lookup (self->grants, effect->grant);
  if (grant == NULL || grant->intent_ms == 0) {
    sim_violate (self->sim, "pulse of %s: the intent of grant %s is not on the disk", effect->door_name,
                 effect->grant);
    return;
  }
  if (grant->over)
    sim_violate (self->sim, "pulse of %s: grant %s is over", effect->door_name, effect->grant);
  if (grant->pulses++ > 0)
    sim_violate (self->sim, "grant %s is pulsed a second time", effect->grant);
  if (effect->door < 0 || g_strcmp0 (grant->door, effect->door_name) != 0 ||
      g_strcmp0 (self->sim->steel->doors[effect->door].name, grant->door) != 0) {
    sim_violate (self->sim, "grant %s is for %s, and %s is pulsed", grant->id, grant->door,
                 effect->door_name);
    return;
  }
  judge_asker (self, grant, (guint)effect->door);
  judge_behind (self, grant, (guint)effect->door);
  judge_caps (self, grant, (guint)effect->door);
  g_array_append_val (self->pulses_us, now_us);
  self->cooled_us[effect->door] = now_us;
  self->expected[effect->door] = grant;
  grant->pulsed_us = now_us;
  grant->stood_open = self->sim->steel->doors[effect->door].open;
}

void
sim_oracle_see_energised (SimOracle *self, guint door, guint ms)
{
  Grant *grant = self->expected[door];
  gint64 now_us = sim_clock_get_us (self->sim->clock);
  guint group = group_of (self, door);
  const char *name = self->sim->steel->doors[door].name;
  self->expected[door] = NULL;
  if (grant == NULL) {
    sim_violate (self->sim, "the lock of %s draws current without a grant", name);
    return;
  }
  grant->energised++;
  if (ms > 2000 || ms == 0)
    sim_violate (self->sim, "the lock of %s draws current for %u ms", name, ms);
  if (self->lit_until_us[group] > now_us)
    sim_violate (self->sim, "the lock of %s draws current with another one of its supply", name);
  self->lit_until_us[group] = now_us + (gint64)ms * 1000;
}

/* ---- people ---- */

static Ask *
get_ask (SimOracle *self, const char *sequence)
{
  Ask *ask = g_new0 (Ask, 1);
  ask->at_us = sim_clock_get_us (self->sim->clock);
  g_hash_table_replace (self->asks, g_strdup (sequence), ask);
  return ask;
}

void
sim_oracle_expect_pickup (SimOracle *self, const char *sequence, const char *credential)
{
  get_ask (self, sequence)->credential = g_strdup (credential);
}

void
sim_oracle_expect_staff (SimOracle *self, const char *sequence, const char *session, const char *label)
{
  Ask *ask = get_ask (self, sequence);
  ask->session = g_strdup (session);
  ask->label = g_strdup (label);
}

void
sim_oracle_expect_two (SimOracle *self, const char *sequence, const char *session, const char *second)
{
  Ask *ask = get_ask (self, sequence);
  ask->session = g_strdup (session);
  ask->second = g_strdup (second);
}

void
sim_oracle_note_seen (SimOracle *self, const char *grant, gboolean truthful)
{
  if (truthful)
    g_hash_table_add (self->truths, g_strdup (grant));
  else
    g_hash_table_remove (self->truths, grant);
}

void
sim_oracle_note_stop (SimOracle *self, const char *sequence)
{
  Ask *ask = g_hash_table_lookup (self->asks, sequence);
  if (ask != NULL)
    ask->stopped = TRUE;
}

void
sim_oracle_note_session (SimOracle *self, const char *session, const char *badge, CubbyRole role)
{
  Session *it = g_new0 (Session, 1);
  it->badge = g_strdup (badge);
  it->role = role;
  g_hash_table_replace (self->sessions, g_strdup (session), it);
}

void
sim_oracle_see_code_compared (SimOracle *self)
{
  self->n_codes_compared++;
  read_rows (self);
  if (self->n_codes_compared > self->n_codes_tried)
    sim_violate (self->sim, "a code is compared, and the attempt is not counted on the disk");
}

void
sim_oracle_see_pin_compared (SimOracle *self)
{
  self->n_pins_compared++;
  read_rows (self);
  if (self->n_pins_compared > self->n_pins_tried)
    sim_violate (self->sim, "a PIN is compared, and the attempt is not counted on the disk");
}

void
sim_oracle_see_clock (SimOracle *self)
{
  self->jumped_us = sim_clock_get_us (self->sim->clock);
}

/* ---- death and recovery ---- */

void
sim_oracle_see_death (SimOracle *self, CubbyCore *core)
{
  if (core != NULL)
    read_rows (self);
  else
    read_durable (self); /* what it was writing may not be */
  if (count_live (self, NULL) > 0)
    sim_see (self->sim, SIM_SAW_KILLED_MID_GRANT);
  for (guint i = 0; i < self->sim->steel->n_doors; i++)
    self->expected[i] = NULL;
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->head, g_free);
  if (core == NULL)
    return;
  self->state = cubby_locker_save (cubby_core_get_locker (core));
  self->head = cubby_journal_get_head (cubby_core_get_journal (core));
}

static void
judge_equal (SimOracle *self, const char *what, const char *one, const char *two)
{
  g_auto (GStrv) ones = g_strsplit (one, "\n", -1);
  g_auto (GStrv) twos = g_strsplit (two, "\n", -1);
  for (guint i = 0; ones[i] != NULL && twos[i] != NULL; i++) {
    if (g_str_equal (ones[i], twos[i]))
      continue;
    sim_violate (self->sim, "%s: “%s” became “%s”", what, ones[i], twos[i]);
    return;
  }
  if (g_strv_length (ones) != g_strv_length (twos))
    sim_violate (self->sim, "%s: a line is missing", what);
}

void
sim_oracle_see_start (SimOracle *self, CubbyCore *core)
{
  const char *distrust = cubby_core_get_distrust (core);
  if (distrust != NULL) {
    sim_violate (self->sim, "the journal is not trusted: %s", distrust);
    return;
  }
  CubbyJournal *journal = cubby_core_get_journal (core);
  gint64 rows = cubby_journal_get_rows (journal);
  g_autofree char *state = cubby_locker_save (cubby_core_get_locker (core));
  read_durable (self);
  if (rows < self->seen)
    sim_violate (self->sim,
                 "row %" G_GINT64_FORMAT " was on the disk, and the journal ends with %" G_GINT64_FORMAT,
                 self->seen, rows);
  g_autofree char *head = cubby_journal_get_head (journal);
  if (self->state != NULL && g_strcmp0 (head, self->head) != 0)
    sim_violate (self->sim, "the machine died at rest, and its journal ends elsewhere");
  else if (self->state != NULL)
    judge_equal (self, "the replay is not what lived", self->state, state);
}

/* ---- the end ---- */

static void
judge_replay (SimOracle *self, CubbyCore *core)
{
  g_autoptr (GError) error = NULL;
  sim_disk_copy_durable (self->sim->disk);
  g_autoptr (CubbyCore) again = cubby_core_open (JOURNAL, self->sim->settings, &error);
  if (again == NULL || cubby_core_get_distrust (again) != NULL) {
    sim_violate (self->sim, "the journal does not replay: %s",
                 again == NULL ? error->message : cubby_core_get_distrust (again));
    return;
  }
  g_autofree char *live = cubby_locker_save (cubby_core_get_locker (core));
  g_autofree char *state = cubby_locker_save (cubby_core_get_locker (again));
  judge_equal (self, "the replay is not what lives", live, state);
}

static void
judge_grants (SimOracle *self)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->grants);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Grant *grant = value;
    if (!grant->over)
      sim_violate (self->sim, "grant %s of %s never ended", grant->id, grant->door);
  }
}

static void
judge_outbox (SimOracle *self)
{
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    guint heard = sim_centre_count (self->sim->centre, key);
    guint least = GPOINTER_TO_UINT (value);
    guint most = least + GPOINTER_TO_UINT (g_hash_table_lookup (self->slack, key));
    if (heard != G_MAXUINT && (heard < least || heard > most))
      sim_violate (self->sim, "“%s” is %u times in the journal, and the centre heard it %u times",
                   (const char *)key, GPOINTER_TO_UINT (value), heard);
  }
}

void
sim_oracle_judge_end (SimOracle *self, CubbyCore *core)
{
  read_durable (self);
  judge_replay (self, core);
  judge_grants (self);
  judge_outbox (self);
}

guint
sim_oracle_count_pickups (SimOracle *self)
{
  return self->n_pickups;
}

guint64
sim_oracle_count_rows (SimOracle *self)
{
  return (guint64)self->seen;
}

SimOracle *
sim_oracle_new (Sim *sim)
{
  SimOracle *self = g_new0 (SimOracle, 1);
  guint n_doors = cubby_bank_get_n_compartments (sim->settings->bank);
  self->sim = sim;
  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, grant_free);
  self->asks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ask_free);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, session_free);
  self->pickups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reopens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->dropped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->collected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lengths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->truths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->slack = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->out = g_new0 (gboolean, n_doors);
  self->tallies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pulses_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->expected = g_new0 (Grant *, n_doors);
  self->cooled_us = g_new0 (gint64, n_doors);
  self->lit_until_us = g_new0 (gint64, sim->settings->boards->len);
  return self;
}

void
sim_oracle_free (SimOracle *self)
{
  g_hash_table_unref (self->grants);
  g_hash_table_unref (self->asks);
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->pickups);
  g_hash_table_unref (self->reopens);
  g_hash_table_unref (self->dropped);
  g_hash_table_unref (self->collected);
  g_hash_table_unref (self->lengths);
  g_hash_table_unref (self->truths);
  g_hash_table_unref (self->slack);
  g_free (self->out);
  g_hash_table_unref (self->tallies);
  g_array_unref (self->pulses_us);
  g_free (self->expected);
  g_free (self->cooled_us);
  g_free (self->lit_until_us);
  g_free (self->head);
  g_free (self->state);
  g_free (self);
}
