/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/state-table.h"

const char *
cubby_state_to_string (const CubbyStateTable *table, guint state)
{
  g_return_val_if_fail (state < table->n_names, NULL);
  return table->names[state];
}

gboolean
cubby_state_from_string (const CubbyStateTable *table, const char *text, guint *ret_state)
{
  for (guint state = 0; state < table->n_names; state++) {
    if (g_strcmp0 (table->names[state], text) != 0)
      continue;
    *ret_state = state;
    return TRUE;
  }
  return FALSE;
}

gboolean
cubby_state_may_become (const CubbyStateTable *table, guint from, guint to)
{
  for (guint i = 0; i < table->n_transitions; i++)
    if (table->transitions[i].from == from && table->transitions[i].to == to)
      return TRUE;
  return FALSE;
}

const char **
cubby_state_get_next (const CubbyStateTable *table, guint from)
{
  g_autoptr (GPtrArray) next = g_ptr_array_new ();
  for (guint i = 0; i < table->n_transitions; i++)
    if (table->transitions[i].from == from)
      g_ptr_array_add (next, (gpointer)table->names[table->transitions[i].to]);
  g_ptr_array_add (next, NULL);
  return (const char **)g_ptr_array_steal (next, NULL);
}

char *
cubby_state_list_next (const CubbyStateTable *table, guint from)
{
  g_autofree const char **next = cubby_state_get_next (table, from);
  return next[0] != NULL ? g_strjoinv (", ", (char **)next) : g_strdup ("nothing");
}
