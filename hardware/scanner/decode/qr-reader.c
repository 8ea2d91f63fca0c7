/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-reader.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-bend.h"
#include "hardware/scanner/decode/qr-deblur.h"
#include "hardware/scanner/decode/qr-lay.h"
#include "hardware/scanner/decode/qr-modules.h"
#include "hardware/scanner/decode/qr-stack.h"
#include "hardware/scanner/decode/qr-triple.h"
#include "hardware/scanner/decode/qr-vain.h"

#include <math.h>
#include <string.h>

#define FIT_PIXELS 3.0 /* of a module, where grids are fitted */
#define TRIPLES_MAX 16 /* tried after each search */
#define KNOWN_MIN 0.72 /* of the known modules: below it is not worth to be read */
#define SURE_GRID                                                                                            \
  0.94 /* of the known modules: this is the code, it lies flat, and it is not to be searched for elsewhere   \
        */
#define BENT_KNOWN_MIN 0.63
#define SURE_PAIR 0.9    /* these two are finder patterns, even if the timing pattern is not to be seen */
#define TIMING_SLACK 5.0 /* modules */
#define DOUBLE_AREA_MAX (800 * 800) /* smaller pictures are searched at twice their size too */
#define SEARCHES_MAX (CUBBY_QR_PYRAMID_LEVELS + 4)
#define BENT_MAX 2       /* grids of one picture of a camera that are bent: it is dear */
#define BENT_STILL_MAX 8 /* of a photograph */
#define SIDE_MAX 1600    /* larger pictures are searched at half their size first */

struct _CubbyQrReader {
  CubbyQrFits *fits;
  CubbyQrModules modules;
  CubbyQrStack *stack;
  gboolean has_grid;
  CubbyQrGrid grid;
  double known; /* of it */
  CubbyQrVain vain;
};

/* One look. */
typedef struct {
  CubbyQrReader *reader;
  const CubbyFrame *frame;
  CubbyQrPyramid *pyramid;
  gint64 until_us;
  GArray *finders;
  GArray *tried;
  GArray *grids; /* read */
  GPtrArray *codes;
  guint n_bent;
  double bendable_known; /* of the likeliest one of a search that does not lie flat; 0: none */
  CubbyQrGrid bendable;
  double us_per_pixel; /* of a search, before it finds anything */
} Look;

CubbyQrReader *
cubby_qr_reader_new (void)
{
  CubbyQrReader *self = g_new0 (CubbyQrReader, 1);
  self->fits = cubby_qr_fits_new ();
  self->stack = cubby_qr_stack_new ();
  return self;
}

void
cubby_qr_reader_free (CubbyQrReader *self)
{
  if (self == NULL)
    return;
  cubby_qr_fits_free (self->fits);
  cubby_qr_stack_free (self->stack);
  g_free (self);
}

const CubbyQrGrid *
cubby_qr_reader_get_grid (const CubbyQrReader *self)
{
  return self->has_grid ? &self->grid : NULL;
}

static gboolean
is_over (const Look *look)
{
  return cubby_budget_now () >= look->until_us;
}

/* Plainly, against the mean round each module: where black and white are not to be told in the whole. */
static void
sample_field (CubbyQrReader *self, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  self->modules.dimension = grid->dimension;
  double scale = 1 / field->scale;
  for (guint y = 0; y < grid->dimension; y++)
    for (guint x = 0; x < grid->dimension; x++) {
      CubbyPoint p = cubby_qr_grid_project (grid, x + 0.5, y + 0.5);
      float value = cubby_qr_field_sample (field, p.x * (float)scale, p.y * (float)scale);
      self->modules.soft[y * grid->dimension + x] = (gint16)((grid->inverse ? value : -value) * 16);
    }
}

static void
place_code (CubbyCode *code, const CubbyQrGrid *grid, const CubbyQrField *field)
{
  cubby_qr_grid_get_corners (grid, code->corners);
  double width = field->width * field->scale, height = field->height * field->scale;
  double left = width, top = height, right = 0, bottom = 0;
  for (guint i = 0; i < 4; i++) {
    left = MIN (left, (double)code->corners[i].x);
    right = MAX (right, (double)code->corners[i].x);
    top = MIN (top, (double)code->corners[i].y);
    bottom = MAX (bottom, (double)code->corners[i].y);
  }
  left = CLAMP (floor (left), 0.0, width - 1);
  top = CLAMP (floor (top), 0.0, height - 1);
  code->region = (CubbyRegion){(guint)left, (guint)top, (guint)CLAMP (right - left, 1.0, width - left),
                               (guint)CLAMP (bottom - top, 1.0, height - top)};
}

