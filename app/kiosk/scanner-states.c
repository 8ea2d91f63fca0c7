/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/scanner-states.h"

#include "app/kiosk/report-words.h"
#include "app/kiosk/words.h"

#include <string.h>

struct _CubbyScannerStates {
  GPtrArray *states;
};

static void
state_free (gpointer data)
{
  CubbyScannerState *state = data;
  g_free (state->name);
  g_free (state->why);
  g_free (state);
}

CubbyScannerStates *
cubby_scanner_states_new (const CubbySettings *settings)
{
  CubbyScannerStates *self = g_new0 (CubbyScannerStates, 1);
  self->states = g_ptr_array_new_with_free_func (state_free);
  for (guint i = 0; i < settings->scanners->len; i++) {
    const CubbyScannerSettings *scanner = g_ptr_array_index (settings->scanners, i);
    CubbyScannerState *state = g_new0 (CubbyScannerState, 1);
    state->name = g_strdup (scanner->name);
    state->why = g_strdup ("");
    g_ptr_array_add (self->states, state);
  }
  return self;
}

void
cubby_scanner_states_free (CubbyScannerStates *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->states);
  g_free (self);
}

/* The row says of which scanner it is. */
static const char *
without_name (const char *why)
{
  const char *end = g_str_has_prefix (why, "[scanner ") ? strstr (why, "] ") : NULL;
  return end != NULL ? end + 2 : why;
}

void
cubby_scanner_states_take (CubbyScannerStates *self, const char *name, gboolean works, const char *why,
                           gint64 now_ms)
{
  for (guint i = 0; i < self->states->len; i++) {
    CubbyScannerState *state = g_ptr_array_index (self->states, i);
    if (!g_str_equal (state->name, name))
      continue;
    if (state->since_ms == 0 || !state->works != !works)
      state->since_ms = now_ms;
    state->works = works;
    g_free (state->why);
    state->why = g_strdup (works ? "" : without_name (why));
  }
}

guint
cubby_scanner_states_get_n (const CubbyScannerStates *self)
{
  return self->states->len;
}

const CubbyScannerState *
cubby_scanner_states_get (const CubbyScannerStates *self, guint index)
{
  g_return_val_if_fail (index < self->states->len, NULL);
  return g_ptr_array_index (self->states, index);
}

char *
cubby_scanner_state_say (const CubbyScannerState *state, const char *time_zone)
{
  if (state->works)
    return g_strdup (_ ("in order"));
  g_autofree char *when = cubby_report_say_when (state->since_ms, time_zone);
  if (when == NULL)
    return g_strdup (_ ("has said nothing yet"));
  return g_strdup_printf (_ ("has not worked since %s: %s"), when, state->why);
}
