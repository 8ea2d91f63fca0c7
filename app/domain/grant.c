/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/grant.h"

static const char *const state_names[CUBBY_N_GRANT_STATES] = {
    [CUBBY_GRANT_ISSUED] = "issued",   [CUBBY_GRANT_INTENT] = "intent",
    [CUBBY_GRANT_OPENED] = "opened",   [CUBBY_GRANT_NOT_OPENED] = "not_opened",
    [CUBBY_GRANT_UNKNOWN] = "unknown", [CUBBY_GRANT_CLOSED] = "closed",
};

static const char *const purpose_names[CUBBY_N_PURPOSES] = {
    [CUBBY_PURPOSE_PICKUP] = "pickup",       [CUBBY_PURPOSE_REOPEN] = "reopen",
    [CUBBY_PURPOSE_STOW] = "stow",           [CUBBY_PURPOSE_TAKEBACK] = "takeback",
    [CUBBY_PURPOSE_REMOVAL] = "removal",     [CUBBY_PURPOSE_DROPOFF] = "dropoff",
    [CUBBY_PURPOSE_RECONCILE] = "reconcile", [CUBBY_PURPOSE_SERVICE] = "service",
};

/* There is no way into INTENT but from ISSUED: that is why a grant is pulsed once. */
static const gboolean moves[CUBBY_N_GRANT_STATES][CUBBY_N_GRANT_STATES] = {
    [CUBBY_GRANT_ISSUED] = {[CUBBY_GRANT_INTENT] = TRUE, [CUBBY_GRANT_CLOSED] = TRUE},
    [CUBBY_GRANT_INTENT] =
        {[CUBBY_GRANT_OPENED] = TRUE, [CUBBY_GRANT_NOT_OPENED] = TRUE, [CUBBY_GRANT_UNKNOWN] = TRUE},
    [CUBBY_GRANT_OPENED] = {[CUBBY_GRANT_CLOSED] = TRUE},
};

const char *
cubby_grant_state_to_string (CubbyGrantState state)
{
  g_return_val_if_fail (state < CUBBY_N_GRANT_STATES, NULL);
  return state_names[state];
}

const char *
cubby_purpose_to_string (CubbyPurpose purpose)
{
  g_return_val_if_fail (purpose < CUBBY_N_PURPOSES, NULL);
  return purpose_names[purpose];
}

gboolean
cubby_purpose_is_of_shopper (CubbyPurpose purpose)
{
  return purpose == CUBBY_PURPOSE_PICKUP || purpose == CUBBY_PURPOSE_REOPEN ||
         purpose == CUBBY_PURPOSE_DROPOFF;
}

gboolean
cubby_purpose_from_string (const char *text, CubbyPurpose *ret_purpose)
{
  for (guint i = 0; i < CUBBY_N_PURPOSES; i++) {
    if (g_strcmp0 (text, purpose_names[i]) != 0)
      continue;
    *ret_purpose = i;
    return TRUE;
  }
  return FALSE;
}

CubbyGrant *
cubby_grant_new (const char *id, CubbyPurpose purpose, const char *door, gint64 now_ms)
{
  CubbyGrant *self = g_new0 (CubbyGrant, 1);
  self->id = g_strdup (id);
  self->purpose = purpose;
  self->door = g_strdup (door);
  self->issued_ms = now_ms;
  return self;
}

void
cubby_grant_free (CubbyGrant *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->sequence);
  g_free (self->door);
  g_free (self->label);
  g_free (self->session);
  g_free (self->badge);
  g_free (self->second);
  g_free (self->retry_of);
  g_free (self->unfit);
  g_free (self->seen);
  if (self->differences != NULL)
    g_ptr_array_unref (self->differences);
  g_free (self->result);
  g_free (self);
}

gboolean
cubby_grant_may_move (CubbyGrantState from, CubbyGrantState to)
{
  g_return_val_if_fail (from < CUBBY_N_GRANT_STATES && to < CUBBY_N_GRANT_STATES, FALSE);
  return moves[from][to];
}

gboolean
cubby_grant_move (CubbyGrant *self, CubbyGrantState to, gint64 now_ms)
{
  if (!cubby_grant_may_move (self->state, to))
    return FALSE;
  self->state = to;
  if (to == CUBBY_GRANT_INTENT)
    self->intent_ms = now_ms;
  if (to == CUBBY_GRANT_OPENED)
    self->opened_ms = now_ms;
  return TRUE;
}

gboolean
cubby_grant_holds_door (const CubbyGrant *self)
{
  return self->state == CUBBY_GRANT_INTENT || self->state == CUBBY_GRANT_OPENED;
}

gint64
cubby_grant_get_open_ms (const CubbyGrant *self, gint64 now_ms)
{
  if (self->opened_ms == 0 || self->recovering)
    return 0;
  return (self->blind_ms != 0 ? self->blind_ms : now_ms) - self->opened_ms;
}
