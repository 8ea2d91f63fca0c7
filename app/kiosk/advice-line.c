/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/advice-line.h"

#include "app/kiosk/advice-words.h"
#include "app/kiosk/icon.h"
#include "app/kiosk/parts.h"

#define DRAWING 72
#define FADE_MS 200

struct _CubbyAdviceLine {
  GtkWidget parent_instance;
  GtkWidget *revealer;
  GtkWidget *drawing;
  GtkWidget *text;
  CubbyAdvice advice;
};

G_DEFINE_FINAL_TYPE (CubbyAdviceLine, cubby_advice_line, GTK_TYPE_WIDGET)

static void
cubby_advice_line_dispose (GObject *object)
{
  CubbyAdviceLine *self = CUBBY_ADVICE_LINE (object);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (cubby_advice_line_parent_class)->dispose (object);
}

static void
cubby_advice_line_class_init (CubbyAdviceLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_advice_line_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

/* What has faded away is not there for a reader of the screen either. */
static void
on_faded (CubbyAdviceLine *self)
{
  gboolean revealed = gtk_revealer_get_child_revealed (GTK_REVEALER (self->revealer));
  gtk_widget_set_visible (GTK_WIDGET (self), revealed || self->advice != CUBBY_ADVICE_NONE);
}

static void
cubby_advice_line_init (CubbyAdviceLine *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  cubby_part_add_classes (row, "guide");
  self->drawing = cubby_icon_new ("scan", DRAWING);
  /* The line itself carries the name; a reader of the screen must not say it twice. */
  self->text = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "wrap",
                             TRUE, "xalign", 0.0, NULL);
  gtk_box_append (GTK_BOX (row), self->drawing);
  gtk_box_append (GTK_BOX (row), self->text);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer), FADE_MS);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), row);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (on_faded), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
cubby_advice_line_new (void)
{
  return g_object_new (CUBBY_TYPE_ADVICE_LINE, NULL);
}

void
cubby_advice_line_set (CubbyAdviceLine *self, CubbyAdvice advice)
{
  g_return_if_fail (CUBBY_IS_ADVICE_LINE (self));
  if (self->advice == advice)
    return;
  self->advice = advice;
  if (advice != CUBBY_ADVICE_NONE) { /* else the words fade away with the line */
    const char *text = cubby_advice_say (advice);
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
    gtk_label_set_label (GTK_LABEL (self->text), text);
    cubby_icon_set_name (CUBBY_ICON (self->drawing), cubby_advice_get_drawing (advice));
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), advice != CUBBY_ADVICE_NONE);
  on_faded (self);
}
