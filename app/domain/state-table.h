/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint from;
  guint to;
} CubbyTransition;

/* A field with its words and its legal moves; what is not a row is refused. */
typedef struct {
  const char *const *names;
  guint n_names;
  const CubbyTransition *transitions;
  guint n_transitions;
} CubbyStateTable;

const char *cubby_state_to_string (const CubbyStateTable *table, guint state);
gboolean cubby_state_from_string (const CubbyStateTable *table, const char *text, guint *ret_state);
gboolean cubby_state_may_become (const CubbyStateTable *table, guint from, guint to);
/* Returns: (transfer container): the names of what @from may become, as the table lists them. */
const char **cubby_state_get_next (const CubbyStateTable *table, guint from);
/* Returns: (transfer full): the same as text, "picking, on_hold"; "nothing" at an end. */
char *cubby_state_list_next (const CubbyStateTable *table, guint from);

G_END_DECLS
