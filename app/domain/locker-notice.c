/* SPDX-License-Identifier: Apache-2.0 */
/* What the centre says about parcels, and the start of the program. */
#include "app/domain/locker-private.h"

CubbyDecision *
cubby_locker_decide_start (const CubbyLocker *self, gint64 now_ms, const char *version)
{
  CubbyDecision *decision = cubby_decision_new ();
  cubby_decision_add (decision, CUBBY_EVENT_STARTED, now_ms)->why = g_strdup (version);
  return decision;
}

static gboolean
shares_credential (const CubbyParcel *parcel, const CubbyNotice *notice)
{
  for (const char *const *cti = notice->ctis; *cti != NULL; cti++)
    if (cubby_parcel_has_cti (parcel, *cti))
      return TRUE;
  g_auto (GStrv) codes = g_strsplit (notice->code_hash, ",", -1);
  for (char **code = codes; *code != NULL; code++)
    if (cubby_parcel_has_code (parcel, *code))
      return TRUE;
  return FALSE;
}

/* A return that lies here must not become a parcel that a pass opens, nor the other way round. */
static gboolean
is_of_one_kind (const CubbyParcel *parcel, const CubbyNotice *notice)
{
  return g_strcmp0 (parcel->fulfilment, notice->fulfilment) == 0 && parcel->returning == notice->returning;
}

/* Credentials are random and of one fulfilment. A notice that lends them to another one, or gives what lies
 * here to another one, would open a shopper's door to somebody else's pass. */
static gboolean
is_dishonest (const CubbyLocker *self, const CubbyParcel *known, const CubbyNotice *notice)
{
  if (known != NULL && cubby_parcel_is_inside (known) && !is_of_one_kind (known, notice))
    return TRUE;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CubbyParcel *parcel = value;
    if (parcel != known && !is_of_one_kind (parcel, notice) && shares_credential (parcel, notice))
      return TRUE;
  }
  return FALSE;
}

guint
cubby_locker_count_room_for_parcels (const CubbyLocker *self)
{
  guint most = CUBBY_MAX_PARCELS (self->n_doors), known = g_hash_table_size (self->parcels);
  return most > known ? most - known : 0;
}

/* A centre that was restored from a copy counts anew, in a higher epoch; one that was replaced by it is not
 * heard any more (fencing). */
static gboolean
is_news (const CubbyLocker *self, const CubbyParcel *known, const CubbyNotice *notice)
{
  if (notice->epoch < self->epoch)
    return FALSE;
  if (known == NULL || notice->epoch > known->epoch)
    return TRUE;
  return notice->epoch == known->epoch && notice->version > known->version;
}

CubbyDecision *
cubby_locker_decide_notice (const CubbyLocker *self, gint64 now_ms, const CubbyNotice *notice)
{
  CubbyDecision *decision = cubby_decision_new ();
  const CubbyParcel *known = cubby_locker_find_parcel (self, notice->label);
  if (!is_news (self, known, notice))
    return decision;
  if (known == NULL && cubby_locker_count_room_for_parcels (self) == 0) {
    decision->reason = "too_many";
    return decision;
  }
  if (!notice->withdrawn && is_dishonest (self, known, notice)) {
    decision->reason = "not_allowed";
    return decision;
  }
  CubbyLockerEvent *event = cubby_decision_add (
      decision, notice->withdrawn ? CUBBY_EVENT_PARCEL_RECALLED : CUBBY_EVENT_PARCEL_EXPECTED, now_ms);
  event->label = g_strdup (notice->label);
  event->version = (gint64)notice->version;
  event->epoch = (gint64)notice->epoch;
  if (notice->withdrawn && notice->why != CUBBY_WITHDRAWAL_UNSAID)
    event->why = g_strdup (cubby_withdrawal_to_string (notice->why));
  if (notice->withdrawn)
    return decision;
  event->fulfilment = g_strdup (notice->fulfilment);
  event->size = g_strdup (cubby_size_to_string (notice->size));
  event->ctis = g_strjoinv (",", (char **)notice->ctis);
  event->code_hash = g_strdup (notice->code_hash);
  event->hold_until_s = notice->hold_until_s;
  event->heavy = notice->heavy;
  event->reach = notice->reach;
  event->returning = notice->returning;
  return decision;
}
