/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/parcel-words.h"

#include "app/kiosk/words.h"

#include <string.h>

#define TAIL 8

static const struct {
  const char *state;
  const char *text;
  gboolean waits;
} states[] = {
    {"expected", N_ ("to be loaded"), TRUE},
    {"queued", N_ ("waits for a free compartment"), TRUE},
    {"assigned", N_ ("a door is kept for it: scan the label"), TRUE},
    {"loading", N_ ("being loaded"), FALSE},
    {"loaded", N_ ("loaded"), FALSE},
};

static const struct {
  const char *why;
  const char *text;
} removals[] = {
    {"overdue", N_ ("was not collected in time")},
    {"withdrawn", N_ ("was called back")},
    {"returned", N_ ("was brought back by a customer")},
    {"review", N_ ("a supervisor has to look")},
};

char *
cubby_parcel_words_short (const char *label)
{
  g_return_val_if_fail (label != NULL, NULL);
  gsize length = strlen (label);
  return g_strdup_printf ("…%s", length > TAIL ? label + length - TAIL : label);
}

char *
cubby_parcel_words_say (const char *size, const char *state, const char *door)
{
  g_return_val_if_fail (size != NULL && state != NULL && door != NULL, NULL);
  const char *text = state;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    if (g_str_equal (state, states[i].state))
      text = _ (states[i].text);
  }
  return *door != '\0' ? g_strdup_printf ("%s · %s · %s", size, door, text)
                       : g_strdup_printf ("%s · %s", size, text);
}

const char *
cubby_parcel_words_removal (const char *why)
{
  for (guint i = 0; i < G_N_ELEMENTS (removals); i++) {
    if (g_strcmp0 (why, removals[i].why) == 0)
      return _ (removals[i].text);
  }
  return why;
}

gboolean
cubby_parcel_words_waits (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    if (g_strcmp0 (state, states[i].state) == 0)
      return states[i].waits;
  }
  return FALSE;
}
