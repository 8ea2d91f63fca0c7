/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/still.h"

#include "hardware/scanner/decode/blank.h"
#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/linear-labels.h"

/* The smallest size that is looked at is not much smaller than this, unless the picture itself is. */
#define SIDE_MIN 160
/* A picture that is smaller has small modules: it is looked at in twice its size too. */
#define SIDE_SMALL 1000
#define LEVELS_MAX 10
/* The strategies of the last resort are so many times what the first ones are. */
#define LAST_WEIGHT 4
/* The part of the time left that one of our own readers may take, which end by themselves: the next size
 * shall have some too. */
#define READER_PART 2
/* Of the processor, for one more code after the first. */
#define MORE_US ((gint64)900 * 1000)

typedef struct {
  CubbyFrame *frame;
  float factor;     /* pixels of the picture for one of it */
  guint32 tried;    /* strategies, a bit each */
  guint32 cut;      /* of those had not the time that they wanted */
  gboolean is_over; /* for labels */
} Level;

/* The strategies of one kind at one size. */
typedef struct {
  Level *level;
  CubbyStrategyUse use;
  gint64 cost;
} Step;

typedef struct {
  Level levels[LEVELS_MAX];
  guint n_levels;
  Step steps[3 * LEVELS_MAX];
  guint n_steps;
} Plan;

typedef struct {
  CubbyReaders *readers;
  CubbyBudget *budget;
  const CubbyFrame *frame;
  guint symbologies;
  gint64 until_us; /* of the processor */
  GPtrArray *codes;
  GPtrArray *parts; /* of CubbyCode: of texts that lie in several codes; zbar may read the whole */
} Look;

static void
plan_clear (Plan *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    cubby_frame_unref (self->levels[i].frame);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static guint
side_of (const CubbyFrame *frame)
{
  return MAX (frame->width, frame->height);
}

static const Level *
plan_add_level (Plan *self, CubbyFrame *frame, float factor)
{
  Level *level = &self->levels[self->n_levels++];
  *level = (Level){.frame = frame, .factor = factor};
  gint64 pixels = (gint64)frame->width * frame->height;
  self->steps[self->n_steps++] = (Step){level, CUBBY_STRATEGY_MORE, pixels};
  self->steps[self->n_steps++] = (Step){level, CUBBY_STRATEGY_STILL, pixels};
  self->steps[self->n_steps++] = (Step){level, CUBBY_STRATEGY_LAST, pixels * LAST_WEIGHT};
  return level;
}

static int
compare_steps (const void *one, const void *other)
{
  const Step *a = one, *b = other;
  return (a->cost > b->cost) - (a->cost < b->cost);
}

static void
plan_make (Plan *self, const CubbyFrame *frame)
{
  const Level *last = plan_add_level (self, cubby_frame_ref ((CubbyFrame *)frame), 1);
  while (side_of (last->frame) >= 2 * SIDE_MIN && self->n_levels < LEVELS_MAX - 1)
    last = plan_add_level (self, cubby_frame_halve (last->frame), last->factor * 2);
  if (side_of (frame) < SIDE_SMALL)
    plan_add_level (self, cubby_frame_double (frame), 0.5f);
  qsort (self->steps, self->n_steps, sizeof (Step), compare_steps);
}

/* From the pixels of one size to those of @frame, which has @factor as many. */
static void
place (CubbyCode *code, float factor, const CubbyFrame *frame)
{
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    code->corners[i].x *= factor;
    code->corners[i].y *= factor;
  }
  cubby_code_set_region (code, frame);
}

/* What one strategy reads at one size; what it took is noted. */
static void
look_with (const Look *self, Level *level, guint index, gint64 left_us)
{
  g_autoptr (GPtrArray) found = cubby_codes_new ();
  const CubbyRegion whole = {0, 0, level->frame->width, level->frame->height};
  gint64 begun_us = cubby_budget_now ();
  gboolean done;
  level->tried |= 1U << index;
  cubby_strategy_run (cubby_strategy_get (index), self->readers, level->frame, &whole, self->symbologies,
                      left_us, found, &done);
  gint64 took_us = cubby_budget_now () - begun_us;
  if (done)
    cubby_budget_note (self->budget, index, whole.width * whole.height, took_us);
  if (took_us >= left_us)
    level->cut |= 1U << index;
  while (found->len > 0) {
    CubbyCode *code = g_ptr_array_steal_index (found, 0);
    place (code, level->factor, self->frame);
    cubby_codes_take (code->n_parts > 0 ? self->parts : self->codes, code);
  }
}

/* Those that were read, in the pixels of the level. */
static GPtrArray *
copy_known (const Look *self, const Level *level)
{
  GPtrArray *known = cubby_codes_new ();
  for (guint i = 0; i < self->codes->len; i++) {
    const CubbyCode *one = g_ptr_array_index (self->codes, i);
    CubbyCode *code = g_memdup2 (one, sizeof *one);
    code->text = g_memdup2 (one->text, one->length + 1);
    place (code, 1 / level->factor, level->frame);
    g_ptr_array_add (known, code);
  }
  return known;
}

