/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/price-label.h"

#include "app/domain/money.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/words.h"

#define GAP 16
/* Letters of both prices that stand side by side in a tile, in large text too. */
#define SIDE_BY_SIDE 18

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

static GtkWidget *
make_struck (const char *old)
{
  GtkWidget *label = cubby_part_label (old, "struck soft");
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  return label;
}

GtkWidget *
cubby_price_label_new (gint64 amount, gint64 before, const char *currency, const char *language,
                       const char *classes)
{
  g_autofree char *price = cubby_money_format (amount, currency, language);
  g_autofree char *words = cubby_price_say (amount, before, currency, language);
  GtkWidget *label = cubby_part_label (price, classes);
  if (before <= amount)
    return label;
  g_autofree char *old = cubby_money_format (before, currency, language);
  gboolean fits = g_utf8_strlen (price, -1) + g_utf8_strlen (old, -1) <= SIDE_BY_SIDE;
  GtkWidget *row =
      fits ? gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP) : gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), make_struck (old));
  cubby_part_set_name (label, words);
  return row;
}
