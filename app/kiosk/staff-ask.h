/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-kind.h"
#include "app/kiosk/counter-ask.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What all that staff ask for has in common. */

/* Returns: lockerd's word for the shift, or "" */
const char *cubby_staff_session (const CubbyContext *context);

/**
 * cubby_staff_refused:
 *
 * When lockerd said no, keeps the reason and shows the page again, which tells it.
 *
 * Returns: whether it said no.
 */
gboolean cubby_staff_refused (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit);

/* A door opens: leads to it. @step: to the page of those who are at it */
void cubby_staff_lead (CubbyContext *context, const CubbyAnswer *answer, const char *purpose, CubbyStep step);

/* Fills @box with what became of the last question, once: it is forgotten then. */
void cubby_staff_tell (CubbyContext *context, GtkWidget *box);

/* A badge held up when the shift is over leads to the PIN. Returns: whether it was that. */
gboolean cubby_staff_takes_badge (CubbyContext *context, CubbyScanKind kind, const char *value);

G_END_DECLS
