/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/parts.h"

#include "app/kiosk/icon.h"

void
cubby_part_add_classes (GtkWidget *widget, const char *classes)
{
  g_auto (GStrv) list = g_strsplit (classes, " ", -1);
  for (char **one = list; *one != NULL; one++) {
    if (**one != '\0')
      gtk_widget_add_css_class (widget, *one);
  }
}

GtkWidget *
cubby_part_label (const char *text, const char *classes)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  cubby_part_add_classes (label, classes);
  return label;
}

void
cubby_part_set_name (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
cubby_part_fill_stacked (GtkButton *button, const char *drawing, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), cubby_icon_new (drawing, 52));
  GtkWidget *label = gtk_label_new (word);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (button, box);
  cubby_part_set_name (button, word);
}

void
cubby_part_fill_inline (GtkButton *button, const char *drawing, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  if (drawing != NULL)
    gtk_box_append (GTK_BOX (box), cubby_icon_new (drawing, 48));
  GtkWidget *label = cubby_part_label (word, "");
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (button, box);
  cubby_part_set_name (button, word);
}

GtkWidget *
cubby_part_button (const char *drawing, const char *word, const char *classes)
{
  GtkWidget *button = gtk_button_new ();
  cubby_part_fill_inline (GTK_BUTTON (button), drawing, word);
  cubby_part_add_classes (button, classes);
  return button;
}

GtkWidget *
cubby_part_step_button (const char *drawing, const char *word, const char *classes, const char *step)
{
  GtkWidget *button = cubby_part_button (drawing, word, classes);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.go");
  return button;
}

GtkWidget *
cubby_part_action_button (const char *drawing, const char *word, const char *classes, const char *action)
{
  GtkWidget *button = cubby_part_button (drawing, word, classes);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

GtkWidget *
cubby_part_two_line_button (const char *drawing, const char *word, const char *classes, GtkLabel **ret_line)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = cubby_part_label ("", "caption figures");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), cubby_part_label (word, ""));
  gtk_box_append (GTK_BOX (lines), line);
  gtk_box_append (GTK_BOX (box), cubby_icon_new (drawing, 48));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_button_set_child (GTK_BUTTON (button), box);
  cubby_part_set_name (button, word);
  cubby_part_add_classes (button, classes);
  *ret_line = GTK_LABEL (line);
  return button;
}

GtkWidget *
cubby_part_icon_button (const char *drawing, const char *name, const char *classes)
{
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), cubby_icon_new (drawing, 48));
  cubby_part_set_name (button, name);
  cubby_part_add_classes (button, classes);
  return button;
}

void
cubby_part_call (GtkWidget *button, gboolean called)
{
  if (called)
    gtk_widget_add_css_class (button, "called");
  else
    gtk_widget_remove_css_class (button, "called");
}

GtkWidget *
cubby_part_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 16);
  return grid;
}

void
cubby_part_grid_add (GtkWidget *grid, GtkWidget *button, guint index)
{
  gtk_grid_attach (GTK_GRID (grid), button, (int)index % 2, (int)index / 2, 1, 1);
}

GtkWidget *
cubby_part_row (const char *drawing, const char *heading, const char *text, const char *classes)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  cubby_part_add_classes (row, classes);
  gtk_box_append (GTK_BOX (row), cubby_icon_new (drawing, 56));
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), cubby_part_label (heading, "strong figures"));
  gtk_box_append (GTK_BOX (words), cubby_part_label (text, "body soft"));
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

GtkWidget *
cubby_part_note (const char *drawing, const char *text, const char *kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  cubby_part_add_classes (box, "note");
  cubby_part_add_classes (box, kind);
  gtk_box_append (GTK_BOX (box), cubby_icon_new (drawing, 56));
  GtkWidget *label = cubby_part_label (text, "body");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

void
cubby_part_say (GtkWidget *box, const char *drawing, const char *text, const char *kind)
{
  cubby_part_clear_box (box);
  if (text == NULL)
    return;
  GtkWidget *note = cubby_part_note (drawing, text, kind);
  gtk_widget_set_hexpand (note, TRUE);
  gtk_box_append (GTK_BOX (box), note);
}

void
cubby_part_clear_box (GtkWidget *box)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
