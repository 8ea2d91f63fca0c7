/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-reader.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/close.h"
#include "hardware/scanner/decode/qr-tries.h"

#include <math.h>

#define DOUBLE_AREA_MAX (800 * 800) /* smaller pictures are searched at twice their size too */
#define SEARCHES_MAX (CUBBY_QR_PYRAMID_LEVELS + 4)
/* For dark codes and for light ones of a usual size: what is plain to see is seen. */
#define OVER_SEARCHES 2
#define MORE_SEARCHES 8   /* of a picture alone, once something is read */
#define SETTLE_PERCENT 45 /* of the time: kept for a code that is blurred */
#define BENDS_EVERY 3     /* looks: what may be blurred is bent, too */
#define SIDE_MAX 1600     /* larger pictures are searched at half their size first */

struct _CubbyQrReader {
  CubbyQrFits *fits;
  CubbyQrModules modules;
  CubbyQrStacks *stacks;
  CubbyQrVain vain;
  guint n_looks;
  gboolean has_grid;
  CubbyQrGrid grid;
  gboolean went_over; /* the last picture */
};

/* One look. */
typedef struct {
  CubbyQrHunt hunt;
  GArray *finders;
  GArray *tried;
  double us_per_pixel; /* of a search, before it finds anything */
  guint n_searched;    /* of its searches came to their end */
} Look;

CubbyQrReader *
cubby_qr_reader_new (void)
{
  CubbyQrReader *self = g_new0 (CubbyQrReader, 1);
  self->fits = cubby_qr_fits_new ();
  self->stacks = cubby_qr_stacks_new ();
  return self;
}

void
cubby_qr_reader_free (CubbyQrReader *self)
{
  if (self == NULL)
    return;
  cubby_qr_fits_free (self->fits);
  cubby_qr_stacks_free (self->stacks);
  g_free (self);
}

const CubbyQrGrid *
cubby_qr_reader_get_grid (const CubbyQrReader *self)
{
  return self->has_grid ? &self->grid : NULL;
}

gboolean
cubby_qr_reader_went_over (const CubbyQrReader *self)
{
  return self->went_over;
}

typedef struct {
  guint level;
  gboolean narrow;
} Search;

static gboolean
can_be_doubled (const CubbyFrame *frame)
{
  return frame->width * frame->height <= DOUBLE_AREA_MAX &&
         2 * MAX (frame->width, frame->height) <= CUBBY_FRAME_SIDE_MAX;
}

/* In the order of how likely they find something: about a camera's size first, against wide windows and
 * against narrow ones; then the smaller ones, which cost less and less; a finer one last, in a picture alone
 * all of them. */
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
  if (first == CUBBY_QR_PYRAMID_OWN && can_be_doubled (frame))
    searches[n++] = (Search){CUBBY_QR_PYRAMID_DOUBLE, FALSE};
  guint finest = frame->captured_us == 0 ? CUBBY_QR_PYRAMID_OWN : MAX (first - 1, CUBBY_QR_PYRAMID_OWN);
  for (guint level = first; level > finest; level--)
    searches[n++] = (Search){level - 1, FALSE};
  return n;
}

/* What fits so well is a code, and not to be searched for at other scales; what else there is may be. */
static void
settle_sure (Look *look)
{
  if (look->hunt.n_read == 0 && look->hunt.known >= CUBBY_QR_KNOWN_SURE)
    cubby_qr_hunt_settle (&look->hunt);
}

/* Those of codes that are done are in the way of the others. */
static void
drop_done (Look *look)
{
  for (guint i = look->finders->len; i-- > 0;) {
    const CubbyQrFinder *finder = &g_array_index (look->finders, CubbyQrFinder, i);
    if (cubby_qr_hunt_is_done_at (&look->hunt, finder->x, finder->y))
      g_array_remove_index (look->finders, i);
  }
}

static void
search (Look *look, const Search *step, gboolean inverse)
{
  CubbyQrHunt *hunt = &look->hunt;
  gint64 begun_us = cubby_budget_now ();
  const CubbyQrField *field = step->narrow ? cubby_qr_pyramid_get_narrow (hunt->pyramid, step->level)
                                           : cubby_qr_pyramid_get_field (hunt->pyramid, step->level);
  guint n_before = look->finders->len;
  cubby_qr_finders_search (hunt->pyramid, field, inverse, hunt->until_us,
                           hunt->frame->captured_us == 0 ? CUBBY_QR_FINDERS_STILL_MAX : CUBBY_QR_FINDERS_MAX,
                           look->finders);
  look->us_per_pixel = (double)(cubby_budget_now () - begun_us) / ((double)field->width * field->height);
  if (look->finders->len == n_before && n_before == 0)
    return;
  drop_done (look);
  g_autoptr (GArray) triples = cubby_qr_triples_find (look->finders);
  cubby_qr_tries_make (hunt, triples, look->tried);
  cubby_qr_hunt_bend (hunt);
  settle_sure (look);
}

