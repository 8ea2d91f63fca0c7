/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One verb a line: what the completion offers. */
void cubby_ctl_print_verbs (void);
/**
 * cubby_ctl_describe_verbs:
 * @first: (nullable): the word that they begin with; NULL for all, as `cubbyctl --help` ends
 *
 * Returns: (transfer full) (nullable): the verbs with their summaries; NULL when none has more words after
 * @first.
 */
char *cubby_ctl_describe_verbs (const char *first);
/* The VERBS section of cubbyctl(1), in man(7) macros. */
void cubby_ctl_print_manual (void);

G_END_DECLS
