/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_find_program:
 * @variable: of the environment; what it names is taken
 * @place: of the program in a build tree
 *
 * Returns: (transfer full): the program of ours that belongs to this one: of the same build tree, or the
 *   installed one.
 */
char *cubby_find_program (const char *variable, const char *place);

G_END_DECLS
