/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/cascade.h"

#include "app/domain/scan-attention.h"
#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/glance.h"
#include "hardware/scanner/decode/still.h"
#include "hardware/scanner/decode/strategy.h"
#include "hardware/scanner/decode/track.h"
#include "hardware/scanner/decode/watch.h"

/* While codes are followed, every so many pictures the whole is looked at too: for one more. */
#define WHOLE_EVERY 4
/* A strategy that takes more than the time of a picture looks at upright strips, one a picture; they overlap
 * by the size of the codes that need its sharpness. */
#define STRIPS_MAX 5
#define STRIPS_OVERLAP 200
/* Room round what looks like a code, in percent of its side. */
#define CANDIDATE_GROWS 140
/* The part of the time that is left for the whole picture: one in so many. */
#define CANDIDATE_LEAVES 3
/* Our own readers look at one candidate at least. */
#define MINIMUM_US 2000
/* Without a budget, as tests want it on a slow machine. */
#define UNBOUNDED_US 500000
/* The part of the time of a picture that a reader may take which looks at each picture, in percent; that of
 * bars has every second picture to its end. */
#define EACH_PERCENT 60
/* So often each strategy looks at a still scene, for no picture of it is noisy in the same way. */
#define ROUND_TIMES 3

struct _CubbyCascade {
  CubbyReaders *readers;
  CubbyTracks *tracks;
  CubbyGlance *glance;
  CubbyWatch *watch;
  CubbyBudget budget;
  CubbyScanAttention attention;
  CubbyView view;
  guint symbologies; /* of the last picture */
  guint n_looks;

  guint near; /* strategy for what looks like a code */
  gboolean has_grid;
  CubbyQrGrid grid; /* of what looks like a code in the last picture */

  guint next; /* strategy over the whole picture */
  guint strip;
  guint n_strips; /* of that strategy; 0: it has not begun */
};

/* One picture and what is known of it. */
typedef struct {
  const CubbyFrame *frame;
  guint symbologies;
  gint64 budget_us;
  gint64 until_us; /* of the processor */
  gint64 now_us;   /* monotonic */
  GPtrArray *codes;
} Look;

CubbyCascade *
cubby_cascade_new (void)
{
  CubbyCascade *self = g_new0 (CubbyCascade, 1);
  self->readers = cubby_readers_new ();
  self->tracks = cubby_tracks_new ();
  self->glance = cubby_glance_new ();
  self->watch = cubby_watch_new ();
  for (guint i = 0; i < cubby_strategies_count (); i++)
    cubby_budget_expect (&self->budget, i, cubby_strategy_get (i)->cost);
  return self;
}

void
cubby_cascade_free (CubbyCascade *self)
{
  if (self == NULL)
    return;
  cubby_watch_free (self->watch);
  cubby_glance_free (self->glance);
  cubby_tracks_free (self->tracks);
  cubby_readers_free (self->readers);
  g_free (self);
}

static gboolean
is_for (guint index, CubbyStrategyUse use, guint symbologies)
{
  const CubbyStrategy *strategy = cubby_strategy_get (index);
  return (strategy->uses & use) != 0 && (strategy->symbologies & symbologies) != 0;
}

/* A place where one kind of code was is not searched for the other. */
static guint
kind_of (guint symbologies)
{
  return (symbologies & CUBBY_SYMBOLOGY_QR) != 0 ? CUBBY_SYMBOLOGY_QR : CUBBY_SYMBOLOGIES_LINEAR;
}

static guint
count_turns (guint symbologies)
{
  guint n = 0;
  for (guint i = 0; i < cubby_strategies_count (); i++)
    n += is_for (i, CUBBY_STRATEGY_WHOLE, symbologies) ? 1 : 0;
  return n;
}

/* Ways of looking that a new scene deserves. */
static guint
round_of (guint symbologies)
{
  return symbologies != 0 ? ROUND_TIMES * MAX (count_turns (symbologies), 1) : 0;
}

guint
cubby_cascade_get_n_strategies (void)
{
  return count_turns (CUBBY_SYMBOLOGIES_ALL);
}

const CubbyView *
cubby_cascade_get_view (const CubbyCascade *self)
{
  return &self->view;
}

static gint64
look_left_us (const Look *look)
{
  return look->until_us - cubby_budget_now ();
}

/* For our own readers, which end by themselves. */
static gint64
reader_left_us (const Look *look)
{
  return look->budget_us > 0 ? MAX (look_left_us (look), MINIMUM_US) : UNBOUNDED_US;
}

