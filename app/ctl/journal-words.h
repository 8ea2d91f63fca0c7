/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker-event.h"

G_BEGIN_DECLS

/**
 * cubby_journal_words:
 * @type: of the row, an event's or one of the journal itself
 * @event: (nullable): what is known of label and purpose, from an earlier row of its grant; NULL when it is
 * none
 * @text: the fields as they are written
 *
 * Returns: (transfer full): what happened, as one says it to a supervisor. The door is not in it.
 */
char *cubby_journal_words (const char *type, const CubbyLockerEvent *event, const char *text);

G_END_DECLS
