/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/sim.h"

#include "tests/sim/centre.h"
#include "tests/sim/machine.h"
#include "tests/sim/oracle.h"
#include "tests/sim/people.h"
#include "tests/sim/trouble.h"

#include <stdio.h>
#include <string.h>

#define MINUTE_US ((gint64)60 * G_USEC_PER_SEC)

/* Two buses, three boards, two supplies, ten doors. */
static const char configuration[] =
    "[store]\nid=4711\nname=Sim\n"
    "[kiosk]\nid=kiosk-1\n"
    "[locker]\nstate-directory=/machine\nstaff-file=/machine/staff.conf\npass-keys-file=/machine/keys.conf\n"
    "doors-per-minute=8\ndoors-open=2\npulse-ms=500\ncool-down-ms=3000\nopen-wait-ms=3000\nshut-alarm-s=120\n"
    "retries=2\n"
    "[link]\ncentral-url=https://central.example\ntoken-file=/machine/token\nreplica-directory=/machine\n"
    "[bus left]\ntransport=rtu\ndevice=/dev/ttyS1\nbaud=9600\nresponse-timeout-ms=100\npoll-ms=500\n"
    "[bus right]\ntransport=rtu\ndevice=/dev/ttyS2\nbaud=19200\nresponse-timeout-ms=100\npoll-ms=500\n"
    "[board 1]\nbus=left\nprofile=waveshare-rtu-d\nunit=1\npower-group=main\ninput-when-shut=1\n"
    "[board 2]\nbus=left\nprofile=waveshare-rtu-d\nunit=2\npower-group=main\ninput-when-shut=0\n"
    "[board 3]\nbus=right\nprofile=waveshare-rtu-d\nunit=1\npower-group=other\ninput-when-shut=1\n"
    "[column A]\nwidth-mm=450\ndoors=A1 S 1/1;A2 S 1/2;A3 M 1/3;A4 L 1/4\n"
    "[column B]\nwidth-mm=450\ndoors=B1 S 2/1;B2 M 2/2;B3 L 2/3\n"
    "[column C]\nwidth-mm=450\ndoors=C1 S 3/1;C2 M 3/2;C3 L 3/3\n";

