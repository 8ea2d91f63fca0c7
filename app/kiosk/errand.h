/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/* What staff do with several doors in turn. What is set up is in the session's CubbyErrand. */

/* Opens, or checks, the doors of the errand; asks for a second badge where one is needed. */
void cubby_errand_begin (CubbyContext *context);
/* Takes parcels out, one after another. @labels: ends with NULL */
void cubby_errand_remove (CubbyContext *context, const char *const *labels);
/* Tells what was seen behind the open door: CubbyErrand.seen; nothing: it is empty. */
void cubby_errand_report_seen (CubbyContext *context);
/* Doors whose turn is still to come do not open. */
void cubby_errand_stop (CubbyContext *context);
/* The second badge's session ends; its door, or its doors, are granted already. */
void cubby_errand_end_second (CubbyContext *context);

G_END_DECLS
