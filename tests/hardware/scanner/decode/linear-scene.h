/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/frame.h"

/**
 * TestLinearScene:
 * @modules: "1" is a bar of one module
 * @module_px: pixels of one module in the middle
 * @bars_px: height of the bars
 * @turn: degrees
 * @curve: half of the angle that the code takes of a round pack, radians; 0 is flat
 * @tilt: how much wider the right end is than the left one, as a part
 * @blur: sigma in pixels
 * @motion: pixels across the bars
 * @noise: sigma in gray levels
 * @contrast: 1 is from black to white
 * @shadow: how much darker the left side is, 0..1
 * @edge: how much darker one side of an edge is that runs aslant over the code, 0..1
 * @lamp: light that a lamp adds on a stripe across the code, aslant, 0..1
 * @cover: share of the code that lies under a gray patch, from the left end on, over all of its height; below
 * 0: from the right
 * @wave: modules by which the bars wander to either side and back, seven times over their height: foil
 * @thin: how much narrower all bars are than they should be, in modules: too much light or too little ink
 *
 * A code on a pack before the camera. The same scene gives the same pixels.
 */
typedef struct {
  const char *modules;
  guint width;
  guint height;
  double module_px;
  double bars_px;
  double turn;
  double curve;
  double tilt;
  double blur;
  double motion;
  double noise;
  double contrast;
  double shadow;
  double edge;
  double lamp;
  double cover;
  double wave;
  double thin;
  guint seed;
} TestLinearScene;

/* Easy to read; what is photographed has still to be said. */
extern const TestLinearScene test_linear_plain;

/* Returns: (transfer full): @digits with their check digit. */
char *test_linear_draw_ean13 (const char *digits);
char *test_linear_draw_ean8 (const char *digits);
/* @values: the start character, then the others but the check character. Returns: (transfer full): */
char *test_linear_draw_code128 (const guint *values, guint n);
/* Returns: (transfer full): of set B. */
char *test_linear_draw_text (const char *text);

/* Returns: (transfer full): */
CubbyFrame *test_linear_photograph (const TestLinearScene *scene);

/* What has no code in it. */
typedef enum {
  TEST_LINEAR_NOISE,
  TEST_LINEAR_STRIPES, /* bars of random widths of whole modules, the worst there is */
  TEST_LINEAR_TEXT,
  TEST_LINEAR_WINDOW, /* bars at equal distances */
  TEST_N_LINEAR_EMPTY,
} TestLinearEmpty;

/* Returns: (transfer full): */
CubbyFrame *test_linear_empty (TestLinearEmpty kind, guint width, guint height, guint seed);

/* Asserts that one code was read, and that it is this one. */
void test_linear_assert_only (GPtrArray *codes, CubbySymbology symbology, const char *text);