static void
look_for_labels (const Look *self, Level *level)
{
  if (level->is_over || (self->symbologies & CUBBY_SYMBOLOGIES_LINEAR) == 0)
    return;
  g_autoptr (GPtrArray) found = copy_known (self, level);
  guint n_known = found->len;
  cubby_linear_labels_look (cubby_linear_reader_get_place (self->readers->linear), level->frame,
                            self->symbologies, self->until_us, found);
  level->is_over = cubby_budget_now () < self->until_us;
  while (found->len > n_known) {
    CubbyCode *code = g_ptr_array_steal_index (found, n_known);
    place (code, level->factor, self->frame);
    cubby_codes_take (self->codes, code);
  }
}

/* How much of the time it may take; 0: it would not end. */
static gint64
get_share_us (const Look *self, guint index, const Level *level)
{
  gint64 left_us = MAX (self->until_us - cubby_budget_now (), 0);
  if (cubby_strategy_get (index)->reader != CUBBY_READER_DECODER)
    return left_us / READER_PART;
  guint n_pixels = level->frame->width * level->frame->height;
  return cubby_budget_foretell (self->budget, index, n_pixels) <= left_us ? left_us : 0;
}

static void
look_by_step (const Look *self, const Step *step)
{
  for (guint index = 0; index < cubby_strategies_count (); index++) {
    const CubbyStrategy *strategy = cubby_strategy_get (index);
    if ((strategy->symbologies & self->symbologies) == 0 || (strategy->uses & step->use) == 0 ||
        (step->level->tried & 1U << index) != 0)
      continue;
    gint64 share_us = get_share_us (self, index, step->level);
    if (share_us > 0)
      look_with (self, step->level, index, share_us);
  }
}

/* By all steps but those for one more code, until something is read. Sheets come first: what is full of bars
 * keeps the others busy. */
static void
look_for_first (const Look *self, Plan *plan)
{
  for (guint i = plan->n_levels; i-- > 0;)
    look_for_labels (self, &plan->levels[i]);
  for (guint i = 0; i < plan->n_steps && self->codes->len == 0; i++)
    if (plan->steps[i].use != CUBBY_STRATEGY_MORE)
      look_by_step (self, &plan->steps[i]);
}

static void
look_for_more (const Look *self, const Plan *plan)
{
  for (guint i = 0; i < plan->n_steps; i++)
    if (plan->steps[i].use == CUBBY_STRATEGY_MORE)
      look_by_step (self, &plan->steps[i]);
}

static void
plan_take_up_again (Plan *self)
{
  for (guint i = 0; i < self->n_levels; i++) {
    self->levels[i].tried &= ~self->levels[i].cut;
    self->levels[i].cut = 0;
  }
}

/* Those of which the whole was not read. */
static void
tell_parts (const Look *self)
{
  while (self->parts->len > 0) {
    CubbyCode *part = g_ptr_array_steal_index (self->parts, 0);
    gboolean is_known = FALSE;
    for (guint i = 0; i < self->codes->len && !is_known; i++) {
      const CubbyCode *whole = g_ptr_array_index (self->codes, i);
      is_known = g_strstr_len (whole->text, (gssize)whole->length, part->text) != NULL;
    }
    if (is_known)
      cubby_code_free (part);
    else
      cubby_codes_take (self->codes, part);
  }
}

void
cubby_still_look (CubbyReaders *readers, CubbyBudget *budget, const CubbyFrame *frame, guint symbologies,
                  gint64 budget_us, GPtrArray *codes)
{
  g_auto (Plan) plan = {0};
  g_autoptr (GPtrArray) parts = cubby_codes_new ();
  gint64 begun_us = cubby_budget_now ();
  Look look = {.readers = readers,
               .budget = budget,
               .frame = frame,
               .symbologies = symbologies,
               .until_us = begun_us + MIN (budget_us, CUBBY_STILL_BUDGET_US),
               .codes = codes,
               .parts = parts};
  g_return_if_fail (cubby_strategies_count () <= 32);
  if (cubby_frame_is_blank (frame))
    return;
  plan_make (&plan, frame);
  look_for_first (&look, &plan);
  if (codes->len + parts->len == 0 && budget_us > CUBBY_STILL_BUDGET_US) {
    plan_take_up_again (&plan);
    look.until_us = begun_us + budget_us;
    look_for_first (&look, &plan);
  }
  look.until_us = MIN (look.until_us, cubby_budget_now () + MORE_US);
  if (codes->len > 0)
    look_for_more (&look, &plan);
  tell_parts (&look);
}
