/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/door-filter.h"

#define RESTLESS_SAMPLES 8

static gboolean
filter_set (CubbyDoorFilter *self, CubbyDoorReading reading)
{
  gboolean news = !self->told || self->reading != reading;
  self->reading = reading;
  self->told = TRUE;
  return news;
}

gboolean
cubby_door_filter_feed (CubbyDoorFilter *self, gboolean shut)
{
  CubbyDoorReading sample = shut ? CUBBY_DOOR_READING_SHUT : CUBBY_DOOR_READING_OPEN;
  gboolean agree = self->last == sample;
  self->last = sample;
  if (agree) {
    self->n_restless = 0;
    return filter_set (self, sample);
  }
  self->n_restless++;
  return self->n_restless >= RESTLESS_SAMPLES && filter_set (self, CUBBY_DOOR_READING_UNKNOWN);
}

gboolean
cubby_door_filter_lose (CubbyDoorFilter *self)
{
  self->last = CUBBY_DOOR_READING_UNKNOWN;
  self->n_restless = 0;
  return filter_set (self, CUBBY_DOOR_READING_UNKNOWN);
}
