/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_alarm_say:
 * @kind: of Bank.Alarms
 * @sentence: lockerd's own words, in English
 *
 * Returns: what staff are told beside the door; @sentence for a kind that is not known.
 */
const char *cubby_alarm_say (const char *kind, const char *sentence);

G_END_DECLS
