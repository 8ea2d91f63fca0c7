/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-widths.h"

#include "app/domain/gtin.h"

#include <math.h>
#include <string.h>

#define DIGIT 7   /* modules */
#define DIGITS 6  /* of each half */
#define N_BARS 30 /* guards too */
#define CENTRE 14 /* the first bar of the guard in the middle */
/* From the middle of the first bar to that of the last. */
#define MODULES 94
/* What is dark and lighter than this is no bar; what is light and darker than that no space. */
#define BAR_LEAST -0.5F
#define SPACE_MOST 0.4F
/* How far a distance of guards may be from its two modules. */
#define GUARD_OFF 0.5F
/* By how much the bars may be fatter than they should be, in modules; or thinner. */
#define GAIN_MOST 0.65F
#define SLOPE_LEAST 0.7F
#define SLOPE_MOST 1.3F
/* How far the middle may be aside, in modules. */
#define CENTRE_OFF 2.5F
/* Paper beside the code in modules. */
#define PAPER_WIDE 5.0F
#define PAPER_NARROW 1.5F
/* An edge is off by so much of a module, about; what is known of a width is a quarter of what is known of a
 * middle, for it has the errors of both of its edges. */
#define EDGE_OFF 0.2F
#define WIDTH_PART 0.25F
/* Squared distance in modules that no digit is away from what is seen. */
#define DISTANCE_MOST 0.6F

/* Widths of space, bar, space, bar of the digits of set A; of B they are backwards. C is A with bars and
 * spaces changed (ISO/IEC 15420 4.3.2). */
static const char widths[10][5] = {"3211", "2221", "2122", "1411", "1132",
                                   "1231", "1114", "1312", "1213", "3112"};
static const char *const parities[10] = {"AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB",
                                         "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"};

/* The first is the begin of a bar. */
typedef struct {
  const CubbyLinearSignal *signal;
  guint n;
  float at[CUBBY_LINEAR_EDGES_MAX];
} Edges;

typedef struct {
  float middle;
  float ink; /* its width, if all of it were black */
} Bar;

typedef struct {
  Bar bars[N_BARS];
  float module;
  float gain;       /* ink of a bar without width, in modules */
  float slope;      /* more ink for each module of width: below 1 where thin bars are the fainter ones */
  float distance;   /* sum of those of all digits */
  float margins[2]; /* by how much the next digit is further off, of the two least certain ones */
  char text[14];
  char sets[2 * DIGITS + 1];
} Code;

/* The darkest between two edges, or the lightest. */
static float
extreme_of (const CubbyLinearSignal *signal, float from, float to, gboolean dark)
{
  float most = dark ? -G_MAXFLOAT : G_MAXFLOAT;
  for (guint i = (guint)MAX (from, 0); i < signal->n && (float)i < to; i++)
    most = dark ? MAX (most, signal->dark[i]) : MIN (most, signal->dark[i]);
  return most;
}

/* Without what is too faint to be a bar or a space. */
static void
edges_take (Edges *self, const CubbyLinearSignal *signal)
{
  self->signal = signal;
  for (guint i = cubby_linear_signal_is_bar (signal, 0) ? 0 : 1; i < signal->n_edges; i++) {
    float at = signal->edges[i];
    gboolean ends_bar = self->n % 2 == 1;
    if (self->n > 0) {
      float extreme = extreme_of (signal, self->at[self->n - 1], at, ends_bar);
      if (ends_bar ? extreme < BAR_LEAST : extreme > SPACE_MOST) {
        self->n--;
        continue;
      }
    }
    self->at[self->n++] = at;
  }
}

static float
edges_get (const Edges *self, guint index)
{
  return index < self->n ? self->at[index] : (float)self->signal->n;
}

/* From the middle of the space before it to the middle of the space behind it, but not all of the quiet zone:
 * what is darker than paper. */
static Bar
measure_bar (const Edges *edges, guint edge)
{
  const CubbyLinearSignal *signal = edges->signal;
  float from = edges->at[edge], to = edges->at[edge + 1];
  float before = MAX ((from + (edge > 0 ? edges->at[edge - 1] : 0)) / 2, from - 2 * (to - from));
  float behind = MIN ((to + edges_get (edges, edge + 2)) / 2, to + 2 * (to - from));
  float ink = 0, moment = 0;
  for (guint i = (guint)MAX (ceilf (before), 0); i < signal->n && (float)i + 0.5F < behind; i++) {
    float dark = CLAMP ((signal->dark[i] + 1) / 2, 0, 1);
    ink += dark;
    moment += dark * ((float)i + 0.5F);
  }
  return (Bar){ink > 0 ? moment / ink : from, ink};
}

