/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-code128.h"

#include <math.h>
#include <string.h>

#define MODULES 11
#define STOP_MODULES 13
#define EDGES 6 /* of a character */
#define STOP_EDGES 8
#define SYMBOLS_MIN 3 /* start, one character, check character */
#define START_A 103
#define CODE_C 99
#define SHIFT 98
#define FNC1 102
#define PAIRS_MAX 2
#define EDGES_BLURRED 16
/* Blur in modules from which on bars may be too faint to have edges. */
#define SOFT_MIN 0.33F
#define PAPER_OF_SPACE 1.1F /* paper beside a code against its widest space */
#define ENDS_MAX 12
#define PAPER_WIDE 5.0F
#define PAPER_NARROW 1.5F
/* Sum of the differences of the widths of start or stop, in modules. */
#define END_DIFFERENCE_MOST 3.2F

/* Widths of bar, space, bar, space, bar, space of the values 0 to 105 (ISO/IEC 15417 table 1). */
static const char widths[106][EDGES + 1] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232",
};
static const char stop_widths[] = "2331112";

struct _CubbyLinearCode128 {
  CubbyLinearAlphabet *start; /* of the sets A, B and C */
  CubbyLinearAlphabet *values;
  CubbyLinearAlphabet *stop;
  CubbyLinearMatch ends;
};

static guint16
bits_of (const char *text)
{
  guint bits = 0;
  for (guint i = 0; text[i] != '\0'; i++)
    for (int width = text[i] - '0'; width > 0; width--)
      bits = bits << 1 | (i % 2 == 0 ? 1 : 0);
  return (guint16)bits;
}

CubbyLinearCode128 *
cubby_linear_code128_new (void)
{
  guint16 bits[G_N_ELEMENTS (widths)];
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    bits[i] = bits_of (widths[i]);
  guint16 stop = bits_of (stop_widths);
  CubbyLinearCode128 *self = g_new0 (CubbyLinearCode128, 1);
  self->start = cubby_linear_alphabet_new (bits + START_A, 3, MODULES, CUBBY_LINEAR_BESIDE_PAPER,
                                           CUBBY_LINEAR_BESIDE_BARS);
  self->values =
      cubby_linear_alphabet_new (bits, START_A, MODULES, CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_BARS);
  self->stop =
      cubby_linear_alphabet_new (&stop, 1, STOP_MODULES, CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_PAPER);
  return self;
}

void
cubby_linear_code128_free (CubbyLinearCode128 *self)
{
  if (self == NULL)
    return;
  cubby_linear_alphabet_free (self->start);
  cubby_linear_alphabet_free (self->values);
  cubby_linear_alphabet_free (self->stop);
  g_free (self);
}

typedef struct {
  guint edge;
  float module; /* its width there */
} End;

/* How far the widths from @edge on (backwards, if @step is -1) are from @expected, in modules. */
static float
compare_widths (const CubbyLinearSignal *signal, guint edge, int step, const char *expected, guint n,
                float module)
{
  float sum = 0;
  for (guint i = 0; i < n; i++) {
    float one = signal->edges[(int)edge + step * (int)i],
          other = signal->edges[(int)edge + step * ((int)i + 1)];
    int width = expected[step > 0 ? i : n - 1 - i] - '0';
    sum += fabsf (fabsf (other - one) / module - (float)width);
  }
  return sum;
}

static gboolean
is_start (const CubbyLinearSignal *signal, guint edge, float *ret_module)
{
  if (edge + EDGES >= signal->n_edges)
    return FALSE;
  *ret_module = (signal->edges[edge + EDGES] - signal->edges[edge]) / MODULES;
  for (guint i = START_A; i < G_N_ELEMENTS (widths); i++)
    if (compare_widths (signal, edge, 1, widths[i], EDGES, *ret_module) < END_DIFFERENCE_MOST)
      return TRUE;
  return FALSE;
}

static gboolean
is_stop (const CubbyLinearSignal *signal, guint edge, float *ret_module)
{
  if (edge + 1 < STOP_EDGES)
    return FALSE;
  *ret_module = (signal->edges[edge] - signal->edges[edge + 1 - STOP_EDGES]) / STOP_MODULES;
  return compare_widths (signal, edge, -1, stop_widths, STOP_EDGES - 1, *ret_module) < END_DIFFERENCE_MOST;
}

static guint
find_ends (const CubbyLinearSignal *signal, gboolean after, End *ends)
{
  guint n = 0;
  for (guint i = 0; i < signal->n_edges && n < ENDS_MAX; i++) {
    End end = {.edge = i};
    if (cubby_linear_signal_is_bar (signal, i) == after)
      continue;
    if (!(after ? is_stop : is_start) (signal, i, &end.module))
      continue;
    if (cubby_linear_paper_at (signal, i, after) >= PAPER_NARROW * end.module)
      ends[n++] = end;
  }
  return n;
}

