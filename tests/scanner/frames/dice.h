/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers that look random and are the same for the same start on every machine (SplitMix64). */
typedef struct {
  guint64 state;
} CubbyDice;

/* Two numbers give one start, each of which matters. */
CubbyDice cubby_dice_new (guint64 seed, guint64 stream);
guint64 cubby_dice_next (CubbyDice *self);
/* Returns: 0 to below 1. */
double cubby_dice_unit (CubbyDice *self);
double cubby_dice_range (CubbyDice *self, double low, double high);
/* Returns: 0 to @n - 1. */
guint cubby_dice_below (CubbyDice *self, guint n);
/* Returns: one of the bits that @set has. */
guint cubby_dice_bit (CubbyDice *self, guint set);

/* floor() is a call where the processor's own is not asked for, and this is asked for each sample of each
 * pixel. */
static inline int
cubby_floor (double x)
{
  int towards_zero = (int)x;
  return towards_zero - (x < towards_zero);
}

/* A pattern that needs no order: 0 to below 1 for a place. */
float cubby_dice_at (guint64 seed, int x, int y);

G_END_DECLS
