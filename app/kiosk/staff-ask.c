/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/staff-ask.h"

#include "app/kiosk/parts.h"
#include "app/kiosk/staff-words.h"

const char *
cubby_staff_session (const CubbyContext *context)
{
  return context->session->shift.id != NULL ? context->session->shift.id : "";
}

gboolean
cubby_staff_refused (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit)
{
  if (cubby_answer_is_granted (answer))
    return FALSE;
  if (!same_visit)
    return TRUE;
  if (g_str_equal (answer->reason, "not_signed_in"))
    cubby_session_set (&context->session->shift.id, NULL);
  cubby_session_refuse (context->session, answer->reason, answer->detail);
  cubby_navigator_renew (context->navigator);
  return TRUE;
}

void
cubby_staff_lead (CubbyContext *context, const CubbyAnswer *answer, const char *purpose, CubbyStep step)
{
  CubbySession *session = context->session;
  g_autofree const char **doors = NULL;
  g_variant_lookup (answer->detail, "doors", "^a&s", &doors);
  cubby_turn_clear (&session->turn);
  cubby_turn_begin (&session->turn, purpose, answer->grant, answer->door, doors);
  cubby_session_set (&session->refused.reason, NULL);
  cubby_navigator_step (context->navigator, step);
}

void
cubby_staff_tell (CubbyContext *context, GtkWidget *box)
{
  CubbyRefused *refused = &context->session->refused;
  const CubbyStaffWords *words = cubby_staff_words_find (refused->reason);
  g_autofree char *text = words != NULL ? cubby_staff_words_say (words, refused->place) : NULL;
  cubby_part_say (box, words != NULL ? words->drawing : "info", text, words != NULL ? words->kind : "");
  gtk_widget_set_visible (box, words != NULL);
  cubby_session_set (&refused->reason, NULL);
}

gboolean
cubby_staff_takes_badge (CubbyContext *context, CubbyScanKind kind, const char *value)
{
  if (kind != CUBBY_SCAN_BADGE || context->session->shift.id != NULL)
    return FALSE;
  cubby_session_set (&context->session->shift.badge, value);
  return cubby_navigator_step (context->navigator, CUBBY_STEP_BADGE);
}
