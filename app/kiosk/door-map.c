/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-map.h"

#include "app/kiosk/words.h"

#include <math.h>

#define BREATH_US (1000 * 1000)
#define GAP_MM 12.0f
#define FRAME_MM 34.0f
#define HEAD_MM 60.0f /* above the highest door */
#define RADIUS 8

struct _CubbyDoorMap {
  GtkWidget parent_instance;
  const CubbyBank *bank;
  int lit; /* index of the compartment, or -1 */
  CubbyDoorLook look;
  CubbyDoorSight *sights; /* of each compartment */
  guint tick;
  gint64 began_us;
  float breath; /* 0..1 */
};

G_DEFINE_FINAL_TYPE (CubbyDoorMap, cubby_door_map, GTK_TYPE_WIDGET)

/* Where the bank lies in the widget: millimetres to pixels, the floor at the bottom. */
typedef struct {
  float scale;
  float left;
  float floor;
  float width_mm;
  float height_mm;
} Place;

typedef struct {
  GdkRGBA bank;
  GdkRGBA door;
  GdkRGBA line;
  GdkRGBA screen;
  GdkRGBA accent;
  GdkRGBA on_accent;
  GdkRGBA paper;
  GdkRGBA ink;
  GdkRGBA danger;
} Colours;

static void
look_up (GtkWidget *widget, Colours *colours)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  const struct {
    const char *name;
    GdkRGBA *colour;
  } names[] = {
      {"bank", &colours->bank},          {"bank_door", &colours->door}, {"bank_line", &colours->line},
      {"bank_screen", &colours->screen}, {"accent", &colours->accent},  {"on_accent", &colours->on_accent},
      {"paper", &colours->paper},        {"ink", &colours->ink},        {"danger", &colours->danger},
  };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (!gtk_style_context_lookup_color (context, names[i].name, names[i].colour))
      *names[i].colour = (GdkRGBA){0.5f, 0.5f, 0.5f, 1};
  }
}

static float
get_width_mm (const CubbyBank *bank)
{
  float width = 0;
  for (guint i = 0; i < bank->columns->len; i++)
    width += (float)((const CubbyColumn *)g_ptr_array_index (bank->columns, i))->width_mm;
  return width + 2 * FRAME_MM;
}

static float
get_height_mm (const CubbyBank *bank)
{
  float height = 0;
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++) {
    const CubbyCompartment *one = cubby_bank_get_compartment (bank, i);
    height = MAX (height, (float)(one->bottom_mm + one->height_mm));
  }
  return height + HEAD_MM;
}

static float
get_column_left_mm (const CubbyBank *bank, guint column)
{
  float left = FRAME_MM;
  for (guint i = 0; i < column; i++)
    left += (float)((const CubbyColumn *)g_ptr_array_index (bank->columns, i))->width_mm;
  return left;
}

static Place
find_place (CubbyDoorMap *self)
{
  float width = (float)gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float)gtk_widget_get_height (GTK_WIDGET (self)) - 16;
  Place place = {.width_mm = get_width_mm (self->bank), .height_mm = get_height_mm (self->bank)};
  place.scale = MIN (width / place.width_mm, height / place.height_mm);
  place.left = (width - place.width_mm * place.scale) / 2;
  place.floor = height - (height - place.height_mm * place.scale) / 2;
  return place;
}

static graphene_rect_t
rect_of (const Place *place, float left_mm, float bottom_mm, float width_mm, float height_mm)
{
  return GRAPHENE_RECT_INIT (place->left + left_mm * place->scale,
                             place->floor - (bottom_mm + height_mm) * place->scale, width_mm * place->scale,
                             height_mm * place->scale);
}

static graphene_rect_t
rect_of_door (CubbyDoorMap *self, const Place *place, guint index)
{
  const CubbyCompartment *one = cubby_bank_get_compartment (self->bank, index);
  const CubbyColumn *column = g_ptr_array_index (self->bank->columns, one->column);
  return rect_of (place, get_column_left_mm (self->bank, one->column) + GAP_MM / 2,
                  (float)one->bottom_mm + GAP_MM / 2, (float)column->width_mm - GAP_MM,
                  (float)one->height_mm - GAP_MM);
}

static void
fill_rect (GtkSnapshot *snapshot, const graphene_rect_t *rect, float radius, const GdkRGBA *colour)
{
  GskRoundedRect round;
  gsk_rounded_rect_init_from_rect (&round, rect, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, colour, rect);
  gtk_snapshot_pop (snapshot);
}

static void
line_rect (GtkSnapshot *snapshot, const graphene_rect_t *rect, float radius, float width,
           const GdkRGBA *colour)
{
  GskRoundedRect round;
  gsk_rounded_rect_init_from_rect (&round, rect, radius);
  const float widths[4] = {width, width, width, width};
  const GdkRGBA colours[4] = {*colour, *colour, *colour, *colour};
  gtk_snapshot_append_border (snapshot, &round, widths, colours);
}

