/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/bar.h"

#include "app/kiosk/parts.h"
#include "app/kiosk/words.h"

struct _CubbyBar {
  GtkWidget parent_instance;
  GtkWidget *row;
  GtkButton *back;
  GtkButton *home;
  GtkButton *language;
  GtkButton *access;
  GtkButton *staff;
};

G_DEFINE_FINAL_TYPE (CubbyBar, cubby_bar, GTK_TYPE_WIDGET)

static void
cubby_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CUBBY_TYPE_BAR);
  G_OBJECT_CLASS (cubby_bar_parent_class)->dispose (object);
}

static void
cubby_bar_class_init (CubbyBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cubby/kiosk/bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_bind_template_child (widget_class, CubbyBar, row);
  gtk_widget_class_bind_template_child (widget_class, CubbyBar, back);
  gtk_widget_class_bind_template_child (widget_class, CubbyBar, home);
  gtk_widget_class_bind_template_child (widget_class, CubbyBar, language);
  gtk_widget_class_bind_template_child (widget_class, CubbyBar, access);
  gtk_widget_class_bind_template_child (widget_class, CubbyBar, staff);
}

static void
cubby_bar_init (CubbyBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "bar");
}

void
cubby_bar_renew (CubbyBar *self)
{
  g_return_if_fail (CUBBY_IS_BAR (self));
  cubby_part_fill_stacked (self->back, "back", _ ("Back"));
  cubby_part_fill_stacked (self->home, "home", _ ("Home"));
  cubby_part_fill_stacked (self->language, "language", _ ("Language"));
  cubby_part_fill_stacked (self->access, "access", _ ("Accessibility"));
  cubby_part_fill_stacked (self->staff, "staff", _ ("Call staff"));
}
