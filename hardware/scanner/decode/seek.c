/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/seek.h"

#include "app/domain/scan-filter.h"
#include "hardware/scanner/decode/codes.h"
#include "hardware/scanner/decode/cover.h"

/* Room round what looks like a code, in percent of its side. */
#define CANDIDATE_GROWS 140
/* QR codes are looked for before bars but in one of so many pictures; what is kept then of what is left of
 * the time for those that are looked for last. */
#define BARS_FIRST_EVERY 3
#define KEEP_FOR_OTHERS_PERCENT 36
/* The same, for what looks like a QR code. */
#define KEEP_FOR_NEAR_PERCENT 20
/* With less of the time left nothing is looked for any more. */
#define REST_PERCENT 15
/* While a code is known, the other kind is looked for too in every so many pictures: a pack shows both. */
#define BOTH_EVERY 2

static CubbyRegion
region_of_grid (const CubbyQrGrid *grid, const CubbyFrame *frame)
{
  CubbyCode box = {0};
  cubby_qr_grid_get_corners (grid, box.corners);
  cubby_code_set_region (&box, frame);
  cubby_region_grow (&box.region, CANDIDATE_GROWS, frame);
  return box.region;
}

/* All strategies, in turn over the next pictures, where our own reader saw what looks like a code: it may be
 * none. */
static void
seek_near (CubbySeek *self, CubbyTurn *turn)
{
  const CubbyQrGrid *grid = cubby_qr_reader_get_grid (turn->readers->qr);
  if (grid == NULL)
    return;
  self->has_grid = TRUE;
  self->grid = *grid;
  CubbyRegion part = region_of_grid (grid, turn->frame);
  while (!cubby_turn_is_for (self->near, CUBBY_STRATEGY_NEAR, CUBBY_SYMBOLOGY_QR))
    self->near = (self->near + 1) % cubby_strategies_count ();
  if (turn->budget_us > 0 && !cubby_turn_fits (turn, self->near, &part)) {
    self->near = (self->near + 1) % cubby_strategies_count ();
    return;
  }
  int next = cubby_turn_try_near (turn, self->near, CUBBY_SYMBOLOGY_QR, &part);
  self->near = next >= 0 ? (guint)next : self->near;
}

static gboolean
is_over (const CubbyTurn *turn)
{
  return turn->budget_us > 0 && cubby_turn_left_us (turn) * 100 < turn->budget_us * REST_PERCENT;
}

/* What the strategy looks for was searched for if its reader had the time for it. A QR code that was read is
 * in the way of others, and one that could not be read may be another's. */
static void
note_searched (CubbySeek *self, const CubbyTurn *turn, guint index)
{
  const CubbyStrategy *strategy = cubby_strategy_get (index);
  const CubbyReaders *readers = turn->readers;
  gboolean searched =
      strategy->reader == CUBBY_READER_FINDERS
          ? cubby_qr_reader_went_over (readers->qr) && cubby_qr_reader_get_grid (readers->qr) == NULL
          : cubby_linear_reader_went_over (readers->linear);
  self->searched &= ~strategy->symbologies;
  self->searched |= searched ? strategy->symbologies : 0;
}

/* With all strategies that look at each picture. */
static void
seek_whole (CubbySeek *self, const CubbyTurn *turn, guint symbologies, guint keep_percent)
{
  const CubbyRegion whole = {0, 0, turn->frame->width, turn->frame->height};
  CubbyTurn own = *turn;
  cubby_turn_keep_back_rest (&own, keep_percent);
  for (guint index = 0; index < cubby_strategies_count (); index++)
    if (cubby_turn_is_for (index, CUBBY_STRATEGY_EACH, symbologies)) {
      cubby_turn_try (&own, index, &whole);
      note_searched (self, &own, index);
    }
}

