/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-finder.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

#define CUBBY_LINEAR_BANDS_MAX 32
#define CUBBY_LINEAR_SAMPLES_MAX 1024

/* From one place to another, in samples. */
typedef struct {
  float from;
  float to;
} CubbyLinearSpan;

/**
 * CubbyLinearBands:
 * @n_bands: 2..CUBBY_LINEAR_BANDS_MAX strips beside each other, along the bars
 * @n_samples: of each
 * @step: pixels of the frame from one sample to the next
 * @length: of the place, in pixels of the frame
 * @is_thin: see cubby_linear_bands_thin()
 * @gray: (array): mean gray of each sample over the height of its band, 0..255
 * @seen: (array): the samples of each band that lie in the picture; those beyond are as its edge is
 *
 * The bars of a region as a few one-dimensional pictures. Several, so that a scratch, a
 * finger or a bend spoils one and not all.
 */
typedef struct {
  guint n_bands;
  guint n_samples;
  float step;
  float length;
  gboolean is_thin;
  CubbyPoint origin; /* sample 0 in the middle of all bands */
  CubbyPoint along;  /* from one sample to the next */
  CubbyPoint down;   /* from one band to the next, along the bars */
  float gray[CUBBY_LINEAR_BANDS_MAX][CUBBY_LINEAR_SAMPLES_MAX];
  CubbyLinearSpan seen[CUBBY_LINEAR_BANDS_MAX];
} CubbyLinearBands;

/**
 * cubby_linear_bands_lay:
 * @bands: (out): wider than the region, so that the quiet zones are in it
 * @region: what was found is kept in it, for the next time
 *
 * Lays the bands so that what they show is the same in each: the direction of the bars is
 * taken from the picture more exactly than the region knows it. Nothing is in @gray that is of use.
 */
void cubby_linear_bands_lay (CubbyLinearBands *bands, const CubbyFrame *frame, CubbyLinearRegion *region);

/* Fills one band. */
void cubby_linear_bands_sample (CubbyLinearBands *bands, const CubbyFrame *frame, guint band);

/* One line of samples at the height of @band, which may lie between two: into @gray, of @n_samples. */
void cubby_linear_bands_sample_line (const CubbyLinearBands *bands, const CubbyFrame *frame, float band,
                                     float *gray);

/* Of each band only a few lines in its middle are looked at: bars that are not straight are sharp there, and
 * light that changes aslant is the same. Its black and white are looked for nearer. */
void cubby_linear_bands_thin (CubbyLinearBands *bands);

/* As many bands over the same height as there may be, none lower than a pixel. */
void cubby_linear_bands_split (CubbyLinearBands *bands);

/* Turns the lines about the middle, so that they go down by @tangent; the bars are where they were. What is
 * seen at a slant is not read across the bars, but as it is printed. */
void cubby_linear_bands_shear (CubbyLinearBands *bands, float tangent);

/* Returns: the place of a sample in the frame; band 0.5 is the middle of the first. */
CubbyPoint cubby_linear_bands_locate (const CubbyLinearBands *bands, float sample, float band);

G_END_DECLS
