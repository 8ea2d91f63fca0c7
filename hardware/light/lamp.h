/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

G_BEGIN_DECLS

#define CUBBY_LAMP_ERROR (cubby_lamp_error_quark ())
GQuark cubby_lamp_error_quark (void);

typedef enum {
  CUBBY_LAMP_ERROR_GONE, /* the device is not there, is another's, or does not take what is said to it */
} CubbyLampError;

/**
 * CubbyLamp:
 *
 * A light that is switched: the one at the camera. For one thread; nothing here waits.
 */
typedef struct _CubbyLamp CubbyLamp;

/**
 * cubby_lamp_open:
 * @settings: must outlive the lamp
 *
 * Opens what `[light NAME]` names, and switches it off.
 *
 * Returns: (nullable): NULL with an error that names group, key and device
 */
CubbyLamp *cubby_lamp_open (const CubbyLightSettings *settings, GError **error);
/* After an error it is of no use any more: free it and open it anew. */
gboolean cubby_lamp_switch (CubbyLamp *self, gboolean on, GError **error);
/* Switches it off before. */
void cubby_lamp_free (CubbyLamp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLamp, cubby_lamp_free)

G_END_DECLS