static gboolean
is_told (GPtrArray *codes, const CubbyCode *code)
{
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *known = g_ptr_array_index (codes, i);
    if (known->length == code->length && memcmp (known->text, code->text, code->length) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
tell_code (Look *look, const CubbyQrField *field, const CubbyQrGrid *grid, CubbyCode *code)
{
  place_code (code, grid, field);
  g_array_append_val (look->grids, *grid);
  if (is_told (look->codes, code))
    cubby_code_free (code);
  else
    g_ptr_array_add (look->codes, code);
}

/* The same scale, against narrow windows. */
static const CubbyQrField *
get_narrow (Look *look, const CubbyQrField *field)
{
  return cubby_qr_pyramid_get_narrow (look->pyramid,
                                      CUBBY_QR_PYRAMID_OWN + (guint)lround (log2 (field->scale)));
}

static gboolean
read_grid (Look *look, const CubbyQrField *field, const CubbyQrGrid *grid)
{
  CubbyQrReader *self = look->reader;
  g_autoptr (GPtrArray) read = cubby_codes_new ();
  gboolean is_read = cubby_qr_modules_sample (look->frame, grid, &self->modules) &&
                     cubby_qr_modules_read (&self->modules, read);
  for (guint i = 0; i < 2 && !is_read; i++) {
    if (is_over (look))
      return FALSE;
    sample_field (self, i == 0 ? field : get_narrow (look, field), grid);
    is_read = cubby_qr_modules_read (&self->modules, read);
  }
  if (!is_read)
    return FALSE;
  tell_code (look, field, grid, g_ptr_array_steal_index (read, 0));
  return TRUE;
}

static void
note_grid (CubbyQrReader *self, const CubbyQrLaid *laid)
{
  if (self->has_grid && self->known >= laid->known)
    return;
  self->has_grid = TRUE;
  self->grid = laid->grid;
  self->known = laid->known;
}

/* What cannot be read as if it were flat. */
static gboolean
read_bent (Look *look, const CubbyQrField *field, const CubbyQrGrid *flat)
{
  const CubbyQrFit *fit = cubby_qr_fits_get (look->reader->fits, flat->dimension);
  CubbyQrGrid grid = *flat;
  if (is_over (look))
    return FALSE;
  cubby_qr_bend_sides (fit, field, &grid, look->until_us);
  if (cubby_qr_fit_get_known (fit, field, &grid) < KNOWN_MIN)
    return FALSE;
  if (read_grid (look, field, &grid))
    return TRUE;
  if (is_over (look))
    return FALSE;
  cubby_qr_bend_parts (fit, field, &grid, look->until_us);
  return read_grid (look, field, &grid);
}

/* The likeliest one that does not lie flat is tried once the search is over. */
static void
note_bendable (Look *look, const CubbyQrLaid *laid)
{
  if (laid->known < BENT_KNOWN_MIN || laid->known >= SURE_GRID || laid->known <= look->bendable_known)
    return;
  look->bendable_known = laid->known;
  look->bendable = laid->grid;
}

static void
try_triple (Look *look, const CubbyQrTriple *triple)
{
  CubbyQrLaid candidates[CUBBY_QR_LAID_MAX];
  double module = cubby_qr_finder_get_module_size (&triple->corner);
  const CubbyQrField *field = cubby_qr_pyramid_get_field (
      look->pyramid, cubby_qr_pyramid_find_level (look->pyramid, module, FIT_PIXELS));
  guint n = cubby_qr_lay (look->reader->fits, field, triple, candidates), best = 0;
  for (guint i = 0; i < n && !is_over (look); i++) {
    cubby_qr_lay_refine (look->reader->fits, field, triple, &candidates[i], look->until_us);
    if (candidates[best].known < candidates[i].known)
      best = i;
    if (candidates[i].known < KNOWN_MIN)
      continue;
    note_grid (look->reader, &candidates[i]);
    if (read_grid (look, field, &candidates[i].grid))
      return;
  }
  if (n > 0 && !is_over (look) && triple->missing == CUBBY_QR_MISSING_NONE)
    note_bendable (look, &candidates[best]);
}

static gboolean
is_near (const CubbyQrFinder *one, const CubbyQrFinder *other)
{
  return hypot (one->x - other->x, one->y - other->y) < cubby_qr_finder_get_module_size (one);
}

static gboolean
is_tried (const Look *look, const CubbyQrTriple *triple)
{
  for (guint i = 0; i < look->tried->len; i++) {
    const CubbyQrTriple *old = &g_array_index (look->tried, CubbyQrTriple, i);
    if (is_near (&old->corner, &triple->corner) && is_near (&old->right, &triple->right) &&
        is_near (&old->below, &triple->below))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_inside (const CubbyQrGrid *grid, double x, double y)
{
  CubbyPoint corners[4];
  cubby_qr_grid_get_corners (grid, corners);
  guint n_right = 0;
  for (guint i = 0; i < 4; i++) {
    const CubbyPoint *p = &corners[i], *q = &corners[(i + 1) % 4];
    n_right += (double)(q->x - p->x) * (y - (double)p->y) > (double)(q->y - p->y) * (x - (double)p->x);
  }
  return n_right == 4;
}

static gboolean
is_read (const Look *look, const CubbyQrTriple *triple)
{
  for (guint i = 0; i < look->grids->len; i++) {
    const CubbyQrGrid *grid = &g_array_index (look->grids, CubbyQrGrid, i);
    if (is_inside (grid, triple->corner.x, triple->corner.y) ||
        is_inside (grid, triple->right.x, triple->right.y) ||
        is_inside (grid, triple->below.x, triple->below.y))
      return TRUE;
  }
  return FALSE;
}

/* Whether the timing pattern between the two that were found counts about what their distance says. */
static gboolean
has_timing (Look *look, const CubbyQrTriple *triple)
{
  double module = cubby_qr_finder_get_module_size (&triple->corner);
  const CubbyQrField *field = cubby_qr_pyramid_get_field (
      look->pyramid, cubby_qr_pyramid_find_level (look->pyramid, module, FIT_PIXELS));
  gboolean right = TRUE, below = TRUE;
  if (triple->missing != CUBBY_QR_MISSING_RIGHT)
    right = fabs (cubby_qr_triple_count_timing (triple, field, TRUE) - 7 - triple->distance) <= TIMING_SLACK;
  if (triple->missing != CUBBY_QR_MISSING_BELOW)
    below = fabs (cubby_qr_triple_count_timing (triple, field, FALSE) - 7 - triple->distance) <= TIMING_SLACK;
  return right && below;
}

static void
try_triples (Look *look, const GArray *triples)
{
  guint n = 0;
  for (guint i = 0; i < triples->len && n < TRIPLES_MAX && !is_over (look); i++) {
    const CubbyQrTriple *triple = &g_array_index (triples, CubbyQrTriple, i);
    if (is_read (look, triple) || is_tried (look, triple) ||
        (triple->missing != CUBBY_QR_MISSING_NONE && triple->score < SURE_PAIR && !has_timing (look, triple)))
      continue;
    n++;
    g_array_append_val (look->tried, *triple);
    try_triple (look, triple);
  }
}

typedef struct {
  guint level;
  gboolean narrow;
} Search;

/* In the order of how likely they find something: about a camera's size first, against wide windows and
 * against narrow ones; then the smaller ones, which cost less and less; a finer one last. */
static guint
list_searches (const CubbyQrPyramid *pyramid, const CubbyFrame *frame, Search searches[SEARCHES_MAX])
{
  guint n = 0, first = CUBBY_QR_PYRAMID_OWN, n_levels = cubby_qr_pyramid_get_n_levels (pyramid);
  while ((MAX (frame->width, frame->height) >> (first - CUBBY_QR_PYRAMID_OWN)) > SIDE_MAX &&
         first + 1 < n_levels)
    first++;
  for (guint i = 0; i < 4; i++)
    if (first + i % 2 < n_levels)
      searches[n++] = (Search){first + i % 2, i >= 2};
  for (guint level = first + 2; level < n_levels; level++)
    searches[n++] = (Search){level, FALSE};
  if (first > CUBBY_QR_PYRAMID_OWN || frame->width * frame->height <= DOUBLE_AREA_MAX)
    searches[n++] = (Search){first - 1, FALSE};
  return n;
}

static const CubbyQrField *
get_fit_field (Look *look, const CubbyQrGrid *grid)
{
  double module = cubby_qr_grid_get_module_size (grid);
  return cubby_qr_pyramid_get_field (look->pyramid,
                                     cubby_qr_pyramid_find_level (look->pyramid, module, FIT_PIXELS));
}

static void
bend_likeliest (Look *look)
{
  guint max = look->frame->captured_us == 0 ? BENT_STILL_MAX : BENT_MAX;
  if (look->bendable_known > 0 && look->grids->len == 0 && look->n_bent < max && !is_over (look) &&
      !cubby_qr_vain_take (&look->reader->vain, look->frame, &look->bendable)) {
    look->n_bent++;
    read_bent (look, get_fit_field (look, &look->bendable), &look->bendable);
  }
  look->bendable_known = 0;
}

static void
search (Look *look, const Search *step, gboolean inverse)
{
  gint64 begun_us = cubby_budget_now ();
  const CubbyQrField *field = step->narrow ? cubby_qr_pyramid_get_narrow (look->pyramid, step->level)
                                           : cubby_qr_pyramid_get_field (look->pyramid, step->level);
  guint n_before = look->finders->len;
  cubby_qr_finders_search (look->pyramid, field, inverse, look->until_us, look->finders);
  look->us_per_pixel = (double)(cubby_budget_now () - begun_us) / ((double)field->width * field->height);
  if (look->finders->len == n_before && n_before == 0)
    return;
  g_autoptr (GArray) triples = cubby_qr_triples_find (look->finders);
  try_triples (look, triples);
  bend_likeliest (look);
}

/* Whether what the last search took lets this one end in time. */
static gboolean
fits (const Look *look, const Search *step)
{
  double pixels = ldexp ((double)look->frame->width * look->frame->height,
                         -2 * ((int)step->level - CUBBY_QR_PYRAMID_OWN));
  return look->us_per_pixel * pixels <= (double)(look->until_us - cubby_budget_now ());
}

static void
look_at_levels (Look *look, const CubbyFrame *frame)
{
  Search searches[SEARCHES_MAX];
  guint n = list_searches (look->pyramid, frame, searches);
  for (guint i = 0; i < n * 2; i++) {
    if (i > 0 && (is_over (look) || look->grids->len > 0))
      return;
    if (i > 0 && !fits (look, &searches[i / 2]))
      continue;
    search (look, &searches[i / 2], i % 2 != 0);
    if (look->reader->has_grid && look->reader->known >= SURE_GRID)
      return;
  }
  if (look->grids->len > 0)
    return;
  g_autoptr (GArray) guesses = cubby_qr_triples_guess (look->finders);
  try_triples (look, guesses);
  bend_likeliest (look);
}

/* What the pictures before showed of it, too. */
static gboolean
read_stacked (Look *look, GPtrArray *read)
{
  CubbyQrReader *self = look->reader;
  gint64 time_us = look->frame->captured_us;
  if (time_us == 0 || !cubby_qr_modules_sample (look->frame, &self->grid, &self->modules))
    return FALSE;
  g_autofree CubbyQrModules *sum = g_new (CubbyQrModules, 1);
  return cubby_qr_stack_add (self->stack, &self->modules, time_us, sum) > 1 &&
         cubby_qr_modules_read (sum, read);
}

/* The likeliest grid of those that could not be read: together with the pictures before, then without its
 * blur, which is dearer than all else. */
static void
read_likeliest (Look *look)
{
  CubbyQrReader *self = look->reader;
  g_autoptr (GPtrArray) read = cubby_codes_new ();
  const CubbyQrField *field = cubby_qr_pyramid_get_field (look->pyramid, CUBBY_QR_PYRAMID_OWN);
  if (read_stacked (look, read) ||
      (!is_over (look) &&
       cubby_qr_deblur_read (look->frame, &self->grid, look->until_us, &self->modules, read)))
    tell_code (look, field, &self->grid, g_ptr_array_steal_index (read, 0));
}

void
cubby_qr_look (CubbyQrReader *self, const CubbyFrame *frame, gint64 until_us, GPtrArray *codes)
{
  g_autoptr (CubbyQrPyramid) pyramid = cubby_qr_pyramid_new (frame);
  g_autoptr (GArray) finders = g_array_new (FALSE, FALSE, sizeof (CubbyQrFinder));
  g_autoptr (GArray) tried = g_array_new (FALSE, FALSE, sizeof (CubbyQrTriple));
  g_autoptr (GArray) grids = g_array_new (FALSE, FALSE, sizeof (CubbyQrGrid));
  Look look = {.reader = self,
               .frame = frame,
               .pyramid = pyramid,
               .until_us = until_us,
               .finders = finders,
               .tried = tried,
               .grids = grids,
               .codes = codes};
  self->has_grid = FALSE;
  look_at_levels (&look, frame);
  if (grids->len == 0 && self->has_grid)
    read_likeliest (&look);
  if (grids->len == 0 && self->has_grid && self->known >= SURE_GRID)
    read_bent (&look, get_fit_field (&look, &self->grid), &self->grid);
  if (grids->len > 0)
    cubby_qr_stack_clear (self->stack);
}
