/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/navigator.h"

struct _CubbyNavigator {
  GObject parent_instance;
  CubbyRoute route;
  CubbyRoute before; /* the page that was left by something else than back */
};

G_DEFINE_FINAL_TYPE (CubbyNavigator, cubby_navigator, G_TYPE_OBJECT)

static guint moved_signal;

static void
cubby_navigator_class_init (CubbyNavigatorClass *klass)
{
  moved_signal =
      g_signal_new ("moved", CUBBY_TYPE_NAVIGATOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cubby_navigator_init (CubbyNavigator *self)
{
  self->route = CUBBY_ROUTE_ATTRACT;
  self->before = CUBBY_ROUTE_ATTRACT;
}

CubbyNavigator *
cubby_navigator_new (void)
{
  return g_object_new (CUBBY_TYPE_NAVIGATOR, NULL);
}

gboolean
cubby_navigator_step (CubbyNavigator *self, CubbyStep step)
{
  g_return_val_if_fail (CUBBY_IS_NAVIGATOR (self), FALSE);
  CubbyRoute to;
  if (!cubby_route_next (self->route, self->before, step, &to))
    return FALSE;
  if (step == CUBBY_STEP_BACK || step == CUBBY_STEP_HOME)
    self->before = CUBBY_ROUTE_ATTRACT;
  else if (to != self->route)
    self->before = self->route;
  self->route = to;
  g_signal_emit (self, moved_signal, 0);
  return TRUE;
}

void
cubby_navigator_renew (CubbyNavigator *self)
{
  g_return_if_fail (CUBBY_IS_NAVIGATOR (self));
  g_signal_emit (self, moved_signal, 0);
}

CubbyRoute
cubby_navigator_get_route (CubbyNavigator *self)
{
  g_return_val_if_fail (CUBBY_IS_NAVIGATOR (self), CUBBY_ROUTE_ATTRACT);
  return self->route;
}
