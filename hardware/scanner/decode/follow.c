/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/follow.h"

#include "hardware/scanner/decode/codes.h"

/* What is kept of the time for the whole picture while a code is looked for where it was; and once it was not
 * there. */
#define KEEP_PERCENT 30
#define KEEP_MISSED_PERCENT 60

/* Of the whole time, for each of the cheap ways to see that a code is there still. */
#define AGAIN_PERCENT 15

/* The cheapest way to see that the same code is there still, with readers that would not be believed alone.
 */
static gboolean
look_again (CubbyTurn *turn, guint id, guint strategy, guint symbologies, const CubbyRegion *part)
{
  gboolean again = FALSE;
  gint64 most_us = turn->budget_us * AGAIN_PERCENT / 100;
  for (guint index = 0; index < cubby_strategies_count () && !again; index++) {
    if (!cubby_turn_is_for (index, CUBBY_STRATEGY_AGAIN, symbologies) ||
        (cubby_strategy_get (index)->reader == CUBBY_READER_DECODER && turn->budget_us > 0 &&
         !cubby_turn_fits (turn, index, part)))
      continue;
    g_autoptr (GPtrArray) found = cubby_codes_new ();
    gboolean done;
    cubby_strategy_run (cubby_strategy_get (index), turn->readers, turn->frame, part, symbologies,
                        MIN (cubby_turn_left_us (turn), most_us), found, &done);
    for (guint i = 0; i < found->len && !again; i++) {
      if (!cubby_tracks_is (turn->tracks, id, g_ptr_array_index (found, i)))
        continue;
      CubbyCode *code = g_ptr_array_steal_index (found, i);
      cubby_tracks_note (turn->tracks, code, strategy, turn->now_us);
      cubby_codes_take (turn->codes, code);
      again = TRUE;
    }
  }
  return again;
}

/* Two that are close are read together. */
static gboolean
is_read (const CubbyTurn *turn, guint id)
{
  for (guint i = 0; i < turn->codes->len; i++)
    if (cubby_tracks_is (turn->tracks, id, g_ptr_array_index (turn->codes, i)))
      return TRUE;
  return FALSE;
}

/* Returns: whether it is there still, or something is that is known now. */
static gboolean
follow_one (CubbyTurn *turn, guint id)
{
  CubbyRegion part;
  guint first;
  if (is_read (turn, id) || !cubby_tracks_get (turn->tracks, id, turn->frame, turn->now_us, &first, &part))
    return TRUE; /* another one took its place */
  guint symbologies = turn->symbologies & cubby_turn_get_kind (cubby_strategy_get (first)->symbologies);
  CubbyTurn own = *turn;
  cubby_turn_keep_back (&own,
                        cubby_tracks_get_misses (turn->tracks, id) > 0 ? KEEP_MISSED_PERCENT : KEEP_PERCENT);
  CubbySymbology symbology = 0;
  const char *text = cubby_tracks_get_bars (turn->tracks, id, &symbology);
  cubby_linear_reader_expect (turn->readers->linear, symbology, text);
  gboolean again = look_again (&own, id, first, symbologies, &part) ||
                   cubby_turn_try_near (&own, first, symbologies, &part) < 0;
  cubby_linear_reader_expect (turn->readers->linear, 0, NULL);
  if (!again)
    cubby_tracks_miss (turn->tracks, id);
  return again;
}

/* In ways that hardly cost anything. */
static gboolean
look_lightly (CubbyTurn *turn, guint id, guint first, guint symbologies, const CubbyRegion *part)
{
  if ((symbologies & CUBBY_SYMBOLOGY_QR) == 0)
    return look_again (turn, id, first, symbologies, part);
  gboolean stops = cubby_strategy_get (first)->reader == CUBBY_READER_FINDERS;
  return (stops || cubby_turn_fits (turn, first, part)) && cubby_turn_try (turn, first, part) > 0;
}

void
cubby_follow_lightly (CubbyTurn *turn, guint id, gint64 most_us)
{
  CubbyRegion part;
  guint first;
  if (!cubby_tracks_get (turn->tracks, id, turn->frame, turn->now_us, &first, &part))
    return;
  CubbyTurn own = *turn;
  own.until_us = MIN (turn->until_us, cubby_budget_now () + most_us);
  CubbySymbology symbology = 0;
  const char *text = cubby_tracks_get_bars (turn->tracks, id, &symbology);
  cubby_linear_reader_expect (turn->readers->linear, symbology, text);
  look_lightly (&own, id, first,
                turn->symbologies & cubby_turn_get_kind (cubby_strategy_get (first)->symbologies), &part);
  cubby_linear_reader_expect (turn->readers->linear, 0, NULL);
}

gboolean
cubby_follow (CubbyTurn *turn, const guint *ids, guint n_ids)
{
  gboolean all = TRUE;
  for (guint i = 0; i < n_ids; i++)
    all = follow_one (turn, ids[i]) && all;
  return all;
}
