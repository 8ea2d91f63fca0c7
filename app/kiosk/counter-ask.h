/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/**
 * CubbyAnswer:
 * @reason: of org.cubby.Locker1.Counter; what bus-failure.h makes of an error: "no_answer" when lockerd did
 *   not answer in time, "cannot" when it does not take the method or an argument, "out_of_service" when it is
 * not ready
 * @grant: or ""
 * @door: or ""
 * @detail: a{sv}, may be empty
 */
typedef struct {
  const char *reason;
  const char *grant;
  const char *door;
  GVariant *detail;
} CubbyAnswer;

/* @same_visit: whether the person who asked is still there. */
typedef void (*CubbyAnswered) (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit,
                               gpointer data);

/**
 * cubby_counter_ask:
 * @method: of org.cubby.Locker1.Counter, whose answer begins with a reason
 * @arguments: floating
 * @data: passed on to @answered
 * @destroy: (nullable): for @data
 *
 * Asks lockerd. There is always an answer, and it comes within seconds.
 */
void cubby_counter_ask (CubbyContext *context, const char *method, GVariant *arguments,
                        CubbyAnswered answered, gpointer data, GDestroyNotify destroy);

gboolean cubby_answer_is_granted (const CubbyAnswer *answer);

G_END_DECLS
