/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/price-label.h"

#include "app/domain/money.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/words.h"

#include <string.h>

#define BETWEEN "  "
#define OLD_SCALE 0.85

char *
cubby_price_say (gint64 amount, gint64 before, const char *currency, const char *language)
{
  g_autofree char *price = cubby_money_format (amount, currency, language);
  if (before <= amount)
    return g_steal_pointer (&price);
  g_autofree char *old = cubby_money_format (before, currency, language);
  /* Translators: a price, and what it was before it was reduced. */
  return g_strdup_printf (_ ("%s, before: %s"), price, old);
}

/* From byte @start on: what it was before. */
static void
strike_from (GtkLabel *label, guint start)
{
  PangoAttribute *list[] = {pango_attr_strikethrough_new (TRUE), pango_attr_weight_new (PANGO_WEIGHT_NORMAL),
                            pango_attr_scale_new (OLD_SCALE)};
  PangoAttrList *attributes = pango_attr_list_new ();
  for (guint i = 0; i < G_N_ELEMENTS (list); i++) {
    list[i]->start_index = start;
    pango_attr_list_insert (attributes, list[i]);
  }
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

/* One label: where both prices do not stand side by side, the old one wraps below the new one. */
GtkWidget *
cubby_price_label_new (gint64 amount, gint64 before, const char *currency, const char *language,
                       const char *classes)
{
  g_autofree char *price = cubby_money_format (amount, currency, language);
  if (before <= amount)
    return cubby_part_label (price, classes);
  g_autofree char *old = cubby_money_format (before, currency, language);
  g_autofree char *both = g_strconcat (price, BETWEEN, old, NULL);
  g_autofree char *words = cubby_price_say (amount, before, currency, language);
  GtkWidget *label = cubby_part_label (both, classes);
  strike_from (GTK_LABEL (label), (guint)(strlen (both) - strlen (old)));
  cubby_part_set_name (label, words);
  return label;
}
