/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/* Asks lockerd to open for what was presented; the answer leads to the door or to the reason why not. */
void cubby_collecting_present_pass (CubbyContext *context, const char *text);
void cubby_collecting_present_code (CubbyContext *context, const char *code);

/* "I forgot something": the door of a pickup that was closed a moment ago. */
void cubby_collecting_reopen (CubbyContext *context, const char *closed_grant);

/* The door did not open: the same is asked once more, which is another grant. */
void cubby_collecting_try_again (CubbyContext *context);

G_END_DECLS
