/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The small parts that pages are made of in code; what is fixed is in the pages' .ui. */

/* A label that wraps. @classes: separated by spaces, such as "title soft". */
GtkWidget *cubby_part_label (const char *text, const char *classes);
/* Adds CSS classes, separated by spaces. */
void cubby_part_add_classes (GtkWidget *widget, const char *classes);

/* A button's content: a drawing above, or before, a word; the word is its accessible name. */
void cubby_part_fill_stacked (GtkButton *button, const char *drawing, const char *word);
void cubby_part_fill_inline (GtkButton *button, const char *drawing, const char *word);
GtkWidget *cubby_part_button (const char *drawing, const char *word, const char *classes);
/* One that carries the action `page.go` with the nick of a step, or any action. */
GtkWidget *cubby_part_step_button (const char *drawing, const char *word, const char *classes,
                                   const char *step);
GtkWidget *cubby_part_action_button (const char *drawing, const char *word, const char *classes,
                                     const char *action);
/* One with a second, smaller line; @ret_line: (out): its label, for what changes. The name is @word alone. */
GtkWidget *cubby_part_two_line_button (const char *drawing, const char *word, const char *classes,
                                       GtkLabel **ret_line);
/* A square button with a drawing alone; @name is what it is called. */
GtkWidget *cubby_part_icon_button (const char *drawing, const char *name, const char *classes);

/* Makes a button stand out while words elsewhere speak of it. */
void cubby_part_call (GtkWidget *button, gboolean called);

/* Two columns of buttons of one width; @index counts from 0, row by row. */
GtkWidget *cubby_part_grid (void);
void cubby_part_grid_add (GtkWidget *grid, GtkWidget *button, guint index);

/* A row of a list: a drawing, a heading and a line; what else is in it is appended to it. */
GtkWidget *cubby_part_row (const char *drawing, const char *heading, const char *text, const char *classes);

/* A notice: a drawing and a sentence on a ground. @kind: "", "good", "warning" or "danger". */
GtkWidget *cubby_part_note (const char *drawing, const char *text, const char *kind);

/* Fills @box with one notice, or with nothing when @text is NULL. */
void cubby_part_say (GtkWidget *box, const char *drawing, const char *text, const char *kind);

void cubby_part_set_name (gpointer widget, const char *name);
void cubby_part_clear_box (GtkWidget *box);

G_END_DECLS
