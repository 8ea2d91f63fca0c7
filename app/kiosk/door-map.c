/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-map.h"

#include "app/kiosk/door-paint.h"
#include "app/kiosk/door-place.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/words.h"

#include <math.h>

#define TARGET_PX 49.0f
#define GROUND_PX 16
#define LEAST_PX 240
#define BREATH_US (1000 * 1000)

struct _CubbyDoorMap {
  GtkWidget parent_instance;
  const CubbyBank *bank;
  int lit; /* index of the compartment, or -1 */
  CubbyDoorLook look;
  CubbyDoorSight *sights; /* of each compartment */
  gboolean *chosen;
  GtkWidget **picks; /* a button over each door, or NULL */
  guint tick;
  gint64 began_us;
  float breath; /* 0..1 */
};

G_DEFINE_FINAL_TYPE (CubbyDoorMap, cubby_door_map, GTK_TYPE_WIDGET)

static guint picked_signal;

static CubbyDoorPlace
find_place (CubbyDoorMap *self)
{
  return cubby_door_place_find (self->bank, (float)gtk_widget_get_width (GTK_WIDGET (self)),
                                (float)gtk_widget_get_height (GTK_WIDGET (self)) - GROUND_PX);
}

static void
draw_screen (CubbyDoorMap *self, GtkSnapshot *snapshot, const CubbyDoorPlace *place, guint column,
             const CubbyPaintColours *colours)
{
  const CubbyColumn *one = g_ptr_array_index (self->bank->columns, column);
  float left = cubby_door_place_column_left_mm (self->bank, column);
  float width = (float)one->width_mm;
  graphene_rect_t screen = cubby_door_place_rect (place, left + width * 0.14f, place->height_mm * 0.42f,
                                                  width * 0.72f, place->height_mm * 0.42f);
  cubby_paint_rect (snapshot, &screen, 12, &colours->screen);
  graphene_rect_t words =
      cubby_door_place_rect (place, left, place->height_mm * 0.2f, width, place->height_mm * 0.2f);
  g_autofree char *text = g_strdup (_ ("You are\nhere"));
  cubby_paint_text (GTK_WIDGET (self), snapshot, &words, text, MIN (28, width * place->scale / 5.2f),
                    &colours->ink);
  cairo_t *cr = cubby_paint_begin (snapshot, &screen, &colours->paper, 5);
  float x = screen.origin.x + screen.size.width / 2;
  float y = screen.origin.y + screen.size.height / 2;
  float size = screen.size.width * 0.16f;
  cairo_arc (cr, x, y - size * 0.9f, size * 0.55f, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_arc (cr, x, y + size * 1.15f, size, G_PI, 2 * G_PI);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_quiet (CubbyDoorMap *self, GtkSnapshot *snapshot, const CubbyDoorPlace *place, guint index,
            const CubbyPaintColours *colours)
{
  graphene_rect_t door = cubby_door_place_door (place, self->bank, index);
  const char *name = cubby_bank_get_compartment (self->bank, index)->name;
  cubby_paint_quiet_door (GTK_WIDGET (self), snapshot, &door, self->picks != NULL ? name : NULL,
                          self->sights[index], colours);
  if (self->chosen[index])
    cubby_paint_chosen (snapshot, &door, colours);
}

static void
cubby_door_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CubbyDoorMap *self = CUBBY_DOOR_MAP (widget);
  if (self->bank == NULL || self->bank->columns->len == 0 ||
      gtk_widget_get_height (widget) < LEAST_PX / 2) /* still being laid out */
    return;
  CubbyPaintColours colours;
  cubby_paint_look_up (widget, &colours);
  CubbyDoorPlace place = find_place (self);
  graphene_rect_t body = cubby_door_place_rect (&place, 0, 0, place.width_mm, place.height_mm);
  cubby_paint_rect (snapshot, &body, 16, &colours.bank);
  graphene_rect_t ground = GRAPHENE_RECT_INIT (0, place.floor, (float)gtk_widget_get_width (widget), 6);
  cubby_paint_rect (snapshot, &ground, 3, &colours.line);
  for (guint i = 0; i < self->bank->columns->len; i++) {
    if (((const CubbyColumn *)g_ptr_array_index (self->bank->columns, i))->kiosk)
      draw_screen (self, snapshot, &place, i, &colours);
  }
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->bank); i++) {
    if ((int)i != self->lit)
      draw_quiet (self, snapshot, &place, i, &colours);
  }
  if (self->lit >= 0) {
    graphene_rect_t door = cubby_door_place_door (&place, self->bank, (guint)self->lit);
    cubby_paint_lit_door (widget, snapshot, &door,
                          cubby_bank_get_compartment (self->bank, (guint)self->lit)->name, self->look,
                          self->breath, &colours);
  }
  GTK_WIDGET_CLASS (cubby_door_map_parent_class)->snapshot (widget, snapshot);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CubbyDoorMap *self = CUBBY_DOOR_MAP (widget);
  gint64 since = g_get_monotonic_time () - self->began_us;
  float breath = (float)(since % BREATH_US) / BREATH_US;
  /* Twenty steps a second are smooth enough for a ring, and leave the processor alone. */
  breath = floorf (breath * 20) / 20;
  if (fabsf (breath - self->breath) > 0.001f) {
    self->breath = breath;
    gtk_widget_queue_draw (widget);
  }
  return G_SOURCE_CONTINUE;
}