static gboolean
cascade_fits (CubbyCascade *self, const Look *look, guint index, const CubbyRegion *part)
{
  return cubby_budget_foretell (&self->budget, index, part->width * part->height) <= look_left_us (look);
}

/* Returns: how many codes it added; where they are is remembered. */
static guint
cascade_try (CubbyCascade *self, const Look *look, guint index, const CubbyRegion *part)
{
  gint64 begun_us = cubby_budget_now ();
  gboolean done;
  guint n_added = cubby_strategy_run (cubby_strategy_get (index), self->readers, look->frame, part,
                                      look->symbologies, reader_left_us (look), look->codes, &done);
  if (done)
    cubby_budget_note (&self->budget, index, part->width * part->height, cubby_budget_now () - begun_us);
  for (guint i = look->codes->len - n_added; i < look->codes->len; i++)
    cubby_tracks_note (self->tracks, g_ptr_array_index (look->codes, i), index, look->now_us);
  return n_added;
}

/* All strategies for such codes in one region, beginning with @first, until one reads something.
 * Returns: where to go on the next time; -1 when something was read. */
static int
cascade_look_near (CubbyCascade *self, const Look *look, guint first, guint symbologies,
                   const CubbyRegion *part)
{
  gboolean tried = FALSE;
  guint n = cubby_strategies_count ();
  for (guint i = 0; i < n; i++) {
    guint index = (first + i) % n;
    if (!is_for (index, CUBBY_STRATEGY_NEAR, symbologies))
      continue;
    if (tried && (look->budget_us == 0 || !cascade_fits (self, look, index, part)))
      return (int)index;
    tried = TRUE;
    if (cascade_try (self, look, index, part) > 0)
      return -1;
  }
  return (int)first;
}

/* The cheapest way to see that the same code is there still, with readers that would not be believed alone.
 */
static gboolean
cascade_look_again (CubbyCascade *self, const Look *look, guint track, guint strategy, guint symbologies,
                    const CubbyRegion *part)
{
  gboolean again = FALSE;
  for (guint index = 0; index < cubby_strategies_count () && !again; index++) {
    if (!is_for (index, CUBBY_STRATEGY_AGAIN, symbologies))
      continue;
    g_autoptr (GPtrArray) found = cubby_codes_new ();
    gboolean done;
    cubby_strategy_run (cubby_strategy_get (index), self->readers, look->frame, part, symbologies,
                        reader_left_us (look), found, &done);
    for (guint i = 0; i < found->len && !again; i++) {
      if (!cubby_tracks_is (self->tracks, track, g_ptr_array_index (found, i)))
        continue;
      CubbyCode *code = g_ptr_array_steal_index (found, i);
      cubby_tracks_note (self->tracks, code, strategy, look->now_us);
      cubby_codes_take (look->codes, code);
      again = TRUE;
    }
  }
  return again;
}

/* Where codes were read lately. Returns: whether all of them are there still. */
static gboolean
cascade_look_followed (CubbyCascade *self, Look *look, guint n_tracks)
{
  gboolean all = TRUE;
  gint64 until_us = look->until_us;
  for (guint i = 0; i < n_tracks; i++) {
    CubbyRegion part;
    guint first = cubby_tracks_get (self->tracks, i, look->frame, look->now_us, &part);
    guint symbologies = look->symbologies & kind_of (cubby_strategy_get (first)->symbologies);
    /* Once it was not there, the time is for the whole picture too. */
    if (cubby_tracks_get_misses (self->tracks, i) > 0)
      look->until_us = until_us - look->budget_us / 2;
    if (cascade_look_again (self, look, i, first, symbologies, &part)) {
      look->until_us = until_us;
      continue;
    }
    guint n_before = look->codes->len;
    if (cascade_look_near (self, look, first, symbologies, &part) >= 0 && look->codes->len == n_before) {
      cubby_tracks_miss (self->tracks, i);
      all = FALSE;
    }
    look->until_us = until_us;
  }
  return all;
}

static CubbyRegion
strip_of (const CubbyFrame *frame, guint strip, guint n_strips)
{
  guint step = frame->width / n_strips;
  guint start = strip * step, end = strip + 1 == n_strips ? frame->width : start + step;
  guint before = MIN (start, STRIPS_OVERLAP / 2), behind = MIN (frame->width - end, STRIPS_OVERLAP / 2);
  return (CubbyRegion){start - before, 0, end + behind - (start - before), frame->height};
}

