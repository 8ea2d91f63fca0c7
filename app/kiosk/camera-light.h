/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/**
 * CubbyCameraLight:
 *
 * Switches the lights of the configuration by what the camera sees and by whether somebody uses the screen
 * (`app/domain/scan-light`). One that does not work is told of once and tried again by and by; the kiosk
 * works without.
 */
typedef struct _CubbyCameraLight CubbyCameraLight;

/* Returns: (nullable): NULL where no light is configured. @context must outlive it. */
CubbyCameraLight *cubby_camera_light_new (const CubbyContext *context);
/* Off they go. */
void cubby_camera_light_free (CubbyCameraLight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCameraLight, cubby_camera_light_free)

G_END_DECLS
