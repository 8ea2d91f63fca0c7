/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-light.h"

#define GLARE_MAX 0.04f
/* What is this much brighter than the dark place round it shines. */
#define SHINES_BY 60

struct _CubbyScanLight {
  guint dark_below;
  gboolean on;
  gboolean called;
  gint64 called_us; /* since when */
  gint64 wanted_us; /* last, while on */
  gint64 on_us;     /* since when */
  gint64 rests_until_us;
};

CubbyScanLight *
cubby_scan_light_new (guint dark_below)
{
  CubbyScanLight *self = g_new0 (CubbyScanLight, 1);
  self->dark_below = dark_below;
  self->rests_until_us = G_MININT64;
  return self;
}

void
cubby_scan_light_free (CubbyScanLight *self)
{
  g_free (self);
}

void
cubby_scan_light_reset (CubbyScanLight *self)
{
  *self = (CubbyScanLight){.dark_below = self->dark_below, .rests_until_us = G_MININT64};
}

static gboolean
is_something_held (const CubbyView *view)
{
  return view->candidate || view->held != CUBBY_HELD_NOTHING;
}

static gboolean
shines (const CubbyView *view)
{
  return is_something_held (view) && view->brightness >= view->scene + SHINES_BY;
}

static void
light_switch_off (CubbyScanLight *self, gint64 now_us, gint64 rest_us)
{
  self->on = FALSE;
  self->called = FALSE;
  self->rests_until_us = now_us + rest_us;
}

/* The light makes the place bright and paper as bright as a screen, so that neither says anything while it is
 * on. */
static void
light_stay (CubbyScanLight *self, const CubbyView *view, gboolean somebody, gint64 now_us)
{
  gint64 for_us = now_us - self->on_us;
  if (somebody || is_something_held (view))
    self->wanted_us = now_us;
  if (for_us >= CUBBY_LIGHT_MOST_US)
    light_switch_off (self, now_us, CUBBY_LIGHT_RESTS_US);
  else if (for_us >= CUBBY_LIGHT_LEAST_US && is_something_held (view) && view->glare > GLARE_MAX)
    light_switch_off (self, now_us, CUBBY_LIGHT_SPARED_US);
  else if (now_us - self->wanted_us >= CUBBY_LIGHT_LINGERS_US)
    light_switch_off (self, now_us, CUBBY_LIGHT_LEAST_US);
}

static void
light_wait (CubbyScanLight *self, const CubbyView *view, gboolean somebody, gint64 now_us)
{
  gboolean dark = view->width > 0 && view->scene < self->dark_below;
  gboolean calls = dark && !shines (view) && (somebody || is_something_held (view));
  if (!calls) {
    self->called = FALSE;
    return;
  }
  if (!self->called) {
    self->called = TRUE;
    self->called_us = now_us;
  }
  if (now_us - self->called_us < CUBBY_LIGHT_CALLED_US || now_us < self->rests_until_us)
    return;
  self->on = TRUE;
  self->on_us = self->wanted_us = now_us;
}

gboolean
cubby_scan_light_take (CubbyScanLight *self, const CubbyView *view, gboolean somebody, gint64 now_us)
{
  if (self->on)
    light_stay (self, view, somebody, now_us);
  else
    light_wait (self, view, somebody, now_us);
  return self->on;
}
