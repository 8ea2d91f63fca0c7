/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/bank.h"

G_BEGIN_DECLS

typedef enum { CUBBY_SIDE_LEFT, CUBBY_SIDE_RIGHT, CUBBY_SIDE_NONE } CubbySide;

/**
 * CubbyWhere:
 * @side: of the screen; CUBBY_SIDE_NONE when the bank has no column with a screen
 * @column: counted from the screen, or from the left of the bank; from 1
 * @columns: how many there are on that side
 * @from_below: the row, counted from the lowest; from 1
 * @from_above: and from the highest
 */
typedef struct {
  CubbySide side;
  guint column;
  guint columns;
  guint from_below;
  guint from_above;
} CubbyWhere;

/* Returns: FALSE when the bank has no door of this name. */
gboolean cubby_where_find (const CubbyBank *bank, const char *door, CubbyWhere *ret_where);

/* Returns: (transfer full): "left, second row from below", in the language that is spoken. */
char *cubby_where_say (const CubbyWhere *where);

G_END_DECLS
