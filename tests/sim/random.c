/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/random.h"

#include <sodium.h>

static SimRandom *served;

void
sim_random_init (SimRandom *self, guint64 seed, guint stream)
{
  self->state = seed * 0xd1342543de82ef95 + stream * 0x9e3779b97f4a7c15;
  sim_random_next (self);
}

guint64
sim_random_next (SimRandom *self)
{
  self->state += 0x9e3779b97f4a7c15;
  guint64 z = self->state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

gint64
sim_random_range (SimRandom *self, gint64 low, gint64 high)
{
  if (high <= low)
    return low;
  return low + (gint64)(sim_random_next (self) % (guint64)(high - low + 1));
}

gboolean
sim_random_chance (SimRandom *self, double chance)
{
  return (double)(sim_random_next (self) >> 11) / (double)(1ULL << 53) < chance;
}

void
sim_random_fill (SimRandom *self, gpointer data, gsize size)
{
  guint8 *bytes = data;
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(sim_random_next (self) >> 56);
}

static const char *
get_name (void)
{
  return "sim";
}

static uint32_t
get_number (void)
{
  return (uint32_t)sim_random_next (served);
}

static void
fill (void *const data, const size_t size)
{
  sim_random_fill (served, data, size);
}

void
sim_random_serve (SimRandom *self)
{
  static randombytes_implementation source = {
      .implementation_name = get_name,
      .random = get_number,
      .buf = fill,
  };
  static SimRandom first; /* what libsodium takes for itself when it starts is nobody's */
  served = &first;
  randombytes_set_implementation (&source);
  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  served = self;
}