static const char *const saw_names[SIM_N_SAW] = {
    [SIM_SAW_PICKED_UP] = "picked up",
    [SIM_SAW_LOADED] = "loaded",
    [SIM_SAW_UNLOADED] = "unloaded by staff",
    [SIM_SAW_REFUSED] = "refused",
    [SIM_SAW_ALREADY_USED] = "already used",
    [SIM_SAW_REVOKED] = "revoked",
    [SIM_SAW_EXPIRED] = "expired",
    [SIM_SAW_WAIT] = "wait",
    [SIM_SAW_BUSY] = "busy",
    [SIM_SAW_LOCKED] = "locked",
    [SIM_SAW_WRONG_CODE] = "wrong code",
    [SIM_SAW_WRONG_PIN] = "wrong PIN",
    [SIM_SAW_CODE_GOOD] = "good code",
    [SIM_SAW_NOT_ALLOWED] = "not allowed",
    [SIM_SAW_NO_ROOM] = "no room",
    [SIM_SAW_UNKNOWN] = "unknown",
    [SIM_SAW_NOT_OPENED] = "not opened",
    [SIM_SAW_STUCK] = "stuck",
    [SIM_SAW_REVIEW] = "review",
    [SIM_SAW_FORCED] = "forced door",
    [SIM_SAW_LEFT_OPEN] = "door left open",
    [SIM_SAW_RECALLED] = "withdrawn",
    [SIM_SAW_LIE_REFUSED] = "a lie of the centre refused",
    [SIM_SAW_SEVERAL_DOORS] = "several doors for one pass",
    [SIM_SAW_KILLED] = "killed",
    [SIM_SAW_POWER_LOST] = "power lost",
    [SIM_SAW_KILLED_MID_GRANT] = "died with a grant alive",
    [SIM_SAW_DIED_IN_COMMIT] = "died in a commit",
    [SIM_SAW_DISK_ERROR] = "ended for an error of the disk",
    [SIM_SAW_DROPPED_SECTOR] = "dropped sector",
    [SIM_SAW_TORN_SECTOR] = "torn sector",
    [SIM_SAW_CLOCK_BACK] = "clock set back",
    [SIM_SAW_CLOCK_FORWARD] = "clock set forward",
    [SIM_SAW_BOARD_LOST] = "dead board",
    [SIM_SAW_REQUEST_LOST] = "lost request",
    [SIM_SAW_ANSWER_LOST] = "lost echo",
    [SIM_SAW_ANSWER_LATE] = "late echo",
    [SIM_SAW_ANSWER_FORGED] = "forged echo",
    [SIM_SAW_SERVICE] = "opened by staff",
    [SIM_SAW_ACK_TWICE] = "acknowledged twice",
    [SIM_SAW_REOPENED] = "opened again",
    [SIM_SAW_TIDIED] = "journal tidied",
    [SIM_SAW_REMOVED] = "removed in one go",
    [SIM_SAW_TAKEN_BACK] = "taken back",
    [SIM_SAW_TOO_SMALL] = "a compartment too small",
    [SIM_SAW_REJECTED] = "rejected by staff",
    [SIM_SAW_RECONCILED] = "reconciled",
    [SIM_SAW_DIFFERENCE] = "a difference settled",
    [SIM_SAW_OPENED_MANY] = "many doors for two supervisors",
    [SIM_SAW_SECOND_BADGE] = "a second badge missing",
    [SIM_SAW_STOPPED] = "a sequence stopped",
    [SIM_SAW_OUT_OF_SERVICE] = "out of service by staff",
    [SIM_SAW_BACK_IN_SERVICE] = "back in service",
    [SIM_SAW_DROPPED_OFF] = "a return dropped off",
    [SIM_SAW_RETURN_REMOVED] = "a return removed",
};

const char *
sim_saw_to_string (SimSaw what)
{
  return saw_names[what];
}

void
sim_see (Sim *self, SimSaw what)
{
  self->saw[what]++;
}

/* FNV-1a */
static void
add_to_hash (Sim *self, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    self->hash = (self->hash ^ (guint8)*c) * 0x100000001b3;
}

void
sim_say (Sim *self, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gint64 us = sim_clock_get_us (self->clock) - self->started_us;
  g_autofree char *line =
      g_strdup_printf ("%3" G_GINT64_FORMAT "d %02d:%02d:%02d.%06d  %s", us / (1440 * MINUTE_US),
                       (int)(us / (60 * MINUTE_US) % 24), (int)(us / MINUTE_US % 60),
                       (int)(us / G_USEC_PER_SEC % 60), (int)(us % G_USEC_PER_SEC), text);
  add_to_hash (self, line);
  self->lines++;
  if (self->verbose)
    puts (line);
}

void
sim_violate (Sim *self, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sim_say (self, "VIOLATION: %s", text);
  if (self->violation == NULL)
    self->violation = g_steal_pointer (&text);
  self->over = TRUE;
}

void
sim_later (Sim *self, gint64 ms, SimDeed deed, gpointer data, GDestroyNotify destroy)
{
  sim_clock_at (self->clock, sim_clock_get_us (self->clock) + ms * 1000, 0, deed, data, destroy);
}

gint64
sim_throw (Sim *self, gint64 low, gint64 high)
{
  return sim_random_range (&self->hands, low, high);
}

gboolean
sim_chance (Sim *self, double chance)
{
  return sim_random_chance (&self->hands, chance);
}

static void
on_energised (guint door, guint ms, gpointer data)
{
  sim_oracle_see_energised (((Sim *)data)->oracle, door, ms);
}

static void
on_sprung (guint door, gpointer data)
{
  sim_people_see_open (((Sim *)data)->people, door);
}

static GLogWriterOutput
be_silent (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) == 0)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, NULL);
}