static void
breathe (CubbyDoorMap *self, gboolean on)
{
  gboolean animations;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  on = on && animations;
  if (on == (self->tick != 0))
    return;
  self->breath = 0;
  if (on) {
    self->began_us = g_get_monotonic_time ();
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  } else {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
    self->tick = 0;
  }
}

/* Never too small to be seen; and a door that is pressed is as large as any other target. */
static void
cubby_door_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  CubbyDoorMap *self = CUBBY_DOOR_MAP (widget);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? LEAST_PX : 0;
  if (self->picks != NULL && orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int)cubby_door_place_height_for (self->bank, TARGET_PX) + GROUND_PX + 1;
}

/* What can be pressed lies over what is drawn. */
static void
cubby_door_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CubbyDoorMap *self = CUBBY_DOOR_MAP (widget);
  if (self->picks == NULL)
    return;
  CubbyDoorPlace place = find_place (self);
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->bank); i++) {
    graphene_rect_t door = cubby_door_place_door (&place, self->bank, i);
    gtk_widget_size_allocate (self->picks[i],
                              &(GtkAllocation){.x = (int)door.origin.x,
                                               .y = (int)door.origin.y,
                                               .width = MAX ((int)door.size.width, 1),
                                               .height = MAX ((int)door.size.height, 1)},
                              -1);
  }
}

static void
cubby_door_map_dispose (GObject *object)
{
  CubbyDoorMap *self = CUBBY_DOOR_MAP (object);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  for (guint i = 0; self->picks != NULL && i < cubby_bank_get_n_compartments (self->bank); i++)
    gtk_widget_unparent (self->picks[i]);
  g_clear_pointer (&self->picks, g_free);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->sights, g_free);
  self->bank = NULL;
  G_OBJECT_CLASS (cubby_door_map_parent_class)->dispose (object);
}

static void
cubby_door_map_class_init (CubbyDoorMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_door_map_dispose;
  widget_class->measure = cubby_door_map_measure;
  widget_class->snapshot = cubby_door_map_snapshot;
  widget_class->size_allocate = cubby_door_map_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  g_signal_new ("followed", CUBBY_TYPE_DOOR_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  picked_signal = g_signal_new ("picked", CUBBY_TYPE_DOOR_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cubby_door_map_init (CubbyDoorMap *self)
{
  self->lit = -1;
}

void
cubby_door_map_set_bank (CubbyDoorMap *self, const CubbyBank *bank)
{
  g_return_if_fail (CUBBY_IS_DOOR_MAP (self));
  self->bank = bank;
  g_free (self->sights);
  g_free (self->chosen);
  self->chosen = g_new0 (gboolean, cubby_bank_get_n_compartments (bank));
  self->sights = g_new0 (CubbyDoorSight, cubby_bank_get_n_compartments (bank));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the locker"), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cubby_door_map_light (CubbyDoorMap *self, const char *door, CubbyDoorLook look)
{
  g_return_if_fail (CUBBY_IS_DOOR_MAP (self) && self->bank != NULL);
  self->lit = door != NULL ? cubby_bank_find (self->bank, door) : -1;
  self->look = look;
  breathe (self, self->lit >= 0 && (look == CUBBY_DOOR_LOOK_SHUT || look == CUBBY_DOOR_LOOK_OPEN));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cubby_door_map_set_sight (CubbyDoorMap *self, const char *door, CubbyDoorSight sight)
{
  g_return_if_fail (CUBBY_IS_DOOR_MAP (self) && door != NULL);
  int index = self->bank != NULL ? cubby_bank_find (self->bank, door) : -1;
  if (index < 0 || self->sights[index] == sight)
    return;
  self->sights[index] = sight;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_pick (GtkButton *button, gpointer data)
{
  g_signal_emit (data, picked_signal, 0, g_object_get_data (G_OBJECT (button), "door"));
}

void
cubby_door_map_make_pickable (CubbyDoorMap *self)
{
  g_return_if_fail (CUBBY_IS_DOOR_MAP (self) && self->bank != NULL && self->picks == NULL);
  guint n = cubby_bank_get_n_compartments (self->bank);
  self->picks = g_new0 (GtkWidget *, n + 1);
  for (guint i = 0; i < n; i++) {
    const char *name = cubby_bank_get_compartment (self->bank, i)->name;
    self->picks[i] = gtk_button_new ();
    gtk_widget_add_css_class (self->picks[i], "pick");
    cubby_part_set_name (self->picks[i], name);
    g_object_set_data_full (G_OBJECT (self->picks[i]), "door", g_strdup (name), g_free);
    g_signal_connect (self->picks[i], "clicked", G_CALLBACK (on_pick), self);
    gtk_widget_set_parent (self->picks[i], GTK_WIDGET (self));
  }
}

void
cubby_door_map_describe (CubbyDoorMap *self, const char *door, const char *text)
{
  g_return_if_fail (CUBBY_IS_DOOR_MAP (self) && door != NULL && text != NULL);
  int index = self->bank != NULL ? cubby_bank_find (self->bank, door) : -1;
  if (index >= 0 && self->picks != NULL)
    cubby_part_set_name (self->picks[index], text);
}

void
cubby_door_map_choose (CubbyDoorMap *self, const char *const *doors)
{
  g_return_if_fail (CUBBY_IS_DOOR_MAP (self) && self->bank != NULL);
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->bank); i++)
    self->chosen[i] =
        doors != NULL && g_strv_contains (doors, cubby_bank_get_compartment (self->bank, i)->name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
