/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* No picture is wider or higher; keeps every size computation inside 32 bits. */
#define CUBBY_FRAME_SIDE_MAX 16384

/**
 * CubbyFrame:
 * @width: pixels, 1..CUBBY_FRAME_SIDE_MAX
 * @height: pixels
 * @stride: bytes from one row to the next; equals @width
 * @captured_us: monotonic time at which the picture arrived; 0 for a file
 * @pixels: rows from the top, one byte a pixel, 0 is black
 *
 * One gray picture. Counted by reference and not written to once it is shared.
 */
typedef struct {
  guint width;
  guint height;
  guint stride;
  gint64 captured_us;
  guint8 *pixels;
} CubbyFrame;

#define CUBBY_TYPE_FRAME (cubby_frame_get_type ())
GType cubby_frame_get_type (void);

/* Returns: (transfer full): a frame whose pixels are not set yet. */
CubbyFrame *cubby_frame_new (guint width, guint height);
/* Returns: (transfer full): another size of @frame, taken at the same time; its pixels are not set yet. */
CubbyFrame *cubby_frame_new_like (const CubbyFrame *frame, guint width, guint height);
CubbyFrame *cubby_frame_ref (CubbyFrame *self);
void cubby_frame_unref (CubbyFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyFrame, cubby_frame_unref)

G_END_DECLS
