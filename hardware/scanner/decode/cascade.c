/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/cascade.h"

#include "app/domain/scan-attention.h"
#include "app/domain/scan-ease.h"
#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/follow.h"
#include "hardware/scanner/decode/glance.h"
#include "hardware/scanner/decode/likeness.h"
#include "hardware/scanner/decode/seek.h"
#include "hardware/scanner/decode/still.h"
#include "hardware/scanner/decode/watch.h"

#include <string.h>

/* While codes are followed, every so many pictures the whole is looked at too: for one more. */
#define WHOLE_EVERY 4
/* Of a pixel of the picture, until it was measured. */
#define WATCH_NS 1

/* The code that was read last. */
typedef struct {
  gint64 read_us;
  CubbyPoint corners[4];
  CubbySymbology symbology;
  float module_px;
} Last;

struct _CubbyCascade {
  CubbyReaders *readers;
  CubbyTracks *tracks;
  CubbyGlance *glance;
  CubbyLikeness *likeness; /* of its place */
  CubbyWatch *watch;
  CubbyBudget budget;
  CubbyScanAttention attention;
  CubbySeek seek;
  CubbyScanEase ease;
  Last last;
  gboolean is_easy; /* the last picture was looked at cheaply */
  CubbyView view;
  guint symbologies; /* of the last picture */
  guint n_followed;  /* pictures since the whole was looked at */
};

/* The view of a picture is made when all strategies are done, and has its part of the time, too. */
static guint
get_watch_kind (void)
{
  return cubby_strategies_count ();
}

CubbyCascade *
cubby_cascade_new (void)
{
  CubbyCascade *self = g_new0 (CubbyCascade, 1);
  self->readers = cubby_readers_new ();
  self->tracks = cubby_tracks_new ();
  self->glance = cubby_glance_new ();
  self->likeness = cubby_likeness_new ();
  self->watch = cubby_watch_new ();
  for (guint i = 0; i < cubby_strategies_count (); i++)
    cubby_budget_expect (&self->budget, i, cubby_strategy_get (i)->cost);
  cubby_budget_expect (&self->budget, get_watch_kind (), WATCH_NS);
  return self;
}

void
cubby_cascade_free (CubbyCascade *self)
{
  if (self == NULL)
    return;
  cubby_watch_free (self->watch);
  cubby_likeness_free (self->likeness);
  cubby_glance_free (self->glance);
  cubby_tracks_free (self->tracks);
  cubby_readers_free (self->readers);
  g_free (self);
}

const CubbyView *
cubby_cascade_get_view (const CubbyCascade *self)
{
  return &self->view;
}

/* What was read; where it was, if it was hardly looked at; or else what looks like a code. */
static void
cascade_watch (CubbyCascade *self, const CubbyTurn *turn)
{
  const CubbyCode *code = turn->codes->len > 0 ? g_ptr_array_index (turn->codes, 0) : NULL;
  if (code != NULL) {
    cubby_watch_look (self->watch, turn->frame, code->corners, code->symbology, *turn->module_px,
                      &self->view);
    return;
  }
  if (self->is_easy) {
    cubby_watch_look (self->watch, turn->frame, self->last.corners, self->last.symbology,
                      self->last.module_px, &self->view);
    return;
  }
  CubbyPoint corners[4];
  if (self->seek.has_grid)
    cubby_qr_grid_get_corners (&self->seek.grid, corners);
  cubby_watch_look (self->watch, turn->frame, self->seek.has_grid ? corners : NULL,
                    self->seek.has_grid ? CUBBY_SYMBOLOGY_QR : 0,
                    self->seek.has_grid ? (float)cubby_qr_grid_get_module_size (&self->seek.grid) : 0,
                    &self->view);
}

static void
cascade_make_view (CubbyCascade *self, const CubbyTurn *turn)
{
  gint64 begun_us = cubby_budget_now ();
  cascade_watch (self, turn);
  cubby_budget_note (&self->budget, get_watch_kind (), turn->frame->width * turn->frame->height,
                     cubby_budget_now () - begun_us);
}

/* Whether the whole picture is to be looked at, after what is followed was: a new scene is, and so is what is
 * beside a code now and then. */
static gboolean
cascade_wants_whole (CubbyCascade *self, guint n_followed, gboolean all, gint64 now_us)
{
  gboolean is_open = cubby_seek_is_open (&self->seek, now_us);
  gboolean wants = n_followed == 0 || !all || is_open || self->n_followed + 1 >= WHOLE_EVERY;
  self->n_followed = wants ? 0 : self->n_followed + 1;
  return wants;
}