static gboolean
is_guard (const Code *self, guint bar)
{
  float apart = (self->bars[bar + 1].middle - self->bars[bar].middle) / self->module;
  return fabsf (apart - 2) <= GUARD_OFF;
}

/* The six bars of the guards are one module wide each. */
static gboolean
set_gain (Code *self)
{
  const guint guards[] = {0, 1, CENTRE, CENTRE + 1, N_BARS - 2, N_BARS - 1};
  float sum = 0;
  for (guint i = 0; i < G_N_ELEMENTS (guards); i++)
    sum += self->bars[guards[i]].ink;
  self->gain = sum / ((float)G_N_ELEMENTS (guards) * self->module) - 1;
  self->slope = 1;
  return fabsf (self->gain) <= GAIN_MOST;
}

static gboolean
has_paper (const Edges *edges, guint first, guint last)
{
  float module = (edges->at[last] - edges->at[first]) / (MODULES + 1);
  float before = (edges->at[first] - (first > 0 ? edges->at[first - 1] : 0)) / module;
  float after = (edges_get (edges, last + 1) - edges->at[last]) / module;
  return MIN (before, after) >= PAPER_NARROW && MAX (before, after) >= PAPER_WIDE;
}

/* Whether a code may begin there. */
static gboolean
measure (Code *self, const Edges *edges, guint first)
{
  if (!has_paper (edges, first, first + 2 * N_BARS - 1))
    return FALSE;
  for (guint i = 0; i < N_BARS; i++)
    self->bars[i] = measure_bar (edges, first + 2 * i);
  float begin = self->bars[0].middle, end = self->bars[N_BARS - 1].middle;
  float centre = (self->bars[CENTRE].middle + self->bars[CENTRE + 1].middle) / 2;
  self->module = (end - begin) / MODULES;
  return is_guard (self, 0) && is_guard (self, CENTRE) && is_guard (self, N_BARS - 2) &&
         fabsf (centre - (begin + end) / 2) <= CENTRE_OFF * self->module && set_gain (self);
}

/* Of the first bar of a digit, or the second. */
static float
width_of_bar (guint digit, char set, gboolean second)
{
  guint at = (second ? 2 : 0) + (set == 'C' ? 0 : 1);
  return (float)(widths[digit][set == 'B' ? 3 - at : at] - '0');
}

static float
width_before_bar (guint digit, char set, gboolean second)
{
  guint n = (second ? 2 : 0) + (set == 'C' ? 0 : 1);
  float sum = 0;
  for (guint i = 0; i < n; i++)
    sum += (float)(widths[digit][set == 'B' ? 3 - i : i] - '0');
  return sum;
}

/* How far two bars are from a digit, the squares of modules. @start: where it begins; @module: how wide a
 * module is there. */
static float
compare (const Code *self, const Bar *bars, float start, float module, guint digit, char set)
{
  float sum = 0;
  for (guint i = 0; i < 2; i++) {
    float width = width_of_bar (digit, set, i);
    float off = (bars[i].middle - start) / module - width_before_bar (digit, set, i) - width / 2;
    float wide = (bars[i].ink / module - self->gain) / self->slope - width;
    sum += off * off + WIDTH_PART * wide * wide;
  }
  return sum;
}

/* Two, for the check digit lets no code be that differs in one digit alone. */
static void
note_margin (Code *self, float margin)
{
  if (margin < self->margins[0]) {
    self->margins[1] = self->margins[0];
    self->margins[0] = margin;
  } else {
    self->margins[1] = MIN (self->margins[1], margin);
  }
}

static gboolean
read_digit (Code *self, guint index, const Bar *bars, float start, float module)
{
  float least = G_MAXFLOAT, next = G_MAXFLOAT;
  for (const char *set = index < DIGITS ? "AB" : "C"; *set != '\0'; set++)
    for (guint digit = 0; digit < 10; digit++) {
      float distance = compare (self, bars, start, module, digit, *set);
      if (distance < least) {
        next = least;
        least = distance;
        self->text[1 + index] = (char)('0' + digit);
        self->sets[index] = *set;
      } else {
        next = MIN (next, distance);
      }
    }
  self->distance += least;
  note_margin (self, next - least);
  return least <= DISTANCE_MOST;
}

