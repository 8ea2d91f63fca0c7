/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a badge's code begins with; see scan-kind.h. */
#define CUBBY_STAFF_BADGE_MARK "CB1:"
#define CUBBY_STAFF_BADGE_MAX 32

/* 1 to 32 letters, digits and dashes. */
gboolean cubby_staff_badge_is_good (const char *badge);
/* 1 to 64 letters that can be shown, on one line. */
gboolean cubby_staff_name_is_good (const char *name);

G_END_DECLS
