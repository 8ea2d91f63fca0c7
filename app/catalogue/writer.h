/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/catalogue.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CubbyCatalogueWriter:
 *
 * The replica, open for the one program that writes it. Readers see a batch when it is committed, whole.
 * Files are made with the process's umask; the log beside the file stays, so that readers need no write
 * permission.
 */
typedef struct _CubbyCatalogueWriter CubbyCatalogueWriter;

/**
 * cubby_catalogue_writer_open:
 *
 * Makes the file when it is not there. A damaged file, or one of another version, is removed and made anew at
 * sequence 0: everything in it comes again from the centre.
 */
CubbyCatalogueWriter *cubby_catalogue_writer_open (const char *path, GError **error);
void cubby_catalogue_writer_free (CubbyCatalogueWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCatalogueWriter, cubby_catalogue_writer_free)

guint64 cubby_catalogue_writer_get_sequence (CubbyCatalogueWriter *self);
/* Whose sequence numbers they are; 0 when that was never said. */
guint32 cubby_catalogue_writer_get_feed (CubbyCatalogueWriter *self);
/* Inside a batch, and with it. */
gboolean cubby_catalogue_writer_set_feed (CubbyCatalogueWriter *self, guint32 feed, GError **error);

/* Batches do not nest. An open batch is forgotten when the writer is freed. */
gboolean cubby_catalogue_writer_begin (CubbyCatalogueWriter *self, GError **error);

/**
 * cubby_catalogue_writer_apply:
 * @topic: "category", "location", "option", "product" or "stock"
 * @key: what the change is about; of a stock level "SKU@LOCATION"
 * @data: (nullable): the thing as it now is; NULL or a null node: it is gone
 *
 * Applies one change inside a batch. With CUBBY_CATALOGUE_ERROR_CHANGE nothing was written and the batch may
 * go on.
 */
gboolean cubby_catalogue_writer_apply (CubbyCatalogueWriter *self, const char *topic, const char *key,
                                       JsonNode *data, GError **error);
gboolean cubby_catalogue_writer_commit (CubbyCatalogueWriter *self, guint64 sequence, GError **error);
void cubby_catalogue_writer_rollback (CubbyCatalogueWriter *self);

/**
 * cubby_catalogue_writer_replace:
 * @path: where the replica in use is
 *
 * Puts the writer's file in the place of the one at @path, which nobody else may have open for writing, and
 * goes on there.
 */
gboolean cubby_catalogue_writer_replace (CubbyCatalogueWriter *self, const char *path, GError **error);

/* Returns: (transfer full): the SKUs whose price or stock was touched since the last call. */
GStrv cubby_catalogue_writer_take_changed_skus (CubbyCatalogueWriter *self);

/* Returns: (transfer full): the pictures that the range refers to, as the centre names them; NULL with @error
 * set. */
GStrv cubby_catalogue_writer_list_pictures (CubbyCatalogueWriter *self, GError **error);

/* Removes a replica and the files beside it. */
void cubby_catalogue_remove_file (const char *path);

/**
 * cubby_catalogue_replace_file:
 *
 * Puts the replica @from in the place of @to. Nobody may have either open for writing; readers of @to follow
 * with their next call.
 */
gboolean cubby_catalogue_replace_file (const char *from, const char *to, GError **error);

G_END_DECLS
