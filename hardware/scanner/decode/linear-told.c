/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-told.h"

#include "hardware/scanner/decode/codes.h"

#include <string.h>

/* As printed: the first corner is where the reader's eye begins. */
static void
set_corners (const CubbyLinearBands *bands, const CubbyLinearVote *vote, CubbyCode *code)
{
  float top = (float)vote->first_band, bottom = (float)vote->last_band + 1;
  const CubbyPoint corners[4] = {
      cubby_linear_bands_locate (bands, vote->from, top),
      cubby_linear_bands_locate (bands, vote->to, top),
      cubby_linear_bands_locate (bands, vote->to, bottom),
      cubby_linear_bands_locate (bands, vote->from, bottom),
  };
  for (guint i = 0; i < 4; i++)
    code->corners[i] = corners[(i + (vote->turned ? 2 : 0)) % 4];
}

static void
tell (const CubbyLinearBands *bands, const CubbyLinearVote *vote, const CubbyFrame *frame, GPtrArray *codes)
{
  CubbyCode *code = g_new0 (CubbyCode, 1);
  code->symbology = vote->symbology;
  code->text = g_strdup (vote->text);
  code->length = strlen (vote->text);
  set_corners (bands, vote, code);
  cubby_code_set_region (code, frame);
  g_ptr_array_add (codes, code);
}

/* Nobody prints one character alone, and letters have bars enough to look like it. */
static gboolean
is_long_enough (const CubbyLinearVote *vote)
{
  return vote->text[0] != '\0' && vote->text[1] != '\0';
}

void
cubby_linear_votes_tell (const CubbyLinearVotes *self, const CubbyLinearBands *bands, const CubbyFrame *frame,
                         GPtrArray *codes)
{
  for (guint i = 0; i < self->n; i++) {
    const CubbyLinearVote *vote = &self->votes[i];
    if (cubby_codes_find (codes, vote->symbology, vote->text) == NULL && is_long_enough (vote) &&
        cubby_linear_votes_accept (self, i))
      tell (bands, vote, frame, codes);
  }
}

/* What lies between the bars of a code that was told is the same code in another scale. */
gboolean
cubby_linear_codes_cover (GPtrArray *codes, const CubbyLinearRegion *region)
{
  CubbyPoint at = {region->x, region->y};
  for (guint i = 0; i < codes->len; i++)
    if (cubby_code_holds (g_ptr_array_index (codes, i), at, 0))
      return TRUE;
  return FALSE;
}
