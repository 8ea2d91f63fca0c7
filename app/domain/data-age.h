/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyMoment:
 * @boot: of this run of the machine; nothing else has its value
 * @running_ms: since the machine started, asleep or not; never set
 * @wall_ms: Unix time, which somebody may set
 *
 * A moment, by both clocks of a machine.
 */
typedef struct {
  char boot[37];
  gint64 running_ms;
  gint64 wall_ms;
} CubbyMoment;

#define CUBBY_AGE_UNKNOWN (-1)

/**
 * cubby_moment_age_ms:
 * @then: (nullable): NULL when it is not known
 *
 * How long ago @then was. As long as the machine runs its own clock says it, whatever somebody does to the
 * time of day; after a restart only the time of day is left, and when that says that @then is still to come
 * nothing is known: %CUBBY_AGE_UNKNOWN.
 */
gint64 cubby_moment_age_ms (const CubbyMoment *then, const CubbyMoment *now);

/* As text, a line, to outlive a restart. */
char *cubby_moment_format (const CubbyMoment *self);
gboolean cubby_moment_parse (const char *text, CubbyMoment *ret_moment);

G_END_DECLS
