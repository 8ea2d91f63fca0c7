/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/linkd.h"

#include "app/common/log.h"
#include "app/linkd/bus-service.h"
#include "app/linkd/hello.h"
#include "app/linkd/outbox.h"
#include "app/linkd/pictures.h"
#include "app/linkd/sync.h"
#include "app/linkd/synced-file.h"

#define SAVE_MS 60000 /* after a crash the data seem older by so much at most */

struct _CubbyLinkd {
  CubbyCentralApi *api;
  CubbyReplica *replica;
  CubbySync *sync;
  CubbyBusService *service;
  CubbyPictures *pictures;
  CubbyHello *hello;
  CubbyOutbox *outbox;
  char *synced_path;
  CubbyMoment synced;      /* when the centre last said that the replica is up to date */
  gint64 saved_running_ms; /* what the file says of it */
  void (*failed) (const GError *error, gpointer data);
  gpointer data;
};

static void
linkd_save_synced (CubbyLinkd *self)
{
  g_autoptr (GError) error = NULL;
  if (self->synced.running_ms == self->saved_running_ms)
    return;
  self->saved_running_ms = self->synced.running_ms;
  if (!cubby_synced_save (self->synced_path, &self->synced, &error))
    g_message ("%s", error->message); /* a full disk is told of elsewhere */
}

static void
on_confirmed (gpointer user_data)
{
  CubbyLinkd *self = user_data;
  cubby_synced_now (&self->synced);
  cubby_bus_service_set_synced (self->service, self->synced.wall_ms, self->synced.running_ms);
  if (self->synced.running_ms - self->saved_running_ms >= SAVE_MS)
    linkd_save_synced (self);
}

/* What was known before this program, or this machine, started anew. */
static void
linkd_load_synced (CubbyLinkd *self)
{
  CubbyMoment now;
  if (!cubby_synced_load (self->synced_path, &self->synced))
    return;
  cubby_synced_now (&now);
  gint64 age_ms = cubby_moment_age_ms (&self->synced, &now);
  if (age_ms != CUBBY_AGE_UNKNOWN)
    cubby_bus_service_set_synced (self->service, now.wall_ms - age_ms, now.running_ms - age_ms);
  self->saved_running_ms = self->synced.running_ms;
}

static void
on_full (gboolean full, gpointer user_data)
{
  CubbyLinkd *self = user_data;
  const char *state = full ? "full" : "room";
  cubby_log_event ("disk", "state", state, NULL);
  cubby_bus_service_set_problem (self->service, full ? "disk_full" : "");
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
  on_confirmed (self);
  linkd_save_synced (self);
  cubby_outbox_deliver_now (self->outbox);
  cubby_hello_say (self->hello);
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
    on_confirmed (self);
}

static void
on_skew (gint64 skew_ms, gpointer user_data)
{
  CubbyLinkd *self = user_data;
  cubby_bus_service_set_clock_skew (self->service, skew_ms);
}

static void
on_sync_failed (const GError *error, gpointer user_data)
{
  CubbyLinkd *self = user_data;
  self->failed (error, self->data);
}

static const CubbySyncHandlers sync_handlers = {
    .state_changed = on_state_changed,
    .confirmed = on_confirmed,
    .committed = on_committed,
    .full = on_full,
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
  self->synced_path = g_build_filename (settings->replica_directory, "synced", NULL);
  if (cubby_replica_get_sequence (self->replica) > 0) /* of an empty one nothing is up to date */
    linkd_load_synced (self);
  self->hello = cubby_hello_new (self->api, on_skew, self);
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
  if (self->synced_path != NULL)
    linkd_save_synced (self);
  cubby_sync_free (self->sync);
  cubby_outbox_free (self->outbox);
  cubby_hello_free (self->hello);
  cubby_pictures_free (self->pictures);
  cubby_bus_service_free (self->service);
  cubby_replica_free (self->replica);
  cubby_central_api_free (self->api);
  g_free (self->synced_path);
  g_free (self);
}

void
cubby_linkd_start (CubbyLinkd *self)
{
  cubby_sync_start (self->sync);
}
