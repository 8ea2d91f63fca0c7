/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/blob.h"

#include <math.h>

#define N_ANGLES 18 /* over a right angle */
/* What is this near belongs together: a thin line of something dark, such as writing, parts nothing. */
#define REACH 2

/* Of each row what lies between the outermost pixels: holes, such as the dark of a code on a screen, are in
 * it. */
typedef struct {
  guint *left;
  guint *right; /* the last; left > right: the row has none */
  guint top;
  guint bottom; /* the last */
  guint n_pixels;
} Outline;

static void
outline_init (Outline *self, guint height)
{
  self->left = g_new (guint, height);
  self->right = g_new0 (guint, height);
  for (guint y = 0; y < height; y++)
    self->left[y] = G_MAXUINT;
  self->top = height;
  self->bottom = 0;
  self->n_pixels = 0;
}

static void
outline_clear (Outline *self)
{
  g_free (self->left);
  g_free (self->right);
}

/* As new: only the rows that it has are touched. */
static void
outline_reset (Outline *self, guint height)
{
  for (guint y = self->top; y <= self->bottom && y < height; y++) {
    self->left[y] = G_MAXUINT;
    self->right[y] = 0;
  }
  self->top = height;
  self->bottom = 0;
  self->n_pixels = 0;
}

static void
outline_add (Outline *self, guint x, guint y)
{
  self->left[y] = MIN (self->left[y], x);
  self->right[y] = MAX (self->right[y], x);
  self->top = MIN (self->top, y);
  self->bottom = MAX (self->bottom, y);
  self->n_pixels++;
}

/* A thin line that parts nothing leaves a row between the others without any. */
static gboolean
outline_has_row (const Outline *self, guint y)
{
  return self->left[y] <= self->right[y];
}

/* What is still to be looked round of what hangs together: no place of it is found by a division. */
typedef struct {
  guint16 x, y;
} Pixel;

typedef struct {
  guint8 *mask;
  guint width, height;
  Pixel *stack;
  guint n;
} Flood;

static void
flood_push (Flood *self, guint x, guint y)
{
  guint8 *at = self->mask + (gsize)y * self->width + x;
  if (*at == 0)
    return;
  *at = 0;
  self->stack[self->n++] = (Pixel){(guint16)x, (guint16)y};
}

/* Takes what hangs together with (x, y) out of the mask. Each pixel is pushed once. */
static void
flood_take (Flood *self, guint start_x, guint start_y, Outline *outline)
{
  flood_push (self, start_x, start_y);
  while (self->n > 0) {
    guint x = self->stack[--self->n].x, y = self->stack[self->n].y;
    outline_add (outline, x, y);
    for (guint step = 1; step <= REACH; step++) {
      if (x >= step)
        flood_push (self, x - step, y);
      if (x + step < self->width)
        flood_push (self, x + step, y);
      if (y >= step)
        flood_push (self, x, y - step);
      if (y + step < self->height)
        flood_push (self, x, y + step);
    }
  }
}

/* @spare: another outline, which is as new before and after */
static void
flood_find_largest (Flood *self, Outline *largest, Outline *spare)
{
  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++) {
      if (self->mask[(gsize)y * self->width + x] == 0)
        continue;
      flood_take (self, x, y, spare);
      if (spare->n_pixels > largest->n_pixels) {
        Outline found = *spare;
        *spare = *largest;
        *largest = found;
      }
      outline_reset (spare, self->height);
    }
}

typedef struct {
  float least_u, most_u, least_v, most_v;
} Extent;

static void
extent_add (Extent *self, float x, float y, float cosine, float sine)
{
  float u = x * cosine + y * sine;
  float v = y * cosine - x * sine;
  self->least_u = MIN (self->least_u, u);
  self->most_u = MAX (self->most_u, u);
  self->least_v = MIN (self->least_v, v);
  self->most_v = MAX (self->most_v, v);
}

static Extent
extent_at (const Outline *outline, float cosine, float sine)
{
  Extent extent = {INFINITY, -INFINITY, INFINITY, -INFINITY};
  for (guint y = outline->top; y <= outline->bottom; y++)
    for (guint i = 0; i < 4 && outline_has_row (outline, y); i++) /* the corners of the outermost pixels */
      extent_add (&extent, (float)(i < 2 ? outline->left[y] : outline->right[y] + 1), (float)(y + i % 2),
                  cosine, sine);
  return extent;
}

static float
extent_get_area (const Extent *extent)
{
  return (extent->most_u - extent->least_u) * (extent->most_v - extent->least_v);
}

static void
blob_set_corners (CubbyBlob *blob, const Extent *extent, float cosine, float sine)
{
  const float us[4] = {extent->least_u, extent->most_u, extent->most_u, extent->least_u};
  const float vs[4] = {extent->least_v, extent->least_v, extent->most_v, extent->most_v};
  for (guint i = 0; i < 4; i++)
    blob->corners[i] = (CubbyPoint){us[i] * cosine - vs[i] * sine, us[i] * sine + vs[i] * cosine};
  float wide = extent->most_u - extent->least_u, high = extent->most_v - extent->least_v;
  blob->width = fminf (wide, high);
  blob->height = fmaxf (wide, high);
}

static void
blob_measure (CubbyBlob *blob, const Outline *outline, guint width, guint height)
{
  float least = INFINITY;
  blob->area = 0;
  blob->is_cut = outline->top == 0 || outline->bottom == height - 1;
  for (guint y = outline->top; y <= outline->bottom; y++) {
    if (!outline_has_row (outline, y))
      continue;
    blob->area += outline->right[y] + 1 - outline->left[y];
    blob->is_cut = blob->is_cut || outline->left[y] == 0 || outline->right[y] == width - 1;
  }
  for (guint i = 0; i < N_ANGLES; i++) {
    /* From −45° on, so that the first corner is the one on the upper left. */
    float angle = (float)(G_PI / 2) * ((float)i / N_ANGLES - 0.5f);
    float cosine = cosf (angle), sine = sinf (angle);
    Extent extent = extent_at (outline, cosine, sine);
    if (extent_get_area (&extent) >= least)
      continue;
    least = extent_get_area (&extent);
    blob_set_corners (blob, &extent, cosine, sine);
  }
}

gboolean
cubby_blob_find_largest (guint8 *mask, guint width, guint height, CubbyBlob *ret_blob)
{
  g_return_val_if_fail (width <= G_MAXUINT16 && height <= G_MAXUINT16, FALSE);

  g_autofree Pixel *stack = g_new (Pixel, (gsize)width * height);
  Flood flood = {mask, width, height, stack, 0};
  Outline largest, spare;
  outline_init (&largest, height);
  outline_init (&spare, height);
  flood_find_largest (&flood, &largest, &spare);
  gboolean found = largest.n_pixels > 0;
  if (found)
    blob_measure (ret_blob, &largest, width, height);
  outline_clear (&largest);
  outline_clear (&spare);
  return found;
}

float
cubby_blob_get_fill (const CubbyBlob *blob)
{
  /* Half a pixel on each side is drawn by the grid, not by the thing. */
  float box = (blob->width - 0.5f) * (blob->height - 0.5f);
  return box > 0 ? fminf ((float)blob->area / box, 1) : 0;
}
