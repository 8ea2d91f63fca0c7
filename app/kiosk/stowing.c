/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/stowing.h"

#include "app/kiosk/staff-ask.h"

static void
on_stow (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (!cubby_staff_refused (context, answer, same_visit))
    cubby_staff_lead (context, answer, "stow", CUBBY_STEP_STOWING);
}

void
cubby_stowing_begin (CubbyContext *context, const char *label)
{
  g_return_if_fail (context != NULL && label != NULL);
  cubby_session_set (&context->session->label, label);
  cubby_counter_ask (context, "BeginStow", g_variant_new ("(ss)", cubby_staff_session (context), label),
                     on_stow, NULL, NULL);
}

/* The door stays before the person until it is shut; then the larger one follows it. */
static void
on_too_small (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  CubbyTurn *turn = &context->session->turn;
  if (g_str_equal (answer->reason, "no_room") && same_visit && turn->door != NULL) {
    cubby_session_set (&turn->result, "no_larger"); /* lockerd knows now that this door is shut empty */
    cubby_navigator_renew (context->navigator);
    return;
  }
  if (cubby_staff_refused (context, answer, same_visit) || turn->door == NULL)
    return;
  const char *const doors[] = {turn->door, answer->door, NULL};
  GStrv both = g_strdupv ((GStrv)doors);
  g_strfreev (turn->doors);
  turn->doors = both;
  cubby_session_set (&turn->result, "too_small");
  cubby_navigator_renew (context->navigator);
}

void
cubby_stowing_too_small (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  const char *grant = context->session->turn.grant;
  cubby_counter_ask (context, "TooSmall",
                     g_variant_new ("(ss)", cubby_staff_session (context), grant != NULL ? grant : ""),
                     on_too_small, NULL, NULL);
}

static void
on_take_back (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (!cubby_staff_refused (context, answer, same_visit))
    cubby_staff_lead (context, answer, "takeback", CUBBY_STEP_STOWING);
}

void
cubby_stowing_take_back (CubbyContext *context, const char *label)
{
  g_return_if_fail (context != NULL && label != NULL);
  cubby_counter_ask (context, "TakeBack", g_variant_new ("(ss)", cubby_staff_session (context), label),
                     on_take_back, NULL, NULL);
}

static void
on_rejected (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (cubby_staff_refused (context, answer, same_visit) || !same_visit)
    return;
  cubby_session_set (&context->session->label, NULL);
  cubby_session_set (&context->session->refused.reason, "rejected");
  cubby_navigator_step (context->navigator, CUBBY_STEP_RESTOCK);
}

void
cubby_stowing_reject (CubbyContext *context, const char *label, const char *why)
{
  g_return_if_fail (context != NULL && label != NULL && why != NULL);
  cubby_counter_ask (context, "Reject", g_variant_new ("(sss)", cubby_staff_session (context), label, why),
                     on_rejected, NULL, NULL);
}

static void
on_answered (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (!cubby_staff_refused (context, answer, same_visit))
    cubby_staff_lead (context, answer, "service", CUBBY_STEP_STOWING);
}

void
cubby_stowing_answer (CubbyContext *context, const char *request, gboolean confirm)
{
  g_return_if_fail (context != NULL && request != NULL);
  cubby_counter_ask (context, "AnswerRequest",
                     g_variant_new ("(ssb)", cubby_staff_session (context), request, confirm), on_answered,
                     NULL, NULL);
}
