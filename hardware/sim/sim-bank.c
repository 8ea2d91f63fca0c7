/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-bank.h"

#include "hardware/sim/sim-address.h"
#include "hardware/sim/sim-slot.h"

/* What was last told about a door. */
typedef struct {
  gboolean open;
  gboolean energised;
  guint n_pulses;
  char *parcel;
} SimTold;

struct _CubbySimBank {
  GObject parent_instance;
  const CubbySettings *settings;
  GPtrArray *doors;      /* of CubbySimDoor */
  GPtrArray *slots;      /* of CubbySimSlot */
  CubbySimCable *cables; /* a bus each */
  SimTold *told;
  GRand *random;
  GSource *timer;
};

G_DEFINE_FINAL_TYPE (CubbySimBank, cubby_sim_bank, G_TYPE_OBJECT)

enum { SIGNAL_EVENT, SIGNAL_CABLE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void bank_tell (CubbySimBank *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
bank_tell (CubbySimBank *self, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, line);
}

static void
bank_tell_door (CubbySimBank *self, guint index)
{
  const CubbySimDoor *door = g_ptr_array_index (self->doors, index);
  SimTold *told = &self->told[index];
  const SimTold before = *told;
  told->open = door->open;
  told->energised = door->energised;
  told->n_pulses = door->pulses->len;
  told->parcel = g_strdup (door->parcel);
  for (guint i = before.n_pulses; i < told->n_pulses; i++)
    bank_tell (self, "pulse %s %u %" G_GINT64_FORMAT, door->name, i + 1,
               g_array_index (door->pulses, gint64, i));
  if (before.energised != told->energised)
    bank_tell (self, "lock %s %s", door->name, told->energised ? "on" : "off");
  if (before.open != told->open)
    bank_tell (self, "door %s %s", door->name, told->open ? "open" : "shut");
  if (g_strcmp0 (before.parcel, told->parcel) != 0)
    bank_tell (self, "parcel %s %s", door->name, told->parcel != NULL ? told->parcel : "-");
  g_free (before.parcel);
}

static gint64
sooner (gint64 a, gint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

static gint64
bank_get_due (CubbySimBank *self)
{
  gint64 due = 0;
  for (guint i = 0; i < self->slots->len; i++) {
    const CubbySimSlot *slot = g_ptr_array_index (self->slots, i);
    due = sooner (due, cubby_sim_board_get_due (slot->board));
  }
  for (guint i = 0; i < self->doors->len; i++)
    due = sooner (due, cubby_sim_door_get_due (g_ptr_array_index (self->doors, i)));
  return due;
}

static void
bank_connect (CubbySimBank *self, gint64 now_us)
{
  for (guint i = 0; i < self->slots->len; i++)
    cubby_sim_slot_connect (g_ptr_array_index (self->slots, i), now_us);
}

/* Everything that is due happens, in the order of time; then it is told and the timer is set. */
static void
bank_settle (CubbySimBank *self, gint64 now_us)
{
  for (gint64 due = bank_get_due (self); due != 0 && due <= now_us; due = bank_get_due (self)) {
    for (guint i = 0; i < self->doors->len; i++)
      cubby_sim_door_advance (g_ptr_array_index (self->doors, i), due);
    for (guint i = 0; i < self->slots->len; i++)
      cubby_sim_board_advance (((CubbySimSlot *)g_ptr_array_index (self->slots, i))->board, due);
    bank_connect (self, due);
  }
  for (guint i = 0; i < self->slots->len; i++)
    cubby_sim_board_advance (((CubbySimSlot *)g_ptr_array_index (self->slots, i))->board, now_us);
  bank_connect (self, now_us);
  for (guint i = 0; i < self->doors->len; i++)
    bank_tell_door (self, i);
  gint64 due = bank_get_due (self);
  g_source_set_ready_time (self->timer, due != 0 ? due : -1);
}

static gboolean
timer_cb (gpointer data)
{
  bank_settle (data, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

static GSourceFuncs timer_funcs = {.dispatch = timer_dispatch};

/* Returns: (nullable): what this board says. */
static CubbySimAnswer *
bank_ask (CubbySimBank *self, CubbySimSlot *slot, guint8 answers_as, const guint8 *pdu, gsize length,
          gint64 now_us)
{
  const CubbySimFault *fault = slot->fault;
  if (fault->once)
    slot->fault = cubby_sim_fault_find ("alive");
  g_autoptr (CubbySimAnswer) answer = cubby_sim_answer_new (answers_as);
  if (fault->stubborn && length >= 5 && pdu[0] >= 0x05)
    g_byte_array_append (answer->pdu, pdu, 5); /* the echo of a write */
  else if (!fault->hears || !cubby_sim_board_answer (slot->board, pdu, length, now_us, answer->pdu))
    return NULL;
  bank_settle (self, now_us);
  if (fault->spoil != NULL)
    fault->spoil (answer, slot->fault_argument, self->random);
  return g_steal_pointer (&answer);
}

CubbySimAnswer *
cubby_sim_bank_request (CubbySimBank *self, guint bus, guint8 unit, const guint8 *pdu, gsize length)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (CubbySimAnswer) first = NULL;
  guint8 answers_as;
  bank_settle (self, now_us);
  if (self->cables[bus] != CUBBY_SIM_CABLE_WHOLE)
    return NULL;
  for (guint i = 0; i < self->slots->len; i++) {
    CubbySimSlot *slot = g_ptr_array_index (self->slots, i);
    if (slot->bus != bus || !cubby_sim_address_hears (slot->board, unit, pdu, length, &answers_as))
      continue;
    g_autoptr (CubbySimAnswer) answer = bank_ask (self, slot, answers_as, pdu, length, now_us);
    if (first == NULL)
      first = g_steal_pointer (&answer);
    else if (answer != NULL && answer->pdu->len > 0 && first->pdu->len > 0)
      cubby_sim_address_collide (first, answer);
  }
  return g_steal_pointer (&first);
}

const CubbySettings *
cubby_sim_bank_get_settings (CubbySimBank *self)
{
  return self->settings;
}

guint
cubby_sim_bank_get_n_doors (CubbySimBank *self)
{
  return self->doors->len;
}

static CubbySimDoor *
bank_get_door (CubbySimBank *self, guint door)
{
  g_return_val_if_fail (door < self->doors->len, NULL);
  bank_settle (self, g_get_monotonic_time ());
  return g_ptr_array_index (self->doors, door);
}

const CubbySimDoor *
cubby_sim_bank_get_door (CubbySimBank *self, guint door)
{
  return bank_get_door (self, door);
}

int
cubby_sim_bank_find_door (CubbySimBank *self, const char *name)
{
  return cubby_bank_find (self->settings->bank, name);
}

guint
cubby_sim_bank_get_n_boards (CubbySimBank *self)
{
  return self->slots->len;
}

const CubbySimBoard *
cubby_sim_bank_get_board (CubbySimBank *self, guint board)
{
  return ((CubbySimSlot *)g_ptr_array_index (self->slots, board))->board;
}

int
cubby_sim_bank_find_board (CubbySimBank *self, const char *name)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (g_str_equal (cubby_sim_bank_get_board (self, i)->name, name))
      return (int)i;
  return -1;
}

guint
cubby_sim_bank_count_pulses (CubbySimBank *self)
{
  guint total = 0;
  bank_settle (self, g_get_monotonic_time ());
  for (guint i = 0; i < self->doors->len; i++)
    total += ((CubbySimDoor *)g_ptr_array_index (self->doors, i))->pulses->len;
  return total;
}

const char *
cubby_sim_bank_hand_open (CubbySimBank *self, guint door)
{
  const char *problem = cubby_sim_door_hand_open (bank_get_door (self, door));
  bank_settle (self, g_get_monotonic_time ());
  return problem;
}

const char *
cubby_sim_bank_hand_shut (CubbySimBank *self, guint door)
{
  const char *problem = cubby_sim_door_hand_shut (bank_get_door (self, door));
  bank_settle (self, g_get_monotonic_time ());
  return problem;
}

const char *
cubby_sim_bank_hand_put (CubbySimBank *self, guint door, const char *label)
{
  const char *problem = cubby_sim_door_hand_put (bank_get_door (self, door), label);
  bank_settle (self, g_get_monotonic_time ());
  return problem;
}

const char *
cubby_sim_bank_hand_take (CubbySimBank *self, guint door)
{
  const char *problem = cubby_sim_door_hand_take (bank_get_door (self, door));
  bank_settle (self, g_get_monotonic_time ());
  return problem;
}

void
cubby_sim_bank_set_jam (CubbySimBank *self, guint door, gboolean jammed)
{
  CubbySimDoor *it = bank_get_door (self, door);
  it->jammed = jammed;
  bank_tell (self, "jam %s %s", it->name, jammed ? "on" : "off");
}

void
cubby_sim_bank_set_sensor (CubbySimBank *self, guint door, CubbySimSensor sensor)
{
  CubbySimDoor *it = bank_get_door (self, door);
  it->sensor = sensor;
  bank_tell (self, "sensor %s %s", it->name, cubby_sim_sensor_to_string (sensor));
}

void
cubby_sim_bank_set_latch (CubbySimBank *self, guint door, CubbySimLatch latch)
{
  CubbySimDoor *it = bank_get_door (self, door);
  it->latch = latch;
  bank_tell (self, "latch %s %s", it->name, cubby_sim_latch_to_string (latch));
}

void
cubby_sim_bank_force (CubbySimBank *self, guint door)
{
  cubby_sim_door_force (bank_get_door (self, door));
  bank_settle (self, g_get_monotonic_time ());
}

void
cubby_sim_bank_set_fault (CubbySimBank *self, guint board, const CubbySimFault *fault, guint argument)
{
  CubbySimSlot *slot = g_ptr_array_index (self->slots, board);
  slot->fault = fault;
  slot->fault_argument = argument;
  bank_tell (self, "board %s %s", slot->board->name, fault->name);
}

const CubbySimFault *
cubby_sim_bank_get_fault (CubbySimBank *self, guint board)
{
  return ((CubbySimSlot *)g_ptr_array_index (self->slots, board))->fault;
}

void
cubby_sim_bank_set_modes (CubbySimBank *self, guint board, guint16 mode)
{
  CubbySimSlot *slot = g_ptr_array_index (self->slots, board);
  for (guint i = 0; i < slot->board->model->n_inputs; i++)
    slot->board->modes[i] = mode;
}

const char *
cubby_sim_bank_set_watchdog (CubbySimBank *self, guint board, guint ms)
{
  CubbySimBoard *it = ((CubbySimSlot *)g_ptr_array_index (self->slots, board))->board;
  if (!it->model->watchdog)
    return "this board has no watchdog";
  it->watchdog_us = (gint64)ms * 1000;
  bank_settle (self, g_get_monotonic_time ());
  return NULL;
}

void
cubby_sim_bank_set_cable (CubbySimBank *self, guint bus, CubbySimCable cable)
{
  const CubbyBusSettings *settings = g_ptr_array_index (self->settings->buses, bus);
  self->cables[bus] = cable;
  g_signal_emit (self, signals[SIGNAL_CABLE], 0, bus, (int)cable);
  bank_tell (self, "bus %s %s", settings->name, cubby_sim_cable_to_string (cable));
}

CubbySimCable
cubby_sim_bank_get_cable (CubbySimBank *self, guint bus)
{
  return self->cables[bus];
}

int
cubby_sim_bank_find_bus (CubbySimBank *self, const char *name)
{
  for (guint i = 0; i < self->settings->buses->len; i++)
    if (g_str_equal (((const CubbyBusSettings *)g_ptr_array_index (self->settings->buses, i))->name, name))
      return (int)i;
  return -1;
}

CubbySimBank *
cubby_sim_bank_new (const CubbySettings *settings, guint32 seed, GError **error)
{
  g_autoptr (CubbySimBank) self = g_object_new (CUBBY_TYPE_SIM_BANK, NULL);
  self->settings = settings;
  self->random = g_rand_new_with_seed (seed);
  self->cables = g_new0 (CubbySimCable, MAX (settings->buses->len, 1));
  for (guint i = 0; i < settings->boards->len; i++) {
    CubbySimSlot *slot = cubby_sim_slot_new (settings, i, error);
    if (slot == NULL)
      return NULL;
    g_ptr_array_add (self->slots, slot);
  }
  for (guint i = 0; i < cubby_bank_get_n_compartments (settings->bank); i++) {
    const CubbyCompartment *compartment = cubby_bank_get_compartment (settings->bank, i);
    CubbySimSlot *slot = g_ptr_array_index (self->slots, compartment->board);
    CubbySimDoor *door = cubby_sim_door_new (compartment->name);
    g_ptr_array_add (self->doors, door);
    if (!cubby_sim_slot_hang (slot, door, compartment->channel, settings->path, error))
      return NULL;
  }
  self->told = g_new0 (SimTold, self->doors->len);
  return g_steal_pointer (&self);
}

static void
cubby_sim_bank_finalize (GObject *object)
{
  CubbySimBank *self = CUBBY_SIM_BANK (object);
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  for (guint i = 0; self->told != NULL && i < self->doors->len; i++)
    g_free (self->told[i].parcel);
  g_free (self->told);
  g_free (self->cables);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->doors);
  g_clear_pointer (&self->random, g_rand_free);
  G_OBJECT_CLASS (cubby_sim_bank_parent_class)->finalize (object);
}

static void
cubby_sim_bank_class_init (CubbySimBankClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cubby_sim_bank_finalize;
  signals[SIGNAL_EVENT] = g_signal_new ("event", CUBBY_TYPE_SIM_BANK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CABLE] = g_signal_new ("cable", CUBBY_TYPE_SIM_BANK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT);
}

static void
cubby_sim_bank_init (CubbySimBank *self)
{
  self->doors = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_sim_door_free);
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_sim_slot_free);
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}
