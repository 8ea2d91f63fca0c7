/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/writer.h"

G_BEGIN_DECLS

/**
 * CubbyOutboxWorker:
 *
 * A thread that sends what the outbox holds, oldest first, one at a time, and
 * writes what became of it through the writer. Each is claimed there first, so that
 * of several processes one sends it; a claim runs out, should its process die. A
 * failure is tried again with twice the wait; what was sent but not written down is
 * sent again with the same Message-ID.
 */
typedef struct _CubbyOutboxWorker CubbyOutboxWorker;

CubbyOutboxWorker *cubby_outbox_worker_new (const char *database, const CubbyCentralSettings *settings,
                                            CubbyKeyRing *keys, CubbyWriter *writer, GError **error);
/* Something may be due. From any thread. */
void cubby_outbox_worker_poke (CubbyOutboxWorker *self);
/* Ends the thread. */
void cubby_outbox_worker_stop (CubbyOutboxWorker *self);
/* After the writer has given its last answer. */
void cubby_outbox_worker_free (CubbyOutboxWorker *self);

G_END_DECLS
