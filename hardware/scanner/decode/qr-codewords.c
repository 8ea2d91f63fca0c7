/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-codewords.h"

#include "hardware/scanner/decode/qr-block.h"
#include "hardware/scanner/decode/qr-segments.h"

#include <stdlib.h>
#include <string.h>

/* How the finder, timing and alignment patterns must agree with what was seen; noise is round 0. */
#define PATTERNS_MIN 0.4
/* A format this unlike is not tried, nor more than so many, one way round and mirrored. */
#define FORMAT_MIN 0.4
#define FORMATS_TRIED 2

typedef struct {
  guint dimension;
  guint version;
  guint8 *kinds;
  guint16 *order;
  guint n_modules;
} Layout;

void
cubby_qr_text_free (CubbyQrText *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

static void
layout_init (Layout *self, guint version, guint dimension)
{
  self->dimension = dimension;
  self->version = version;
  self->kinds = g_malloc ((gsize)dimension * dimension);
  self->order = g_new (guint16, (gsize)dimension * dimension);
  cubby_qr_layout_get_kinds (version, self->kinds);
  self->n_modules = cubby_qr_layout_get_order (self->kinds, dimension, self->order);
}

static void
layout_clear (Layout *self)
{
  g_free (self->kinds);
  g_free (self->order);
}

/* -1..1 */
static double
score_patterns (const Layout *self, const gint16 *soft)
{
  gint64 agree = 0, all = 0;
  for (guint i = 0; i < self->dimension * self->dimension; i++) {
    if (self->kinds[i] != CUBBY_QR_MODULE_DARK && self->kinds[i] != CUBBY_QR_MODULE_LIGHT)
      continue;
    agree += self->kinds[i] == CUBBY_QR_MODULE_DARK ? soft[i] : -soft[i];
    all += ABS (soft[i]);
  }
  return all == 0 ? 0 : (double)agree / (double)all;
}

/* Codeword @index of the symbol: its value, and how sure its least sure module is. */
static void
take_codeword (const Layout *self, const gint16 *soft, guint mask, guint index, guint8 *value, gint16 *sure)
{
  guint byte = 0;
  gint least = G_MAXINT16;
  for (guint bit = 0; bit < 8; bit++) {
    guint module = self->order[index * 8 + bit];
    gboolean turned = cubby_qr_layout_is_masked (mask, module % self->dimension, module / self->dimension);
    byte = byte << 1 | ((soft[module] > 0) != turned);
    least = MIN (least, ABS (soft[module]));
  }
  *value = (guint8)byte;
  *sure = (gint16)least;
}

/* Deals the codewords to their blocks: one to each in turn, first the data, then the correction; a long block
 * has one codeword of data more. */
static CubbyQrBlock *
deal (const Layout *self, const gint16 *soft, const CubbyQrFormat *format, const CubbyQrBlocks *arrangement)
{
  CubbyQrBlock *dealt = g_new0 (CubbyQrBlock, arrangement->n_blocks);
  guint index = 0;
  for (guint i = 0; i < arrangement->n_blocks; i++)
    dealt[i] = (CubbyQrBlock){
        .n = arrangement->short_data + (i >= arrangement->n_short) + arrangement->n_correction,
        .n_correction = arrangement->n_correction,
        .n_guard = arrangement->n_guard,
    };
  guint n_rows = arrangement->short_data + 1 + arrangement->n_correction;
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < arrangement->n_blocks; i++) {
      gboolean is_short = i < arrangement->n_short;
      if (is_short && row == arrangement->short_data)
        continue;
      guint at = is_short && row > arrangement->short_data ? row - 1 : row;
      take_codeword (self, soft, format->mask, index++, &dealt[i].codewords[at], &dealt[i].sure[at]);
    }
  return dealt;
}

static char *
read_data (const CubbyQrBlock *dealt, const CubbyQrBlocks *arrangement, guint version, CubbyQrText *result)
{
  guint8 data[CUBBY_QR_CODEWORDS_MAX];
  gsize length = 0;
  for (guint i = 0; i < arrangement->n_blocks; i++) {
    gsize n = dealt[i].n - dealt[i].n_correction;
    memcpy (data + length, dealt[i].codewords, n);
    length += n;
  }
  return cubby_qr_segments_read (data, length, version, &result->length, &result->part);
}

static CubbyQrText *
read_with_format (const Layout *self, const gint16 *soft, const CubbyQrFormat *format)
{
  CubbyQrBlocks arrangement = cubby_qr_layout_get_blocks (self->version, format->grade);
  g_autofree CubbyQrBlock *dealt = deal (self, soft, format, &arrangement);
  CubbyQrText result = {.version = self->version, .grade = format->grade, .mask = format->mask};
  for (guint i = 0; i < arrangement.n_blocks; i++) {
    if (!cubby_qr_block_correct (&dealt[i]))
      return NULL;
    result.n_errors += dealt[i].n_errors;
  }
  result.text = read_data (dealt, &arrangement, self->version, &result);
  return g_memdup2 (&result, sizeof result);
}

static gint16 *
mirror (const gint16 *soft, guint dimension)
{
  gint16 *mirrored = g_new (gint16, (gsize)dimension * dimension);
  for (guint y = 0; y < dimension; y++)
    for (guint x = 0; x < dimension; x++)
      mirrored[x * dimension + y] = soft[y * dimension + x];
  return mirrored;
}

/* The likeliest formats of both ways round, the likelier way first. */
static CubbyQrText *
read_both_ways (const Layout *self, const gint16 *soft)
{
  g_autofree gint16 *mirrored = mirror (soft, self->dimension);
  const gint16 *ways[] = {soft, mirrored};
  CubbyQrFormat formats[G_N_ELEMENTS (ways)][CUBBY_QR_FORMATS];
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    cubby_qr_formats_rank (ways[i], self->dimension, formats[i]);
  guint first = formats[1][0].score > formats[0][0].score;
  CubbyQrText *best = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ways) * FORMATS_TRIED && (best == NULL || best->text == NULL); i++) {
    guint way = i % 2 == 0 ? first : 1 - first;
    const CubbyQrFormat *format = &formats[way][i / 2];
    if (format->score < (float)FORMAT_MIN)
      continue;
    CubbyQrText *text = read_with_format (self, ways[way], format);
    if (text == NULL)
      continue;
    cubby_qr_text_free (best);
    best = text;
  }
  return best;
}

CubbyQrText *
cubby_qr_codewords_read (const gint16 *soft, guint dimension)
{
  guint version = cubby_qr_version_of_dimension (dimension);
  if (version == 0)
    return NULL;
  Layout layout;
  layout_init (&layout, version, dimension);
  CubbyQrText *text = score_patterns (&layout, soft) >= PATTERNS_MIN ? read_both_ways (&layout, soft) : NULL;
  layout_clear (&layout);
  return text;
}
