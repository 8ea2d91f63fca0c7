/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/blob.h"

#include <math.h>
#include <string.h>

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
}

static void
outline_clear (Outline *self)
{
  g_free (self->left);
  g_free (self->right);
}

static void
outline_add (Outline *self, guint x, guint y)
{
  self->left[y] = MIN (self->left[y], x);
  self->right[y] = MAX (self->right[y], x);
  self->top = MIN (self->top, y);
  self->bottom = MAX (self->bottom, y);
}

/* A thin line that parts nothing leaves a row between the others without any. */
static gboolean
outline_has_row (const Outline *self, guint y)
{
  return self->left[y] <= self->right[y];
}

static void
push (guint8 *mask, guint *stack, guint *n, guint index)
{
  if (mask[index] == 0)
    return;
  mask[index] = 0;
  stack[(*n)++] = index;
}

/* Takes what hangs together with @start out of the mask. Each pixel is pushed once. */
static guint
flood (guint8 *mask, guint width, guint height, guint start, guint *stack, Outline *outline)
{
  guint n = 0, area = 0;
  push (mask, stack, &n, start);
  while (n > 0) {
    guint index = stack[--n];
    guint x = index % width, y = index / width;
    area++;
    if (outline != NULL)
      outline_add (outline, x, y);
    for (guint step = 1; step <= REACH; step++) {
      if (x >= step)
        push (mask, stack, &n, index - step);
      if (x + step < width)
        push (mask, stack, &n, index + step);
      if (y >= step)
        push (mask, stack, &n, index - width * step);
      if (y + step < height)
        push (mask, stack, &n, index + width * step);
    }
  }
  return area;
}

static gboolean
find_start (const guint8 *mask, guint width, guint height, guint *ret_start)
{
  gsize n = (gsize)width * height;
  g_autofree guint8 *left = g_memdup2 (mask, n);
  g_autofree guint *stack = g_new (guint, n);
  guint most = 0;
  for (guint i = 0; i < n; i++) {
    if (left[i] == 0)
      continue;
    guint area = flood (left, width, height, i, stack, NULL);
    if (area > most)
      *ret_start = i;
    most = MAX (most, area);
  }
  return most > 0;
}

typedef struct {
  float least_u, most_u, least_v, most_v;
} Extent;

static void
extent_add (Extent *self, float x, float y, float cosine, float sine)
{
  float u = x * cosine + y * sine;
  float v = y * cosine - x * sine;
  self->least_u = fminf (self->least_u, u);
  self->most_u = fmaxf (self->most_u, u);
  self->least_v = fminf (self->least_v, v);
  self->most_v = fmaxf (self->most_v, v);
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
  guint start = 0;
  if (!find_start (mask, width, height, &start))
    return FALSE;
  g_autofree guint *stack = g_new (guint, (gsize)width * height);
  Outline outline;
  outline_init (&outline, height);
  flood (mask, width, height, start, stack, &outline);
  memset (mask, 0, (gsize)width * height);
  blob_measure (ret_blob, &outline, width, height);
  outline_clear (&outline);
  return TRUE;
}

float
cubby_blob_get_fill (const CubbyBlob *blob)
{
  /* Half a pixel on each side is drawn by the grid, not by the thing. */
  float box = (blob->width - 0.5f) * (blob->height - 0.5f);
  return box > 0 ? fminf ((float)blob->area / box, 1) : 0;
}
