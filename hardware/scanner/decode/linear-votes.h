/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-reading.h"

G_BEGIN_DECLS

#define CUBBY_LINEAR_VOTES_MAX 24

/**
 * CubbyLinearVote:
 * @turned: read from right to left
 * @n_bands: that say this
 * @n_sure: of them, without doubt in any character
 *
 * What several bands of one region say.
 */
typedef struct {
  CubbySymbology symbology;
  char text[CUBBY_LINEAR_TEXT_MAX + 1];
  gboolean turned;
  guint bands; /* a bit each */
  guint n_bands;
  guint n_sure;
  guint first_band;
  guint last_band;
  float from; /* samples as the bands have them, not turned */
  float to;
  float certainty; /* sum */
} CubbyLinearVote;

/* @n_looked: bands that had something to say, or not
 * @expected: was read here a moment ago: one band is enough to say it again; "": nothing is */
typedef struct {
  guint n;
  guint n_looked;
  CubbySymbology expected_symbology;
  char expected[CUBBY_LINEAR_TEXT_MAX + 1];
  CubbyLinearVote votes[CUBBY_LINEAR_VOTES_MAX];
} CubbyLinearVotes;

/* @n_samples: of the band, if @turned */
void cubby_linear_votes_add (CubbyLinearVotes *self, const CubbyLinearReading *reading, guint band,
                             gboolean turned, guint n_samples);

/* The same, of what @n_bands bands say together. */
void cubby_linear_votes_add_merged (CubbyLinearVotes *self, const CubbyLinearReading *reading,
                                    gboolean turned, guint n_samples, guint n_bands);

/* The same, of what zbar reads in all bands; its region is in samples. */
void cubby_linear_votes_add_code (CubbyLinearVotes *self, const CubbyCode *code, guint n_bands);

/* Returns: whether there is one that would be accepted. */
gboolean cubby_linear_votes_any (const CubbyLinearVotes *self);

/* Returns: whether something was read, and all of it without doubt in each of @n_bands bands. */
gboolean cubby_linear_votes_agree (const CubbyLinearVotes *self, guint n_bands);

/* Returns: whether a band said what is expected, without doubt; it stands for all @n_bands then. */
gboolean cubby_linear_votes_confirm (CubbyLinearVotes *self, guint n_bands);

/* Returns: whether vote @index has enough for it and nothing against it. */
gboolean cubby_linear_votes_accept (const CubbyLinearVotes *self, guint index);

G_END_DECLS
