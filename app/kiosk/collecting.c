/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/collecting.h"

static GStrv
read_doors (GVariant *detail, const char *door)
{
  g_autoptr (GVariant) doors = g_variant_lookup_value (detail, "doors", G_VARIANT_TYPE_STRING_ARRAY);
  if (doors != NULL && g_variant_n_children (doors) > 0)
    return g_variant_dup_strv (doors, NULL);
  const char *const one[] = {door, NULL};
  return g_strdupv ((GStrv)one);
}

static void
take_answer (CubbyContext *context, const char *reason, const char *door, GVariant *detail)
{
  CubbySession *session = context->session;
  if (g_strcmp0 (reason, "granted") == 0) {
    g_clear_pointer (&session->doors, g_strfreev);
    session->doors = read_doors (detail, door);
    cubby_session_set (&session->door, door);
    cubby_session_set (&session->door_state, "issued");
    cubby_session_set (&session->code, NULL);
    cubby_navigator_step (context->navigator, CUBBY_STEP_GRANTED);
    return;
  }
  session->refused.used_at = 0;
  session->refused.wait_s = 0;
  cubby_session_set (&session->refused.reason, reason);
  g_variant_lookup (detail, "used_at", "x", &session->refused.used_at);
  g_variant_lookup (detail, "wait_s", "u", &session->refused.wait_s);
  cubby_navigator_step (context->navigator, CUBBY_STEP_REFUSED);
}

static void
take_failure (CubbyContext *context, const GError *error)
{
  g_warning ("lockerd did not answer: %s", error->message);
  g_autoptr (GVariant) nothing = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  take_answer (context, "out_of_service", "", nothing);
}

static void
on_pass (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *reason = NULL;
  g_autofree char *grant = NULL;
  g_autofree char *door = NULL;
  g_autoptr (GVariant) detail = NULL;
  g_autoptr (GError) error = NULL;
  if (cubby_locker_counter_call_present_pass_finish (CUBBY_LOCKER_COUNTER (source), &reason, &grant, &door,
                                                     &detail, result, &error))
    take_answer (data, reason, door, detail);
  else
    take_failure (data, error);
}

static void
on_code (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *reason = NULL;
  g_autofree char *grant = NULL;
  g_autofree char *door = NULL;
  g_autoptr (GVariant) detail = NULL;
  g_autoptr (GError) error = NULL;
  if (cubby_locker_counter_call_present_code_finish (CUBBY_LOCKER_COUNTER (source), &reason, &grant, &door,
                                                     &detail, result, &error))
    take_answer (data, reason, door, detail);
  else
    take_failure (data, error);
}

void
cubby_collecting_present_pass (CubbyContext *context, const char *text)
{
  g_return_if_fail (text != NULL);
  cubby_locker_counter_call_present_pass (cubby_peers_get_counter (context->peers), text, NULL, on_pass,
                                          context);
}

void
cubby_collecting_present_code (CubbyContext *context, const char *code)
{
  g_return_if_fail (code != NULL);
  cubby_locker_counter_call_present_code (cubby_peers_get_counter (context->peers), code, NULL, on_code,
                                          context);
}
