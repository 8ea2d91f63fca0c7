/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "hardware/locks/board-lesson.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Returns: the index of the door that the configuration gives this channel, or -1. */
int cubby_board_map_find_door (const CubbySettings *settings, guint board, guint channel);
/* What one lesson means and what to do, for people. */
char *cubby_board_map_explain (const CubbySettings *settings, guint board, const CubbyLesson *lesson);

/**
 * cubby_board_map_print:
 *
 * Returns: the lines of cubby.conf that say what was learnt: the board's group and every column with a door
 * on it; doors whose wires are wrong stay as they are, and a comment says so
 */
char *cubby_board_map_print (const CubbySettings *settings, guint board, const CubbyLesson *lessons,
                             guint n_lessons);
void cubby_board_map_to_json (const CubbySettings *settings, guint board, const CubbyLesson *lessons,
                              guint n_lessons, JsonBuilder *builder);

/* Whether the configuration is proved as it is. */
gboolean cubby_board_map_is_right (const CubbySettings *settings, guint board, const CubbyLesson *lessons,
                                   guint n_lessons);

G_END_DECLS