/* While a code is known, one more of its kind is looked for; of the other kind now and then. */
static guint
get_wanted (const CubbyTurn *turn, gboolean both)
{
  if (turn->codes->len == 0 || both)
    return turn->symbologies;
  const CubbyCode *first = g_ptr_array_index (turn->codes, 0);
  return turn->symbologies & cubby_turn_get_kind (first->symbology);
}

static void
seek_qr (CubbySeek *self, CubbyTurn *turn, guint keep_percent)
{
  guint n_known = turn->codes->len;
  seek_whole (self, turn, CUBBY_SYMBOLOGY_QR, MAX (keep_percent, KEEP_FOR_NEAR_PERCENT));
  if (turn->codes->len == n_known)
    seek_near (self, turn);
}

/* In turn while nothing is known; and where another code may be in view, what was not searched for yet. */
static gboolean
bars_are_next (const CubbySeek *self, const CubbyTurn *turn, guint n_known)
{
  if (cubby_seek_is_open (self, turn->now_us))
    return (self->searched_open & CUBBY_SYMBOLOGY_QR) != 0;
  return n_known == 0 && self->n_looks % BARS_FIRST_EVERY == 2;
}

/* Until something is read. @is_new: a code that was not known is in this picture. */
static void
seek_once (CubbySeek *self, CubbyTurn *turn, gboolean is_new)
{
  guint n_known = turn->codes->len;
  gboolean both =
      is_new || cubby_seek_is_open (self, turn->now_us) || (n_known > 0 && self->n_looks % BOTH_EVERY == 0);
  guint symbologies = get_wanted (turn, both);
  guint qr = symbologies & CUBBY_SYMBOLOGY_QR, linear = symbologies & CUBBY_SYMBOLOGIES_LINEAR;
  guint n_kinds = (qr != 0) + (linear != 0);
  gboolean bars_first = linear != 0 && (qr == 0 || bars_are_next (self, turn, n_known));
  for (guint i = 0; i < n_kinds && turn->codes->len == n_known && !is_over (turn); i++) {
    guint keep_percent = i + 1 < n_kinds ? KEEP_FOR_OTHERS_PERCENT : 0;
    if (bars_first == (i == 0))
      seek_whole (self, turn, linear, keep_percent);
    else
      seek_qr (self, turn, keep_percent);
  }
}

/* A code that was known before is told already, or never: what comes beside it is found by the search now and
 * then. */
static void
seek_note_open (CubbySeek *self, const CubbyTurn *turn)
{
  gboolean is_new = cubby_tracks_count_new (turn->tracks) > turn->n_before;
  if (is_new) {
    self->opened_us = turn->now_us;
    self->searched_open = 0;
  }
  self->searched_open |= self->searched;
  if (cubby_seek_is_complete (self, turn->symbologies))
    self->n_open = 0;
  else if (is_new)
    self->n_open = 1;
  else if (self->n_open > 0 && turn->codes->len > 0)
    self->n_open++;
}

void
cubby_seek (CubbySeek *self, CubbyTurn *turn)
{
  guint n_known, n_followed = turn->codes->len;
  self->n_looks++;
  self->has_grid = FALSE;
  self->searched = 0;
  do {
    n_known = turn->codes->len;
    CubbyTurn rest = *turn;
    g_autoptr (CubbyFrame) covered = n_known > 0 ? cubby_cover (turn->frame, turn->codes) : NULL;
    rest.frame = covered != NULL ? covered : turn->frame;
    seek_once (self, &rest, n_known > n_followed);
  } while (turn->codes->len > n_known && !is_over (turn));
  seek_note_open (self, turn);
}

gboolean
cubby_seek_is_open (const CubbySeek *self, gint64 now_us)
{
  return self->n_open > 0 && self->n_open < CUBBY_SCAN_SETTLE_PICTURES &&
         now_us - self->opened_us < CUBBY_SCAN_SETTLE_US;
}

gboolean
cubby_seek_is_complete (const CubbySeek *self, guint symbologies)
{
  return (symbologies & ~self->searched) == 0;
}
