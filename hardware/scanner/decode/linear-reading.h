/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/linear-match.h"

G_BEGIN_DECLS

#define CUBBY_LINEAR_TEXT_MAX 128

typedef enum {
  CUBBY_LINEAR_QUICK,    /* sharp codes, all of whose edges are seen */
  CUBBY_LINEAR_THOROUGH, /* the others too: ten times the work */
} CubbyLinearEffort;

/**
 * CubbyLinearReading:
 * @symbology: 0: nothing was read, though it may look like a code
 * @from: where the code begins in the signal; @to: where it ends
 * @certainty: of the least certain cell, in sigmas
 * @cost: mean of all cells
 * @match: what it was read from
 *
 * What one band says.
 */
typedef struct {
  CubbySymbology symbology;
  char text[CUBBY_LINEAR_TEXT_MAX + 1];
  float from;
  float to;
  float certainty;
  float cost;
  CubbyLinearMatch match;
} CubbyLinearReading;

/**
 * CubbyLinearPair:
 * @from: index of the edge where the code may begin; @to: where it may end
 * @n_cells: for a code of changing length; 0 otherwise
 * @bow: see cubby_linear_match_place()
 * @module_from: samples of a module at its begin; @module_to: at its end; 0: not known
 * @weight: how well its ends look
 *
 * Two edges between which a code may lie.
 */
typedef struct {
  guint from;
  guint to;
  guint n_cells;
  float bow;
  float module_from;
  float module_to;
  float weight;
} CubbyLinearPair;

/* Keeps the @n_max best, ordered. Returns: the new number. */
guint cubby_linear_pairs_add (CubbyLinearPair *pairs, guint n, guint n_max, const CubbyLinearPair *pair);

/**
 * cubby_linear_readings_cover:
 *
 * Returns: whether the place of @pair has been read already, without doubt
 */
gboolean cubby_linear_readings_cover (const CubbyLinearReading *readings, guint n,
                                      const CubbyLinearSignal *signal, const CubbyLinearPair *pair);

/* Sets what @match alone tells: place, certainty and cost. */
void cubby_linear_reading_measure (CubbyLinearReading *reading, const CubbyLinearMatch *match);

/* Returns: whether @match has the characters of Code 128; the others are those of EAN. */
gboolean cubby_linear_match_is_code128 (const CubbyLinearMatch *match);

/* Returns: whether it has so few modules that more is asked of it. */
gboolean cubby_linear_reading_is_short (const CubbyLinearReading *reading);

/**
 * cubby_linear_reading_is_seen:
 * @step: pixels of a sample
 *
 * Bars that are much narrower than a pixel are not seen, and a blurred pattern that is none may be read into
 * what is left of them.
 *
 * Returns: whether a module is as wide as it must be
 */
gboolean cubby_linear_reading_is_seen (const CubbyLinearReading *reading, float step);

/* Returns: whether no character is in doubt. */
gboolean cubby_linear_reading_is_sure (const CubbyLinearReading *reading);

G_END_DECLS
