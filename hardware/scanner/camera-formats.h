/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_camera_formats_describe:
 * @device: of V4L2
 *
 * What a camera gives, by the names of the configuration, for whoever has to choose: "yuy2 1280x720 at 10,
 * 640x480 at 30; mjpg 1920x1080 at 30". Asks the kernel alone, and works while another program holds the
 * camera.
 *
 * Returns: (transfer full) (nullable): NULL when it says nothing, as a file that is no camera.
 */
char *cubby_camera_formats_describe (const char *device);

G_END_DECLS
