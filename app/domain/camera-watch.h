/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A live picture has noise: one that stays the same to the last bit for so long is no picture any more. */
#define CUBBY_CAMERA_FROZEN_US ((gint64)15 * G_USEC_PER_SEC)
/* A hand before the lens goes away sooner. */
#define CUBBY_CAMERA_BLACK_US ((gint64)20 * G_USEC_PER_SEC)
/* The rate is reckoned over so long. */
#define CUBBY_CAMERA_RATE_US ((gint64)10 * G_USEC_PER_SEC)

/* What one picture shows of the camera itself. */
typedef struct {
  gboolean same; /* as the one before, to the last bit */
  guint8 mean;   /* gray level */
  guint8 spread; /* mean distance of the gray levels from @mean */
} CubbyCameraGlance;

typedef enum {
  CUBBY_CAMERA_GOOD,
  CUBBY_CAMERA_UNPROVEN, /* one picture, or the same again: it may live or be frozen */
  CUBBY_CAMERA_BLACK,    /* the lens is covered, or no light falls on it */
  CUBBY_CAMERA_FROZEN,   /* it is to be opened anew */
} CubbyCameraHealth;

/* CubbyCameraWatch: what a camera's pictures were like since it was opened; set to zero, it is new. */
typedef struct {
  guint n_pictures;
  gint64 changed_us; /* when the picture was another one last */
  gint64 lit_us;     /* when it was not black last */
  gboolean lives;
  guint n_counted; /* since @counted_us */
  gint64 counted_us;
  guint rate; /* pictures a second in the last CUBBY_CAMERA_RATE_US; 0: not known yet */
} CubbyCameraWatch;

/* @now_us: monotonic; when the picture came */
CubbyCameraHealth cubby_camera_watch_take (CubbyCameraWatch *self, const CubbyCameraGlance *glance,
                                           gint64 now_us);

/* Returns: whether staff is to be told: less than three quarters of the pictures a second that were asked
 * for. Nobody is told what is not known: @rate 0. */
gboolean cubby_camera_is_slow (guint rate, guint asked);

G_END_DECLS
