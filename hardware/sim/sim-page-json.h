/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/sim-bank.h"

G_BEGIN_DECLS

/* Returns: (transfer full): what does not change: columns, doors with their measures, boards, the names of
 * faults. */
char *cubby_sim_page_describe_bank (CubbySimBank *bank);
/* Returns: (transfer full): what does: every door and board, and @event (nullable), the line that made it
 * change. */
char *cubby_sim_page_describe_state (CubbySimBank *bank, const char *event);

G_END_DECLS
