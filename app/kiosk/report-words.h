/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): a difference of a reconciliation, such as "missing 0089…", in the language that
 * is spoken; @ret_heading: (out) (transfer full): which parcel */
char *cubby_report_say_difference (const char *difference, char **ret_heading);

/* Returns: (transfer full) (nullable): when that was, in the shop's time; NULL: never. @at_ms: Unix time, 0
 * for never; @time_zone: IANA name */
char *cubby_report_say_when (gint64 at_ms, const char *time_zone);

/* Returns: (transfer full): a part that the self-test looked at, such as "sensor A3", in the language that is
 * spoken */
char *cubby_report_say_part (const char *what);

G_END_DECLS
