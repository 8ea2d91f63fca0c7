/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-ean.h"

#include "app/domain/gtin.h"
#include "hardware/scanner/decode/linear-ean-ends.h"
#include "hardware/scanner/decode/linear-fit.h"

#include <string.h>

/* Set A, the odd parity of the left half; C is its complement, B is C backwards (ISO/IEC 15420 4.3.2). */
static const guint8 set_a[10] = {0x0d, 0x19, 0x13, 0x3d, 0x23, 0x31, 0x2f, 0x3b, 0x37, 0x0b};
/* Which of the six left digits are of set B, by the first digit. */
static const guint8 parities[10] = {0x00, 0x0b, 0x0d, 0x0e, 0x13, 0x19, 0x1c, 0x15, 0x16, 0x1a};

#define DIGIT 7 /* modules */

struct _CubbyLinearEan {
  CubbyLinearAlphabet *first; /* the guard at the begin */
  CubbyLinearAlphabet *centre;
  CubbyLinearAlphabet *last;
  CubbyLinearAlphabet *left; /* 0-9 of set A, then of B */
  CubbyLinearAlphabet *left_odd;
  CubbyLinearAlphabet *right;
  CubbyLinearMatch match;
};

static guint16
turn_bits (guint16 bits)
{
  guint16 turned = 0;
  for (guint i = 0; i < DIGIT; i++)
    turned |= (guint16)((bits >> i & 1) << (DIGIT - 1 - i));
  return turned;
}

CubbyLinearEan *
cubby_linear_ean_new (void)
{
  static const guint16 guard = 0x5, centre = 0xa;
  guint16 left[20], right[10];
  for (guint i = 0; i < 10; i++) {
    left[i] = set_a[i];
    right[i] = set_a[i] ^ 0x7f;
    left[10 + i] = turn_bits (right[i]);
  }
  CubbyLinearEan *self = g_new0 (CubbyLinearEan, 1);
  self->first = cubby_linear_alphabet_new (&guard, 1, 3, CUBBY_LINEAR_BESIDE_PAPER, CUBBY_LINEAR_BESIDE_BARS);
  self->centre =
      cubby_linear_alphabet_new (&centre, 1, 5, CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_BARS);
  self->last = cubby_linear_alphabet_new (&guard, 1, 3, CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_PAPER);
  self->left =
      cubby_linear_alphabet_new (left, 20, DIGIT, CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_BARS);
  self->left_odd =
      cubby_linear_alphabet_new (left, 10, DIGIT, CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_BARS);
  self->right =
      cubby_linear_alphabet_new (right, 10, DIGIT, CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_BARS);
  return self;
}

void
cubby_linear_ean_free (CubbyLinearEan *self)
{
  if (self == NULL)
    return;
  CubbyLinearAlphabet *const alphabets[] = {self->first, self->centre,   self->last,
                                            self->left,  self->left_odd, self->right};
  for (guint i = 0; i < G_N_ELEMENTS (alphabets); i++)
    cubby_linear_alphabet_free (alphabets[i]);
  g_free (self);
}

static void
lay_cells (const CubbyLinearEan *self, const CubbyLinearEanKind *kind, CubbyLinearMatch *match)
{
  guint n = 0;
  match->cells[n++] = self->first;
  for (guint i = 0; i < kind->n_left; i++)
    match->cells[n++] = kind->symbology == CUBBY_SYMBOLOGY_EAN8 ? self->left_odd : self->left;
  match->cells[n++] = self->centre;
  for (guint i = 0; i < kind->n_right; i++)
    match->cells[n++] = self->right;
  match->cells[n++] = self->last;
  match->n_cells = n;
}

/* The first digit is told by which of the left ones are of set B. */
static gboolean
tell_first (const CubbyLinearMatch *match, char *ret_digit)
{
  guint parity = 0;
  for (guint i = 1; i <= 6; i++)
    parity = parity << 1 | (match->best[i] >= 10 ? 1 : 0);
  for (guint digit = 0; digit < 10; digit++)
    if (parities[digit] == parity) {
      *ret_digit = (char)('0' + digit);
      return TRUE;
    }
  return FALSE;
}

