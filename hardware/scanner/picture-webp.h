/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * cubby_picture_load_webp:
 * @name: of its kind, for messages
 *
 * Returns: (transfer full): the picture, of several the first; NULL with a CubbyPictureError
 */
CubbyFrame *cubby_picture_load_webp (const guint8 *data, gsize size, const char *name, GError **error);

G_END_DECLS
