/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/light/lamp.h"

G_BEGIN_DECLS

/**
 * CubbyLampKind:
 * @kind: the value of `kind=` in `[light NAME]`
 *
 * One way to switch a lamp; none of the three waits.
 */
typedef struct {
  const char *kind;
  gpointer (*open) (const CubbyLightSettings *settings, GError **error);
  gboolean (*turn) (gpointer lamp, gboolean on, GError **error);
  void (*close) (gpointer lamp);
} CubbyLampKind;

/* One file each. */
extern const CubbyLampKind cubby_lamp_gpio;
extern const CubbyLampKind cubby_lamp_usb;

/* Sets "[light NAME] KEY: VALUE: REASON"; returns FALSE. */
gboolean cubby_lamp_fail (GError **error, const CubbyLightSettings *settings, const char *key,
                          const char *value, const char *reason);

G_END_DECLS
