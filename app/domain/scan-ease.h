/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A look that took longer than this was dear: after it … */
#define CUBBY_SCAN_EASE_DEAR_US ((gint64)4000)
/* … so many pictures of the same are cheap ones. */
#define CUBBY_SCAN_EASE_PICTURES 3
/* What a cheap look may take. */
#define CUBBY_SCAN_EASE_LOOK_US ((gint64)2000)
/* A code that was not read for longer is looked for with all that there is, or it would be taken for a new
 * one when it is read the next time: that is half of CUBBY_SCAN_REPEAT_US. */
#define CUBBY_SCAN_EASE_LASTS_US ((gint64)750 * 1000)
/* Correlation of the place of a code with what it was when it was read, from which on it looks the same. */
#define CUBBY_SCAN_EASE_ALIKE 0.8f

/**
 * CubbyScanEase:
 * @n_left: pictures that may be cheap
 *
 * Whether a picture of a camera is worth all of its time, while a code that was read is held there still. All
 * zero: nothing was dear yet.
 */
typedef struct {
  guint n_left;
} CubbyScanEase;

/**
 * CubbyScanEaseSight:
 * @n_followed: codes that were read lately
 * @alike: correlation of what is in their place with what was there when they were read
 * @since_us: time since then
 * @settles: it is not known yet whether there is another code in view
 */
typedef struct {
  guint n_followed;
  float alike;
  gint64 since_us;
  gboolean settles;
} CubbyScanEaseSight;

/* Returns: whether a cheap look is enough. Two codes are never looked at so: one of them might be read alone.
 */
gboolean cubby_scan_ease_take (CubbyScanEase *self, const CubbyScanEaseSight *sight);
/* A look that was not cheap took so long. */
void cubby_scan_ease_note (CubbyScanEase *self, gint64 took_us);

G_END_DECLS
