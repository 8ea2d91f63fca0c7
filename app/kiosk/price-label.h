/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * cubby_price_label_new:
 * @before: what it costs when it is not reduced; shown struck through when it is more than @amount
 * @classes: of the price
 *
 * A price as a shopper reads it; reduced is seen by the line through the old price and heard by the word
 * "before".
 */
GtkWidget *cubby_price_label_new (gint64 amount, gint64 before, const char *currency, const char *language,
                                  const char *classes);
/* Returns: (transfer full): the same in words: "₫179,000, before: ₫199,000". */
char *cubby_price_say (gint64 amount, gint64 before, const char *currency, const char *language);

G_END_DECLS
