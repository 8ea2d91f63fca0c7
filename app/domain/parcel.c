/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/parcel.h"

#include <string.h>

static const char *const state_names[CUBBY_N_PARCEL_STATES] = {
    [CUBBY_PARCEL_EXPECTED] = "expected",   [CUBBY_PARCEL_LOADING] = "loading",
    [CUBBY_PARCEL_LOADED] = "loaded",       [CUBBY_PARCEL_COLLECTING] = "collecting",
    [CUBBY_PARCEL_COLLECTED] = "collected", [CUBBY_PARCEL_REVIEW] = "review",
    [CUBBY_PARCEL_WITHDRAWN] = "withdrawn", [CUBBY_PARCEL_UNLOADED] = "unloaded",
};

static const char *const review_names[CUBBY_N_REVIEWS] = {
    [CUBBY_REVIEW_NONE] = "none",       [CUBBY_REVIEW_BRIEF] = "brief", [CUBBY_REVIEW_UNSEEN] = "unseen",
    [CUBBY_REVIEW_UNKNOWN] = "unknown", [CUBBY_REVIEW_STUCK] = "stuck", [CUBBY_REVIEW_FORCED] = "forced",
};

static const gboolean moves[CUBBY_N_PARCEL_STATES][CUBBY_N_PARCEL_STATES] = {
    [CUBBY_PARCEL_EXPECTED] = {[CUBBY_PARCEL_LOADING] = TRUE,
                               [CUBBY_PARCEL_LOADED] = TRUE, /* staff found it behind a door */
                               [CUBBY_PARCEL_UNLOADED] = TRUE,
                               [CUBBY_PARCEL_WITHDRAWN] = TRUE},
    [CUBBY_PARCEL_LOADING] =
        {[CUBBY_PARCEL_LOADED] = TRUE, [CUBBY_PARCEL_EXPECTED] = TRUE, [CUBBY_PARCEL_REVIEW] = TRUE},
    [CUBBY_PARCEL_LOADED] = {[CUBBY_PARCEL_COLLECTING] = TRUE,
                             [CUBBY_PARCEL_EXPECTED] = TRUE, /* taken back */
                             [CUBBY_PARCEL_REVIEW] = TRUE,
                             [CUBBY_PARCEL_WITHDRAWN] = TRUE,
                             [CUBBY_PARCEL_UNLOADED] = TRUE},
    [CUBBY_PARCEL_COLLECTING] =
        {[CUBBY_PARCEL_COLLECTED] = TRUE, [CUBBY_PARCEL_LOADED] = TRUE, [CUBBY_PARCEL_REVIEW] = TRUE},
    /* gone, as far as doors can prove it; staff may find it all the same */
    [CUBBY_PARCEL_COLLECTED] = {[CUBBY_PARCEL_LOADED] = TRUE, [CUBBY_PARCEL_UNLOADED] = TRUE},
    [CUBBY_PARCEL_REVIEW] = {[CUBBY_PARCEL_LOADING] = TRUE,
                             [CUBBY_PARCEL_LOADED] = TRUE, /* somebody saw it there, or put it in after all */
                             [CUBBY_PARCEL_COLLECTED] = TRUE, /* its door was opened again, for long enough */
                             [CUBBY_PARCEL_WITHDRAWN] = TRUE,
                             [CUBBY_PARCEL_UNLOADED] = TRUE},
    [CUBBY_PARCEL_WITHDRAWN] = {[CUBBY_PARCEL_EXPECTED] = TRUE,
                                [CUBBY_PARCEL_LOADED] = TRUE,
                                [CUBBY_PARCEL_COLLECTED] = TRUE, /* recalled while its door was open again */
                                [CUBBY_PARCEL_UNLOADED] = TRUE},
    [CUBBY_PARCEL_UNLOADED] = {[CUBBY_PARCEL_LOADING] = TRUE,
                               [CUBBY_PARCEL_LOADED] = TRUE,
                               [CUBBY_PARCEL_EXPECTED] = TRUE,
                               [CUBBY_PARCEL_WITHDRAWN] = TRUE},
};

const char *
cubby_parcel_state_to_string (CubbyParcelState state)
{
  g_return_val_if_fail (state < CUBBY_N_PARCEL_STATES, NULL);
  return state_names[state];
}