static void
cascade_begin_turn (CubbyCascade *self, const Look *look)
{
  guint n_pixels = look->frame->width * look->frame->height;
  gint64 cost_us = cubby_budget_foretell (&self->budget, self->next, n_pixels);
  gint64 share_us = MAX (look_left_us (look), look->budget_us / STRIPS_MAX + 1);
  gint64 n_strips = look->budget_us > 0 ? (cost_us + share_us - 1) / share_us : 1;
  self->n_strips = (guint)CLAMP (n_strips, 1, STRIPS_MAX);
  self->strip = 0;
}

static void
cascade_skip_turn (CubbyCascade *self)
{
  self->next = (self->next + 1) % cubby_strategies_count ();
  self->n_strips = 0;
}

static CubbyRegion
cascade_strip (CubbyCascade *self, const Look *look)
{
  return strip_of (look->frame, self->strip, self->n_strips);
}

/* One strip of the strategy whose turn it is. What reads something keeps its turn, and goes on as far as the
 * time goes: nobody is to be told of one code while there are two. */
static void
cascade_look_strip (CubbyCascade *self, const Look *look)
{
  guint n_known = look->codes->len;
  gboolean more;
  do {
    CubbyRegion part = cascade_strip (self, look);
    cascade_try (self, look, self->next, &part);
    more = ++self->strip < self->n_strips;
    if (more)
      part = cascade_strip (self, look);
    if (!more || look->codes->len == n_known || !cascade_fits (self, look, self->next, &part))
      break;
  } while (TRUE);
  if (more)
    return;
  if (look->codes->len == n_known)
    cascade_skip_turn (self);
  self->n_strips = 0;
  cubby_scan_attention_spend (&self->attention, 1);
}

/* The next strategies in turn over the whole picture, as many as the time allows; one that cannot be done in
 * the time of a picture at all is passed over. */
static void
cascade_look_whole (CubbyCascade *self, const Look *look)
{
  guint n_known = look->codes->len, n_tried = 0;
  for (guint i = 0; i < cubby_strategies_count () && look->codes->len == n_known; i++) {
    if (!is_for (self->next, CUBBY_STRATEGY_WHOLE, look->symbologies)) {
      cascade_skip_turn (self);
      continue;
    }
    if (self->n_strips == 0)
      cascade_begin_turn (self, look);
    CubbyRegion part = cascade_strip (self, look);
    gboolean fits = look->budget_us > 0 ? cascade_fits (self, look, self->next, &part) : n_tried == 0;
    if (fits) {
      cascade_look_strip (self, look);
      n_tried++;
      continue;
    }
    self->n_strips = 0; /* begins anew, with what the next picture leaves of its time */
    if (n_tried > 0)
      return;
    if (cubby_budget_foretell (&self->budget, self->next, part.width * part.height) > look->budget_us) {
      cubby_scan_attention_spend (&self->attention, 1);
      cubby_budget_fade (&self->budget, self->next);
    }
    cascade_skip_turn (self);
  }
}

static CubbyRegion
region_of_grid (const CubbyQrGrid *grid, const CubbyFrame *frame)
{
  CubbyCode box = {0};
  cubby_qr_grid_get_corners (grid, box.corners);
  cubby_code_set_region (&box, frame);
  cubby_region_grow (&box.region, CANDIDATE_GROWS, frame);
  return box.region;
}

static gboolean
is_at (const CubbyRegion *part, const CubbyCode *code)
{
  guint x = part->x + part->width / 2, y = part->y + part->height / 2;
  const CubbyRegion *box = &code->region;
  return x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height;
}

static gboolean
is_read (const CubbyRegion *part, GPtrArray *codes)
{
  for (guint i = 0; i < codes->len; i++)
    if (is_at (part, g_ptr_array_index (codes, i)))
      return TRUE;
  return FALSE;
}

/* All strategies, in turn over the next pictures, where our own reader saw what looks like a code. */
static void
cascade_look_at_candidate (CubbyCascade *self, const Look *look)
{
  CubbyRegion part = region_of_grid (&self->grid, look->frame);
  if (is_read (&part, look->codes))
    return;
  Look near = *look;
  near.until_us -= look->budget_us / CANDIDATE_LEAVES; /* what looks like a code may be none */
  int next = cascade_look_near (self, &near, self->near, CUBBY_SYMBOLOGY_QR, &part);
  self->near = next >= 0 ? (guint)next : self->near;
}

