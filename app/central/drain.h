/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/central.h"

G_BEGIN_DECLS

/**
 * cubby_drain_begin:
 *
 * Stops in good order, in the server's thread: no new connections, streams are told to come back (elsewhere,
 * and not all at once), requests that are there get their answers; then the server's loop ends, at the latest
 * after [service] drain-s. A second call ends it at once.
 */
void cubby_drain_begin (gpointer central);

G_END_DECLS
