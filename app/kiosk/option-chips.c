/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/option-chips.h"

#include "app/kiosk/icon.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/variant-choice.h"
#include "app/kiosk/words.h"
#include "app/kiosk/wrap.h"

#define SWATCH 44
#define CHIP_HEIGHT 96
#define NAME_WIDTH 88 /* of the options, so that their chips begin below each other */

typedef struct {
  guint option;
  char *value;
  CubbyOptionChosen chosen;
  gpointer data;
} Chip;

static void
chip_free (gpointer data)
{
  Chip *chip = data;
  g_free (chip->value);
  g_free (chip);
}

/* The chips are made anew by the choice, so what is needed of this one is kept until it is told. */
static void
on_clicked (GtkButton *button, gpointer data)
{
  const Chip *chip = data;
  g_autoptr (GtkButton) kept = g_object_ref (button);
  chip->chosen (chip->option, chip->value, chip->data);
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GdkRGBA colour;
  if (!gdk_rgba_parse (&colour, data))
    return;
  cairo_arc (cr, width / 2.0, height / 2.0, SWATCH / 2.0 - 2, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.6);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static GtkWidget *
make_swatch (const char *colour)
{
  GtkWidget *area = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SWATCH);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch, g_strdup (colour), g_free);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  return area;
}

static GtkWidget *
make_chip (const CubbyOptionValue *value, gboolean chosen, gboolean offered)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_widget_set_halign (row, GTK_ALIGN_CENTER);
  if (value->swatch != NULL)
    gtk_box_append (GTK_BOX (row), make_swatch (value->swatch));
  gtk_box_append (GTK_BOX (row), gtk_label_new (value->name));
  if (chosen)
    gtk_box_append (GTK_BOX (row), cubby_icon_new ("check", 36));
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), row);
  cubby_part_add_classes (button, chosen ? "chip chosen" : offered ? "chip" : "chip faint");
  cubby_part_set_name (button, value->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  chosen    ? _ ("chosen")
                                  : offered ? ""
                                            : _ ("sold out"),
                                  -1);
  return button;
}

static void
add_option (GtkWidget *box, const CubbyProduct *product, const CubbyVariant *variant, guint option,
            const Chip *model)
{
  const CubbyOption *axis = g_ptr_array_index (product->options, option);
  GtkWidget *wrap = cubby_wrap_new ();
  GtkWidget *name = cubby_part_label (axis->name, "caption soft");
  gtk_widget_set_size_request (name, NAME_WIDTH, CHIP_HEIGHT);
  cubby_wrap_append (CUBBY_WRAP (wrap), name);
  for (guint i = 0; i < axis->values->len; i++) {
    const CubbyOptionValue *value = g_ptr_array_index (axis->values, i);
    gboolean chosen = g_strcmp0 (variant->values[option], value->id) == 0;
    GtkWidget *button =
        make_chip (value, chosen, cubby_variant_is_offered (product, variant, option, value->id));
    Chip *chip = g_new0 (Chip, 1);
    *chip = *model;
    chip->option = option;
    chip->value = g_strdup (value->id);
    g_object_set_data_full (G_OBJECT (button), "chip", chip, chip_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), chip);
    cubby_wrap_append (CUBBY_WRAP (wrap), button);
  }
  gtk_box_append (GTK_BOX (box), wrap);
}

void
cubby_option_chips_fill (GtkWidget *box, const CubbyProduct *product, const CubbyVariant *variant,
                         CubbyOptionChosen chosen, gpointer data)
{
  g_return_if_fail (GTK_IS_BOX (box) && product != NULL && variant != NULL && chosen != NULL);
  const Chip model = {.chosen = chosen, .data = data};
  cubby_part_clear_box (box);
  guint n = variant->values != NULL ? g_strv_length (variant->values) : 0;
  for (guint option = 0; option < product->options->len && option < n; option++)
    add_option (box, product, variant, option, &model);
}
