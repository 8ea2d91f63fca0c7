/* SPDX-License-Identifier: Apache-2.0 */
/* How calls are answered: with a decision, or, where there is no reason of the contract for it, an error. */
#include "app/lockerd/lockerd.h"

#include "app/domain/impersonal.h"
#include "app/lockerd/dbus-detail.h"
#include "protocols/dbus/names.h"

#include <string.h>

#define MAX_WHY 120

static void
answer_not_ready (CubbyLockerd *self, GDBusMethodInvocation *call)
{
  const char *distrust = cubby_core_get_distrust (self->core);
  g_dbus_method_invocation_return_error (call, CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_NOT_READY, "%s",
                                         distrust != NULL ? distrust : "the journal cannot be written");
}

gboolean
cubby_lockerd_is_ready (CubbyLockerd *self, GDBusMethodInvocation *call)
{
  if (cubby_core_get_distrust (self->core) == NULL)
    return TRUE;
  answer_not_ready (self, call);
  return FALSE;
}

gboolean
cubby_lockerd_commit (CubbyLockerd *self, const CubbyDecision *decision, GDBusMethodInvocation *call)
{
  if (cubby_core_commit (self->core, decision))
    return TRUE;
  answer_not_ready (self, call);
  return FALSE;
}

static const char *
text_of (const char *text)
{
  return text != NULL ? text : "";
}

void
cubby_lockerd_answer (CubbyLockerd *self, GDBusMethodInvocation *call, const CubbyDecision *decision,
                      CubbyCounterComplete complete)
{
  if (cubby_lockerd_commit (self, decision, call))
    complete (self->counter, call, decision->reason, text_of (decision->grant), text_of (decision->door));
}

void
cubby_lockerd_answer_detailed (CubbyLockerd *self, GDBusMethodInvocation *call, const CubbyDecision *decision,
                               CubbyCounterCompleteDetailed complete)
{
  if (cubby_lockerd_commit (self, decision, call))
    complete (self->counter, call, decision->reason, text_of (decision->grant), text_of (decision->door),
              cubby_lockerd_make_detail (decision));
}

gboolean
cubby_lockerd_refuse_argument (GDBusMethodInvocation *call, const char *name, const char *what)
{
  g_dbus_method_invocation_return_error (call, CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_INVALID, "%s: %s", name,
                                         what);
  return TRUE;
}

gboolean
cubby_lockerd_is_word (const char *text, gsize most)
{
  gsize length = strlen (text);
  if (length == 0 || length > most)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

const char *
cubby_lockerd_judge_why (const char *why)
{
  glong length = g_utf8_strlen (why, -1);
  for (const char *c = why; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isprint (g_utf8_get_char (c)))
      return "is not 1–120 printable characters";
  if (length == 0 || length > MAX_WHY)
    return "is not 1–120 printable characters";
  return cubby_text_is_impersonal (why)
             ? NULL
             : "has a telephone number or an address in it; the journal keeps this sentence";
}

const char *
cubby_lockerd_own_session (CubbyLockerd *self, GDBusMethodInvocation *call, const char *session)
{
  const char *sender = g_dbus_method_invocation_get_sender (call);
  return cubby_session_owners_has (self->owners, session, sender) ? session : "";
}
