/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-strip.h"

#include "hardware/scanner/decode/code128-functions.h"
#include "hardware/scanner/decode/codes.h"

#include <math.h>

#define ROWS_MIN 6 /* of a half */
#define ROWS_MAX 20
#define LENGTH_PART 0.55F /* of the place that a code takes at least */

/* Every other row of the place, beginning with @first. */
static CubbyFrame *
make_half (const CubbyLinearBands *bands, const CubbyFrame *frame, guint n_rows, guint first)
{
  float gray[CUBBY_LINEAR_SAMPLES_MAX];
  CubbyFrame *half = cubby_frame_new (bands->n_samples, n_rows);
  for (guint row = 0; row < n_rows; row++) {
    float part = ((float)(2 * row + first) + 0.5F) / (float)(2 * n_rows);
    cubby_linear_bands_sample_line (bands, frame, part * (float)bands->n_bands, gray);
    guint8 *pixels = half->pixels + (gsize)row * half->stride;
    for (guint i = 0; i < bands->n_samples; i++)
      pixels[i] = (guint8)CLAMP (gray[i] + 0.5F, 0, 255);
  }
  return half;
}

/* What zbar reads without the characters that it leaves out is read by ourselves, too: at least in a row. */
static gboolean
is_plain (const CubbyFrame *half, const CubbyCode *code)
{
  const CubbyRegion all = {code->region.x, 0, code->region.width, half->height};
  return code->symbology != CUBBY_SYMBOLOGY_CODE128 ||
         cubby_code128_read_again (half, &all, code->text) == CUBBY_CODE128_PLAIN;
}

/* zbar notes where in each row it was done; rows go to and fro. */
static gboolean
is_long (const CubbyLinearBands *bands, const CubbyCode *one, const CubbyCode *other)
{
  float least = LENGTH_PART * bands->length / bands->step;
  return (float)one->region.width > least && (float)other->region.width > least;
}

void
cubby_linear_strip_read (CubbyDecoder *decoder, const CubbyLinearBands *bands, const CubbyFrame *frame,
                         guint symbologies, CubbyLinearVotes *votes)
{
  /* Of an EAN-8 zbar does not see whether it is the middle of a longer code. */
  symbologies &= ~(guint)CUBBY_SYMBOLOGY_EAN8;
  float height = hypotf (bands->down.x, bands->down.y) * (float)bands->n_bands;
  if (symbologies == 0)
    return;
  guint n_rows = (guint)CLAMP (height / 2, ROWS_MIN, ROWS_MAX);
  GPtrArray *found[2];
  CubbyFrame *halves[2];
  for (guint i = 0; i < 2; i++) {
    halves[i] = make_half (bands, frame, n_rows, i);
    found[i] = cubby_codes_new ();
    cubby_decoder_read (decoder, halves[i], symbologies, 1, found[i]);
  }
  for (guint i = 0; i < found[0]->len; i++) {
    const CubbyCode *one = g_ptr_array_index (found[0], i);
    const CubbyCode *other = cubby_codes_find (found[1], one->symbology, one->text);
    if (other != NULL && is_long (bands, one, other) && is_plain (halves[0], one) &&
        is_plain (halves[1], other))
      cubby_linear_votes_add_code (votes, one, bands->n_bands);
  }
  for (guint i = 0; i < 2; i++) {
    g_ptr_array_unref (found[i]);
    cubby_frame_unref (halves[i]);
  }
}
