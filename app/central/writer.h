/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/histogram.h"
#include "app/central/unit-of-work.h"
#include "protocols/http/server.h"

G_BEGIN_DECLS

typedef struct _CubbyWriter CubbyWriter;

/**
 * CubbyWriterJob:
 * @want: (nullable): says what the job is going to read. A job that has it is gathered with others of its
 * kind (see CubbyUnitOfWork): it writes by cubby_table_insert(), cubby_ledger_write() and cubby_feed_put()
 * alone
 * @run: in the writer's thread; FALSE with @error undoes its part alone. It may be called again after a whole
 * transaction was undone, and changes nothing but the database
 * @keep: (nullable): in the writer's thread after @run failed and was undone: what is written all the same
 * @done: in the server's thread, after the commit; @error is run's, or the commit's
 *
 * One request's work on the database. Embed it first.
 */
typedef struct _CubbyWriterJob CubbyWriterJob;
struct _CubbyWriterJob {
  void (*want) (CubbyWriterJob *job, CubbyUnitOfWork *unit);
  gboolean (*run) (CubbyWriterJob *job, CubbyStore *store, GError **error);
  gboolean (*keep) (CubbyWriterJob *job, CubbyStore *store, const GError *reason, GError **error);
  void (*done) (CubbyWriterJob *job, const GError *error);
  char *actor;
  GError *error; /* of the writer */
};

/* Since the start. @times: of batches, each one commit or a few; @jobs: the requests in them; @errors: tries
 * that the database did not let through, also those that were done again */
typedef struct {
  CubbyHistogram times;
  guint64 jobs;
  guint64 errors;
} CubbyWriterTotals;

/**
 * cubby_writer_new:
 * @sql: the only connection that writes; taken
 * @committed: in the server's thread after each commit; @failed says that the database is no longer to be
 * trusted
 *
 * One thread that puts the work of many requests into one commit. When the database's server is away, what is
 * asked of it is refused at once until it is back.
 */
CubbyWriter *cubby_writer_new (CubbySql *sql, const CubbyCentralSettings *settings, CubbyKeyRing *keys,
                               CubbyHttpServer *server, void (*committed) (gboolean failed, gpointer data),
                               gpointer data);
/* Ends the thread when everything given to it is done; the answers wait in the server's thread. */
void cubby_writer_stop (CubbyWriter *self);
/* After its last answer was given. */
void cubby_writer_free (CubbyWriter *self);
void cubby_writer_push (CubbyWriter *self, CubbyWriterJob *job);
/* For the server's thread, like what it answers. */
const CubbyWriterTotals *cubby_writer_get_totals (CubbyWriter *self);
guint cubby_writer_get_n_waiting (CubbyWriter *self);
/* Whether the database can be written, as far as is known. */
gboolean cubby_writer_is_ready (CubbyWriter *self);
/* Whether a further request would be answered in good time; FALSE with "unavailable" when not. */
gboolean cubby_writer_check_room (CubbyWriter *self, GError **error);

G_END_DECLS
