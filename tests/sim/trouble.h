/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/sim/sim.h"

G_BEGIN_DECLS

/* What breaks, and when: a row a trouble in trouble.c. Begins at once, ends when the sim is calm. */
void sim_trouble_start (Sim *sim);
/* Everything is mended; nothing breaks any more. */
void sim_trouble_end (Sim *sim);

G_END_DECLS
