/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-reading.h"

G_BEGIN_DECLS

#define CUBBY_LINEAR_EAN_N_KINDS 2
#define CUBBY_LINEAR_EAN_PAIRS_MAX 2

/**
 * CubbyLinearEanKind:
 * @n_left: digits with bars in the left half
 * @n_edges: of a sharp picture
 * @n_edges_min: of a blurred one
 * @paper: modules at both sides
 * @paper_seen: the same, in the picture
 */
typedef struct {
  CubbySymbology symbology;
  guint n_left;
  guint n_right;
  guint modules;
  guint n_edges;
  guint n_edges_min;
  float paper;
  float paper_seen;
} CubbyLinearEanKind;

/* EAN-13 (UPC-A is one, too) and EAN-8. */
extern const CubbyLinearEanKind cubby_linear_ean_kinds[CUBBY_LINEAR_EAN_N_KINDS];

/**
 * cubby_linear_ean_find_pairs:
 * @pairs: (array length=CUBBY_LINEAR_EAN_PAIRS_MAX): the best first
 *
 * Looks for two edges between which a code may lie: by their number, the guards at both ends and in the
 * middle, and the paper beside them; with %CUBBY_LINEAR_QUICK only for such between which no edge is missing.
 *
 * Returns: how many
 */
guint cubby_linear_ean_find_pairs (const CubbyLinearSignal *signal, CubbyLinearEffort effort,
                                   const CubbyLinearEanKind *kind, CubbyLinearPair *pairs);

G_END_DECLS
