/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyRefusal:
 * @happened: what happened, a short sentence
 * @advice: what to do
 * @drawing: of assets/icons
 * @again: whether another code may help
 * @calls: staff are called without being asked
 *
 * Why nothing opened, for the person before the screen; in English, to be translated.
 */
typedef struct {
  const char *reason;
  const char *happened;
  const char *advice;
  const char *drawing;
  gboolean again;
  gboolean calls;
} CubbyRefusal;

/* Returns: the row of a reason of org.cubby.Locker1.Counter, or of counter-ask.h; of "out_of_service" for one
 * that is not known. */
const CubbyRefusal *cubby_refusal_find (const char *reason);

/**
 * cubby_refusal_advise:
 * @used_at: ms UTC, 0 when not told
 * @time_zone: IANA name, for the time of day
 * @wait_s: how long to wait, 0 when not told
 *
 * Returns: (transfer full): the advice in the language that is spoken, with time or waiting in it.
 */
char *cubby_refusal_advise (const CubbyRefusal *refusal, gint64 used_at, const char *time_zone, guint wait_s);

G_END_DECLS
