/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/wrap.h"

#define GAP 16

struct _CubbyWrap {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CubbyWrap, cubby_wrap, GTK_TYPE_WIDGET)

/* Lays the children out in @width; gives each its place when @place. Returns: the height it takes. */
static int
lay_out (GtkWidget *widget, int width, gboolean place)
{
  int x = 0;
  int y = 0;
  int row = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int wide, high;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wide, NULL, NULL);
    wide = MIN (wide, width);
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, &high, NULL, NULL, NULL);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += row + GAP;
      row = 0;
    }
    if (place)
      gtk_widget_size_allocate (child, &(GtkAllocation){.x = x, .y = y, .width = wide, .height = high}, -1);
    x += wide + GAP;
    row = MAX (row, high);
  }
  return y + row;
}

static void
cubby_wrap_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum = *natural = lay_out (widget, for_size > 0 ? for_size : G_MAXINT, FALSE);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int least, most;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &most, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural += most + (*natural > 0 ? GAP : 0);
  }
}

static void
cubby_wrap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

static GtkSizeRequestMode
cubby_wrap_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cubby_wrap_dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (cubby_wrap_parent_class)->dispose (object);
}

static void
cubby_wrap_class_init (CubbyWrapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_wrap_dispose;
  widget_class->measure = cubby_wrap_measure;
  widget_class->size_allocate = cubby_wrap_size_allocate;
  widget_class->get_request_mode = cubby_wrap_get_request_mode;
}

static void
cubby_wrap_init (CubbyWrap *self)
{
}

GtkWidget *
cubby_wrap_new (void)
{
  return g_object_new (CUBBY_TYPE_WRAP, NULL);
}

void
cubby_wrap_append (CubbyWrap *self, GtkWidget *child)
{
  g_return_if_fail (CUBBY_IS_WRAP (self) && GTK_IS_WIDGET (child));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
