/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* Pixels of the side of a block. */
#define CUBBY_LINEAR_BLOCK 8

/* The structure tensor: means of the products of the gradient. */
typedef struct {
  float xx;
  float yy;
  float xy;
} CubbyLinearTensor;

/* How much light changes: with its sign, which bars cancel, and without. */
typedef struct {
  float x;
  float y;
  float both_x;
  float both_y;
} CubbyLinearSlope;

/* A picture in blocks, row by row; the first begins at pixel 1, 1. */
typedef struct {
  guint width; /* in blocks */
  guint height;
  CubbyLinearTensor *tensors;
  CubbyLinearSlope *slopes;
} CubbyLinearBlocks;

/* @frame: larger than a block by two pixels at least */
void cubby_linear_blocks_measure (CubbyLinearBlocks *self, const CubbyFrame *frame);
void cubby_linear_blocks_clear (CubbyLinearBlocks *self);

/* Returns: 1 if all edges of block @index and its two neighbours go up, or all go down; 0: as many of each.
 */
float cubby_linear_blocks_get_one_sided (const CubbyLinearBlocks *self, guint index);

void cubby_linear_tensor_add (CubbyLinearTensor *self, const CubbyLinearTensor *other);
/* Returns: how much one direction has more than the one across it. */
float cubby_linear_tensor_get_length (const CubbyLinearTensor *self);
/* Returns: cosine of twice the angle between both. */
float cubby_linear_tensor_compare (const CubbyLinearTensor *one, const CubbyLinearTensor *other);

G_END_DECLS
