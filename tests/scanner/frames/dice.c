/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/dice.h"

#define STEP 0x9e3779b97f4a7c15u

static guint64
stir (guint64 z)
{
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

CubbyDice
cubby_dice_new (guint64 seed, guint64 stream)
{
  return (CubbyDice){stir (stir (seed + STEP) ^ (stream * STEP))};
}

guint64
cubby_dice_next (CubbyDice *self)
{
  self->state += STEP;
  return stir (self->state);
}

double
cubby_dice_unit (CubbyDice *self)
{
  return (double)(cubby_dice_next (self) >> 11) / 9007199254740992.0;
}

double
cubby_dice_range (CubbyDice *self, double low, double high)
{
  return low + (high - low) * cubby_dice_unit (self);
}

guint
cubby_dice_below (CubbyDice *self, guint n)
{
  return (guint)(cubby_dice_unit (self) * n);
}

guint
cubby_dice_bit (CubbyDice *self, guint set)
{
  guint n_bits = 0;
  for (guint bits = set; bits != 0; bits &= bits - 1)
    n_bits++;
  g_return_val_if_fail (n_bits > 0, 0);
  guint left = cubby_dice_below (self, n_bits);
  for (; left > 0; left--)
    set &= set - 1;
  return set & -set;
}

float
cubby_dice_at (guint64 seed, int x, int y)
{
  guint32 h = (guint32)seed * 2654435761u + (guint32)x * 2246822519u + (guint32)y * 3266489917u;
  h = (h ^ (h >> 15)) * 2246822519u;
  h = (h ^ (h >> 13)) * 3266489917u;
  return (float)((h ^ (h >> 16)) >> 8) / 16777216.0f;
}
