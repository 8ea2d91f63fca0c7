/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/linkd.h"

#include "app/common/log.h"
#include "app/linkd/bus-service.h"
#include "app/linkd/outbox.h"
#include "app/linkd/pictures.h"
#include "app/linkd/sync.h"

#define CONFIRM_S 30 /* a live stream says at least so often that nothing is missing */

struct _CubbyLinkd {
  CubbyCentralApi *api;
  CubbyReplica *replica;
  CubbySync *sync;
  CubbyBusService *service;
  CubbyPictures *pictures;
  CubbyOutbox *outbox;
  guint confirm_id;
  void (*failed) (const GError *error, gpointer data);
  gpointer data;
};

static void
linkd_confirm (CubbyLinkd *self)
{
  cubby_bus_service_set_synced (self->service, g_get_real_time () / 1000);
}

static gboolean
on_confirm_due (gpointer user_data)
{
  CubbyLinkd *self = user_data;
  if (cubby_sync_get_state (self->sync) == CUBBY_LINK_LIVE)
    linkd_confirm (self);
  return G_SOURCE_CONTINUE;
}

/* Those that did not arrive before, for whatever reason. */
static void
linkd_want_pictures (CubbyLinkd *self)
{
  g_auto (GStrv) pictures = cubby_replica_list_pictures (self->replica);
  cubby_pictures_want (self->pictures, (const char *const *)pictures, FALSE);
}

static void
on_state_changed (CubbyLinkState state, gpointer user_data)
{
  CubbyLinkd *self = user_data;
  cubby_log_event ("link", "state", cubby_link_state_to_string (state), NULL);
  cubby_bus_service_set_state (self->service, state);
  if (state != CUBBY_LINK_LIVE)
    return;
  linkd_confirm (self);
  cubby_outbox_deliver_now (self->outbox);
  linkd_want_pictures (self);
}

static void
linkd_tell_parcels (CubbyLinkd *self)
{
  if (cubby_replica_take_parcels_changed (self->replica))
    cubby_outbox_tell_parcels (self->outbox);
}

/* While starting over, readers still see the old catalogue: nothing has changed for them. */
static void
on_committed (gpointer user_data)
{
  CubbyLinkd *self = user_data;
  linkd_tell_parcels (self);
  if (cubby_replica_is_starting_over (self->replica)) {
    cubby_outbox_forget_told (self->outbox);
    return;
  }
  gboolean live = cubby_sync_get_state (self->sync) == CUBBY_LINK_LIVE;
  g_auto (GStrv) skus = cubby_replica_take_changed_skus (self->replica);
  g_auto (GStrv) pictures = cubby_replica_take_pictures (self->replica);
  guint64 sequence = cubby_replica_get_sequence (self->replica);
  cubby_bus_service_tell_changed (self->service, sequence, (const char *const *)skus);
  cubby_pictures_want (self->pictures, (const char *const *)pictures, live);
  if (live)
    linkd_confirm (self);
}

static void
on_sync_failed (const GError *error, gpointer user_data)
{
  CubbyLinkd *self = user_data;
  self->failed (error, self->data);
}

static const CubbySyncHandlers sync_handlers = {
    .state_changed = on_state_changed,
    .committed = on_committed,
    .failed = on_sync_failed,
};

CubbyLinkd *
cubby_linkd_new (const CubbySettings *settings, GDBusConnection *bus,
                 void (*failed) (const GError *error, gpointer data), gpointer data, GError **error)
{
  g_autoptr (CubbyLinkd) self = g_new0 (CubbyLinkd, 1);
  self->failed = failed;
  self->data = data;
  self->api = cubby_central_api_new (settings, error);
  if (self->api == NULL)
    return NULL;
  self->replica =
      cubby_replica_open (settings->replica_directory, g_get_real_time () / G_USEC_PER_SEC, error);
  if (self->replica == NULL)
    return NULL;
  self->service =
      cubby_bus_service_new (self->api, bus, cubby_replica_get_catalogue_path (self->replica), error);
  if (self->service == NULL)
    return NULL;
  self->pictures = cubby_pictures_new (self->api, cubby_replica_get_media_folder (self->replica));
  self->outbox = cubby_outbox_new (self->api, cubby_replica_get_parcels (self->replica), bus);
  self->sync = cubby_sync_new (self->api, self->replica, &sync_handlers, self);
  cubby_bus_service_set_sequence (self->service, cubby_replica_get_sequence (self->replica));
  return g_steal_pointer (&self);
}

void
cubby_linkd_free (CubbyLinkd *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->confirm_id, g_source_remove);
  cubby_sync_free (self->sync);
  cubby_outbox_free (self->outbox);
  cubby_pictures_free (self->pictures);
  cubby_bus_service_free (self->service);
  cubby_replica_free (self->replica);
  cubby_central_api_free (self->api);
  g_free (self);
}

void
cubby_linkd_start (CubbyLinkd *self)
{
  self->confirm_id = g_timeout_add_seconds (CONFIRM_S, on_confirm_due, self);
  cubby_sync_start (self->sync);
}