/* Whether the code is held there still, and was searched for beside in a dear look just before. */
static gboolean
cascade_is_easy (CubbyCascade *self, const CubbyTurn *turn, guint n_ids)
{
  if (self->ease.n_left == 0)
    return FALSE;
  const CubbyScanEaseSight sight = {
      .n_followed = n_ids,
      .alike = cubby_likeness_compare (self->likeness, cubby_glance_get_small (self->glance)),
      .since_us = turn->now_us - self->last.read_us,
      .settles = cubby_seek_is_open (&self->seek, turn->now_us)};
  return cubby_scan_ease_take (&self->ease, &sight);
}

static void
cascade_take_turn (CubbyCascade *self, CubbyTurn *turn, const guint *ids, guint n_ids)
{
  gint64 begun_us = cubby_budget_now ();
  gboolean all = cubby_follow (turn, ids, n_ids);
  if (cascade_wants_whole (self, n_ids, all, turn->now_us)) {
    cubby_seek (&self->seek, turn);
    if (turn->codes->len == 0)
      cubby_scan_attention_spend (&self->attention, 1);
  }
  cubby_scan_ease_note (&self->ease, cubby_budget_now () - begun_us);
}

static void
cascade_note_last (CubbyCascade *self, const CubbyTurn *turn)
{
  if (turn->codes->len == 0)
    return;
  const CubbyCode *code = g_ptr_array_index (turn->codes, 0);
  self->last = (Last){.read_us = turn->now_us, .symbology = code->symbology, .module_px = *turn->module_px};
  memcpy (self->last.corners, code->corners, sizeof self->last.corners);
  cubby_likeness_keep (self->likeness, cubby_glance_get_small (self->glance), &code->region);
}

static void
cascade_look (CubbyCascade *self, CubbyTurn *turn, const guint *ids, guint n_ids)
{
  self->seek.has_grid = FALSE;
  self->seek.searched = 0;
  self->is_easy = cascade_is_easy (self, turn, n_ids);
  if (self->is_easy) {
    cubby_follow_lightly (turn, ids[0], CUBBY_SCAN_EASE_LOOK_US);
    self->n_followed++;
  } else {
    cascade_take_turn (self, turn, ids, n_ids);
  }
  cascade_note_last (self, turn);
}

GPtrArray *
cubby_cascade_look (CubbyCascade *self, const CubbyFrame *frame, guint symbologies, gint64 budget_us)
{
  float module_px = 0;
  CubbyTurn turn = {.readers = self->readers,
                    .tracks = self->tracks,
                    .budget = &self->budget,
                    .frame = frame,
                    .symbologies = symbologies,
                    .budget_us = budget_us,
                    .until_us = cubby_budget_now () + budget_us,
                    .now_us = frame->captured_us > 0 ? frame->captured_us : g_get_monotonic_time (),
                    .n_before = cubby_tracks_count_new (self->tracks),
                    .codes = cubby_codes_new (),
                    .module_px = &module_px};
  turn.until_us -= cubby_budget_foretell (&self->budget, get_watch_kind (), frame->width * frame->height);
  guint ids[CUBBY_TRACKS_MAX];
  guint n_ids = cubby_tracks_begin (self->tracks, frame, turn.now_us, ids);
  if (symbologies != self->symbologies)
    self->attention = (CubbyScanAttention){0};
  self->symbologies = symbologies;
  self->is_easy = FALSE;
  float common, change = cubby_glance_compare (self->glance, frame, &common);
  if (cubby_scan_attention_take (&self->attention, change, common, n_ids > 0,
                                 symbologies != 0 ? CUBBY_SEEK_ROUND : 0, turn.now_us)) {
    cubby_glance_keep (self->glance);
    cascade_look (self, &turn, ids, n_ids);
  }
  cascade_make_view (self, &turn);
  self->view.complete = cubby_seek_is_complete (&self->seek, symbologies);
  return turn.codes;
}

GPtrArray *
cubby_cascade_look_long (CubbyCascade *self, const CubbyFrame *frame, guint symbologies, gint64 budget_us)
{
  GPtrArray *codes = cubby_codes_new ();
  cubby_still_look (self->readers, &self->budget, frame, symbologies, budget_us, codes);
  return codes;
}
