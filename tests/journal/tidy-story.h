/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/journal/keeper.h"

G_BEGIN_DECLS

/* What tidy-driver does and test-kill knows. */
#define TIDY_STORY_DECISIONS 60
#define TIDY_STORY_ROUND 6
#define TIDY_STORY_HOUR_MS (60LL * 60 * 1000)

static const CubbyJournalCare tidy_story_care = {.snapshot_rows = 16,
                                                 .snapshot_ms = 1000 * TIDY_STORY_HOUR_MS,
                                                 .keep_ms = 12 * TIDY_STORY_HOUR_MS,
                                                 .trim_rows = 5,
                                                 .trim_ms = TIDY_STORY_HOUR_MS};

G_END_DECLS
