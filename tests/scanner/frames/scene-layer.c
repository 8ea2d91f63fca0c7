/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/scene-layer.h"

#include <math.h>

#define SAMPLES_CODE 4 /* on a side of a pixel, where the code is */
#define SAMPLES_DISPLAY 6
#define SAMPLES_BODY 2
/* A cell of the sensor takes light in a part of its area: what has more pixels than it is seen as a beat. */
#define CELL_PART_DISPLAY 0.6f

/* The corner of a pixel in the plane of the code. */
typedef struct {
  float u, v;
  gboolean there;
} Corner;

typedef struct {
  const CubbyThing *thing;
  const CubbyView3 *view;
  CubbyLayer *layer;
} Drawing;

/* What a lens out of focus brings in from outside the frame matters too: the layer is larger than the frame.
 */
static void
set_bounds (const CubbyThing *thing, const CubbyView3 *view, int width, int height, int margin, int *x0,
            int *y0, int *x1, int *y1)
{
  double reach_u = thing->body_u * 1.5, reach_v = thing->body_v * 1.25;
  if (view->radius > 0)
    reach_u = MIN (reach_u, view->radius * 1.2);
  *x0 = *y0 = G_MAXINT;
  *x1 = *y1 = G_MININT;
  for (int i = 0; i < 9; i++) {
    double x, y;
    cubby_view3_to_pixel (view, (i % 3 - 1) * reach_u, (i / 3 - 1) * reach_v, &x, &y);
    *x0 = MIN (*x0, (int)floor (CLAMP (x, -1e6, 1e6)));
    *x1 = MAX (*x1, (int)ceil (CLAMP (x, -1e6, 1e6)));
    *y0 = MIN (*y0, (int)floor (CLAMP (y, -1e6, 1e6)));
    *y1 = MAX (*y1, (int)ceil (CLAMP (y, -1e6, 1e6)));
  }
  *x0 = CLAMP (*x0 - margin, -margin, width + margin - 1);
  *y0 = CLAMP (*y0 - margin, -margin, height + margin - 1);
  *x1 = CLAMP (*x1 + margin, *x0 + 1, width + margin);
  *y1 = CLAMP (*y1 + margin, *y0 + 1, height + margin);
}

static void
fill_corners (const Drawing *drawing, int y, Corner *corners)
{
  const CubbyLayer *layer = drawing->layer;
  for (guint x = 0; x <= layer->width; x++) {
    double u = 0, v = 0;
    corners[x].there =
        cubby_view3_to_code (drawing->view, layer->x + (double)x, layer->y + (double)y, &u, &v);
    corners[x].u = (float)u;
    corners[x].v = (float)v;
  }
}

static guint
samples_at (const CubbyThing *thing, const Corner *corner)
{
  if (fabs (corner->u) > thing->half_u + 2 || fabs (corner->v) > thing->half_v + 2)
    return SAMPLES_BODY;
  return thing->display > 0 ? SAMPLES_DISPLAY : SAMPLES_CODE;
}

/* Within a pixel the plane is as good as even. */
static void
draw_pixel (const Drawing *drawing, const Corner *above, const Corner *below, float *light, float *cover)
{
  /* Opposite corners in the same module, both ways: so is all of the pixel. */
  gboolean even = cubby_thing_is_even (drawing->thing, above[0].u, above[0].v, below[1].u, below[1].v) &&
                  cubby_thing_is_even (drawing->thing, above[1].u, above[1].v, below[0].u, below[0].v);
  guint n = even ? 1 : samples_at (drawing->thing, above), n_hits = 0;
  float part = drawing->thing->display > 0 ? CELL_PART_DISPLAY : 1, edge = (1 - part) / 2;
  float sum = 0;
  for (guint j = 0; j < n; j++)
    for (guint i = 0; i < n; i++) {
      float x = edge + part * ((float)i + 0.5f) / (float)n, y = edge + part * ((float)j + 0.5f) / (float)n,
            found;
      float u = above[0].u + x * (above[1].u - above[0].u) + y * (below[0].u - above[0].u);
      float v = above[0].v + x * (above[1].v - above[0].v) + y * (below[0].v - above[0].v);
      if (!cubby_thing_at (drawing->thing, u, v, &found))
        continue;
      sum += found;
      n_hits++;
    }
  *light = sum / (float)(n * n);
  *cover = (float)n_hits / (float)(n * n);
}

static gboolean
may_hit (const CubbyThing *thing, const Corner *corner)
{
  return fabs (corner->u) < thing->body_u * 1.6 && fabs (corner->v) < thing->body_v * 1.3;
}

CubbyLayer *
cubby_scene_layer_draw (const CubbyThing *thing, const CubbyView3 *view, const CubbyLamp *lamp, guint width,
                        guint height, guint margin)
{
  int x0, y0, x1, y1;
  set_bounds (thing, view, (int)width, (int)height, (int)margin, &x0, &y0, &x1, &y1);
  CubbyLayer *layer = cubby_layer_new (x0, y0, (guint)(x1 - x0), (guint)(y1 - y0), TRUE);
  Drawing drawing = {thing, view, layer};
  g_autofree Corner *corners = g_new (Corner, (gsize)(layer->width + 1) * 2);
  Corner *above = corners, *below = corners + layer->width + 1;
  fill_corners (&drawing, 0, below);
  for (guint y = 0; y < layer->height; y++) {
    Corner *swap = above;
    above = below;
    below = swap;
    fill_corners (&drawing, (int)y + 1, below);
    for (guint x = 0; x < layer->width; x++) {
      gsize at = (gsize)y * layer->width + x;
      if (!above[x].there || !above[x + 1].there || !below[x].there || !below[x + 1].there ||
          !may_hit (thing, &above[x]))
        continue;
      draw_pixel (&drawing, &above[x], &below[x], &layer->light[at], &layer->cover[at]);
      if (layer->cover[at] > 0)
        layer->light[at] = layer->cover[at] * cubby_lamp_at (lamp, x0 + x + 0.5, y0 + y + 0.5,
                                                             layer->light[at] / layer->cover[at]);
    }
  }
  return layer;
}