/* How many characters lie between two ends: by the edges, if none is missing, or else by the width. */
static guint
count_cells (const CubbyLinearSignal *signal, const End *start, const End *stop)
{
  guint n_edges = stop->edge - start->edge + 1;
  if (n_edges >= STOP_EDGES && (n_edges - STOP_EDGES) % EDGES == 0)
    return (n_edges - STOP_EDGES) / EDGES;
  float module = (start->module + stop->module) / 2;
  float length = signal->edges[stop->edge] - signal->edges[start->edge];
  return (guint)MAX ((length / module - STOP_MODULES) / MODULES + 0.5F, 0);
}

static void
lay_cells (const CubbyLinearCode128 *self, guint n_cells, CubbyLinearMatch *match)
{
  match->cells[0] = self->start;
  for (guint i = 1; i < n_cells; i++)
    match->cells[i] = self->values;
  match->cells[n_cells] = self->stop;
  match->n_cells = n_cells + 1;
}

static guint
find_sharp_pairs (const CubbyLinearSignal *signal, CubbyLinearEffort effort, CubbyLinearPair *pairs)
{
  End starts[ENDS_MAX], stops[ENDS_MAX];
  guint n_starts = find_ends (signal, FALSE, starts), n_stops = find_ends (signal, TRUE, stops), n = 0;
  for (guint i = 0; i < n_starts; i++)
    for (guint j = 0; j < n_stops; j++) {
      const End *start = &starts[i], *stop = &stops[j];
      float ratio = start->module / stop->module;
      if (stop->edge <= start->edge + STOP_EDGES || ratio < 0.4F || ratio > 2.5F)
        continue;
      CubbyLinearPair pair = {
          .from = start->edge, .to = stop->edge, .n_cells = count_cells (signal, start, stop)};
      gboolean complete = pair.to - pair.from + 1 == pair.n_cells * EDGES + STOP_EDGES;
      if (!complete && effort == CUBBY_LINEAR_QUICK)
        continue;
      if (pair.n_cells < SYMBOLS_MIN || pair.n_cells + 1 > CUBBY_LINEAR_CELLS_MAX)
        continue;
      float before = cubby_linear_paper_at (signal, pair.from, FALSE) / start->module;
      float after = cubby_linear_paper_at (signal, pair.to, TRUE) / stop->module;
      if (MAX (before, after) < PAPER_WIDE)
        continue;
      pair.weight = MIN (before, 10) + MIN (after, 10);
      n = cubby_linear_pairs_add (pairs, n, PAIRS_MAX, &pair);
    }
  return n;
}

/* How well start and stop fit there, if the code has @n_cells characters. */
static float
weigh_ends (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, const CubbyLinearPair *pair)
{
  float from = signal->edges[pair->from], to = signal->edges[pair->to];
  float module = (to - from) / (float)(pair->n_cells * MODULES + STOP_MODULES);
  CubbyLinearMatch *match = &self->ends;
  float least = INFINITY;
  match->n_cells = 1;
  match->blur = 3;
  match->cells[0] = self->start;
  cubby_linear_match_place (match, from, from + MODULES * module, 0, 0);
  cubby_linear_match_score (match, signal);
  least = match->mean;
  match->cells[0] = self->stop;
  cubby_linear_match_place (match, to - STOP_MODULES * module, to, 0, 0);
  cubby_linear_match_score (match, signal);
  return -(least + match->mean);
}

/* A blurred code between much paper: as many characters as its edges allow, of which some are missing. */
static guint
add_blurred_pairs (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, guint from, guint to,
                   CubbyLinearPair *pairs, guint n)
{
  guint n_edges = to - from + 1;
  guint least = MAX ((n_edges > STOP_EDGES ? n_edges - STOP_EDGES : 0) / EDGES, SYMBOLS_MIN);
  guint most = MIN (2 * least + 1, CUBBY_LINEAR_CELLS_MAX - 1);
  float length = signal->edges[to] - signal->edges[from];
  float paper = MIN (cubby_linear_paper_at (signal, from, FALSE), cubby_linear_paper_at (signal, to, TRUE));
  for (guint n_cells = least; n_cells <= most; n_cells++) {
    CubbyLinearPair pair = {.from = from, .to = to, .n_cells = n_cells};
    float module = length / (float)(n_cells * MODULES + STOP_MODULES);
    if (paper < PAPER_WIDE * module || signal->softness < SOFT_MIN * module)
      continue;
    pair.weight = weigh_ends (self, signal, &pair);
    n = cubby_linear_pairs_add (pairs, n, PAIRS_MAX, &pair);
  }
  return n;
}

static guint
find_blurred_pairs (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, CubbyLinearPair *pairs)
{
  guint n = 0;
  for (guint from = 0; from < signal->n_edges; from++) {
    if (!cubby_linear_signal_is_bar (signal, from))
      continue;
    float widest = 0; /* paper inside of the code */
    for (guint to = from + 1; to < signal->n_edges; to += 2) {
      float inside = to > from + 1 ? signal->edges[to - 1] - signal->edges[to - 2] : 0;
      widest = MAX (widest, inside);
      /* No space is as wide as the paper beside the code. */
      if (widest * PAPER_OF_SPACE > cubby_linear_paper_at (signal, from, FALSE))
        break;
      if (to - from + 1 >= EDGES_BLURRED &&
          widest * PAPER_OF_SPACE < cubby_linear_paper_at (signal, to, TRUE))
        n = add_blurred_pairs (self, signal, from, to, pairs, n);
    }
  }
  return n;
}

