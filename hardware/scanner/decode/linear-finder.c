/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-finder.h"

#include "hardware/scanner/decode/linear-blocks.h"
#include "hardware/scanner/decode/prepare.h"

#include <math.h>
#include <string.h>

#define N_SCALES 4
/* Bars of at most this many pixels are told from each other in one scale; wider ones in the next. */
#define SIDE_MIN 48
/* Squared gradient a pixel: what is flatter is paper. */
#define ENERGY_MIN 60.0F
#define COHERENCE_MIN 0.45F
/* Cosine of twice the angle between a block and what it is added to. */
#define ALIKE_MIN 0.82F
#define BLOCKS_MIN 5
#define FILL_MIN 0.30F
/* The outermost blocks are bars in part only. */
#define BARS_PART 0.5F
/* A tangent: of less nothing is taken away, for the members are not all bars. */
#define SKEW_LEAST 0.12F
#define SKEW_MOST 0.9F
#define REACH 2 /* blocks, from one of a code to the next: one may be missing between them */
#define REACH_CLOSE                                                                                          \
  1 /* the same where codes stand so close that one that is missing is the paper between them */
/* The shortest code has so many modules, each of a pixel at least: what is shorter is a part of one at most.
 */
#define LENGTH_WHOLE 67.0F

/* First the blocks with several bars, so that a code does not hang together with the edges of what stands
 * round it, which go one way. Bars that are wider than a block are found in the second pass. */
static const struct {
  float one_sided_most;
  float weight;
} passes[] = {{0.4F, 4}, {1, 1}};

typedef struct {
  CubbyLinearBlocks blocks;
  float scale; /* pixels of the frame to one of the picture */
  int reach;
  guint8 *open; /* has one direction and belongs to no region yet */
  guint *stack;
  guint *members;
} Search;

static void
search_init (Search *self, const CubbyFrame *picture, float scale, int reach)
{
  cubby_linear_blocks_measure (&self->blocks, picture);
  guint n = self->blocks.width * self->blocks.height;
  self->scale = scale;
  self->reach = reach;
  self->open = g_new (guint8, n);
  self->stack = g_new (guint, n);
  self->members = g_new (guint, n);
}

static void
search_clear (Search *self)
{
  cubby_linear_blocks_clear (&self->blocks);
  g_free (self->open);
  g_free (self->stack);
  g_free (self->members);
}

static void
search_open (Search *self, float one_sided_most)
{
  for (guint i = 0; i < self->blocks.width * self->blocks.height; i++) {
    const CubbyLinearTensor *tensor = &self->blocks.tensors[i];
    float energy = tensor->xx + tensor->yy;
    self->open[i] =
        energy >= ENERGY_MIN && cubby_linear_tensor_get_length (tensor) >= COHERENCE_MIN * energy &&
        (one_sided_most >= 1 || cubby_linear_blocks_get_one_sided (&self->blocks, i) <= one_sided_most);
  }
}

/* Puts the open neighbours of @index that go with @sum on the stack. */
static guint
search_push_near (Search *self, guint index, const CubbyLinearTensor *sum, guint n_stack)
{
  int x = (int)(index % self->blocks.width);
  int y = (int)(index / self->blocks.width);
  int top = MAX (y - self->reach, 0), bottom = MIN (y + self->reach, (int)self->blocks.height - 1);
  int left = MAX (x - self->reach, 0), right = MIN (x + self->reach, (int)self->blocks.width - 1);
  for (int ny = top; ny <= bottom; ny++)
    for (int nx = left; nx <= right; nx++) {
      guint near = (guint)ny * self->blocks.width + (guint)nx;
      if (!self->open[near] || cubby_linear_tensor_compare (&self->blocks.tensors[near], sum) < ALIKE_MIN)
        continue;
      self->open[near] = FALSE;
      self->stack[n_stack++] = near;
    }
  return n_stack;
}

/* Takes all blocks that hang together with @seed and go its way. */
static guint
search_grow (Search *self, guint seed, CubbyLinearTensor *sum)
{
  guint n_stack = 0, n_members = 0;
  *sum = self->blocks.tensors[seed];
  self->open[seed] = FALSE;
  self->stack[n_stack++] = seed;
  while (n_stack > 0) {
    guint index = self->stack[--n_stack];
    self->members[n_members++] = index;
    if (index != seed)
      cubby_linear_tensor_add (sum, &self->blocks.tensors[index]);
    n_stack = search_push_near (self, index, sum, n_stack);
  }
  return n_members;
}

typedef struct {
  float least;
  float most;
} Extent;

static void
extent_add (Extent *self, float value)
{
  self->least = MIN (self->least, value);
  self->most = MAX (self->most, value);
}

/* A place of blocks along and across the direction of its edges. */
static void
locate (const Search *self, guint index, const CubbyLinearRegion *region, float *ret_along, float *ret_across)
{
  float x = (float)(index % self->blocks.width) + 0.5F, y = (float)(index / self->blocks.width) + 0.5F;
  *ret_along = x * region->along_x + y * region->along_y;
  *ret_across = y * region->along_x - x * region->along_y;
}

