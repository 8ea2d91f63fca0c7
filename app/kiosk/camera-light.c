/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-light.h"

#include "app/common/log.h"
#include "app/domain/scan-light.h"
#include "hardware/light/lamp.h"

#define TRY_AGAIN_US ((gint64)10 * G_USEC_PER_SEC)

typedef struct {
  const CubbyLightSettings *settings;
  CubbyLamp *lamp; /* NULL while it does not work */
  CubbyScanLight *rule;
  gboolean on;
  gboolean told; /* that it does not work */
  gint64 tried_us;
} Light;

struct _CubbyCameraLight {
  const CubbyContext *context;
  GPtrArray *lights;
  gulong on_view;
  gulong on_state;
};

static void
light_free (gpointer data)
{
  Light *light = data;
  cubby_lamp_free (light->lamp);
  cubby_scan_light_free (light->rule);
  g_free (light);
}

static void
light_lose (Light *light, const GError *error)
{
  g_clear_pointer (&light->lamp, cubby_lamp_free);
  light->on = FALSE;
  if (!light->told)
    g_warning ("%s", error->message);
  light->told = TRUE;
}

static void
light_try (Light *light, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  if (light->lamp != NULL || (light->tried_us != 0 && now_us - light->tried_us < TRY_AGAIN_US))
    return;
  light->tried_us = now_us;
  light->lamp = cubby_lamp_open (light->settings, &error);
  if (light->lamp == NULL)
    light_lose (light, error);
  else
    light->told = FALSE;
}

static void
light_switch (Light *light, gboolean on)
{
  g_autoptr (GError) error = NULL;
  const gchar *state = on ? "yes" : "no";
  if (light->lamp == NULL || light->on == on)
    return;
  light->on = on;
  if (!cubby_lamp_switch (light->lamp, on, &error))
    light_lose (light, error);
  else
    cubby_log_event ("light", "light", light->settings->name, "on", state, NULL);
}

static void
on_view (CubbyCameraLight *self, const CubbyView *view)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean somebody = cubby_navigator_get_route (self->context->navigator) != CUBBY_ROUTE_ATTRACT;
  for (guint i = 0; i < self->lights->len; i++) {
    Light *light = g_ptr_array_index (self->lights, i);
    light_try (light, now_us);
    light_switch (light, cubby_scan_light_take (light->rule, view, somebody, now_us));
  }
}

/* Without a picture nobody knows whether it is dark. */
static void
on_state (CubbyCameraLight *self)
{
  if (cubby_scan_source_has_camera (self->context->scans))
    return;
  for (guint i = 0; i < self->lights->len; i++) {
    Light *light = g_ptr_array_index (self->lights, i);
    cubby_scan_light_reset (light->rule);
    light_switch (light, FALSE);
  }
}

CubbyCameraLight *
cubby_camera_light_new (const CubbyContext *context)
{
  const GPtrArray *settings = context->settings->lights;
  if (settings->len == 0)
    return NULL;
  CubbyCameraLight *self = g_new0 (CubbyCameraLight, 1);
  self->context = context;
  self->lights = g_ptr_array_new_with_free_func (light_free);
  for (guint i = 0; i < settings->len; i++) {
    Light *light = g_new0 (Light, 1);
    light->settings = g_ptr_array_index (settings, i);
    light->rule = cubby_scan_light_new (light->settings->dark_below);
    g_ptr_array_add (self->lights, light);
  }
  self->on_view = g_signal_connect_swapped (context->scans, "view", G_CALLBACK (on_view), self);
  self->on_state = g_signal_connect_swapped (context->scans, "state", G_CALLBACK (on_state), self);
  return self;
}

void
cubby_camera_light_free (CubbyCameraLight *self)
{
  if (self == NULL)
    return;
  g_signal_handler_disconnect (self->context->scans, self->on_view);
  g_signal_handler_disconnect (self->context->scans, self->on_state);
  g_ptr_array_unref (self->lights);
  g_free (self);
}
