/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-door.h"

static const char *const sensors[] = {
    [CUBBY_SIM_SENSOR_OK] = "ok",
    [CUBBY_SIM_SENSOR_STUCK_SHUT] = "stuck-shut",
    [CUBBY_SIM_SENSOR_STUCK_OPEN] = "stuck-open",
    [CUBBY_SIM_SENSOR_FLAP] = "flap",
};

static const char *const latches[] = {
    [CUBBY_SIM_LATCH_OK] = "ok",
    [CUBBY_SIM_LATCH_STUCK] = "stuck",
    [CUBBY_SIM_LATCH_LOOSE] = "loose",
};

/* Returns: the index of @text, or -1. */
static int
find_word (const char *const *words, guint n_words, const char *text)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (text, words[i]))
      return (int)i;
  return -1;
}

const char *
cubby_sim_sensor_to_string (CubbySimSensor sensor)
{
  return sensors[sensor];
}

gboolean
cubby_sim_sensor_from_string (const char *text, CubbySimSensor *ret_sensor)
{
  int word = find_word (sensors, G_N_ELEMENTS (sensors), text);
  *ret_sensor = (CubbySimSensor)MAX (word, 0);
  return word >= 0;
}

const char *
cubby_sim_latch_to_string (CubbySimLatch latch)
{
  return latches[latch];
}

gboolean
cubby_sim_latch_from_string (const char *text, CubbySimLatch *ret_latch)
{
  int word = find_word (latches, G_N_ELEMENTS (latches), text);
  *ret_latch = (CubbySimLatch)MAX (word, 0);
  return word >= 0;
}

CubbySimDoor *
cubby_sim_door_new (const char *name)
{
  CubbySimDoor *self = g_new0 (CubbySimDoor, 1);
  self->name = g_strdup (name);
  self->latched = TRUE;
  self->pulses = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
cubby_sim_door_free (CubbySimDoor *self)
{
  g_free (self->name);
  g_free (self->parcel);
  g_array_unref (self->pulses);
  g_free (self);
}

void
cubby_sim_door_energise (CubbySimDoor *self, gboolean on, gint64 now_us)
{
  if (self->energised == on)
    return;
  self->energised = on;
  self->release_at_us = on ? now_us + CUBBY_SIM_RELEASE_US : 0;
  if (on)
    g_array_append_val (self->pulses, now_us);
  else if (!self->open && self->spring_at_us == 0)
    self->latched = self->latch != CUBBY_SIM_LATCH_LOOSE; /* it never left the frame: the bolt falls back */
}

static void
door_release (CubbySimDoor *self)
{
  gint64 at_us = self->release_at_us;
  self->release_at_us = 0;
  if (self->open || self->latch == CUBBY_SIM_LATCH_STUCK)
    return;
  self->latched = FALSE;
  if (!self->jammed)
    self->spring_at_us = at_us + CUBBY_SIM_SPRING_US;
}

void
cubby_sim_door_advance (CubbySimDoor *self, gint64 now_us)
{
  if (self->release_at_us != 0 && now_us >= self->release_at_us)
    door_release (self);
  if (self->spring_at_us != 0 && now_us >= self->spring_at_us) {
    self->spring_at_us = 0;
    self->open = !self->jammed;
    self->latched = self->jammed && !self->energised && self->latch != CUBBY_SIM_LATCH_LOOSE;
  }
}

gint64
cubby_sim_door_get_due (const CubbySimDoor *self)
{
  if (self->release_at_us == 0 || self->spring_at_us == 0)
    return MAX (self->release_at_us, self->spring_at_us);
  return MIN (self->release_at_us, self->spring_at_us);
}

gboolean
cubby_sim_door_sense (CubbySimDoor *self)
{
  self->flap = !self->flap;
  const gboolean says[] = {
      [CUBBY_SIM_SENSOR_OK] = !self->open,
      [CUBBY_SIM_SENSOR_STUCK_SHUT] = TRUE,
      [CUBBY_SIM_SENSOR_STUCK_OPEN] = FALSE,
      [CUBBY_SIM_SENSOR_FLAP] = self->flap,
  };
  return says[self->sensor];
}

const char *
cubby_sim_door_hand_open (CubbySimDoor *self)
{
  if (self->open)
    return NULL;
  if (self->latched)
    return "it is locked";
  self->spring_at_us = 0;
  self->jammed = FALSE;
  self->open = TRUE;
  return NULL;
}

const char *
cubby_sim_door_hand_shut (CubbySimDoor *self)
{
  if (self->energised)
    return "the lock is energised: the bolt does not catch";
  self->spring_at_us = 0;
  self->open = FALSE;
  self->latched = self->latch != CUBBY_SIM_LATCH_LOOSE;
  return NULL;
}

const char *
cubby_sim_door_hand_put (CubbySimDoor *self, const char *label)
{
  if (!self->open)
    return "it is not open";
  if (self->parcel != NULL)
    return "there is a parcel in it";
  self->parcel = g_strdup (label);
  return NULL;
}

const char *
cubby_sim_door_hand_take (CubbySimDoor *self)
{
  if (!self->open)
    return "it is not open";
  if (self->parcel == NULL)
    return "there is nothing in it";
  g_clear_pointer (&self->parcel, g_free);
  return NULL;
}

void
cubby_sim_door_force (CubbySimDoor *self)
{
  self->release_at_us = 0;
  self->spring_at_us = 0;
  self->latched = FALSE;
  self->open = TRUE;
}
