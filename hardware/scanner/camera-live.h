/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * cubby_camera_is_live:
 * @pipeline: a bin
 *
 * Returns: whether its pictures are a sensor's, which are never equal to the last bit while it works: it has
 * a source that reads a camera of this machine (v4l2src, libcamerasrc), and nothing that holds a picture. A
 *   test picture, a film, a screen and a stream over the network may stand still and be well.
 */
gboolean cubby_camera_is_live (GstElement *pipeline);

G_END_DECLS
