/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/collecting.h"

#include "app/kiosk/counter-ask.h"
#include "app/kiosk/recent.h"

static void
refuse (CubbyContext *context, const CubbyAnswer *answer)
{
  cubby_session_refuse (context->session, answer->reason, answer->detail);
  cubby_navigator_step (context->navigator, CUBBY_STEP_REFUSED);
}

/* A door that opens is told to whoever is there; a refusal only to the one who asked. */
static void
take_answer (CubbyContext *context, const CubbyAnswer *answer, const char *purpose, gboolean same_visit)
{
  CubbySession *session = context->session;
  if (!cubby_answer_is_granted (answer)) {
    if (same_visit)
      refuse (context, answer);
    return;
  }
  g_autofree const char **doors = NULL;
  g_variant_lookup (answer->detail, "purpose", "&s", &purpose);
  g_variant_lookup (answer->detail, "doors", "^a&s", &doors);
  cubby_turn_begin (&session->turn, purpose, answer->grant, answer->door, doors);
  cubby_session_set (&session->code, NULL);
  cubby_navigator_step (context->navigator, CUBBY_STEP_GRANTED);
}

typedef struct {
  char *text;
  gboolean typed;
} Presented;

static void
presented_free (gpointer data)
{
  Presented *self = data;
  g_free (self->text);
  g_free (self);
}

static void
on_presented (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  const Presented *presented = data;
  if (same_visit || cubby_answer_is_granted (answer))
    cubby_turn_keep (&context->session->turn, presented->text, presented->typed);
  take_answer (context, answer, "pickup", same_visit);
}

static void
on_reopened (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  CubbyTurn *turn = &context->session->turn;
  cubby_session_set (&turn->reopened, data);
  if (turn->closed != NULL)
    cubby_recents_remove (turn->closed, data);
  take_answer (context, answer, "reopen", same_visit);
}

static void
present (CubbyContext *context, const char *text, gboolean typed)
{
  Presented *presented = g_new (Presented, 1);
  *presented = (Presented){.text = g_strdup (text), .typed = typed};
  cubby_counter_ask (context, typed ? "PresentCode" : "PresentPass", g_variant_new ("(s)", text),
                     on_presented, presented, presented_free);
}

void
cubby_collecting_present_pass (CubbyContext *context, const char *text)
{
  g_return_if_fail (context != NULL && text != NULL);
  present (context, text, FALSE);
}

void
cubby_collecting_present_code (CubbyContext *context, const char *code)
{
  g_return_if_fail (context != NULL && code != NULL);
  present (context, code, TRUE);
}

void
cubby_collecting_reopen (CubbyContext *context, const char *closed_grant)
{
  g_return_if_fail (context != NULL && closed_grant != NULL);
  cubby_counter_ask (context, "Reopen", g_variant_new ("(s)", closed_grant), on_reopened,
                     g_strdup (closed_grant), g_free);
}

void
cubby_collecting_try_again (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  CubbyTurn *turn = &context->session->turn;
  if (turn->reopened != NULL)
    cubby_collecting_reopen (context, turn->reopened);
  else if (turn->presented != NULL)
    present (context, turn->presented, turn->typed);
  else
    cubby_navigator_step (context->navigator, CUBBY_STEP_COLLECT);
}