static Sim *
sim_new (guint64 seed, const SimOptions *options)
{
  static gsize quiet;
  if (g_once_init_enter (&quiet)) {
    g_log_set_writer_func (be_silent, NULL, NULL);
    g_once_init_leave (&quiet, 1);
  }
  g_autoptr (GError) error = NULL;
  Sim *self = g_new0 (Sim, 1);
  self->seed = seed;
  self->verbose = options->verbose;
  self->hash = 0xcbf29ce484222325;
  SimRandom *streams[] = {&self->ids, &self->faults, &self->hands, &self->disks, &self->wires};
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    sim_random_init (streams[i], seed, i + 1);
  sim_random_serve (&self->ids);
  self->settings = cubby_settings_load_from_data ("sim.conf", configuration, &error);
  if (self->settings == NULL)
    g_error ("%s", error->message);
  self->started_us = 1800000000 * (gint64)G_USEC_PER_SEC;
  self->clock = sim_clock_new (self->started_us);
  self->disk = sim_disk_new (&self->disks);
  const SimSteelListener listener = {.energised = on_energised, .sprung = on_sprung, .data = self};
  self->steel = sim_steel_new (self->settings, self->clock, &self->wires, &listener);
  self->centre = sim_centre_new (self);
  self->people = sim_people_new (self);
  self->oracle = sim_oracle_new (self);
  self->machine = sim_machine_new (self);
  return self;
}

void
sim_free (Sim *self)
{
  sim_machine_free (self->machine);
  sim_oracle_free (self->oracle);
  sim_people_free (self->people);
  sim_centre_free (self->centre);
  sim_clock_free (self->clock);
  sim_steel_free (self->steel);
  sim_disk_free (self->disk);
  cubby_settings_free (self->settings);
  g_free (self->violation);
  g_free (self);
}

static void
run_for (Sim *self, gint64 us)
{
  sim_clock_run (self->clock, sim_clock_get_us (self->clock) + us, &self->over);
}

/* A busy while; then everybody goes home, and for most of the night the machine is off. */
static void
live_a_day (Sim *self)
{
  sim_centre_set_open (self->centre, TRUE);
  sim_people_set_open (self->people, TRUE);
  run_for (self, 20 * MINUTE_US);
  sim_centre_set_open (self->centre, FALSE);
  sim_people_set_open (self->people, FALSE);
  run_for (self, 2 * MINUTE_US);
  if (!self->calm && sim_random_chance (&self->faults, 0.04)) { /* and somebody stays */
    sim_burglar_come (self->people);
    run_for (self, 4 * 60 * MINUTE_US);
  }
  gint64 night_ms =
      sim_random_range (&self->faults, 8 * 60, sim_random_chance (&self->faults, 0.2) ? 60 * 1440 : 1440) *
      60000;
  sim_machine_keep_off (self->machine,
                        (SimDeath)sim_random_range (&self->faults, SIM_DEATH_KILL, SIM_DEATH_STOP), night_ms);
  run_for (self, night_ms * 1000);
}

/* A compartment that is kept for a parcel waits for nobody in particular. */
static guint
count_alarms (const CubbyLocker *locker)
{
  guint n = 0;
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (locker);
  for (guint i = 0; i < alarms->len; i++)
    n += !g_str_equal (g_array_index (alarms, CubbyAlarm, i).kind, "assigned");
  return n;
}

static gboolean
is_quiet (Sim *self)
{
  const CubbyLocker *locker = sim_machine_get_locker (self->machine);
  if (locker == NULL || !sim_people_is_quiet (self->people) || !sim_centre_is_quiet (self->centre))
    return FALSE;
  for (guint i = 0; i < self->steel->n_doors; i++)
    if (cubby_locker_get_door_state (locker, i) != CUBBY_DOOR_SHUT)
      return FALSE;
  return count_alarms (locker) == 0;
}

