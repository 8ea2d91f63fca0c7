/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/light/lamp.h"

#include "hardware/light/lamp-kind.h"

G_DEFINE_QUARK (cubby - lamp - error, cubby_lamp_error)

struct _CubbyLamp {
  const CubbyLampKind *kind;
  gpointer lamp;
};

static const CubbyLampKind *const kinds[] = {&cubby_lamp_gpio, &cubby_lamp_usb};

gboolean
cubby_lamp_fail (GError **error, const CubbyLightSettings *settings, const char *key, const char *value,
                 const char *reason)
{
  g_set_error (error, CUBBY_LAMP_ERROR, CUBBY_LAMP_ERROR_GONE, "[light %s] %s: %s: %s", settings->name, key,
               value, reason);
  return FALSE;
}

static const CubbyLampKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i]->kind, name))
      return kinds[i];
  return NULL;
}

CubbyLamp *
cubby_lamp_open (const CubbyLightSettings *settings, GError **error)
{
  const CubbyLampKind *kind = find_kind (settings->kind);
  g_return_val_if_fail (kind != NULL, NULL);
  gpointer lamp = kind->open (settings, error);
  if (lamp == NULL)
    return NULL;
  g_autoptr (CubbyLamp) self = g_new0 (CubbyLamp, 1);
  self->kind = kind;
  self->lamp = lamp;
  return cubby_lamp_switch (self, FALSE, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
cubby_lamp_switch (CubbyLamp *self, gboolean on, GError **error)
{
  return self->kind->turn (self->lamp, on, error);
}

void
cubby_lamp_free (CubbyLamp *self)
{
  if (self == NULL)
    return;
  self->kind->turn (self->lamp, FALSE, NULL); /* one that is gone is dark */
  self->kind->close (self->lamp);
  g_free (self);
}
