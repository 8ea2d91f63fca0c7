/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-finder.h"

#include "hardware/scanner/decode/prepare.h"

#include <math.h>
#include <string.h>

#define BLOCK 8
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
#define REACH 2 /* blocks that may be missing between two of one code */
/* The shortest code has so many modules, each of a pixel at least: what is shorter is a part of one at most.
 */
#define LENGTH_WHOLE 67.0F

/* First the blocks with several bars, so that a code does not hang together with the edges of what stands
 * round it, which go one way. Bars that are wider than a block are found in the second pass. */
static const struct {
  float one_sided_most;
  float weight;
} passes[] = {{0.4F, 4}, {1, 1}};

/* The structure tensor of a block: sums of products of the gradient. */
typedef struct {
  float xx;
  float yy;
  float xy;
} Tensor;

/* How much light changes in a block: with its sign, which bars cancel, and without. */
typedef struct {
  float x;
  float y;
  float both_x;
  float both_y;
} Slope;

typedef struct {
  guint width; /* in blocks */
  guint height;
  float scale; /* pixels of the frame to one of the picture */
  Tensor *tensors;
  Slope *slopes;
  guint8 *open; /* has one direction and belongs to no region yet */
  guint *stack;
  guint *members;
} Blocks;

static void
blocks_clear (Blocks *self)
{
  g_free (self->tensors);
  g_free (self->slopes);
  g_free (self->open);
  g_free (self->stack);
  g_free (self->members);
}

static void
slope_add (Slope *self, const Slope *other)
{
  self->x += other->x;
  self->y += other->y;
  self->both_x += other->both_x;
  self->both_y += other->both_y;
}

static void
tensor_add (Tensor *self, const Tensor *other)
{
  self->xx += other->xx;
  self->yy += other->yy;
  self->xy += other->xy;
}

static float
tensor_length (const Tensor *self)
{
  float difference = self->xx - self->yy;
  return sqrtf (difference * difference + 4 * self->xy * self->xy);
}

static float
tensor_alike (const Tensor *one, const Tensor *other)
{
  float product = (one->xx - one->yy) * (other->xx - other->yy) + 4 * one->xy * other->xy;
  return product / (tensor_length (one) * tensor_length (other) + 1e-6F);
}

typedef struct {
  gint32 xx, yy, xy, x, y, both_x, both_y;
} Sums;

/* Adds a row of a block: a fixed number of steps, so that the compiler takes all at once. */
static void
add_block_row (const guint8 *row, guint stride, Sums *sums)
{
  Sums own = {0};
  for (guint i = 0; i < BLOCK; i++) {
    gint16 gx = (gint16)(row[i + 1] - (row - 1)[i]);
    gint16 gy = (gint16)((row + stride)[i] - (row - stride)[i]);
    own.xx += gx * gx;
    own.yy += gy * gy;
    own.xy += gx * gy;
    own.x += gx;
    own.y += gy;
    own.both_x += ABS (gx);
    own.both_y += ABS (gy);
  }
  sums->xx += own.xx;
  sums->yy += own.yy;
  sums->xy += own.xy;
  sums->x += own.x;
  sums->y += own.y;
  sums->both_x += own.both_x;
  sums->both_y += own.both_y;
}

static void
blocks_measure_one (Blocks *self, const CubbyFrame *frame, guint index)
{
  guint x = 1 + index % self->width * BLOCK, y = 1 + index / self->width * BLOCK;
  Sums sums = {0};
  /* Every other row: bars are the same in both. */
  for (guint row = 0; row < BLOCK; row += 2)
    add_block_row (frame->pixels + (gsize)(y + row) * frame->stride + x, frame->stride, &sums);
  float n = BLOCK * BLOCK / 2.0F;
  self->tensors[index] = (Tensor){(float)sums.xx / n, (float)sums.yy / n, (float)sums.xy / n};
  self->slopes[index] = (Slope){(float)sums.x, (float)sums.y, (float)sums.both_x, (float)sums.both_y};
}

/* The outermost pixels have no gradient: the blocks begin at 1, 1. */
static void
blocks_measure (Blocks *self, const CubbyFrame *frame, float scale)
{
  self->width = (frame->width - 2) / BLOCK;
  self->height = (frame->height - 2) / BLOCK;
  self->scale = scale;
  guint n = self->width * self->height;
  self->tensors = g_new (Tensor, n);
  self->slopes = g_new (Slope, n);
  self->open = g_new (guint8, n);
  self->stack = g_new (guint, n);
  self->members = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    blocks_measure_one (self, frame, i);
}

/* 1: all edges of three blocks in a row go up, or all go down; 0: as many of each. */
static float
get_one_sided (const Slope *slopes, guint step)
{
  Slope sum = {0};
  for (guint i = 0; i < 3; i++)
    slope_add (&sum, &slopes[i * step]);
  return hypotf (sum.x, sum.y) / (hypotf (sum.both_x, sum.both_y) + 1e-6F);
}

/* With its neighbours level or upright, whichever has more of both: a block alone may have one edge of a bar
 * only. */
