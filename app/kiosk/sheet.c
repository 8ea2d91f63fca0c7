/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/sheet.h"

#include "app/kiosk/parts.h"

#define WIDTH 860

struct _CubbySheet {
  GtkWidget parent_instance;
  GtkWidget *card;
  char *name;
};

G_DEFINE_FINAL_TYPE (CubbySheet, cubby_sheet, GTK_TYPE_WIDGET)

static guint closed_signal;

static void
cubby_sheet_dispose (GObject *object)
{
  CubbySheet *self = CUBBY_SHEET (object);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (cubby_sheet_parent_class)->dispose (object);
}

static void
cubby_sheet_class_init (CubbySheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_sheet_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  closed_signal =
      g_signal_new ("closed", CUBBY_TYPE_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cubby_sheet_init (CubbySheet *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "scrim");
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 32);
  gtk_widget_add_css_class (self->card, "sheet");
  gtk_widget_set_halign (self->card, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->card, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->card, WIDTH, -1);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
}

GtkWidget *
cubby_sheet_open (CubbySheet *self, const char *name, const char *heading)
{
  g_return_val_if_fail (CUBBY_IS_SHEET (self), NULL);
  g_free (self->name);
  self->name = g_strdup (name);
  cubby_part_clear_box (self->card);
  GtkWidget *label = cubby_part_label (heading, "title");
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (self->card), label);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (self->card), box);
  cubby_part_set_name (self, heading);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return box;
}

void
cubby_sheet_close (CubbySheet *self)
{
  g_return_if_fail (CUBBY_IS_SHEET (self));
  if (self->name == NULL)
    return;
  g_clear_pointer (&self->name, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  cubby_part_clear_box (self->card);
  g_signal_emit (self, closed_signal, 0);
}

gboolean
cubby_sheet_is_open (CubbySheet *self, const char *name)
{
  g_return_val_if_fail (CUBBY_IS_SHEET (self), FALSE);
  return self->name != NULL && (name == NULL || g_str_equal (self->name, name));
}
