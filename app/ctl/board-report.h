/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/ctl/board-find.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What was found of a board, for people; ends with a line end. */
char *cubby_board_found_describe (const CubbyBoardFound *self, gboolean tcp);
/* The same for machines, as a member of an array. */
void cubby_board_found_to_json (const CubbyBoardFound *self, gboolean tcp, JsonBuilder *builder);

/* Writes what @builder built on standard output. */
void cubby_board_print_json (JsonBuilder *builder);

G_END_DECLS
