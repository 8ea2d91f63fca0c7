/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/* Remembers for the shift what was put in, for as long as it can be taken back, and what a reconciliation
 * found. */
void cubby_shift_log_attach (CubbyContext *context);

G_END_DECLS
