/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/stowing.h"

#include "app/kiosk/words.h"

static const struct {
  const char *reason;
  const char *text;
} reasons[] = {
    {"not_signed_in", N_ ("You are not signed in any more. Please hold up your badge again.")},
    {"not_allowed", N_ ("Your badge does not allow this. Please ask a supervisor.")},
    {"unknown_label", N_ ("This parcel is not expected here. Check the address on its label.")},
    {"already_loaded", N_ ("This parcel is already in the locker.")},
    {"no_room", N_ ("There is no free compartment that fits. Keep the parcel in the store room.")},
    {"busy", N_ ("Another door is open. Shut it first.")},
    {"wait", N_ ("Too many doors in a short time. Please wait a moment.")},
    {"declined", N_ ("The request was declined.")},
    {"unknown_request", N_ ("Somebody else has answered this request.")},
};

const char *
cubby_stowing_explain (const char *reason)
{
  if (reason == NULL || g_str_equal (reason, "granted"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    if (g_str_equal (reason, reasons[i].reason))
      return _ (reasons[i].text);
  }
  return _ ("The locker does not answer. Please try again, or call service.");
}

static void
take_answer (CubbyContext *context, const char *reason, const char *door)
{
  CubbySession *session = context->session;
  cubby_session_set (&session->refused.reason, reason);
  if (g_strcmp0 (reason, "granted") != 0) {
    if (g_strcmp0 (reason, "not_signed_in") == 0)
      cubby_session_set (&session->shift.id, NULL);
    cubby_navigator_renew (context->navigator);
    return;
  }
  cubby_turn_clear (&session->turn);
  cubby_turn_begin (&session->turn, "stow", "", door, NULL);
  cubby_navigator_step (context->navigator, CUBBY_STEP_STOWING);
}

static void
on_stow (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *reason = NULL;
  g_autofree char *grant = NULL;
  g_autofree char *door = NULL;
  g_autoptr (GVariant) detail = NULL;
  g_autoptr (GError) error = NULL;
  if (!cubby_locker_counter_call_begin_stow_finish (CUBBY_LOCKER_COUNTER (source), &reason, &grant, &door,
                                                    &detail, result, &error)) {
    g_warning ("lockerd did not answer: %s", error->message);
    take_answer (data, "out_of_service", NULL);
    return;
  }
  take_answer (data, reason, door);
}

void
cubby_stowing_begin (CubbyContext *context, const char *label)
{
  g_return_if_fail (context != NULL && label != NULL);
  CubbySession *session = context->session;
  cubby_session_set (&session->label, label);
  cubby_locker_counter_call_begin_stow (cubby_peers_get_counter (context->peers),
                                        session->shift.id != NULL ? session->shift.id : "", label, NULL,
                                        on_stow, context);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *reason = NULL;
  g_autofree char *grant = NULL;
  g_autofree char *door = NULL;
  g_autoptr (GError) error = NULL;
  if (!cubby_locker_counter_call_answer_request_finish (CUBBY_LOCKER_COUNTER (source), &reason, &grant, &door,
                                                        result, &error)) {
    g_warning ("lockerd did not answer: %s", error->message);
    take_answer (data, "out_of_service", NULL);
    return;
  }
  take_answer (data, reason, door);
}

void
cubby_stowing_answer (CubbyContext *context, const char *request, gboolean confirm)
{
  g_return_if_fail (context != NULL && request != NULL);
  CubbySession *session = context->session;
  cubby_locker_counter_call_answer_request (cubby_peers_get_counter (context->peers),
                                            session->shift.id != NULL ? session->shift.id : "", request,
                                            confirm, NULL, on_answered, context);
}
