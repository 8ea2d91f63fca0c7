/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/writer.h"

G_BEGIN_DECLS

/* What to do about an error of the database that ended a transaction. */
typedef enum {
  CUBBY_REMEDY_AGAIN, /* somebody else was in the way: do it again */
  CUBBY_REMEDY_SPLIT, /* one of the jobs does what the database refuses: find it */
  CUBBY_REMEDY_WAIT,  /* the server is away */
  CUBBY_REMEDY_QUIT,  /* the file is no longer to be trusted */
} CubbyRemedy;

/* @remote: whether the engine is another process, so that its errors say nothing of our disk */
CubbyRemedy cubby_remedy_of (const GError *error, gboolean remote);

/**
 * cubby_transaction_run:
 * @store: the connection, the unit of work and the settings
 * @jobs: (array length=n):
 *
 * Runs the jobs in one transaction: first those that can be gathered, then the others, each in a savepoint.
 *
 * Returns: whether it was committed, each job then with its own error or none; else nothing of it happened.
 */
gboolean cubby_transaction_run (const CubbyStore *store, CubbyWriterJob *const *jobs, guint n,
                                GError **error);

G_END_DECLS
