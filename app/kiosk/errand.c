/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/errand.h"

#include "app/kiosk/staff-ask.h"

static CubbyErrand *
get_errand (CubbyContext *context)
{
  return &context->session->errand;
}

void
cubby_errand_end_second (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  CubbyErrand *errand = get_errand (context);
  if (errand->second_id != NULL)
    cubby_locker_counter_call_sign_out (cubby_peers_get_counter (context->peers), errand->second_id, NULL,
                                        NULL, NULL);
  cubby_session_set (&errand->second_id, NULL);
  cubby_session_set (&errand->second_badge, NULL);
}

static GVariant *
pack (const GPtrArray *words)
{
  return words != NULL ? g_variant_new_strv ((const char *const *)words->pdata, (gssize)words->len)
                       : g_variant_new_strv (NULL, 0);
}

/* Who was asked for a second badge comes back to where the doors are chosen, not to the PIN. */
static void
take_refusal (CubbyContext *context, const CubbyAnswer *answer)
{
  cubby_errand_end_second (context);
  cubby_session_refuse (context->session, answer->reason, answer->detail);
  if (g_str_equal (answer->reason, "second_badge"))
    cubby_navigator_step (context->navigator, CUBBY_STEP_SECOND);
  else if (cubby_navigator_get_route (context->navigator) == CUBBY_ROUTE_SECOND_PIN)
    cubby_navigator_step (context->navigator, CUBBY_STEP_CHOOSE);
  else
    cubby_navigator_renew (context->navigator);
}

static void
on_begun (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  CubbyErrand *errand = get_errand (context);
  if (!cubby_answer_is_granted (answer)) {
    if (same_visit)
      take_refusal (context, answer);
    return;
  }
  g_ptr_array_set_size (errand->seen, 0);
  g_ptr_array_set_size (errand->differences, 0);
  if (errand->checks)
    cubby_staff_lead (context, answer, "reconcile", CUBBY_STEP_CHECKING);
  else
    cubby_staff_lead (context, answer, "service", CUBBY_STEP_STOWING);
}

void
cubby_errand_begin (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  const CubbyErrand *errand = get_errand (context);
  if (!errand->all && errand->doors->len == 0)
    return; /* no door at all would mean every door */
  const char *session = cubby_staff_session (context);
  const char *second = errand->second_id != NULL ? errand->second_id : "";
  GVariant *doors = pack (errand->all ? NULL : errand->doors);
  if (errand->checks)
    cubby_counter_ask (context, "BeginReconciliation", g_variant_new ("(ss@as)", session, second, doors),
                       on_begun, NULL, NULL);
  else
    cubby_counter_ask (
        context, "OpenMany",
        g_variant_new ("(ss@ass)", session, second, doors, errand->why != NULL ? errand->why : "other"),
        on_begun, NULL, NULL);
}

static void
on_removal (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (!cubby_staff_refused (context, answer, same_visit))
    cubby_staff_lead (context, answer, "removal", CUBBY_STEP_STOWING);
}

void
cubby_errand_remove (CubbyContext *context, const char *const *labels)
{
  g_return_if_fail (context != NULL && labels != NULL);
  cubby_counter_ask (context, "BeginRemoval", g_variant_new ("(s^as)", cubby_staff_session (context), labels),
                     on_removal, NULL, NULL);
}

/* What was seen is told anew with each scan; only a refusal is worth a word. */
static void
on_reported (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  cubby_staff_refused (context, answer, same_visit);
}

void
cubby_errand_report_seen (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  const char *door = context->session->turn.door;
  cubby_counter_ask (context, "ReportSeen",
                     g_variant_new ("(ss@as)", cubby_staff_session (context), door != NULL ? door : "",
                                    pack (get_errand (context)->seen)),
                     on_reported, NULL, NULL);
}

static void
on_stopped (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (cubby_staff_refused (context, answer, same_visit) || !same_visit)
    return;
  cubby_turn_stop (&context->session->turn);
  cubby_session_set (&context->session->refused.reason, "stopped");
  cubby_navigator_renew (context->navigator);
}

void
cubby_errand_stop (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  const char *grant = context->session->turn.grant;
  cubby_counter_ask (context, "StopSequence",
                     g_variant_new ("(ss)", cubby_staff_session (context), grant != NULL ? grant : ""),
                     on_stopped, NULL, NULL);
}
