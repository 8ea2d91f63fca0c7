/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/door-flow.h"

G_BEGIN_DECLS

/* What is told beside a door that is opened for somebody, in English, to be translated; %s is its name. */
typedef struct {
  const char *headline;
  const char *advice;
} CubbyDoorWords;

/**
 * cubby_door_words_find:
 * @purpose: (nullable): of the grant
 * @result: (nullable): what came, or is to come, of it
 *
 * Never NULL: what is not known is told as for a pickup.
 */
const CubbyDoorWords *cubby_door_words_find (const char *purpose, CubbyDoorPhase phase, const char *result);

G_END_DECLS
