/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/* Asks lockerd for a compartment for a parcel. The answer leads to the door, or back to restock with a
 * reason. */
void cubby_stowing_begin (CubbyContext *context, const char *label);

/* A supervisor confirms a request to open a door, or declines it. */
void cubby_stowing_answer (CubbyContext *context, const char *request, gboolean confirm);

/* Returns: (nullable): in the language that is spoken, why a compartment was not opened; NULL when it was. */
const char *cubby_stowing_explain (const char *reason);

G_END_DECLS