gboolean
cubby_linear_ean_tell (const CubbyLinearMatch *match, guint symbologies, CubbyLinearReading *reading)
{
  gboolean is_long = match->n_cells == 15;
  reading->symbology = 0;
  cubby_linear_reading_measure (reading, match);
  guint n = 0;
  if (is_long && !tell_first (match, &reading->text[n++]))
    return FALSE;
  for (guint i = 1; i + 1 < match->n_cells; i++)
    if (match->cells[i]->n > 1)
      reading->text[n++] = (char)('0' + match->best[i] % 10);
  reading->text[n] = '\0';
  if (!cubby_gs1_is_valid (reading->text, n))
    return FALSE;
  reading->symbology = is_long ? CUBBY_SYMBOLOGY_EAN13 : CUBBY_SYMBOLOGY_EAN8;
  if (is_long && reading->text[0] == '0' && (symbologies & CUBBY_SYMBOLOGY_UPCA) != 0) {
    memmove (reading->text, reading->text + 1, n);
    reading->symbology = CUBBY_SYMBOLOGY_UPCA;
  }
  if ((symbologies & reading->symbology) == 0)
    reading->symbology = 0;
  return reading->symbology != 0;
}

/* As many edges as a sharp code has: they say where each digit begins. */
static void
place_by_edges (const CubbyLinearSignal *signal, const CubbyLinearPair *pair, CubbyLinearMatch *match)
{
  guint edge = pair->from;
  for (guint i = 0; i < match->n_cells; i++) {
    match->bounds[i] = signal->edges[edge];
    guint modules = match->cells[i]->modules;
    edge += modules == 3 ? 3 : modules == 5 ? 5 : 4;
  }
  match->bounds[match->n_cells] = signal->edges[pair->to];
}

static void
read_pair (CubbyLinearEan *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort,
           const CubbyLinearEanKind *kind, const CubbyLinearPair *pair, guint symbologies,
           CubbyLinearReading *reading)
{
  CubbyLinearMatch *match = &reading->match;
  lay_cells (self, kind, match);
  if (pair->to - pair->from + 1 == kind->n_edges) {
    match->blur = 1;
    place_by_edges (signal, pair, match);
    cubby_linear_match_score (match, signal);
    cubby_linear_match_settle (match);
    if ((cubby_linear_ean_tell (match, symbologies, reading) && cubby_linear_reading_is_sure (reading)) ||
        effort == CUBBY_LINEAR_QUICK)
      return;
  }
  cubby_linear_match_place_best (match, signal, signal->edges[pair->from], signal->edges[pair->to],
                                 pair->bow);
  cubby_linear_match_fit (match, signal);
  cubby_linear_match_settle (match);
  cubby_linear_ean_tell (match, symbologies, reading);
}

static gboolean
is_asked_for (const CubbyLinearEanKind *kind, guint symbologies)
{
  if (kind->symbology == CUBBY_SYMBOLOGY_EAN13)
    return (symbologies & (CUBBY_SYMBOLOGY_EAN13 | CUBBY_SYMBOLOGY_UPCA)) != 0;
  return (symbologies & kind->symbology) != 0;
}

guint
cubby_linear_ean_read (CubbyLinearEan *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort,
                       guint symbologies, CubbyLinearReading *readings, guint n_max)
{
  guint n = 0;
  for (guint i = 0; i < CUBBY_LINEAR_EAN_N_KINDS; i++) {
    const CubbyLinearEanKind *kind = &cubby_linear_ean_kinds[i];
    CubbyLinearPair pairs[CUBBY_LINEAR_EAN_PAIRS_MAX];
    guint n_pairs =
        is_asked_for (kind, symbologies) ? cubby_linear_ean_find_pairs (signal, effort, kind, pairs) : 0;
    for (guint j = 0; j < n_pairs && n < n_max; j++)
      if (!cubby_linear_readings_cover (readings, n, signal, &pairs[j]))
        read_pair (self, signal, effort, kind, &pairs[j], symbologies, &readings[n++]);
  }
  return n;
}
