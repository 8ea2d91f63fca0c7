/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-reading.h"

G_BEGIN_DECLS

/* Of a character and of the stop character. */
#define CUBBY_LINEAR_CODE128_MODULES 11
#define CUBBY_LINEAR_CODE128_EDGES 6
#define CUBBY_LINEAR_CODE128_STOP_MODULES 13
#define CUBBY_LINEAR_CODE128_STOP_EDGES 8
#define CUBBY_LINEAR_CODE128_SYMBOLS_MIN 3 /* start, one character, check character */
#define CUBBY_LINEAR_CODE128_START_A 103
#define CUBBY_LINEAR_CODE128_PAIRS_MAX 2
/* Paper beside a code, at one side at least, in modules: as much as no bar of a code leaves free. */
#define CUBBY_LINEAR_CODE128_PAPER_WIDE 5.0F

/* Widths of bar, space, bar, space, bar, space of the values 0 to 105, and of the stop character, which has
 * one bar more (ISO/IEC 15417 table 1). */
#define CUBBY_LINEAR_CODE128_N_WIDTHS 106
extern const char cubby_linear_code128_widths[CUBBY_LINEAR_CODE128_N_WIDTHS][CUBBY_LINEAR_CODE128_EDGES + 1];
extern const char cubby_linear_code128_stop_widths[CUBBY_LINEAR_CODE128_STOP_EDGES];

/**
 * cubby_linear_code128_find_pairs:
 * @pairs: (array length=CUBBY_LINEAR_CODE128_PAIRS_MAX): the best first
 *
 * Looks for start characters and stop characters of the same size by the widths of their bars; with
 * %CUBBY_LINEAR_QUICK only for such between which no edge is missing.
 *
 * Returns: how many
 */
guint cubby_linear_code128_find_pairs (const CubbyLinearSignal *signal, CubbyLinearEffort effort,
                                       CubbyLinearPair *pairs);

G_END_DECLS
