/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

G_BEGIN_DECLS

/* The name of the element at the end, which gives the pictures to us. */
#define CUBBY_CAMERA_SINK "cubby-sink"

/**
 * cubby_camera_pipeline_describe:
 *
 * The elements between a camera and us, in the language of gst-launch. A device is read as it sends: source,
 * format, sink and nothing else, for the brightness of each of our formats is taken as it lies there. Only a
 * pipeline of the configuration has a converter, which does nothing when the source has such a format.
 *
 * The device stands between quotation marks; the settings let no name through that would end them.
 *
 * Returns: (transfer full): the pipeline.
 */
char *cubby_camera_pipeline_describe (const CubbyScannerSettings *settings);

G_END_DECLS
