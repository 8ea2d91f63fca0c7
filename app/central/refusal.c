/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/refusal.h"

void
cubby_refusal_set (GError **error, const char *state, const char *const *allowed, const char *detail, ...)
{
  va_list arguments;
  va_start (arguments, detail);
  g_autofree char *sentence = g_strdup_vprintf (detail, arguments);
  va_end (arguments);
  JsonArray *names = json_array_new ();
  for (; *allowed != NULL; allowed++)
    json_array_add_string_element (names, *allowed);
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "state", state);
  json_object_set_array_member (members, "allowed", names);
  cubby_problem_set (error, CUBBY_PROBLEM_ILLEGAL_TRANSITION, members, "%s", sentence);
}

void
cubby_refusal_set_by_table (GError **error, const CubbyStateTable *table, const char *what, guint from,
                            guint to)
{
  g_autofree const char **allowed = cubby_state_get_next (table, from);
  g_autofree char *list = cubby_state_list_next (table, from);
  const char *state = cubby_state_to_string (table, from);
  cubby_refusal_set (error, state, allowed, "The %s is %s and cannot become %s; it may become: %s.", what,
                     state, cubby_state_to_string (table, to), list);
}
