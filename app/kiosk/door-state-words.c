/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-state-words.h"

#include "app/kiosk/words.h"

typedef struct {
  const char *state;
  const char *text;
} Row;

static const Row doors[] = {
    {"shut", N_ ("shut")},          {"unlocking", N_ ("is opening")},
    {"open", N_ ("open")},          {"stuck", N_ ("does not open")},
    {"forced", N_ ("forced open")}, {"unknown", N_ ("nobody knows whether it is open")},
};

static const Row contents[] = {
    {"empty", N_ ("empty")},
    {"assigned", N_ ("kept for a parcel")},
    {"loading", N_ ("being loaded")},
    {"loaded", N_ ("loaded")},
    {"collecting", N_ ("being collected")},
    {"emptied", N_ ("just emptied")},
    {"review", N_ ("a supervisor has to look")},
    {"out_of_service", N_ ("out of service")},
};

static const char *
say (const Row *rows, guint n, const char *state)
{
  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (rows[i].state, state) == 0)
      return _ (rows[i].text);
  }
  return state;
}

const char *
cubby_door_state_say (const char *door)
{
  return say (doors, G_N_ELEMENTS (doors), door);
}

const char *
cubby_content_say (const char *content)
{
  return say (contents, G_N_ELEMENTS (contents), content);
}
