/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_LINEAR_PATTERNS_MAX 112
#define CUBBY_LINEAR_LANES 8 /* patterns that are compared at once */
#define CUBBY_LINEAR_MODULES_MAX 13
#define CUBBY_LINEAR_SUB 4 /* samples of a module when bars are compared */
#define CUBBY_LINEAR_BLURS 6

/* What lies beyond the neighbour's nearest module, whose colour is always known. */
typedef enum {
  CUBBY_LINEAR_BESIDE_BARS,  /* other bars */
  CUBBY_LINEAR_BESIDE_PAPER, /* the quiet zone */
} CubbyLinearBeside;

/**
 * CubbyLinearAlphabet:
 * @n: patterns
 * @modules: of each
 * @bits: 1 is dark; the first module is the highest of the @modules bits
 * @stride: @n, filled up to whole lanes
 * @shapes: for each blur how each pattern looks: [sample][@stride], -1 light to 1 dark
 * @apart: for each blur the squared distance between the shapes of two patterns: [one][@n]
 * @beside: for each blur how much of each sample the second and the third module before the pattern are;
 * backwards: those after it
 *
 * The patterns one character of a code may have. All of them begin with the same colour and
 * end with the same.
 */
typedef struct {
  guint n;
  guint stride;
  guint modules;
  CubbyLinearBeside before;
  CubbyLinearBeside after;
  guint16 bits[CUBBY_LINEAR_PATTERNS_MAX];
  float *shapes[CUBBY_LINEAR_BLURS];
  float *apart[CUBBY_LINEAR_BLURS];
  float beside[CUBBY_LINEAR_BLURS][2][CUBBY_LINEAR_MODULES_MAX * CUBBY_LINEAR_SUB];
} CubbyLinearAlphabet;

/* Returns: (transfer full): */
CubbyLinearAlphabet *cubby_linear_alphabet_new (const guint16 *bits, guint n, guint modules,
                                                CubbyLinearBeside before, CubbyLinearBeside after);
void cubby_linear_alphabet_free (CubbyLinearAlphabet *self);

/* Returns: whether module @index of a pattern is dark. */
gboolean cubby_linear_alphabet_is_dark (const CubbyLinearAlphabet *self, guint pattern, guint index);

G_END_DECLS
