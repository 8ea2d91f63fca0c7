/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/linkd/parcel-store.h"

G_BEGIN_DECLS

/**
 * CubbyReplica:
 *
 * All that linkd keeps of the centre: the catalogue and the expected parcels, below one directory. Changes go
 * in by batches; a change that is not of its form is logged and passed over, so that one of them cannot stop
 * the shop.
 */
typedef struct _CubbyReplica CubbyReplica;

CubbyReplica *cubby_replica_open (const char *directory, gint64 now_s, GError **error);
void cubby_replica_free (CubbyReplica *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyReplica, cubby_replica_free)

/* Where the next batch starts; after a start over of the file that is being built. */
guint64 cubby_replica_get_sequence (CubbyReplica *self);
/* The same with the feed that it is of. Returns: (transfer full): a cursor as the centre takes it. */
char *cubby_replica_get_cursor (CubbyReplica *self);
/* Whose numbers the next batch has; kept with it. */
void cubby_replica_set_feed (CubbyReplica *self, guint32 feed);
const char *cubby_replica_get_catalogue_path (CubbyReplica *self);
const char *cubby_replica_get_media_folder (CubbyReplica *self);
CubbyParcelStore *cubby_replica_get_parcels (CubbyReplica *self);

/**
 * cubby_replica_apply:
 * @changes: of Change objects, as /v1/changes gives them
 * @through: the sequence number that the replica has after it
 *
 * Sequence numbers must rise from one change to the next and stay within (sequence, through]; else nothing is
 * applied and CUBBY_CATALOGUE_ERROR_CHANGE set.
 */
gboolean cubby_replica_apply (CubbyReplica *self, JsonArray *changes, guint64 through, GError **error);

/**
 * cubby_replica_fill:
 * @changes: some of a snapshot, in any order
 *
 * Only while starting over: the replica stays at 0 until cubby_replica_apply() of nothing through the
 * snapshot's sequence number.
 */
gboolean cubby_replica_fill (CubbyReplica *self, JsonArray *changes, GError **error);

/* Begins a new catalogue at 0 beside the old one, which readers keep until cubby_replica_finish_start_over().
 */
gboolean cubby_replica_start_over (CubbyReplica *self, GError **error);
gboolean cubby_replica_is_starting_over (CubbyReplica *self);
gboolean cubby_replica_finish_start_over (CubbyReplica *self, GError **error);

/* What the batches since the last call touched. SKUs: none while starting over, all of them when that is
 * finished. */
GStrv cubby_replica_take_changed_skus (CubbyReplica *self);
/* Returns: (transfer full): names of pictures below /media/ that changed things refer to. */
GStrv cubby_replica_take_pictures (CubbyReplica *self);
/* Returns: (transfer full): names of all pictures that the catalogue refers to. */
GStrv cubby_replica_list_pictures (CubbyReplica *self);
gboolean cubby_replica_take_parcels_changed (CubbyReplica *self);

/* Whether a picture's name, without /media/, is one that is fetched and stored. */
gboolean cubby_replica_picture_name_is_good (const char *name);

G_END_DECLS
