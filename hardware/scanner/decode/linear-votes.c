/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-votes.h"

#include <math.h>
#include <string.h>

#define COST_MOST 0.11F /* of a reading that counts at all */
#define CERTAINTY_LEAST 0.8F
/* A short code is found in noise more easily than a long one. */
#define CERTAINTY_LEAST_SHORT 1.5F
/* Of what several bands say together: they may be wrong in the same way. */
#define CERTAINTY_MERGED 2.5F
#define CERTAINTY_MERGED_SHORT 4.0F
#define COST_MERGED 0.15F
#define COST_MERGED_SHORT 0.08F
#define CERTAINTY_ZBAR 2.0F
#define SURE_BANDS 2
#define UNSURE_BANDS 3
#define PART_SHORT 4 /* one of so many bands */

static CubbyLinearVote *
find_vote (CubbyLinearVotes *self, CubbySymbology symbology, const char *text, gboolean turned)
{
  for (guint i = 0; i < self->n; i++) {
    CubbyLinearVote *vote = &self->votes[i];
    if (vote->symbology == symbology && vote->turned == turned && strcmp (vote->text, text) == 0)
      return vote;
  }
  return NULL;
}

static gboolean
counts (const CubbyLinearReading *reading)
{
  float least = cubby_linear_reading_is_short (reading) ? CERTAINTY_LEAST_SHORT : CERTAINTY_LEAST;
  return reading->symbology != 0 && reading->certainty >= least && reading->cost <= COST_MOST;
}

void
cubby_linear_votes_add (CubbyLinearVotes *self, const CubbyLinearReading *reading, guint band,
                        gboolean turned, guint n_samples)
{
  if (!counts (reading))
    return;
  CubbyLinearVote *vote = find_vote (self, reading->symbology, reading->text, turned);
  if (vote == NULL) {
    if (self->n == CUBBY_LINEAR_VOTES_MAX)
      return;
    vote = &self->votes[self->n++];
    *vote = (CubbyLinearVote){.symbology = reading->symbology, .turned = turned, .first_band = band};
    g_strlcpy (vote->text, reading->text, sizeof vote->text);
  } else if ((vote->bands & 1U << band) != 0) {
    return; /* the same bars once more */
  }
  vote->bands |= 1U << band;
  vote->first_band = MIN (vote->first_band, band);
  vote->last_band = MAX (vote->last_band, band);
  vote->n_bands++;
  vote->n_sure += cubby_linear_reading_is_sure (reading) ? 1 : 0;
  vote->certainty += reading->certainty;
  vote->from = turned ? (float)n_samples - reading->to : reading->from;
  vote->to = turned ? (float)n_samples - reading->from : reading->to;
}

void
cubby_linear_votes_add_merged (CubbyLinearVotes *self, const CubbyLinearReading *reading, gboolean turned,
                               guint n_samples, guint n_bands)
{
  gboolean is_short = cubby_linear_reading_is_short (reading);
  float least = is_short ? CERTAINTY_MERGED_SHORT : CERTAINTY_MERGED;
  float most = is_short ? COST_MERGED_SHORT : COST_MERGED;
  if (reading->certainty < least || reading->cost > most || n_bands < UNSURE_BANDS ||
      self->n == CUBBY_LINEAR_VOTES_MAX)
    return;
  CubbyLinearVote *vote = find_vote (self, reading->symbology, reading->text, turned);
  if (vote == NULL)
    vote = &self->votes[self->n++];
  *vote = (CubbyLinearVote){.symbology = reading->symbology,
                            .turned = turned,
                            .n_bands = n_bands,
                            .n_sure = n_bands,
                            .last_band = n_bands - 1,
                            .certainty = reading->certainty * (float)n_bands,
                            .from = turned ? (float)n_samples - reading->to : reading->from,
                            .to = turned ? (float)n_samples - reading->from : reading->to};
  g_strlcpy (vote->text, reading->text, sizeof vote->text);
}

void
cubby_linear_votes_add_code (CubbyLinearVotes *self, const CubbyCode *code, guint n_bands)
{
  gboolean is_plain = code->length <= CUBBY_LINEAR_TEXT_MAX && strlen (code->text) == code->length;
  if (self->n == CUBBY_LINEAR_VOTES_MAX || !is_plain)
    return;
  CubbyLinearVote *vote = &self->votes[self->n++];
  *vote = (CubbyLinearVote){.symbology = code->symbology,
                            .n_bands = n_bands,
                            .n_sure = n_bands,
                            .last_band = n_bands - 1,
                            .certainty = CERTAINTY_ZBAR * (float)n_bands,
                            .from = (float)code->region.x,
                            .to = (float)(code->region.x + code->region.width)};
  g_strlcpy (vote->text, code->text, sizeof vote->text);
}

static gboolean
overlaps (const CubbyLinearVote *one, const CubbyLinearVote *other)
{
  float shared = MIN (one->to, other->to) - MAX (one->from, other->from);
  return shared > 0.2F * MIN (one->to - one->from, other->to - other->from);
}

gboolean
cubby_linear_votes_agree (const CubbyLinearVotes *self, guint n_bands)
{
  for (guint i = 0; i < self->n; i++)
    if (self->votes[i].n_sure < n_bands)
      return FALSE;
  return self->n > 0;
}

/* An EAN-8 has little that could contradict: a slanted line or two through bars that are none say one, but
 * not a good part of all lines. */
static gboolean
has_bands_short (const CubbyLinearVotes *self, const CubbyLinearVote *vote)
{
  return vote->n_sure >= SURE_BANDS && vote->n_sure * PART_SHORT >= self->n_looked;
}

static gboolean
is_confirmed (const CubbyLinearVotes *self, const CubbyLinearVote *vote)
{
  return vote->n_sure > 0 && vote->symbology == self->expected_symbology &&
         strcmp (vote->text, self->expected) == 0;
}

static gboolean
has_bands (const CubbyLinearVotes *self, const CubbyLinearVote *vote)
{
  if (is_confirmed (self, vote))
    return TRUE;
  if (vote->symbology == CUBBY_SYMBOLOGY_EAN8)
    return has_bands_short (self, vote);
  return vote->n_sure >= SURE_BANDS || vote->n_bands >= UNSURE_BANDS;
}

gboolean
cubby_linear_votes_accept (const CubbyLinearVotes *self, guint index)
{
  const CubbyLinearVote *vote = &self->votes[index];
  if (!has_bands (self, vote))
    return FALSE;
  for (guint i = 0; i < self->n; i++) {
    const CubbyLinearVote *other = &self->votes[i];
    if (i == index || !overlaps (vote, other))
      continue;
    /* Another code above or below it has bands of its own. */
    gboolean apart = other->first_band > vote->last_band || other->last_band < vote->first_band;
    if (!apart && other->certainty * 3 > vote->certainty)
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_linear_votes_confirm (CubbyLinearVotes *self, guint n_bands)
{
  for (guint i = 0; i < self->n; i++)
    if (is_confirmed (self, &self->votes[i])) {
      self->votes[i].first_band = 0;
      self->votes[i].last_band = n_bands - 1;
      return TRUE;
    }
  return FALSE;
}

gboolean
cubby_linear_votes_any (const CubbyLinearVotes *self)
{
  for (guint i = 0; i < self->n; i++)
    if (cubby_linear_votes_accept (self, i))
      return TRUE;
  return FALSE;
}
