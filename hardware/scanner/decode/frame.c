/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/frame.h"

static gpointer
frame_copy (gpointer boxed)
{
  return cubby_frame_ref (boxed);
}

static void
frame_free (gpointer boxed)
{
  cubby_frame_unref (boxed);
}

/* By hand: the macro converts to a transparent union, which -Wpedantic refuses. */
GType
cubby_frame_get_type (void)
{
  static gsize type = 0;
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_boxed_type_register_static ("CubbyFrame", frame_copy, frame_free));
  return type;
}

CubbyFrame *
cubby_frame_new (guint width, guint height)
{
  g_return_val_if_fail (width > 0 && width <= CUBBY_FRAME_SIDE_MAX, NULL);
  g_return_val_if_fail (height > 0 && height <= CUBBY_FRAME_SIDE_MAX, NULL);

  CubbyFrame *self = g_atomic_rc_box_new0 (CubbyFrame);
  self->width = width;
  self->height = height;
  self->stride = width;
  self->pixels = g_malloc ((gsize)width * height);
  return self;
}

CubbyFrame *
cubby_frame_new_like (const CubbyFrame *frame, guint width, guint height)
{
  CubbyFrame *self = cubby_frame_new (width, height);
  self->captured_us = frame->captured_us;
  return self;
}

CubbyFrame *
cubby_frame_ref (CubbyFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
frame_clear (gpointer data)
{
  CubbyFrame *self = data;
  g_free (self->pixels);
}

void
cubby_frame_unref (CubbyFrame *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, frame_clear);
}