const char *
cubby_review_to_string (CubbyReview review)
{
  g_return_val_if_fail (review < CUBBY_N_REVIEWS, NULL);
  return review_names[review];
}

gboolean
cubby_review_from_string (const char *text, CubbyReview *ret_review)
{
  for (guint i = 0; i < CUBBY_N_REVIEWS; i++) {
    if (g_strcmp0 (text, review_names[i]) != 0)
      continue;
    *ret_review = i;
    return TRUE;
  }
  return FALSE;
}

gboolean
cubby_parcel_may_move (CubbyParcelState from, CubbyParcelState to)
{
  g_return_val_if_fail (from < CUBBY_N_PARCEL_STATES && to < CUBBY_N_PARCEL_STATES, FALSE);
  return moves[from][to];
}

CubbyParcel *
cubby_parcel_new (const char *label)
{
  CubbyParcel *self = g_new0 (CubbyParcel, 1);
  self->label = g_strdup (label);
  self->ctis = g_new0 (char *, 1);
  self->code_hash = g_strdup ("");
  return self;
}

void
cubby_parcel_free (CubbyParcel *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->fulfilment);
  g_strfreev (self->ctis);
  g_free (self->code_hash);
  g_free (self->door);
  g_free (self->last_grant);
  g_free (self);
}

gboolean
cubby_parcel_move (CubbyParcel *self, CubbyParcelState to, gint64 now_ms)
{
  if (!cubby_parcel_may_move (self->state, to))
    return FALSE;
  self->state = to;
  self->changed_ms = now_ms;
  self->review = CUBBY_REVIEW_NONE;
  return TRUE;
}

void
cubby_parcel_settle (CubbyParcel *self, gint64 now_ms)
{
  if (self->recalled)
    cubby_parcel_move (self, CUBBY_PARCEL_WITHDRAWN, now_ms);
}

gboolean
cubby_parcel_set_review (CubbyParcel *self, CubbyReview review, gint64 now_ms)
{
  gboolean stowing = self->state == CUBBY_PARCEL_LOADING;
  if (!cubby_parcel_move (self, CUBBY_PARCEL_REVIEW, now_ms))
    return FALSE;
  self->stowing = stowing;
  self->review = review;
  return TRUE;
}

void
cubby_parcel_set_door (CubbyParcel *self, const char *door)
{
  g_free (self->door);
  self->door = g_strdup (door);
}

gboolean
cubby_parcel_is_inside (const CubbyParcel *self)
{
  static const gboolean inside[CUBBY_N_PARCEL_STATES] = {
      [CUBBY_PARCEL_LOADING] = TRUE, [CUBBY_PARCEL_LOADED] = TRUE,    [CUBBY_PARCEL_COLLECTING] = TRUE,
      [CUBBY_PARCEL_REVIEW] = TRUE,  [CUBBY_PARCEL_WITHDRAWN] = TRUE,
  };
  return self->door != NULL && inside[self->state];
}

/* How long it takes says nothing of where they differ. */
static gboolean
is_same (const char *one, gsize length, const char *other)
{
  volatile guint difference = 0;
  for (gsize i = 0; i < length; i++)
    difference |= (guint)(guchar)(one[i] ^ other[i]);
  return difference == 0;
}

gboolean
cubby_parcel_has_code (const CubbyParcel *self, const char *code_hash)
{
  gsize wanted = strlen (code_hash);
  gboolean found = FALSE;
  for (const char *one = self->code_hash; wanted > 0 && *one != '\0';) {
    gsize length = strcspn (one, ",");
    found = (length == wanted && is_same (one, length, code_hash)) || found;
    one += length + (one[length] == ',');
  }
  return found;
}

gboolean
cubby_parcel_has_cti (const CubbyParcel *self, const char *cti)
{
  return g_strv_contains ((const char *const *)self->ctis, cti);
}

gboolean
cubby_parcel_may_be_stowed (const CubbyParcel *self)
{
  if (self->recalled || self->rejected || self->returning)
    return FALSE;
  return self->state == CUBBY_PARCEL_EXPECTED || self->state == CUBBY_PARCEL_UNLOADED ||
         (self->state == CUBBY_PARCEL_REVIEW && self->stowing);
}
