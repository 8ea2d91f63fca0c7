/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/page.h"

G_BEGIN_DECLS

/* Returns: (transfer full): @seconds in the page's language, in the two largest units that they fill and
 * that are no smaller than @least_s. */
char *cubby_page_format_duration (CubbyPage *page, gint64 seconds, gint64 least_s);

/* Returns: (transfer full): how far a clock is off, such as "4 h 24 min slow"; @skew_ms is above 0 when it is
 * fast. */
char *cubby_page_format_skew (CubbyPage *page, gint64 skew_ms);

G_END_DECLS
