/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/http/server.h"

G_BEGIN_DECLS

typedef struct _CubbyWriter CubbyWriter;

/**
 * CubbyWriterJob:
 * @run: in the writer's thread, in a savepoint of its own; FALSE with @error undoes its part alone
 * @keep: (nullable): in the writer's thread after @run failed and was undone: what is written all the same
 * @done: in the server's thread, after the commit; @error is run's, or the commit's
 *
 * One request's work on the database. Embed it first.
 */
typedef struct _CubbyWriterJob CubbyWriterJob;
struct _CubbyWriterJob {
  gboolean (*run) (CubbyWriterJob *job, CubbyStore *store, GError **error);
  gboolean (*keep) (CubbyWriterJob *job, CubbyStore *store, const GError *reason, GError **error);
  void (*done) (CubbyWriterJob *job, const GError *error);
  char *actor;
  GError *error; /* of the writer */
};

/**
 * cubby_writer_new:
 * @sql: the only connection that writes; taken
 * @committed: in the server's thread after each commit; @failed says that the database is no longer to be
 * trusted
 *
 * One thread that puts the work of many requests into one commit.
 */
CubbyWriter *cubby_writer_new (CubbySql *sql, const CubbyCentralSettings *settings, CubbyKeyRing *keys,
                               CubbyHttpServer *server, void (*committed) (gboolean failed, gpointer data),
                               gpointer data);
/* Ends the thread when everything given to it is done; the answers wait in the server's thread. */
void cubby_writer_stop (CubbyWriter *self);
/* After its last answer was given. */
void cubby_writer_free (CubbyWriter *self);
void cubby_writer_push (CubbyWriter *self, CubbyWriterJob *job);
guint cubby_writer_get_n_waiting (CubbyWriter *self);

G_END_DECLS
