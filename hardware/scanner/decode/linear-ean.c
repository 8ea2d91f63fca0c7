/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-ean.h"

#include "app/domain/gtin.h"
#include "hardware/scanner/decode/linear-fit.h"

#include <math.h>
#include <string.h>

/* Set A, the odd parity of the left half; C is its complement, B is C backwards (ISO/IEC 15420 4.3.2). */
static const guint8 set_a[10] = {0x0d, 0x19, 0x13, 0x3d, 0x23, 0x31, 0x2f, 0x3b, 0x37, 0x0b};
/* Which of the six left digits are of set B, by the first digit. */
static const guint8 parities[10] = {0x00, 0x0b, 0x0d, 0x0e, 0x13, 0x19, 0x1c, 0x15, 0x16, 0x1a};

#define DIGIT 7 /* modules */
#define PAIRS_MAX 2
/* Paper beside the code in modules: at one side as much as no bar of a code leaves free, at the other some.
 */
#define PAPER_WIDE 5.0F
#define PAPER_NARROW 1.5F
/* Of bars that say nothing, one place in thousands is an EAN-8 but for the paper round it. */
#define PAPER_SHORT 4.5F
#define GUARDS_MIN 0.9F
/* Blur in modules from which on bars may be too faint to have edges. */
#define SOFT_MIN 0.33F
#define CENTRE_MIN 0.2F
#define CENTRE_REACH 3.0F /* modules by which the middle may be aside */
#define CENTRE_STEP 0.25F

typedef struct {
  CubbySymbology symbology;
  guint n_left; /* digits with bars */
  guint n_right;
  guint modules;
  guint n_edges; /* of a sharp picture */
  guint n_edges_min;
  float paper;      /* modules at both sides */
  float paper_seen; /* the same, in the picture */
} Kind;

static const Kind kinds[] = {
    {.symbology = CUBBY_SYMBOLOGY_EAN13,
     .n_left = 6,
     .n_right = 6,
     .modules = 95,
     .n_edges = 60,
     .n_edges_min = 18,
     .paper = PAPER_NARROW},
    {.symbology = CUBBY_SYMBOLOGY_EAN8,
     .n_left = 4,
     .n_right = 4,
     .modules = 67,
     .n_edges = 44,
     .n_edges_min = 14,
     .paper = PAPER_SHORT,
     .paper_seen = PAPER_SHORT},
};

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
lay_cells (const CubbyLinearEan *self, const Kind *kind, CubbyLinearMatch *match)
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

/* How much the modules at @from alternate as a guard does that begins light. */
static float
alternation (const CubbyLinearSignal *signal, float from, float module, guint n)
{
  float sum = 0;
  for (guint i = 0; i < n; i++) {
    float middle = from + ((float)i + 0.5F) * module;
    float reach = 0.3F * fabsf (module);
    float mean = cubby_linear_signal_mean (signal, middle - reach, middle + reach);
    sum += i % 2 == 0 ? -mean : mean;
  }
  return sum / (float)n;
}

/* Where the five modules in the middle lie. */
static float
find_centre (const CubbyLinearSignal *signal, float middle, float module, float *ret_bow)
{
  float best = -1;
  for (float aside = -CENTRE_REACH; aside <= CENTRE_REACH; aside += CENTRE_STEP) {
    float value = alternation (signal, middle + (aside - 2.5F) * module, module, 5) - 0.03F * fabsf (aside);
    if (value > best) {
      best = value;
      *ret_bow = aside * module;
    }
  }
  return best;
}

/* Guards that are too blurred to be seen are not asked for where there is paper at both sides. */
static gboolean
weigh_pair (const CubbyLinearSignal *signal, const Kind *kind, CubbyLinearPair *pair)
{
  float from = signal->edges[pair->from], to = signal->edges[pair->to];
  float module = (to - from) / (float)kind->modules;
  gboolean complete = pair->to - pair->from + 1 == kind->n_edges;
  if (!complete && signal->softness < SOFT_MIN * module)
    return FALSE; /* a sharp code shows all of its edges */
  float before = cubby_linear_paper_at (signal, pair->from, FALSE) / module;
  float after = cubby_linear_paper_at (signal, pair->to, TRUE) / module;
  if (MAX (before, after) < PAPER_WIDE || MIN (before, after) < kind->paper)
    return FALSE;
  float seen_before = cubby_linear_paper_seen_at (signal, pair->from, FALSE);
  float seen_after = cubby_linear_paper_seen_at (signal, pair->to, TRUE);
  if (MIN (seen_before, seen_after) < kind->paper_seen * module)
    return FALSE;
  float ends = alternation (signal, from - module, module, 4) + alternation (signal, to + module, -module, 4);
  float centre = find_centre (signal, (from + to) / 2, module, &pair->bow);
  if (centre < CENTRE_MIN)
    pair->bow = 0;
  pair->weight = ends + centre + (complete ? 1 : 0);
  if (!complete && MIN (before, after) < PAPER_WIDE)
    return FALSE;
  pair->weight += MIN (MIN (before, after), PAPER_WIDE) / PAPER_WIDE;
  return ends + centre >= GUARDS_MIN || MIN (before, after) >= PAPER_WIDE;
}

static guint
find_pairs (const CubbyLinearSignal *signal, CubbyLinearEffort effort, const Kind *kind,
            CubbyLinearPair *pairs)
{
  guint n = 0;
  guint least = effort == CUBBY_LINEAR_QUICK ? kind->n_edges : kind->n_edges_min;
  for (guint from = 0; from < signal->n_edges; from++) {
    if (!cubby_linear_signal_is_bar (signal, from))
      continue;
    for (guint to = from + least - 1; to < MIN (from + kind->n_edges, signal->n_edges); to += 2) {
      CubbyLinearPair pair = {.from = from, .to = to};
      if (weigh_pair (signal, kind, &pair))
        n = cubby_linear_pairs_add (pairs, n, PAIRS_MAX, &pair);
    }
  }
  return n;
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
read_pair (CubbyLinearEan *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort, const Kind *kind,
           const CubbyLinearPair *pair, guint symbologies, CubbyLinearReading *reading)
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
is_asked_for (const Kind *kind, guint symbologies)
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
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    CubbyLinearPair pairs[PAIRS_MAX];
    guint n_pairs = is_asked_for (&kinds[i], symbologies) ? find_pairs (signal, effort, &kinds[i], pairs) : 0;
    for (guint j = 0; j < n_pairs && n < n_max; j++)
      if (!cubby_linear_readings_cover (readings, n, signal, &pairs[j]))
        read_pair (self, signal, effort, &kinds[i], &pairs[j], symbologies, &readings[n++]);
  }
  return n;
}
