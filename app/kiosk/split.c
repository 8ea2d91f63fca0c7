/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/split.h"

#define GAP 48

struct _CubbySplit {
  GtkWidget parent_instance;
  GtkWidget *scene;
  GtkWidget *action;
  int scene_share;
  int scene_width;
};

G_DEFINE_FINAL_TYPE (CubbySplit, cubby_split, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_SCENE, PROP_ACTION, PROP_SCENE_SHARE, PROP_SCENE_WIDTH, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* With "low reach" the upper half is for looking only, where the action leaves room for that. */
#define LOW_REACH_SHARE 52

/* Shared with every page by the class that the window puts on itself. */
static gboolean
is_lying (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW);
  return window != NULL && gtk_widget_has_css_class (window, "landscape");
}

static void
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static gboolean
is_shown (GtkWidget *child)
{
  return child != NULL && gtk_widget_get_visible (child);
}

static int
share_of (int whole, int percent)
{
  return (whole - GAP) * percent / 100;
}

static void
cubby_split_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  CubbySplit *self = CUBBY_SPLIT (widget);
  gboolean lying = is_lying (widget);
  gboolean along = lying == (orientation == GTK_ORIENTATION_HORIZONTAL);
  int scene_for = for_size;
  int action_for = for_size;
  if (for_size > 0 && lying && !along) {
    scene_for = share_of (for_size, self->scene_width);
    action_for = for_size - GAP - scene_for;
  }
  int scene_min, scene_natural, action_min, action_natural;
  measure_child (self->scene, orientation, along ? -1 : scene_for, &scene_min, &scene_natural);
  measure_child (self->action, orientation, along && lying ? -1 : action_for, &action_min, &action_natural);
  if (along && !lying)
    measure_child (self->scene, orientation, for_size, &scene_min, &scene_natural);
  *minimum = along ? scene_min + GAP + action_min : MAX (scene_min, action_min);
  *natural = along ? scene_natural + GAP + action_natural : MAX (scene_natural, action_natural);
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation){.x = x, .y = y, .width = width, .height = height}, -1);
}

static void
cubby_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CubbySplit *self = CUBBY_SPLIT (widget);
  if (!is_shown (self->scene) || !is_shown (self->action)) {
    place (is_shown (self->scene) ? self->scene : self->action, 0, 0, width, height);
    return;
  }
  int scene_min, action_min, natural;
  if (is_lying (widget)) {
    measure_child (self->scene, GTK_ORIENTATION_HORIZONTAL, -1, &scene_min, &natural);
    measure_child (self->action, GTK_ORIENTATION_HORIZONTAL, -1, &action_min, &natural);
    int scene =
        CLAMP (share_of (width, self->scene_width), scene_min, MAX (scene_min, width - GAP - action_min));
    place (self->scene, 0, 0, scene, height);
    place (self->action, scene + GAP, 0, width - GAP - scene, height);
    return;
  }
  measure_child (self->scene, GTK_ORIENTATION_VERTICAL, width, &scene_min, &natural);
  measure_child (self->action, GTK_ORIENTATION_VERTICAL, width, &action_min, &natural);
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW);
  gboolean low = window != NULL && gtk_widget_has_css_class (window, "low-reach");
  int share = low ? MAX (self->scene_share, LOW_REACH_SHARE) : self->scene_share;
  int scene = CLAMP (share_of (height, share), scene_min, MAX (scene_min, height - GAP - action_min));
  place (self->scene, 0, 0, width, scene);
  place (self->action, 0, scene + GAP, width, height - GAP - scene);
}

static GtkSizeRequestMode
cubby_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
adopt (CubbySplit *self, GtkWidget **slot, GtkWidget *child)
{
  g_clear_pointer (slot, gtk_widget_unparent);
  *slot = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
cubby_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CubbySplit *self = CUBBY_SPLIT (object);
  if (id == PROP_SCENE)
    adopt (self, &self->scene, g_value_get_object (value));
  else if (id == PROP_ACTION)
    adopt (self, &self->action, g_value_get_object (value));
  else if (id == PROP_SCENE_SHARE)
    self->scene_share = g_value_get_int (value);
  else if (id == PROP_SCENE_WIDTH)
    self->scene_width = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cubby_split_dispose (GObject *object)
{
  CubbySplit *self = CUBBY_SPLIT (object);
  g_clear_pointer (&self->scene, gtk_widget_unparent);
  g_clear_pointer (&self->action, gtk_widget_unparent);
  G_OBJECT_CLASS (cubby_split_parent_class)->dispose (object);
}

static void
cubby_split_class_init (CubbySplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  object_class->dispose = cubby_split_dispose;
  object_class->set_property = cubby_split_set_property;
  widget_class->measure = cubby_split_measure;
  widget_class->size_allocate = cubby_split_size_allocate;
  widget_class->get_request_mode = cubby_split_get_request_mode;
  properties[PROP_SCENE] = g_param_spec_object ("scene", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_ACTION] = g_param_spec_object ("action", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SCENE_SHARE] =
      g_param_spec_int ("scene-share", NULL, NULL, 10, 90, 40, flags | G_PARAM_CONSTRUCT);
  properties[PROP_SCENE_WIDTH] =
      g_param_spec_int ("scene-width", NULL, NULL, 10, 90, 46, flags | G_PARAM_CONSTRUCT);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cubby_split_init (CubbySplit *self)
{
}
