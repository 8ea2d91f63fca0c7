/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"
#include "app/kiosk/door-map.h"

G_BEGIN_DECLS

/**
 * cubby_map_follow:
 * @staff: whether what lies behind the doors is told, too
 *
 * The doors of @map are drawn as they are, from now on. CubbyDoorMap::followed comes when one is another.
 */
void cubby_map_follow (CubbyDoorMap *map, const CubbyContext *context, gboolean staff);

/* Returns: whether the states of @name are known: @ret_door and @ret_content as Bank.GetDoors tells them. */
gboolean cubby_map_follow_get (CubbyDoorMap *map, const char *name, const char **ret_door,
                               const char **ret_content);

G_END_DECLS
