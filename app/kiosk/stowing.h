/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/* What staff do with a single parcel. Each answer leads to the door, or to a page that tells the reason. */

/* Asks lockerd for a compartment for a parcel. */
void cubby_stowing_begin (CubbyContext *context, const char *label);
/* The parcel does not fit behind the open door: a larger one opens when it is shut. */
void cubby_stowing_too_small (CubbyContext *context);
/* A parcel that was just put in is taken out again. */
void cubby_stowing_take_back (CubbyContext *context, const char *label);
/* A parcel in the hands of staff is not fit for the customer. */
void cubby_stowing_reject (CubbyContext *context, const char *label, const char *why);
/* A supervisor confirms a request to open a door, or declines it. */
void cubby_stowing_answer (CubbyContext *context, const char *request, gboolean confirm);

G_END_DECLS
