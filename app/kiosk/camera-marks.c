/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-marks.h"

#include <math.h>

#define MARK_WIDTH 10
#define MARK_GROUND 4 /* of dark round it: the page of a phone is as light */
#define MARK_LENGTH 72
#define MARK_SHARE 0.84f
/* Below the square is room for the line of the advice. */
#define LINE_ROOM 152
/* A light line on a wider dark one is seen on every picture. */
#define LINE_WIDTH 8
#define LINE_GROUND_WIDTH 16

graphene_rect_t
cubby_camera_place (float picture_width, float picture_height, float width, float height)
{
  float scale = MAX (width / picture_width, height / picture_height);
  return GRAPHENE_RECT_INIT ((width - picture_width * scale) / 2, (height - picture_height * scale) / 2,
                             picture_width * scale, picture_height * scale);
}

static void
append_bar (GtkSnapshot *snapshot, const GdkRGBA *colour, const graphene_rect_t *place)
{
  GskRoundedRect bar;
  gsk_rounded_rect_init_from_rect (&bar, place, fminf (place->size.width, place->size.height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, colour, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

/* The eight bars of four corners; the last four stand. */
static void
list_bars (float width, float height, graphene_rect_t bars[8])
{
  float room = height - LINE_ROOM;
  float side = MIN (width, room) * MARK_SHARE;
  float left = (width - side) / 2;
  float top = (room - side) / 2 + MARK_WIDTH;
  float far = side - MARK_LENGTH;
  float edge = side - MARK_WIDTH;
  for (guint i = 0; i < 4; i++) {
    float x = left + (i % 2 == 0 ? 0 : far);
    float y = top + (i < 2 ? 0 : edge);
    bars[i] = GRAPHENE_RECT_INIT (x, y, MARK_LENGTH, MARK_WIDTH);
    x = left + (i % 2 == 0 ? 0 : edge);
    y = top + (i < 2 ? 0 : far);
    bars[4 + i] = GRAPHENE_RECT_INIT (x, y, MARK_WIDTH, MARK_LENGTH);
  }
}

void
cubby_camera_draw_marks (GtkSnapshot *snapshot, float width, float height)
{
  const GdkRGBA white = {1, 1, 1, 1}, dark = {0, 0, 0, 0.5f};
  graphene_rect_t bars[8];
  list_bars (width, height, bars);
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++) {
    graphene_rect_t ground;
    graphene_rect_inset_r (&bars[i], -MARK_GROUND, -MARK_GROUND, &ground);
    append_bar (snapshot, &dark, &ground);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    append_bar (snapshot, &white, &bars[i]);
}

/* The picture is a mirror. */
static CubbyPoint
point_on_screen (const CubbyView *view, guint corner, const graphene_rect_t *place)
{
  float x = 1 - view->corners[corner].x / (float)view->width;
  float y = view->corners[corner].y / (float)view->height;
  return (CubbyPoint){place->origin.x + x * place->size.width, place->origin.y + y * place->size.height};
}

static void
stroke (cairo_t *cairo, double width, const GdkRGBA *colour)
{
  cairo_set_line_width (cairo, width);
  gdk_cairo_set_source_rgba (cairo, colour);
  cairo_stroke_preserve (cairo);
}

void
cubby_camera_draw_outline (GtkSnapshot *snapshot, const CubbyView *view, const graphene_rect_t *place,
                           gboolean read)
{
  const GdkRGBA dark = {0, 0, 0, 0.55f}, waiting = {1, 0.88f, 0.45f, 1}, good = {0.5f, 0.94f, 0.72f, 1};
  if (view->width == 0 || view->height == 0)
    return;
  cairo_t *cairo = gtk_snapshot_append_cairo (snapshot, place);
  for (guint i = 0; i < 4; i++) {
    CubbyPoint at = point_on_screen (view, i, place);
    cairo_line_to (cairo, at.x, at.y);
  }
  cairo_close_path (cairo);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
  stroke (cairo, LINE_GROUND_WIDTH, &dark);
  stroke (cairo, LINE_WIDTH, read ? &good : &waiting);
  cairo_destroy (cairo);
}
