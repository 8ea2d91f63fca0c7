/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* Frames in which there is no code, though some look like one. */
typedef struct _CubbyEmptyClass CubbyEmptyClass;

guint cubby_empty_classes_count (void);
const char *cubby_empty_class_name (guint class);
/* Returns: (transfer full): the same for the same numbers. */
CubbyFrame *cubby_empty_render (guint class, guint64 seed, guint width, guint height);

G_END_DECLS