static void
write_text (CubbyDoorMap *self, GtkSnapshot *snapshot, const graphene_rect_t *rect, const char *text,
            float pixels, const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Inter, Noto Sans Thai Bold");
  pango_font_description_set_absolute_size (font, pixels * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  int width, height;
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (rect->origin.x + (rect->size.width - (float)width) / 2,
                                                rect->origin.y + (rect->size.height - (float)height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static cairo_t *
draw_on (GtkSnapshot *snapshot, const graphene_rect_t *rect, const GdkRGBA *colour, float width)
{
  graphene_rect_t area;
  graphene_rect_inset_r (rect, -rect->size.width, -rect->size.height, &area);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  return cr;
}

/* The opening, the parcel in it, and the leaf turned out over it. */
static void
draw_open (GtkSnapshot *snapshot, const graphene_rect_t *r, const Colours *colours)
{
  const GdkRGBA light = {0.98f, 0.91f, 0.76f, 1};
  const GdkRGBA box = {0.79f, 0.53f, 0.29f, 1};
  fill_rect (snapshot, r, RADIUS, &light);
  float side = MIN (r->size.height * 0.62f, r->size.width * 0.4f);
  graphene_rect_t parcel = GRAPHENE_RECT_INIT (r->origin.x + r->size.width * 0.58f - side / 2,
                                               r->origin.y + r->size.height - side - 5, side * 1.25f, side);
  fill_rect (snapshot, &parcel, 4, &box);
  cairo_t *cr = draw_on (snapshot, r, &colours->accent, 3);
  float slant = MIN (r->size.height * 0.22f, 26);
  float leaf = r->size.width * 0.34f;
  cairo_move_to (cr, r->origin.x, r->origin.y);
  cairo_line_to (cr, r->origin.x + leaf, r->origin.y - slant * 0.4f);
  cairo_line_to (cr, r->origin.x + leaf, r->origin.y + r->size.height + slant);
  cairo_line_to (cr, r->origin.x, r->origin.y + r->size.height);
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  cairo_stroke (cr);
  cairo_destroy (cr);
  line_rect (snapshot, r, RADIUS, 5, &colours->accent);
}

static void
draw_tick (GtkSnapshot *snapshot, const graphene_rect_t *r, const GdkRGBA *colour)
{
  float size = MIN (r->size.height, r->size.width) * 0.5f;
  float x = r->origin.x + r->size.width / 2;
  float y = r->origin.y + r->size.height / 2;
  cairo_t *cr = draw_on (snapshot, r, colour, MAX (size * 0.16f, 4));
  cairo_move_to (cr, x - size * 0.5f, y);
  cairo_line_to (cr, x - size * 0.12f, y + size * 0.36f);
  cairo_line_to (cr, x + size * 0.52f, y - size * 0.36f);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* A ring that grows and fades round the door. */
static void
draw_breath (CubbyDoorMap *self, GtkSnapshot *snapshot, const graphene_rect_t *r, const GdkRGBA *colour)
{
  float grow = 4 + 14 * self->breath;
  graphene_rect_t ring;
  graphene_rect_inset_r (r, -grow, -grow, &ring);
  GdkRGBA faded = *colour;
  faded.alpha = 0.75f * (1 - self->breath) + 0.1f;
  line_rect (snapshot, &ring, RADIUS + grow, 6, &faded);
}

static void
draw_lit (CubbyDoorMap *self, GtkSnapshot *snapshot, const graphene_rect_t *r, const Colours *colours)
{
  const CubbyCompartment *one = cubby_bank_get_compartment (self->bank, (guint)self->lit);
  float text = MIN (r->size.height * 0.62f, 48);
  if (self->look == CUBBY_DOOR_LOOK_OPEN) {
    draw_open (snapshot, r, colours);
    draw_breath (self, snapshot, r, &colours->accent);
  } else if (self->look == CUBBY_DOOR_LOOK_TAKEN) {
    fill_rect (snapshot, r, RADIUS, &colours->paper);
    line_rect (snapshot, r, RADIUS, 5, &colours->accent);
    draw_tick (snapshot, r, &colours->accent);
  } else if (self->look == CUBBY_DOOR_LOOK_FAULT) {
    fill_rect (snapshot, r, RADIUS, &colours->danger);
    write_text (self, snapshot, r, "!", text, &colours->paper);
  } else {
    fill_rect (snapshot, r, RADIUS, &colours->accent);
    write_text (self, snapshot, r, one->name, text, &colours->on_accent);
    draw_breath (self, snapshot, r, &colours->accent);
  }
}

static void
draw_screen (CubbyDoorMap *self, GtkSnapshot *snapshot, const Place *place, guint column,
             const Colours *colours)
{
  const CubbyColumn *one = g_ptr_array_index (self->bank->columns, column);
  float left = get_column_left_mm (self->bank, column);
  float width = (float)one->width_mm;
  graphene_rect_t screen = rect_of (place, left + width * 0.14f, place->height_mm * 0.42f, width * 0.72f,
                                    place->height_mm * 0.42f);
  fill_rect (snapshot, &screen, 12, &colours->screen);
  graphene_rect_t words = rect_of (place, left, place->height_mm * 0.2f, width, place->height_mm * 0.2f);
  g_autofree char *text = g_strdup (_ ("You are\nhere"));
  write_text (self, snapshot, &words, text, MIN (28, width * place->scale / 5.2f), &colours->ink);
  cairo_t *cr = draw_on (snapshot, &screen, &colours->paper, 5);
  float x = screen.origin.x + screen.size.width / 2;
  float y = screen.origin.y + screen.size.height / 2;
  float size = screen.size.width * 0.16f;
  cairo_arc (cr, x, y - size * 0.9f, size * 0.55f, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_arc (cr, x, y + size * 1.15f, size, G_PI, 2 * G_PI);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* The leaf turned out over a dark opening. */
static void
draw_quiet_open (GtkSnapshot *snapshot, const graphene_rect_t *r, const Colours *colours)
{
  fill_rect (snapshot, r, RADIUS, &colours->line);
  float leaf = r->size.width * 0.3f;
  float slant = MIN (r->size.height * 0.2f, 20);
  cairo_t *cr = draw_on (snapshot, r, &colours->door, 2);
  cairo_move_to (cr, r->origin.x, r->origin.y);
  cairo_line_to (cr, r->origin.x + leaf, r->origin.y - slant * 0.4f);
  cairo_line_to (cr, r->origin.x + leaf, r->origin.y + r->size.height + slant);
  cairo_line_to (cr, r->origin.x, r->origin.y + r->size.height);
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &colours->line);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* Crossed out, as a till that is closed. */
static void
draw_cross (GtkSnapshot *snapshot, const graphene_rect_t *r, const Colours *colours)
{
  float half = MIN (r->size.height, r->size.width) * 0.26f;
  float x = r->origin.x + r->size.width / 2;
  float y = r->origin.y + r->size.height / 2;
  cairo_t *cr = draw_on (snapshot, r, &colours->line, 4);
  cairo_move_to (cr, x - half, y - half);
  cairo_line_to (cr, x + half, y + half);
  cairo_move_to (cr, x + half, y - half);
  cairo_line_to (cr, x - half, y + half);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_quiet (GtkSnapshot *snapshot, const graphene_rect_t *r, CubbyDoorSight sight, const Colours *colours)
{
  if (sight == CUBBY_DOOR_SIGHT_OPEN) {
    draw_quiet_open (snapshot, r, colours);
    return;
  }
  fill_rect (snapshot, r, RADIUS, &colours->door);
  line_rect (snapshot, r, RADIUS, 2, &colours->line);
  if (sight == CUBBY_DOOR_SIGHT_OUT) {
    draw_cross (snapshot, r, colours);
    return;
  }
  graphene_rect_t handle =
      GRAPHENE_RECT_INIT (r->origin.x + r->size.width - 16, r->origin.y + r->size.height / 2 - 8, 5, 16);
  fill_rect (snapshot, &handle, 2.5f, &colours->line);
}

static void
cubby_door_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CubbyDoorMap *self = CUBBY_DOOR_MAP (widget);
  if (self->bank == NULL || self->bank->columns->len == 0)
    return;
  Colours colours;
  look_up (widget, &colours);
  Place place = find_place (self);
  graphene_rect_t body = rect_of (&place, 0, 0, place.width_mm, place.height_mm);
  fill_rect (snapshot, &body, 16, &colours.bank);
  graphene_rect_t ground = GRAPHENE_RECT_INIT (0, place.floor, (float)gtk_widget_get_width (widget), 6);
  fill_rect (snapshot, &ground, 3, &colours.line);
  for (guint i = 0; i < self->bank->columns->len; i++) {
    if (((const CubbyColumn *)g_ptr_array_index (self->bank->columns, i))->kiosk)
      draw_screen (self, snapshot, &place, i, &colours);
  }
  for (guint i = 0; i < cubby_bank_get_n_compartments (self->bank); i++) {
    graphene_rect_t door = rect_of_door (self, &place, i);
    if ((int)i == self->lit)
      continue;
    draw_quiet (snapshot, &door, self->sights[i], &colours);
  }
  if (self->lit >= 0) {
    graphene_rect_t door = rect_of_door (self, &place, (guint)self->lit);
    draw_lit (self, snapshot, &door, &colours);
  }
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

static void
cubby_door_map_dispose (GObject *object)
{
  CubbyDoorMap *self = CUBBY_DOOR_MAP (object);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->sights, g_free);
  self->bank = NULL;
  G_OBJECT_CLASS (cubby_door_map_parent_class)->dispose (object);
}

static void
cubby_door_map_class_init (CubbyDoorMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_door_map_dispose;
  widget_class->snapshot = cubby_door_map_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
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
