/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/still.h"

#include "hardware/scanner/decode/codes.h"

/* The smallest size that is looked at is not much smaller than this, unless the picture itself is. */
#define SIDE_MIN 400
/* A picture that is smaller has small modules: it is looked at in twice its size too. */
#define SIDE_SMALL 1000
#define LEVELS_MAX 10
/* The strategies of the last resort are so many times what the first ones are. */
#define LAST_WEIGHT 4
/* The part of the time left that one of our own readers may take, which end by themselves: the next size
 * shall have some too. */
#define READER_PART 2

typedef struct {
  CubbyFrame *frame;
  float factor; /* pixels of the picture for one of it */
} Level;

/* The strategies of one kind at one size. */
typedef struct {
  const Level *level;
  CubbyStrategyUse use;
  gint64 cost;
} Step;

typedef struct {
  Level levels[LEVELS_MAX];
  guint n_levels;
  Step steps[2 * LEVELS_MAX];
  guint n_steps;
} Plan;

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
  *level = (Level){frame, factor};
  gint64 pixels = (gint64)frame->width * frame->height;
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

static guint
kind_of (guint symbology)
{
  return symbology == CUBBY_SYMBOLOGY_QR ? CUBBY_SYMBOLOGY_QR : CUBBY_SYMBOLOGIES_LINEAR;
}

/* From the pixels of the level to those of the picture. */
static void
place (const Level *level, const CubbyFrame *frame, CubbyCode *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    code->corners[i].x *= level->factor;
    code->corners[i].y *= level->factor;
  }
  cubby_code_set_region (code, frame);
}

/* What one strategy of a step reads; what it took is noted. */
static void
run (const Level *level, guint index, CubbyReaders *readers, CubbyBudget *budget, const CubbyFrame *frame,
     guint symbologies, gint64 left_us, GPtrArray *codes)
{
  g_autoptr (GPtrArray) found = cubby_codes_new ();
  const CubbyRegion whole = {0, 0, level->frame->width, level->frame->height};
  gint64 begun_us = cubby_budget_now ();
  gboolean done;
  cubby_strategy_run (cubby_strategy_get (index), readers, level->frame, &whole, symbologies, left_us, found,
                      &done);
  if (done)
    cubby_budget_note (budget, index, whole.width * whole.height, cubby_budget_now () - begun_us);
  while (found->len > 0) {
    CubbyCode *code = g_ptr_array_steal_index (found, 0);
    place (level, frame, code);
    cubby_codes_take (codes, code);
  }
}

/* How much of the time it may take; 0: it would not end. */
static gint64
get_share_us (const CubbyBudget *budget, guint index, guint n_pixels, gint64 left_us)
{
  if (cubby_strategy_get (index)->reader != CUBBY_READER_DECODER)
    return MAX (left_us, 0) / READER_PART;
  return cubby_budget_foretell (budget, index, n_pixels) <= left_us ? MAX (left_us, 0) : 0;
}

void
cubby_still_look (CubbyReaders *readers, CubbyBudget *budget, const CubbyFrame *frame, guint symbologies,
                  gint64 budget_us, GPtrArray *codes)
{
  g_auto (Plan) plan = {0};
  gint64 until_us = cubby_budget_now () + budget_us;
  plan_make (&plan, frame);
  for (guint i = 0; i < plan.n_steps && codes->len == 0; i++) {
    const Step *step = &plan.steps[i];
    guint n_pixels = step->level->frame->width * step->level->frame->height;
    for (guint index = 0; index < cubby_strategies_count (); index++) {
      const CubbyStrategy *strategy = cubby_strategy_get (index);
      guint wanted = symbologies & strategy->symbologies;
      if (codes->len > 0)
        wanted &= kind_of (((const CubbyCode *)g_ptr_array_index (codes, 0))->symbology);
      if (wanted == 0 || (strategy->uses & step->use) == 0)
        continue;
      gint64 share_us = get_share_us (budget, index, n_pixels, until_us - cubby_budget_now ());
      if (share_us > 0)
        run (step->level, index, readers, budget, frame, wanted, share_us, codes);
    }
  }
}
