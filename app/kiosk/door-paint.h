/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/door-look.h"
#include "app/kiosk/door-sight.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How one door of the map is drawn, and the strokes that the map is made of. */

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
} CubbyPaintColours;

/* The colours of the theme, by their names in tokens.css. */
void cubby_paint_look_up (GtkWidget *widget, CubbyPaintColours *colours);

void cubby_paint_rect (GtkSnapshot *snapshot, const graphene_rect_t *rect, float radius,
                       const GdkRGBA *colour);
void cubby_paint_text (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *rect,
                       const char *text, float pixels, const GdkRGBA *colour);
/* Returns: (transfer full): for lines of @width on @rect and round it */
cairo_t *cubby_paint_begin (GtkSnapshot *snapshot, const graphene_rect_t *rect, const GdkRGBA *colour,
                            float width);

/* The door that a person is led to. @breath: 0..1 */
void cubby_paint_lit_door (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *r,
                           const char *name, CubbyDoorLook look, float breath,
                           const CubbyPaintColours *colours);
/* Any other. @name: (nullable): written on it */
void cubby_paint_quiet_door (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *r,
                             const char *name, CubbyDoorSight sight, const CubbyPaintColours *colours);
/* Over it, when it is one of those that were chosen. */
void cubby_paint_chosen (GtkSnapshot *snapshot, const graphene_rect_t *r, const CubbyPaintColours *colours);

G_END_DECLS