/* Between two guards the modules are as wide as these say. From the middle of the guard's last bar it is half
 * a module to the first digit of the left half, and one and a half to that of the right one, which begins
 * behind the light module of the guard in the middle; at their ends it is the other way round. */
static gboolean
read_half (Code *self, gboolean right)
{
  guint guard = right ? CENTRE + 1 : 1;
  const Bar *before = &self->bars[guard], *behind = &self->bars[guard + 1 + 2 * DIGITS];
  float lead = right ? 1.5F : 0.5F;
  float module = (behind->middle - before->middle) / (DIGITS * DIGIT + 2);
  for (guint i = 0; i < DIGITS; i++)
    if (!read_digit (self, (right ? DIGITS : 0) + i, before + 1 + 2 * i,
                     before->middle + (lead + (float)(i * DIGIT)) * module, module))
      return FALSE;
  return TRUE;
}

static gboolean
read_digits (Code *self)
{
  self->margins[0] = self->margins[1] = 1;
  self->distance = 0;
  return read_half (self, FALSE) && read_half (self, TRUE);
}

/* As wide as the bar should be by what was read, in modules. */
static float
width_as_read (const Code *self, guint bar)
{
  gboolean is_of_guard = bar < 2 || bar == CENTRE || bar == CENTRE + 1 || bar >= N_BARS - 2;
  if (is_of_guard)
    return 1;
  guint at = bar - (bar > CENTRE ? 4 : 2);
  return width_of_bar ((guint)(self->text[1 + at / 2] - '0'), self->sets[at / 2], at % 2);
}

/* The line through the ink of all bars over their widths. */
static void
fit_ink (Code *self)
{
  float sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (guint i = 0; i < N_BARS; i++) {
    float x = width_as_read (self, i), y = self->bars[i].ink / self->module;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
  }
  float spread = MAX (N_BARS * sum_xx - sum_x * sum_x, 1);
  self->slope = CLAMP ((N_BARS * sum_xy - sum_x * sum_y) / spread, SLOPE_LEAST, SLOPE_MOST);
  self->gain = (sum_y - self->slope * sum_x) / N_BARS;
}

static gboolean
tell_first (Code *self)
{
  for (guint digit = 0; digit < G_N_ELEMENTS (parities); digit++)
    if (strncmp (parities[digit], self->sets, DIGITS) == 0) {
      self->text[0] = (char)('0' + digit);
      return TRUE;
    }
  return FALSE;
}

/* Twice: what was read tells more of the ink than the guards alone. */
static gboolean
read_code (Code *self)
{
  if (!read_digits (self))
    return FALSE;
  fit_ink (self);
  return read_digits (self) && tell_first (self) && cubby_gs1_is_valid (self->text, 13);
}

static gboolean
tell (const Code *code, guint symbologies, CubbyLinearReading *reading)
{
  gboolean is_upc = code->text[0] == '0' && (symbologies & CUBBY_SYMBOLOGY_UPCA) != 0;
  CubbySymbology symbology = is_upc ? CUBBY_SYMBOLOGY_UPCA : CUBBY_SYMBOLOGY_EAN13;
  if ((symbologies & symbology) == 0)
    return FALSE;
  *reading = (CubbyLinearReading){
      .symbology = symbology,
      .from = code->bars[0].middle - code->module / 2,
      .to = code->bars[N_BARS - 1].middle + code->module / 2,
      .certainty = sqrtf (code->margins[0] + code->margins[1]) / (2 * EDGE_OFF),
      .cost = code->distance / (2 * DIGITS),
  };
  g_strlcpy (reading->text, code->text + (is_upc ? 1 : 0), sizeof reading->text);
  return TRUE;
}

guint
cubby_linear_widths_read (const CubbyLinearSignal *signal, guint symbologies, CubbyLinearReading *readings,
                          guint n_max)
{
  Edges edges = {0};
  guint n = 0;
  edges_take (&edges, signal);
  for (guint first = 0; first + 2 * N_BARS <= edges.n && n < n_max; first += 2) {
    Code code = {0};
    if (measure (&code, &edges, first) && read_code (&code) && tell (&code, symbologies, &readings[n]))
      n++;
  }
  return n;
}
