/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/parcel-teller.h"

#define PARCELS_AGAIN_MS 2000

struct _CubbyParcelTeller {
  CubbyParcelStore *parcels;
  CubbyLockerLink *locker;   /* (nullable): the owner's */
  GCancellable *cancellable; /* (nullable): the owner's */
  gboolean telling;
  guint64 told; /* lockerd has the parcels up to this version */
  guint64 telling_through;
  guint tell_id;
};

static gboolean
on_tell_due (gpointer user_data)
{
  CubbyParcelTeller *self = user_data;
  self->tell_id = 0;
  cubby_parcel_teller_tell (self);
  return G_SOURCE_REMOVE;
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  cubby_locker_link_call_expect_finish (CUBBY_LOCKER_LINK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  CubbyParcelTeller *self = user_data;
  self->telling = FALSE;
  if (error == NULL) {
    self->told = MAX (self->told, self->telling_through);
    cubby_parcel_teller_tell (self); /* what came meanwhile */
    return;
  }
  g_warning ("lockerd did not take the expected parcels: %s", error->message);
  if (self->tell_id == 0)
    self->tell_id = g_timeout_add (PARCELS_AGAIN_MS, on_tell_due, self);
}

void
cubby_parcel_teller_tell (CubbyParcelTeller *self)
{
  g_autoptr (GError) error = NULL;
  if (self->locker == NULL || self->telling)
    return;
  guint64 through = self->told;
  GVariant *floating = cubby_parcel_store_list (self->parcels, self->told, &through, &error);
  if (floating == NULL) {
    g_warning ("%s", error->message);
    return;
  }
  g_autoptr (GVariant) parcels = g_variant_ref_sink (floating);
  if (g_variant_n_children (parcels) == 0)
    return;
  self->telling = TRUE;
  self->telling_through = through;
  cubby_locker_link_call_expect (self->locker, parcels, self->cancellable, on_told, self);
}

void
cubby_parcel_teller_forget (CubbyParcelTeller *self)
{
  self->told = 0;
  self->telling_through = 0;
}

void
cubby_parcel_teller_set_locker (CubbyParcelTeller *self, CubbyLockerLink *locker, GCancellable *cancellable)
{
  self->locker = locker;
  self->cancellable = cancellable;
  g_clear_handle_id (&self->tell_id, g_source_remove);
  self->telling = FALSE;
  self->told = 0;
  cubby_parcel_teller_tell (self);
}

CubbyParcelTeller *
cubby_parcel_teller_new (CubbyParcelStore *parcels)
{
  CubbyParcelTeller *self = g_new0 (CubbyParcelTeller, 1);
  self->parcels = parcels;
  return self;
}

void
cubby_parcel_teller_free (CubbyParcelTeller *self)
{
  cubby_parcel_teller_set_locker (self, NULL, NULL);
  g_free (self);
}