static void
say_what_is_left (Sim *self)
{
  const CubbyLocker *locker = sim_machine_get_locker (self->machine);
  if (locker == NULL) {
    sim_violate (self, "nothing breaks any more, and the machine does not run");
    return;
  }
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (locker);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < alarms->len; i++) {
    const CubbyAlarm *alarm = &g_array_index (alarms, CubbyAlarm, i);
    g_string_append_printf (text, " %s %s,", alarm->kind, alarm->door);
  }
  for (guint i = 0; i < self->steel->n_doors; i++)
    if (cubby_locker_get_door_state (locker, i) != CUBBY_DOOR_SHUT)
      g_string_append_printf (text, " %s is not shut,", self->steel->doors[i].name);
  if (!sim_centre_is_quiet (self->centre))
    g_string_append (text, " the centre,");
  sim_violate (self, "nothing breaks any more, and it does not come to rest:%s people are %s", text->str,
               sim_people_is_quiet (self->people) ? "away" : "at a door");
  g_string_free (text, TRUE);
}

/* What a parcel's record says has to be true, where nobody did what no journal can know. */
static void
judge_truth (Sim *self)
{
  const CubbyLocker *locker = sim_machine_get_locker (self->machine);
  for (guint i = 0; i < sim_centre_get_n_parcels (self->centre); i++) {
    const SimParcel *truth = sim_centre_get_parcel (self->centre, i);
    const CubbyParcel *record = cubby_locker_find_parcel (locker, truth->label);
    if (truth->excused || record == NULL)
      continue;
    gboolean inside = cubby_parcel_is_inside (record);
    if (inside && (truth->place != SIM_PLACE_DOOR ||
                   g_strcmp0 (self->steel->doors[truth->door].name, record->door) != 0))
      sim_violate (self, "parcel %s is %s in %s, and is not there", truth->label,
                   cubby_parcel_state_to_string (record->state), record->door);
    if (!inside && truth->place == SIM_PLACE_DOOR)
      sim_violate (self, "parcel %s is %s, and lies in %s", truth->label,
                   cubby_parcel_state_to_string (record->state), self->steel->doors[truth->door].name);
  }
}

/* Nothing breaks any more: within an hour, with somebody of the staff, all comes to rest. */
static void
converge (Sim *self)
{
  sim_trouble_end (self);
  sim_people_set_open (self->people, FALSE);
  sim_centre_set_open (self->centre, FALSE);
  for (guint i = 0; i < 25 && !sim_machine_is_up (self->machine); i++)
    run_for (self, 60 * MINUTE_US); /* it was switched off, and somebody switches it on */
  run_for (self, 25 * MINUTE_US);
  for (guint i = 0; i < 12 && !self->over && !is_quiet (self); i++) {
    if (i % 3 == 0)
      sim_people_call_supervisor (self->people);
    run_for (self, 10 * MINUTE_US);
  }
  if (!self->over && !is_quiet (self))
    say_what_is_left (self);
  if (self->over)
    return;
  judge_truth (self);
  sim_oracle_judge_end (self->oracle, sim_machine_get_core (self->machine));
}

static void
take_counts (Sim *self)
{
  const SimDiskCounts *disk = sim_disk_get_counts (self->disk);
  const SimWireCounts *wire = &self->steel->counts;
  self->saw[SIM_SAW_DROPPED_SECTOR] += disk->dropped;
  self->saw[SIM_SAW_TORN_SECTOR] += disk->torn;
  self->saw[SIM_SAW_REQUEST_LOST] += wire->lost;
  self->saw[SIM_SAW_ANSWER_LOST] += wire->mute;
  self->saw[SIM_SAW_ANSWER_LATE] += wire->late;
  self->saw[SIM_SAW_ANSWER_FORGED] += wire->forged;
}

Sim *
sim_run (guint64 seed, const SimOptions *options)
{
  Sim *self = sim_new (seed, options);
  sim_machine_boot (self->machine);
  sim_centre_start (self->centre);
  sim_people_start (self->people);
  if (options->no_faults)
    self->calm = TRUE;
  else
    sim_trouble_start (self);
  for (guint i = 0; i < options->days && !self->over; i++)
    live_a_day (self);
  if (!self->over)
    converge (self);
  take_counts (self);
  return self;
}