static float
blocks_get_one_sided (const Blocks *self, guint index)
{
  guint x = index % self->width, y = index / self->width;
  float one_sided = 1;
  if (x > 0 && x + 1 < self->width)
    one_sided = get_one_sided (self->slopes + index - 1, 1);
  if (y > 0 && y + 1 < self->height)
    one_sided = MIN (one_sided, get_one_sided (self->slopes + index - self->width, self->width));
  return one_sided;
}

static void
blocks_open (Blocks *self, float one_sided_most)
{
  for (guint i = 0; i < self->width * self->height; i++) {
    const Tensor *tensor = &self->tensors[i];
    float energy = tensor->xx + tensor->yy;
    self->open[i] = energy >= ENERGY_MIN && tensor_length (tensor) >= COHERENCE_MIN * energy &&
                    (one_sided_most >= 1 || blocks_get_one_sided (self, i) <= one_sided_most);
  }
}

/* Puts the open neighbours of @index that go with @sum on the stack. */
static guint
blocks_push_near (Blocks *self, guint index, const Tensor *sum, guint n_stack)
{
  int x = (int)(index % self->width);
  int y = (int)(index / self->width);
  for (int ny = MAX (y - REACH, 0); ny <= MIN (y + REACH, (int)self->height - 1); ny++)
    for (int nx = MAX (x - REACH, 0); nx <= MIN (x + REACH, (int)self->width - 1); nx++) {
      guint near = (guint)ny * self->width + (guint)nx;
      if (!self->open[near] || tensor_alike (&self->tensors[near], sum) < ALIKE_MIN)
        continue;
      self->open[near] = FALSE;
      self->stack[n_stack++] = near;
    }
  return n_stack;
}

/* Takes all blocks that hang together with @seed and go its way. */
static guint
blocks_grow (Blocks *self, guint seed, Tensor *sum)
{
  guint n_stack = 0, n_members = 0;
  *sum = self->tensors[seed];
  self->open[seed] = FALSE;
  self->stack[n_stack++] = seed;
  while (n_stack > 0) {
    guint index = self->stack[--n_stack];
    self->members[n_members++] = index;
    if (index != seed)
      tensor_add (sum, &self->tensors[index]);
    n_stack = blocks_push_near (self, index, sum, n_stack);
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

/* The box of the members along and across the direction of @sum. */
static gboolean
blocks_enclose (const Blocks *self, guint n_members, const Tensor *sum, CubbyLinearRegion *region)
{
  float angle = 0.5F * atan2f (2 * sum->xy, sum->xx - sum->yy);
  float along_x = cosf (angle), along_y = sinf (angle);
  Extent along = {INFINITY, -INFINITY}, across = {INFINITY, -INFINITY};
  for (guint i = 0; i < n_members; i++) {
    float x = (float)(self->members[i] % self->width) + 0.5F;
    float y = (float)(self->members[i] / self->width) + 0.5F;
    extent_add (&along, x * along_x + y * along_y);
    extent_add (&across, y * along_x - x * along_y);
  }
  float length = along.most - along.least + 1;
  float height = across.most - across.least + 1;
  float bars = across.most - across.least + BARS_PART;
  if ((float)n_members < FILL_MIN * length * height)
    return FALSE;
  float u = (along.least + along.most) / 2, v = (across.least + across.most) / 2;
  float unit = BLOCK * self->scale;
  *region = (CubbyLinearRegion){
      .x = self->scale + (u * along_x - v * along_y) * unit,
      .y = self->scale + (u * along_y + v * along_x) * unit,
      .along_x = along_x,
      .along_y = along_y,
      .length = length * unit,
      .height = bars * unit,
      .weight = (float)n_members * tensor_length (sum) / (sum->xx + sum->yy),
  };
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
take_regions (Blocks *blocks, float weight, CubbyLinearRegion *regions, guint n, guint n_max)
{
  for (guint seed = 0; seed < blocks->width * blocks->height; seed++) {
    if (!blocks->open[seed])
      continue;
    Tensor sum;
    CubbyLinearRegion region;
    guint n_members = blocks_grow (blocks, seed, &sum);
    if (n_members < BLOCKS_MIN || !blocks_enclose (blocks, n_members, &sum, &region))
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
  Blocks blocks = {0};
  blocks_measure (&blocks, picture, scale);
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++) {
    blocks_open (&blocks, passes[i].one_sided_most);
    n = take_regions (&blocks, passes[i].weight, regions, n, n_max);
  }
  blocks_clear (&blocks);
  return n;
}

guint
cubby_linear_find (const CubbyFrame *frame, CubbyLinearRegion *regions, guint n_max)
{
  guint n = 0;
  float scale = 1;
  g_autoptr (CubbyFrame) picture = cubby_frame_ref ((CubbyFrame *)frame);
  for (guint i = 0; i < N_SCALES && MIN (picture->width, picture->height) >= BLOCK + 2; i++, scale *= 2) {
    n = find_in_picture (picture, scale, regions, n, n_max);
    if (MAX (picture->width, picture->height) < 2 * SIDE_MIN)
      break;
    CubbyFrame *half = cubby_frame_halve (picture);
    cubby_frame_unref (picture);
    picture = half;
  }
  return n;
}
