/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/page.h"

typedef struct {
  CubbyContext *context;
  GCancellable *cancellable;
} CubbyPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CubbyPage, cubby_page, GTK_TYPE_WIDGET)

static CubbyPagePrivate *
get_private (gpointer self)
{
  return cubby_page_get_instance_private (self);
}

static void
on_go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyStep step;
  if (cubby_step_from_string (g_variant_get_string (parameter, NULL), &step))
    cubby_page_go (widget, step);
  else
    g_warning ("%s: there is no step %s", G_OBJECT_TYPE_NAME (widget),
               g_variant_get_string (parameter, NULL));
}

static void
cubby_page_dispose (GObject *object)
{
  CubbyPagePrivate *priv = get_private (object);
  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (cubby_page_parent_class)->dispose (object);
}

static void
cubby_page_finalize (GObject *object)
{
  g_clear_object (&get_private (object)->cancellable);
  G_OBJECT_CLASS (cubby_page_parent_class)->finalize (object);
}

static void
cubby_page_class_init (CubbyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = cubby_page_dispose;
  object_class->finalize = cubby_page_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "page.go", "s", on_go);
}

static void
cubby_page_init (CubbyPage *self)
{
  get_private (self)->cancellable = g_cancellable_new ();
}

GtkWidget *
cubby_page_new (GType type, CubbyContext *context)
{
  g_return_val_if_fail (g_type_is_a (type, CUBBY_TYPE_PAGE), NULL);
  CubbyPage *self = g_object_new (type, NULL);
  get_private (self)->context = context;
  if (CUBBY_PAGE_GET_CLASS (self)->begin != NULL)
    CUBBY_PAGE_GET_CLASS (self)->begin (self);
  return GTK_WIDGET (self);
}

CubbyContext *
cubby_page_get_context (gpointer self)
{
  g_return_val_if_fail (CUBBY_IS_PAGE (self), NULL);
  return get_private (self)->context;
}

GCancellable *
cubby_page_get_cancellable (gpointer self)
{
  g_return_val_if_fail (CUBBY_IS_PAGE (self), NULL);
  return get_private (self)->cancellable;
}

void
cubby_page_go (gpointer self, CubbyStep step)
{
  g_return_if_fail (CUBBY_IS_PAGE (self));
  cubby_navigator_step (get_private (self)->context->navigator, step);
}

gboolean
cubby_page_scanned (CubbyPage *self, CubbyScanKind kind, const char *value)
{
  g_return_val_if_fail (CUBBY_IS_PAGE (self), FALSE);
  CubbyPageClass *klass = CUBBY_PAGE_GET_CLASS (self);
  return klass->scanned != NULL && klass->scanned (self, kind, value);
}

gboolean
cubby_page_go_back (CubbyPage *self)
{
  g_return_val_if_fail (CUBBY_IS_PAGE (self), FALSE);
  CubbyPageClass *klass = CUBBY_PAGE_GET_CLASS (self);
  return klass->go_back != NULL && klass->go_back (self);
}

void
cubby_page_class_set_template (gpointer klass, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/org/cubby/kiosk/%s.ui", name);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), path);
}
