/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/place.h"

#include <math.h>

/* How fast the place is learnt: soon where nothing is held, slowly where something is (a lamp that was
 * switched on becomes part of the place, a phone is gone before). */
#define LEARN_US (1500.0f * 1000)
#define LEARN_HELD_US (20000.0f * 1000)
/* How much brighter or darker than the place, in gray levels. */
#define DIFFERS_MIN 8
#define DIFFERS_MAX 20
/* With a mean of no more than this there is hardly any light: all is near each other, and what differs has to
 * by more than noise. */
#define BLACK 14
#define DIFFERS_BLACK 3
#define NOISES 4
#define LEVELS 256
#define PLACE_SHIFT 16
#define ALIKE 24 /* gray levels */
#define DARK_MAX 70
/* The least bright of a screen, of its white. */
#define SCREEN_PERCENT 70

struct _CubbyPlace {
  guint width;
  guint height;
  gint32 *levels; /* what it looks like with nobody there; 65536 a gray level */
  gint16 *away;   /* how much brighter the picture is */
  int differs; /* from so many gray levels on; in a dark place all is less bright, and so is what differs */
};

CubbyPlace *
cubby_place_new (void)
{
  return g_new0 (CubbyPlace, 1);
}

void
cubby_place_free (CubbyPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->levels);
  g_free (self->away);
  g_free (self);
}

static gsize
size_of (const CubbyPlace *self)
{
  return (gsize)self->width * self->height;
}

static void
place_begin (CubbyPlace *self, const CubbyFrame *small)
{
  g_free (self->levels);
  g_free (self->away);
  self->width = small->width;
  self->height = small->height;
  self->levels = g_new (gint32, size_of (self));
  self->away = g_new0 (gint16, size_of (self));
  for (gsize i = 0; i < size_of (self); i++)
    self->levels[i] = small->pixels[i] << PLACE_SHIFT;
}

/* The level that @part of @n pixels do not exceed. */
static int
level_of (const guint *counts, gsize part)
{
  gsize seen = 0;
  int level = 0;
  for (; seen <= part; level++)
    seen += counts[level];
  return level - 1;
}

/* Half of the pixels are as far from the place as noise takes them. */
static int
noise_of (const CubbyPlace *self)
{
  guint counts[LEVELS] = {0};
  for (gsize i = 0; i < size_of (self); i++)
    counts[MIN (ABS (self->away[i]), LEVELS - 1)]++;
  return level_of (counts, size_of (self) / 2);
}

static int
differs_from (const CubbyPlace *self, const CubbyFrame *small)
{
  gsize n = size_of (self);
  guint64 sum = 0, sum_away = 0;
  for (gsize i = 0; i < n; i++)
    sum += small->pixels[i];
  int mean = (int)(sum / n);
  for (gsize i = 0; i < n; i++)
    sum_away += (guint)ABS (small->pixels[i] - mean);
  int least = mean <= BLACK ? MIN (DIFFERS_BLACK + NOISES * noise_of (self), DIFFERS_MIN) : DIFFERS_MIN;
  return CLAMP ((int)(sum_away / n) * 2 / 3, least, DIFFERS_MAX);
}

/* All brighter or darker by about the same is a light. Where the picture changed by much here and little
 * there, something large is before the camera, and its brightness is not the place's. */
void
cubby_place_compare (CubbyPlace *self, const CubbyFrame *small)
{
  if (self->width != small->width || self->height != small->height)
    place_begin (self, small);
  guint counts[2 * LEVELS] = {0};
  gsize n = size_of (self);
  for (gsize i = 0; i < n; i++) {
    self->away[i] = (gint16)(small->pixels[i] - (self->levels[i] >> PLACE_SHIFT));
    counts[self->away[i] + LEVELS]++;
  }
  gboolean alike = level_of (counts, n * 3 / 4) - level_of (counts, n / 4) <= ALIKE;
  gint16 offset = alike ? (gint16)(level_of (counts, n / 2) - LEVELS) : 0;
  for (gsize i = 0; i < n; i++)
    self->away[i] = (gint16)(self->away[i] - offset);
  self->differs = differs_from (self, small);
}

guint
cubby_place_mark_bright (const CubbyPlace *self, const CubbyFrame *small, guint8 *mask)
{
  guint counts[LEVELS] = {0};
  gsize n = size_of (self), n_bright = 0;
  for (gsize i = 0; i < n; i++)
    if (self->away[i] >= self->differs) {
      counts[small->pixels[i]]++;
      n_bright++;
    }
  guint least = n_bright > 0 ? (guint)level_of (counts, n_bright * 9 / 10) * SCREEN_PERCENT / 100 : 0;
  guint n_marked = 0;
  for (gsize i = 0; i < n; i++) {
    mask[i] = self->away[i] >= self->differs && small->pixels[i] >= least ? 1 : 0;
    n_marked += mask[i];
  }
  return n_marked;
}

guint
cubby_place_mark_dark (const CubbyPlace *self, const CubbyFrame *small, guint8 *mask)
{
  gsize n = size_of (self);
  guint n_marked = 0;
  for (gsize i = 0; i < n; i++) {
    mask[i] = -self->away[i] >= self->differs && small->pixels[i] <= DARK_MAX ? 1 : 0;
    n_marked += mask[i];
  }
  return n_marked;
}

guint
cubby_place_mark_other (const CubbyPlace *self, guint8 *mask)
{
  gsize n = size_of (self);
  guint n_marked = 0;
  for (gsize i = 0; i < n; i++) {
    mask[i] = ABS (self->away[i]) >= self->differs ? 1 : 0;
    n_marked += mask[i];
  }
  return n_marked;
}

float
cubby_place_get_change (const CubbyPlace *self, guint left, guint top, guint right, guint bottom)
{
  guint n = 0, n_different = 0;
  for (guint y = top; y < MIN (bottom, self->height); y++)
    for (guint x = left; x < MIN (right, self->width); x++, n++)
      n_different += ABS (self->away[(gsize)y * self->width + x]) >= self->differs ? 1 : 0;
  return n > 0 ? (float)n_different / (float)n : 0;
}

/* The part of what differs that is taken over after @since_us, 65536 being all of it. */
static gint32
rate_of (gint64 since_us, float learn_us)
{
  return (gint32)((1 << PLACE_SHIFT) * (1 - expf (-(float)since_us / learn_us)));
}

void
cubby_place_learn (CubbyPlace *self, const CubbyFrame *small, gint64 since_us)
{
  gint32 soon = rate_of (since_us, LEARN_US), slowly = rate_of (since_us, LEARN_HELD_US);
  gsize n = size_of (self);
  for (gsize i = 0; i < n; i++) {
    gint32 away = small->pixels[i] - (self->levels[i] >> PLACE_SHIFT);
    self->levels[i] += away * (ABS (self->away[i]) >= self->differs ? slowly : soon);
  }
}
