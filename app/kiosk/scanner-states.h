/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

G_BEGIN_DECLS

/**
 * CubbyScannerState:
 * @since_ms: since when it is as it is, Unix time; 0: it was not heard of yet
 * @why: why it does not work, for staff; "" while it works
 */
typedef struct {
  char *name;
  gboolean works;
  gint64 since_ms;
  char *why;
} CubbyScannerState;

/**
 * CubbyScannerStates:
 *
 * Which of the configured scanners works, which is lost, and since when.
 */
typedef struct _CubbyScannerStates CubbyScannerStates;

CubbyScannerStates *cubby_scanner_states_new (const CubbySettings *settings);
void cubby_scanner_states_free (CubbyScannerStates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyScannerStates, cubby_scanner_states_free)

/* As CubbyScanner::state tells it. A scanner that is lost for another reason is lost since the first. */
void cubby_scanner_states_take (CubbyScannerStates *self, const char *name, gboolean works, const char *why,
                                gint64 now_ms);

guint cubby_scanner_states_get_n (const CubbyScannerStates *self);
/* In the order of the configuration. */
const CubbyScannerState *cubby_scanner_states_get (const CubbyScannerStates *self, guint index);

/* Returns: (transfer full): how it is, in the language that is spoken; @time_zone: IANA name */
char *cubby_scanner_state_say (const CubbyScannerState *state, const char *time_zone);

G_END_DECLS
