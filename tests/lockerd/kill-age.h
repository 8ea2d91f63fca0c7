/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-bench.h"

/* The journal of @from once more in @to, a hundred days older, with a snapshot behind it. */
void age_journal (Bench *bench, const char *from, const char *to);

/* Whether the first rows of what @bench left behind are gone. */
gboolean is_trimmed (Bench *bench);