/* The characters between start and check character as text. */
typedef struct {
  int set; /* 0: A, 1: B, 2: C */
  gboolean shifted;
  gboolean is_first;
  char *text;
  guint length;
} Writer;

static void
writer_put (Writer *self, guint byte)
{
  if (self->length < CUBBY_LINEAR_TEXT_MAX)
    self->text[self->length++] = (char)byte;
}

/* Values that are not characters. Returns: FALSE for what is refused. */
static gboolean
writer_control (Writer *self, guint value)
{
  if (value == FNC1) {
    if (!self->is_first)
      writer_put (self, 0x1d);
    return TRUE;
  }
  if (value == CODE_C && self->set != 2) {
    self->set = 2;
    return TRUE;
  }
  if (value == SHIFT && self->set != 2) {
    self->shifted = TRUE;
    return TRUE;
  }
  /* 100 and 101 choose B and A; the one of the set that is on already is FNC4. */
  int set = value == 100 ? 1 : value == 101 ? 0 : -1;
  if (set < 0 || set == self->set)
    return FALSE;
  self->set = set;
  return TRUE;
}

static gboolean
writer_add (Writer *self, guint value)
{
  int set = self->shifted ? 1 - self->set : self->set;
  gboolean is_control = set == 2 ? value >= 100 : value >= 96;
  self->shifted = FALSE;
  gboolean good = TRUE;
  if (is_control) {
    good = writer_control (self, value);
  } else if (set == 2) {
    writer_put (self, '0' + value / 10);
    writer_put (self, '0' + value % 10);
  } else {
    /* Set A has the control characters where B has the small letters. */
    writer_put (self, set == 0 && value >= 64 ? value - 64 : value + 32);
  }
  self->is_first = FALSE;
  return good;
}

static gboolean
check_is_right (const CubbyLinearMatch *match)
{
  guint n_values = match->n_cells - 2; /* without stop and check character */
  guint sum = START_A + match->best[0];
  for (guint i = 1; i < n_values; i++)
    sum += i * match->best[i];
  return sum % 103 == match->best[n_values];
}

gboolean
cubby_linear_code128_tell (const CubbyLinearMatch *match, CubbyLinearReading *reading)
{
  reading->symbology = 0;
  cubby_linear_reading_measure (reading, match);
  if (!check_is_right (match))
    return FALSE;
  Writer writer = {.set = (int)match->best[0], .is_first = TRUE, .text = reading->text};
  for (guint i = 1; i + 2 < match->n_cells; i++)
    if (!writer_add (&writer, match->best[i]))
      return FALSE;
  reading->text[writer.length] = '\0';
  if (writer.length > 0)
    reading->symbology = CUBBY_SYMBOLOGY_CODE128;
  return writer.length > 0;
}

static void
read_pair (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort,
           const CubbyLinearPair *pair, CubbyLinearReading *reading)
{
  CubbyLinearMatch *match = &reading->match;
  lay_cells (self, pair->n_cells, match);
  if (pair->to - pair->from + 1 == pair->n_cells * EDGES + STOP_EDGES) {
    match->blur = 1;
    for (guint i = 0; i <= pair->n_cells; i++)
      match->bounds[i] = signal->edges[pair->from + i * EDGES];
    match->bounds[match->n_cells] = signal->edges[pair->to];
    cubby_linear_match_score (match, signal);
    cubby_linear_match_settle (match);
    if ((cubby_linear_code128_tell (match, reading) && cubby_linear_reading_is_sure (reading)) ||
        effort == CUBBY_LINEAR_QUICK)
      return;
  }
  cubby_linear_match_place_best (match, signal, signal->edges[pair->from], signal->edges[pair->to], 0);
  cubby_linear_match_fit (match, signal);
  cubby_linear_match_settle (match);
  cubby_linear_code128_tell (match, reading);
}

guint
cubby_linear_code128_read (CubbyLinearCode128 *self, const CubbyLinearSignal *signal,
                           CubbyLinearEffort effort, CubbyLinearReading *readings, guint n_max)
{
  CubbyLinearPair pairs[PAIRS_MAX];
  guint n = 0, n_pairs = find_sharp_pairs (signal, effort, pairs);
  if (n_pairs == 0 && effort == CUBBY_LINEAR_THOROUGH)
    n_pairs = find_blurred_pairs (self, signal, pairs);
  for (guint i = 0; i < n_pairs && n < n_max; i++)
    if (!cubby_linear_readings_cover (readings, n, signal, &pairs[i]))
      read_pair (self, signal, effort, &pairs[i], &readings[n++]);
  return n;
}