/* Whether what the last search took lets this one end in time. */
static gboolean
fits (const Look *look, const Search *step)
{
  const CubbyFrame *frame = look->hunt.frame;
  double pixels =
      ldexp ((double)frame->width * frame->height, -2 * ((int)step->level - CUBBY_QR_PYRAMID_OWN));
  return look->us_per_pixel * pixels <= (double)(look->hunt.until_us - cubby_budget_now ());
}

/* Whether the @i-th search is made though a code was read: for a telephone in the dark mode beside a paper,
 * or one that is smaller. In a camera's pictures whoever asks covers what was read and asks again (seek). */
static gboolean
is_one_more_worth_it (const CubbyQrHunt *hunt, guint i)
{
  return hunt->frame->captured_us == 0 && i < MORE_SEARCHES;
}

static void
look_at_levels (Look *look)
{
  CubbyQrHunt *hunt = &look->hunt;
  Search searches[SEARCHES_MAX];
  guint n = list_searches (hunt->pyramid, hunt->frame, searches);
  for (guint i = 0; i < n * 2; i++) {
    if (i > 0 && (cubby_qr_hunt_is_to_settle (hunt) || (hunt->n_read > 0 && !is_one_more_worth_it (hunt, i))))
      return;
    if (i > 0 && !fits (look, &searches[i / 2]))
      continue;
    search (look, &searches[i / 2], i % 2 != 0);
    look->n_searched += !cubby_qr_hunt_is_over (hunt);
  }
  if (hunt->n_read > 0 || cubby_qr_hunt_is_to_settle (hunt))
    return;
  g_autoptr (GArray) guesses = cubby_qr_triples_guess (look->finders);
  cubby_qr_tries_make (hunt, guesses, look->tried);
  cubby_qr_hunt_bend (hunt);
}

/* For whoever asks where something like a code is: what was read, or else the likeliest. */
static void
keep_grid (CubbyQrReader *self, const CubbyQrHunt *hunt)
{
  const GArray *done = hunt->done;
  if (done->len == 0)
    return;
  self->has_grid = TRUE;
  self->grid = g_array_index (done, CubbyQrGrid, done->len - 1);
}

static void
look_at (CubbyQrReader *self, const CubbyFrame *frame, gint64 until_us, GPtrArray *codes)
{
  g_autoptr (CubbyQrPyramid) pyramid = cubby_qr_pyramid_new (frame);
  g_autoptr (GArray) finders = g_array_new (FALSE, FALSE, sizeof (CubbyQrFinder));
  g_autoptr (GArray) tried = g_array_new (FALSE, FALSE, sizeof (CubbyQrTriple));
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (CubbyQrGrid));
  gint64 left_us = MAX (until_us - cubby_budget_now (), 0);
  gboolean bends = frame->captured_us == 0 || ++self->n_looks % BENDS_EVERY == 0;
  Look look = {.hunt = {.fits = self->fits,
                        .modules = &self->modules,
                        .stacks = self->stacks,
                        .vain = &self->vain,
                        .frame = frame,
                        .pyramid = pyramid,
                        .until_us = until_us,
                        .settle_us = until_us - left_us * SETTLE_PERCENT / 100,
                        .bends = bends,
                        .codes = codes,
                        .done = done},
               .finders = finders,
               .tried = tried};
  look_at_levels (&look);
  if (look.hunt.n_read == 0 && look.hunt.known > 0)
    cubby_qr_hunt_settle (&look.hunt);
  keep_grid (self, &look.hunt);
  self->went_over = look.n_searched >= OVER_SEARCHES;
}

void
cubby_qr_look (CubbyQrReader *self, const CubbyFrame *frame, gint64 until_us, GPtrArray *codes)
{
  guint n_known = codes->len;
  self->has_grid = FALSE;
  look_at (self, frame, until_us, codes);
  /* A picture alone has the time for another try, as if nothing had scratched the code. */
  if (frame->captured_us != 0 || codes->len > n_known || cubby_budget_now () >= until_us)
    return;
  g_autoptr (CubbyFrame) closed = cubby_frame_close (frame);
  look_at (self, closed, until_us, codes);
}
