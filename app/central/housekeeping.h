/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/writer.h"

G_BEGIN_DECLS

/**
 * cubby_housekeeping_run:
 *
 * What time alone changes: parcels nobody came for expire; stored answers and
 * changes of the feed older than their retention go. Nothing happens while another
 * process is at it.
 */
gboolean cubby_housekeeping_run (CubbyStore *store, GError **error);

/* The same as a piece of work for the writer. */
void cubby_housekeeping_push (CubbyWriter *writer);

G_END_DECLS