/* By how much the members go down across the bars: what is seen at a slant is no rectangle. */
static float
find_skew (const Search *self, guint n_members, const CubbyLinearRegion *region)
{
  float n = (float)n_members, u, v, sum_u = 0, sum_v = 0, sum_uu = 0, sum_uv = 0;
  for (guint i = 0; i < n_members; i++) {
    locate (self, self->members[i], region, &u, &v);
    sum_u += u;
    sum_v += v;
    sum_uu += u * u;
    sum_uv += u * v;
  }
  float skew = (sum_uv - sum_u * sum_v / n) / MAX (sum_uu - sum_u * sum_u / n, 1);
  return fabsf (skew) >= SKEW_LEAST && fabsf (skew) <= SKEW_MOST ? skew : 0;
}

/* The box of the members along and across the direction of @sum. */
static gboolean
search_enclose (const Search *self, guint n_members, const CubbyLinearTensor *sum, CubbyLinearRegion *region)
{
  float angle = 0.5F * atan2f (2 * sum->xy, sum->xx - sum->yy), u, v;
  *region = (CubbyLinearRegion){.along_x = cosf (angle), .along_y = sinf (angle)};
  region->skew = find_skew (self, n_members, region);
  Extent along = {INFINITY, -INFINITY}, across = {INFINITY, -INFINITY};
  for (guint i = 0; i < n_members; i++) {
    locate (self, self->members[i], region, &u, &v);
    extent_add (&along, u);
    extent_add (&across, v - region->skew * u);
  }
  float length = along.most - along.least + 1;
  float height = across.most - across.least + 1;
  if ((float)n_members < FILL_MIN * length * height)
    return FALSE;
  float unit = CUBBY_LINEAR_BLOCK * self->scale;
  u = (along.least + along.most) / 2;
  v = (across.least + across.most) / 2 + region->skew * u;
  region->x = self->scale + (u * region->along_x - v * region->along_y) * unit;
  region->y = self->scale + (u * region->along_y + v * region->along_x) * unit;
  region->length = length * unit;
  region->height = (across.most - across.least + BARS_PART) * unit;
  region->weight = (float)n_members * cubby_linear_tensor_get_length (sum) / (sum->xx + sum->yy);
  return TRUE;
}

/* The other one is the same code, seen in another scale. */
static gboolean
is_same (const CubbyLinearRegion *one, const CubbyLinearRegion *other)
{
  float dx = one->x - other->x, dy = one->y - other->y;
  float turn = fabsf (one->along_x * other->along_y - one->along_y * other->along_x);
  float along = fabsf (dx * other->along_x + dy * other->along_y);
  float across = fabsf (dy * other->along_x - dx * other->along_y);
  return turn < 0.1F && along < 0.15F * other->length && across < 0.25F * other->height &&
         one->length > 0.87F * other->length && one->length < 1.15F * other->length &&
         one->height > 0.5F * other->height;
}

/* Keeps the list ordered by weight. */
static guint
insert_region (CubbyLinearRegion *regions, guint n, guint n_max, const CubbyLinearRegion *region)
{
  for (guint i = 0; i < n; i++)
    if (is_same (region, &regions[i]))
      return n;
  guint at = n;
  while (at > 0 && regions[at - 1].weight < region->weight)
    at--;
  if (at >= n_max)
    return n;
  guint last = MIN (n, n_max - 1);
  memmove (&regions[at + 1], &regions[at], (last - at) * sizeof *regions);
  regions[at] = *region;
  return last + 1;
}

static guint
take_regions (Search *search, float weight, CubbyLinearRegion *regions, guint n, guint n_max)
{
  for (guint seed = 0; seed < search->blocks.width * search->blocks.height; seed++) {
    if (!search->open[seed])
      continue;
    CubbyLinearTensor sum;
    CubbyLinearRegion region;
    guint n_members = search_grow (search, seed, &sum);
    if (n_members < BLOCKS_MIN || !search_enclose (search, n_members, &sum, &region))
      continue;
    float part = MIN (region.length / LENGTH_WHOLE, 1);
    region.weight *= weight * part * part;
    n = insert_region (regions, n, n_max, &region);
  }
  return n;
}

static guint
find_in_picture (const CubbyFrame *picture, float scale, CubbyLinearRegion *regions, guint n, guint n_max)
{
  Search search = {0};
  search_init (&search, picture, scale, REACH);
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++) {
    search_open (&search, passes[i].one_sided_most);
    n = take_regions (&search, passes[i].weight, regions, n, n_max);
  }
  search_clear (&search);
  return n;
}

guint
cubby_linear_find (const CubbyFrame *frame, CubbyLinearRegion *regions, guint n_max)
{
  guint n = 0;
  float scale = 1;
  g_autoptr (CubbyFrame) picture = cubby_frame_ref ((CubbyFrame *)frame);
  for (guint i = 0; i < N_SCALES && MIN (picture->width, picture->height) >= CUBBY_LINEAR_BLOCK + 2;
       i++, scale *= 2) {
    n = find_in_picture (picture, scale, regions, n, n_max);
    if (MAX (picture->width, picture->height) < 2 * SIDE_MIN)
      break;
    CubbyFrame *half = cubby_frame_halve (picture);
    cubby_frame_unref (picture);
    picture = half;
  }
  return n;
}

guint
cubby_linear_find_close (const CubbyFrame *frame, CubbyLinearRegion *regions, guint n_max)
{
  if (MIN (frame->width, frame->height) < CUBBY_LINEAR_BLOCK + 2)
    return 0;
  Search search = {0};
  search_init (&search, frame, 1, REACH_CLOSE);
  search_open (&search, passes[0].one_sided_most);
  guint n = take_regions (&search, passes[0].weight, regions, 0, n_max);
  search_clear (&search);
  return n;
}
