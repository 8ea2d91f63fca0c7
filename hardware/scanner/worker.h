/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "hardware/scanner/inbox.h"

G_BEGIN_DECLS

/**
 * CubbyWorker:
 *
 * The thread of one configured scanner: opens its source, reads it, decodes, and opens
 * it anew with growing pauses when it fails. Tells everything to an inbox.
 */
typedef struct _CubbyWorker CubbyWorker;

/* @settings are copied; @inbox must outlive the worker. The thread begins at once. */
CubbyWorker *cubby_worker_start (const CubbyScannerSettings *settings, guint symbologies, CubbyInbox *inbox);
void cubby_worker_set_symbologies (CubbyWorker *self, guint symbologies);
/* From any thread: see cubby_frame_reader_forget(). */
void cubby_worker_forget (CubbyWorker *self);
/* From any thread: it begins to end. */
void cubby_worker_ask_to_stop (CubbyWorker *self);
/* Waits for the end of the thread. */
void cubby_worker_free (CubbyWorker *self);

/* The pause in ms before try @n_failures: 0.25 s, doubled up to 8 s. */
guint cubby_worker_pause_ms (guint n_failures);

G_END_DECLS