/* What is cheap enough for each picture, until it reads something. While a code is followed, one more of its
 * kind is looked for. */
static void
cascade_look_each (CubbyCascade *self, const Look *look)
{
  guint n_known = look->codes->len;
  guint symbologies = look->symbologies;
  if (n_known > 0)
    symbologies &= kind_of (((const CubbyCode *)g_ptr_array_index (look->codes, 0))->symbology);
  const CubbyRegion whole = {0, 0, look->frame->width, look->frame->height};
  for (guint index = 0; index < cubby_strategies_count () && look->codes->len == n_known; index++) {
    if (!is_for (index, CUBBY_STRATEGY_EACH, symbologies))
      continue;
    Look each = *look;
    if (cubby_strategy_get (index)->symbologies == CUBBY_SYMBOLOGY_QR)
      each.until_us -= look->budget_us * (100 - EACH_PERCENT) / 100;
    else if ((symbologies & CUBBY_SYMBOLOGY_QR) != 0 && self->n_looks % 2 == 0)
      continue;
    cascade_try (self, &each, index, &whole);
  }
  const CubbyQrGrid *grid =
      (symbologies & CUBBY_SYMBOLOGY_QR) != 0 ? cubby_qr_reader_get_grid (self->readers->qr) : NULL;
  if (grid == NULL)
    return;
  self->has_grid = TRUE;
  self->grid = *grid;
  cascade_look_at_candidate (self, look);
}

/* What was read, or else what looks like a code. The grid is of this picture: one that was seen before, or
 * elsewhere, says nothing of a code that another reader read. */
static void
cascade_make_view (CubbyCascade *self, const Look *look)
{
  float module_px = self->has_grid ? (float)cubby_qr_grid_get_module_size (&self->grid) : 0;
  const CubbyCode *code = look->codes->len > 0 ? g_ptr_array_index (look->codes, 0) : NULL;
  if (code != NULL) {
    CubbyRegion place = self->has_grid ? region_of_grid (&self->grid, look->frame) : (CubbyRegion){0};
    gboolean is_its = self->has_grid && code->symbology == CUBBY_SYMBOLOGY_QR && is_at (&place, code);
    cubby_watch_look (self->watch, look->frame, code->corners, code->symbology, is_its ? module_px : 0,
                      &self->view);
    return;
  }
  CubbyPoint corners[4];
  if (self->has_grid)
    cubby_qr_grid_get_corners (&self->grid, corners);
  cubby_watch_look (self->watch, look->frame, self->has_grid ? corners : NULL,
                    self->has_grid ? CUBBY_SYMBOLOGY_QR : 0, module_px, &self->view);
}

GPtrArray *
cubby_cascade_look (CubbyCascade *self, const CubbyFrame *frame, guint symbologies, gint64 budget_us)
{
  Look look = {.frame = frame,
               .symbologies = symbologies,
               .budget_us = budget_us,
               .until_us = cubby_budget_now () + budget_us,
               .now_us = frame->captured_us != 0 ? frame->captured_us : g_get_monotonic_time (),
               .codes = cubby_codes_new ()};
  guint n_tracks = cubby_tracks_begin (self->tracks, frame, look.now_us);
  if (symbologies != self->symbologies)
    self->attention = (CubbyScanAttention){0};
  self->symbologies = symbologies;
  float change = cubby_glance_compare (self->glance, frame);
  if (cubby_scan_attention_take (&self->attention, change, n_tracks > 0, round_of (symbologies),
                                 look.now_us)) {
    cubby_glance_keep (self->glance);
    self->n_looks++;
    self->has_grid = FALSE;
    gboolean all = cascade_look_followed (self, &look, n_tracks);
    if (n_tracks == 0 || !all || self->n_looks % WHOLE_EVERY == 0)
      cascade_look_each (self, &look);
    if (look.codes->len == 0)
      cascade_look_whole (self, &look);
    if (count_turns (symbologies) == 0)
      cubby_scan_attention_spend (&self->attention, 1);
  }
  cascade_make_view (self, &look);
  return look.codes;
}

GPtrArray *
cubby_cascade_look_long (CubbyCascade *self, const CubbyFrame *frame, guint symbologies)
{
  GPtrArray *codes = cubby_codes_new ();
  cubby_still_look (self->readers, &self->budget, frame, symbologies, CUBBY_STILL_BUDGET_US, codes);
  return codes;
}
