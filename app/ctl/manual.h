/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One verb a line: what the completion offers. */
void cubby_ctl_print_verbs (void);
/* The verbs with their summaries, as `cubbyctl --help` ends. Returns: (transfer full): the text. */
char *cubby_ctl_describe_verbs (void);
/* The VERBS section of cubbyctl(1), in man(7) macros. */
void cubby_ctl_print_manual (void);

G_END_DECLS
