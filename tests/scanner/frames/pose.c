/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/pose.h"

#include <math.h>

#define FOCAL_PX 1100.0 /* a wide kiosk camera: 60° over 1280 pixels */
#define RADIANS (G_PI / 180)

/* Turned about an axis in its own plane, then in the picture. */
static void
set_rotation (const CubbyPose *pose, double r[3][3])
{
  double a = cos (pose->tilt_axis * RADIANS), b = sin (pose->tilt_axis * RADIANS);
  double c = cos (pose->tilt * RADIANS), s = sin (pose->tilt * RADIANS);
  const double tilt[3][3] = {
      {c + a * a * (1 - c), a * b * (1 - c), b * s},
      {a * b * (1 - c), c + b * b * (1 - c), -a * s},
      {-b * s, a * s, c},
  };
  double ct = cos (pose->turn * RADIANS), st = sin (pose->turn * RADIANS);
  for (guint i = 0; i < 3; i++) {
    r[0][i] = ct * tilt[0][i] - st * tilt[1][i];
    r[1][i] = st * tilt[0][i] + ct * tilt[1][i];
    r[2][i] = tilt[2][i];
  }
}

void
cubby_pose_aim (const CubbyPose *pose, guint width, guint height, CubbyView3 *ret_view)
{
  double far = FOCAL_PX / pose->module_px;
  *ret_view = (CubbyView3){.centre_x = width / 2.0,
                           .centre_y = height / 2.0,
                           .middle_y = pose->y,
                           .radius = pose->radius,
                           .skew = pose->skew,
                           .barrel = 4 * pose->barrel / (width * width + height * height)};
  set_rotation (pose, ret_view->rotation);
  ret_view->shift[0] = far * (pose->x - ret_view->centre_x) / FOCAL_PX;
  ret_view->shift[1] = far * (pose->y - ret_view->centre_y) / FOCAL_PX;
  ret_view->shift[2] = far;
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 3; k++)
      ret_view->origin[i] -= ret_view->rotation[k][i] * ret_view->shift[k];
}

/* Where a lens without fault would show what this one shows there; both from the middle. */
static void
straighten (const CubbyView3 *self, double *x, double *y)
{
  double more = 1 + self->barrel * (*x * *x + *y * *y);
  *x *= more;
  *y *= more;
}

/* The other way, by Newton's steps. */
static void
distort (const CubbyView3 *self, double *x, double *y)
{
  double far = hypot (*x, *y), seen = far;
  if (self->barrel <= 0 || far <= 0)
    return;
  for (guint i = 0; i < 8; i++)
    seen -= (seen + self->barrel * seen * seen * seen - far) / (1 + 3 * self->barrel * seen * seen);
  *x *= seen / far;
  *y *= seen / far;
}

gboolean
cubby_view3_to_code (const CubbyView3 *self, double px, double py, double *u, double *v)
{
  double x = px - self->skew * (py - self->middle_y) - self->centre_x, y = py - self->centre_y;
  straighten (self, &x, &y);
  const double ray[3] = {x / FOCAL_PX, y / FOCAL_PX, 1};
  double d[3] = {0, 0, 0};
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 3; k++)
      d[i] += self->rotation[k][i] * ray[k];
  const double *o = self->origin;
  if (self->radius <= 0) {
    double t = -o[2] / d[2];
    *u = o[0] + t * d[0];
    *v = o[1] + t * d[1];
    return t > 0;
  }
  double from_axis = o[2] - self->radius;
  double a = d[0] * d[0] + d[2] * d[2];
  double b = o[0] * d[0] + from_axis * d[2];
  double c = o[0] * o[0] + from_axis * from_axis - self->radius * self->radius;
  double root = b * b - a * c;
  if (root < 0)
    return FALSE;
  double t = (-b - sqrt (root)) / a;
  *u = self->radius * atan2 (o[0] + t * d[0], self->radius - (o[2] + t * d[2]));
  *v = o[1] + t * d[1];
  return t > 0;
}

void
cubby_view3_to_pixel (const CubbyView3 *self, double u, double v, double *px, double *py)
{
  double point[3] = {u, v, 0};
  if (self->radius > 0) {
    point[0] = self->radius * sin (u / self->radius);
    point[2] = self->radius * (1 - cos (u / self->radius));
  }
  double seen[3];
  for (guint i = 0; i < 3; i++) {
    seen[i] = self->shift[i];
    for (guint k = 0; k < 3; k++)
      seen[i] += self->rotation[i][k] * point[k];
  }
  double x = FOCAL_PX * seen[0] / seen[2], y = FOCAL_PX * seen[1] / seen[2];
  distort (self, &x, &y);
  *py = y + self->centre_y;
  *px = x + self->centre_x + self->skew * (*py - self->middle_y);
}
