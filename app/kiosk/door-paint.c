/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-paint.h"

#define RADIUS 8

void
cubby_paint_look_up (GtkWidget *widget, CubbyPaintColours *colours)
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

void
cubby_paint_rect (GtkSnapshot *snapshot, const graphene_rect_t *rect, float radius, const GdkRGBA *colour)
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

void
cubby_paint_text (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *rect, const char *text,
                  float pixels, const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
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

cairo_t *
cubby_paint_begin (GtkSnapshot *snapshot, const graphene_rect_t *rect, const GdkRGBA *colour, float width)
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
draw_open (GtkSnapshot *snapshot, const graphene_rect_t *r, const CubbyPaintColours *colours)
{
  const GdkRGBA light = {0.98f, 0.91f, 0.76f, 1};
  const GdkRGBA box = {0.79f, 0.53f, 0.29f, 1};
  cubby_paint_rect (snapshot, r, RADIUS, &light);
  float side = MIN (r->size.height * 0.62f, r->size.width * 0.4f);
  graphene_rect_t parcel = GRAPHENE_RECT_INIT (r->origin.x + r->size.width * 0.58f - side / 2,
                                               r->origin.y + r->size.height - side - 5, side * 1.25f, side);
  cubby_paint_rect (snapshot, &parcel, 4, &box);
  cairo_t *cr = cubby_paint_begin (snapshot, r, &colours->accent, 3);
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
  cairo_t *cr = cubby_paint_begin (snapshot, r, colour, MAX (size * 0.16f, 4));
  cairo_move_to (cr, x - size * 0.5f, y);
  cairo_line_to (cr, x - size * 0.12f, y + size * 0.36f);
  cairo_line_to (cr, x + size * 0.52f, y - size * 0.36f);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* A ring that grows and fades round the door. */
static void
draw_breath (GtkSnapshot *snapshot, const graphene_rect_t *r, float breath, const GdkRGBA *colour)
{
  float grow = 4 + 14 * breath;
  graphene_rect_t ring;
  graphene_rect_inset_r (r, -grow, -grow, &ring);
  GdkRGBA faded = *colour;
  faded.alpha = 0.75f * (1 - breath) + 0.1f;
  line_rect (snapshot, &ring, RADIUS + grow, 6, &faded);
}

void
cubby_paint_lit_door (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *r, const char *name,
                      CubbyDoorLook look, float breath, const CubbyPaintColours *colours)
{
  float text = MIN (r->size.height * 0.62f, 48);
  if (look == CUBBY_DOOR_LOOK_OPEN) {
    draw_open (snapshot, r, colours);
    draw_breath (snapshot, r, breath, &colours->accent);
  } else if (look == CUBBY_DOOR_LOOK_TAKEN) {
    cubby_paint_rect (snapshot, r, RADIUS, &colours->paper);
    line_rect (snapshot, r, RADIUS, 5, &colours->accent);
    draw_tick (snapshot, r, &colours->accent);
  } else if (look == CUBBY_DOOR_LOOK_FAULT) {
    cubby_paint_rect (snapshot, r, RADIUS, &colours->danger);
    cubby_paint_text (widget, snapshot, r, "!", text, &colours->paper);
  } else {
    cubby_paint_rect (snapshot, r, RADIUS, &colours->accent);
    cubby_paint_text (widget, snapshot, r, name, text, &colours->on_accent);
    draw_breath (snapshot, r, breath, &colours->accent);
  }
}

/* The leaf turned out over a dark opening. */
static void
draw_quiet_open (GtkSnapshot *snapshot, const graphene_rect_t *r, const CubbyPaintColours *colours)
{
  cubby_paint_rect (snapshot, r, RADIUS, &colours->line);
  float leaf = r->size.width * 0.3f;
  float slant = MIN (r->size.height * 0.2f, 20);
  cairo_t *cr = cubby_paint_begin (snapshot, r, &colours->door, 2);
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
draw_cross (GtkSnapshot *snapshot, const graphene_rect_t *r, const CubbyPaintColours *colours)
{
  float half = MIN (r->size.height, r->size.width) * 0.26f;
  float x = r->origin.x + r->size.width / 2;
  float y = r->origin.y + r->size.height / 2;
  cairo_t *cr = cubby_paint_begin (snapshot, r, &colours->line, 4);
  cairo_move_to (cr, x - half, y - half);
  cairo_line_to (cr, x + half, y + half);
  cairo_move_to (cr, x + half, y - half);
  cairo_line_to (cr, x - half, y + half);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* On a plate of its own: what is behind it may be of any colour. */
static void
draw_name (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *r, const char *name,
           const CubbyPaintColours *colours)
{
  float text = MIN (r->size.height * 0.5f, 34);
  graphene_rect_t plate =
      GRAPHENE_RECT_INIT (r->origin.x + r->size.width / 2 - text * 1.1f,
                          r->origin.y + r->size.height / 2 - text * 0.7f, text * 2.2f, text * 1.4f);
  cubby_paint_rect (snapshot, &plate, 6, &colours->door);
  cubby_paint_text (widget, snapshot, r, name, text, &colours->ink);
}

void
cubby_paint_quiet_door (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *r, const char *name,
                        CubbyDoorSight sight, const CubbyPaintColours *colours)
{
  if (sight == CUBBY_DOOR_SIGHT_OPEN) {
    draw_quiet_open (snapshot, r, colours);
  } else {
    cubby_paint_rect (snapshot, r, RADIUS, &colours->door);
    line_rect (snapshot, r, RADIUS, 2, &colours->line);
    graphene_rect_t handle =
        GRAPHENE_RECT_INIT (r->origin.x + r->size.width - 16, r->origin.y + r->size.height / 2 - 8, 5, 16);
    graphene_rect_t beside =
        GRAPHENE_RECT_INIT (r->origin.x, r->origin.y, r->size.width * 0.32f, r->size.height);
    if (sight == CUBBY_DOOR_SIGHT_OUT)
      draw_cross (snapshot, name != NULL ? &beside : r, colours);
    else
      cubby_paint_rect (snapshot, &handle, 2.5f, &colours->line);
  }
  if (name != NULL)
    draw_name (widget, snapshot, r, name, colours);
}

/* A frame and a tick: chosen is not told by colour alone. */
void
cubby_paint_chosen (GtkSnapshot *snapshot, const graphene_rect_t *r, const CubbyPaintColours *colours)
{
  float size = MIN (r->size.height * 0.7f, 40);
  graphene_rect_t corner = GRAPHENE_RECT_INIT (r->origin.x + r->size.width - size - 6,
                                               r->origin.y + (r->size.height - size) / 2, size, size);
  line_rect (snapshot, r, RADIUS, 6, &colours->accent);
  cubby_paint_rect (snapshot, &corner, size / 2, &colours->accent);
  draw_tick (snapshot, &corner, &colours->on_accent);
}
