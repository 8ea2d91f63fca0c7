/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A code laid on a plane, or round a cylinder whose axis is upright in the code, before a pinhole. Its unit
 * is a module, its origin the middle of the code, x to the right and y down as printed. */
typedef struct {
  double x, y;      /* where the middle is seen, pixels */
  double module_px; /* there */
  double turn;      /* in the picture, degrees clockwise */
  double tilt;      /* away from the camera, degrees */
  double tilt_axis; /* about which line of the code's plane, degrees */
  double radius;    /* of the cylinder, modules; 0: flat */
  double skew;      /* rolling shutter: pixels sideways a row */
  double barrel;    /* of the lens, at a corner of the frame */
} CubbyPose;

typedef struct {
  double rotation[3][3]; /* of the code into the camera */
  double shift[3];
  double origin[3]; /* the camera, seen from the code */
  double centre_x, centre_y, middle_y;
  double radius, skew;
  double barrel; /* a pixel squared */
} CubbyView3;

void cubby_pose_aim (const CubbyPose *pose, guint width, guint height, CubbyView3 *ret_view);
/* Returns: FALSE where the ray misses the cylinder or the plane. */
gboolean cubby_view3_to_code (const CubbyView3 *self, double px, double py, double *u, double *v);
void cubby_view3_to_pixel (const CubbyView3 *self, double u, double v, double *px, double *py);

G_END_DECLS
