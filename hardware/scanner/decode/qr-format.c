/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-format.h"

#include <math.h>
#include <stdlib.h>

#define FORMAT_BITS 15
#define FORMAT_GENERATOR 0x537u
#define FORMAT_MASK 0x5412u
#define VERSION_GENERATOR 0x1F25u
#define VERSION_FIRST 7
/* Of 18 bits two words of version information differ in 8: with this a quarter of those may be wrong. */
#define VERSION_SCORE_MIN 0.7

static guint
bch_encode (guint value, guint n_bits, guint n_check, guint generator)
{
  guint rest = value << n_check;
  for (guint bit = n_bits; bit-- > n_check;)
    if ((rest >> bit & 1) != 0)
      rest ^= generator << (bit - n_check);
  return value << n_check | rest;
}

guint
cubby_qr_format_encode (CubbyQrGrade level, guint mask)
{
  static const guint8 words[] = {
      [CUBBY_QR_GRADE_L] = 1, [CUBBY_QR_GRADE_M] = 0, [CUBBY_QR_GRADE_Q] = 3, [CUBBY_QR_GRADE_H] = 2};
  return bch_encode ((guint)words[level] << 3 | mask, FORMAT_BITS, 10, FORMAT_GENERATOR) ^ FORMAT_MASK;
}

guint
cubby_qr_version_encode (guint version)
{
  return bch_encode (version, CUBBY_QR_VERSION_BITS, 12, VERSION_GENERATOR);
}

/* The soft values of both copies, bit by bit (ISO/IEC 18004 figure 25). */
static void
get_format_bits (const gint16 *soft, guint dimension, float bits[FORMAT_BITS])
{
  for (guint i = 0; i < FORMAT_BITS; i++) {
    guint along = i < 6 ? i : i < 8 ? i + 1 : i == 8 ? 7 : 14 - i;
    guint first = i < 8 ? along * dimension + 8 : 8 * dimension + along;
    guint second = i < 8 ? 8 * dimension + dimension - 1 - i : (dimension - 15 + i) * dimension + 8;
    bits[i] = (float)(soft[first] + soft[second]);
  }
}

/* How @bits agree with @word, -1..1. */
static float
score_word (const float *bits, guint n_bits, guint word)
{
  float agree = 0, all = 0;
  for (guint i = 0; i < n_bits; i++) {
    agree += (word >> i & 1) != 0 ? bits[i] : -bits[i];
    all += fabsf (bits[i]);
  }
  return all > 0 ? agree / all : 0;
}

static int
compare_scores (const void *one, const void *other)
{
  const CubbyQrFormat *first = one, *second = other;
  return (first->score < second->score) - (first->score > second->score);
}

void
cubby_qr_formats_rank (const gint16 *soft, guint dimension, CubbyQrFormat formats[CUBBY_QR_FORMATS])
{
  float bits[FORMAT_BITS];
  get_format_bits (soft, dimension, bits);
  for (guint i = 0; i < CUBBY_QR_FORMATS; i++) {
    formats[i] = (CubbyQrFormat){.grade = (CubbyQrGrade)(i / 8), .mask = i % 8};
    formats[i].score =
        score_word (bits, FORMAT_BITS, cubby_qr_format_encode (formats[i].grade, formats[i].mask));
  }
  qsort (formats, CUBBY_QR_FORMATS, sizeof *formats, compare_scores);
}

guint
cubby_qr_version_match (const float bits[CUBBY_QR_VERSION_BITS])
{
  guint best = 0;
  float best_score = (float)VERSION_SCORE_MIN;
  for (guint version = VERSION_FIRST; version <= CUBBY_QR_VERSION_MAX; version++) {
    float score = score_word (bits, CUBBY_QR_VERSION_BITS, cubby_qr_version_encode (version));
    if (score <= best_score)
      continue;
    best = version;
    best_score = score;
  }
  return best;
}
