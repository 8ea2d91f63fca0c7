/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/advice-words.h"
#include "app/kiosk/camera-view.h"
#include "app/kiosk/icon.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/picture.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

/* The page that the screen rests in: what this is, and the two things it is for. */
#define CUBBY_TYPE_ATTRACT_PAGE (cubby_attract_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyAttractPage, cubby_attract_page, CUBBY, ATTRACT_PAGE, CubbyPage)

struct _CubbyAttractPage {
  CubbyPage parent_instance;
  GtkLabel *store;
  GtkLabel *scanner;
  GtkButton *collect;
  GtkButton *shop;
  GtkWidget *languages;
  CubbyCameraView *camera;
  CubbyIcon *sign; /* beside the words of the scanner */
};

G_DEFINE_FINAL_TYPE (CubbyAttractPage, cubby_attract_page, CUBBY_TYPE_PAGE)

static void
fill_choice (GtkButton *button, const char *drawing, const char *word, const char *what, const char *step)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 32);
  GtkWidget *disc = cubby_icon_new (drawing, 80);
  gtk_widget_add_css_class (disc, "disc");
  gtk_box_append (GTK_BOX (row), disc);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), cubby_part_label (word, "title"));
  gtk_box_append (GTK_BOX (words), cubby_part_label (what, "caption"));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), cubby_icon_new ("arrow-right", 56));
  gtk_button_set_child (button, row);
  cubby_part_set_name (button, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.go");
}

static void
fill_languages (CubbyAttractPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  for (char **language = context->settings->languages; *language != NULL; language++) {
    gboolean chosen = g_str_equal (*language, context->session->language);
    GtkWidget *chip =
        cubby_part_button (NULL, cubby_language_get_name (*language), chosen ? "chip chosen" : "chip");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", *language);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "win.set-language");
    gtk_box_append (GTK_BOX (self->languages), chip);
  }
}

/* What the scanner is for, or, to whoever holds something up, how it is read. */
static const char *
scanner_words (CubbyScanSource *scans)
{
  CubbyAdvice advice = cubby_scan_source_get_advice (scans);
  if (!cubby_scan_source_works (scans))
    return _ ("The scanner does not work just now. Press “Collect” to type your code.");
  if (advice == CUBBY_ADVICE_BY_HAND) /* the button is on the page behind */
    return _ ("Press “Collect” instead");
  if (advice != CUBBY_ADVICE_NONE)
    return cubby_advice_say (advice);
  return _ ("The scanner is always on. Hold up the code from your message, or any product.");
}

static void
set_class (GtkLabel *label, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (label), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), name);
}

static void
on_scanner (CubbyAttractPage *self)
{
  CubbyScanSource *scans = cubby_page_get_context (self)->scans;
  CubbyAdvice advice = cubby_scan_source_get_advice (scans);
  gboolean advised = advice != CUBBY_ADVICE_NONE && cubby_scan_source_works (scans);
  gtk_widget_set_visible (GTK_WIDGET (self->camera), cubby_scan_source_has_camera (scans));
  gtk_label_set_label (self->scanner, scanner_words (scans));
  set_class (self->scanner, "caption", !advised);
  set_class (self->scanner, "soft", !advised);
  set_class (self->scanner, "lead", advised);
  set_class (self->scanner, "strong", advised);
  cubby_part_call (GTK_WIDGET (self->collect), advised && advice == CUBBY_ADVICE_BY_HAND);
  cubby_icon_set_name (self->sign, advised                           ? cubby_advice_get_drawing (advice)
                                   : cubby_scan_source_works (scans) ? "scan"
                                                                     : "info");
}

static void
cubby_attract_page_begin (CubbyPage *page)
{
  CubbyAttractPage *self = CUBBY_ATTRACT_PAGE (page);
  const CubbyContext *context = cubby_page_get_context (self);
  gtk_label_set_label (self->store, context->settings->store_name);
  fill_choice (self->collect, "collect", _ ("Collect"), _ ("Your parcel is waiting. Bring the QR code."),
               "collect");
  fill_choice (self->shop, "shop", _ ("Shop"), _ ("Look around, and order what is not on the shelf."),
               "shop");
  cubby_part_add_classes (GTK_WIDGET (self->collect), "choice primary");
  cubby_part_add_classes (GTK_WIDGET (self->shop), "choice");
  fill_languages (self);
  cubby_camera_view_set_source (self->camera, context->scans);
  cubby_camera_view_set_small (self->camera);
  g_signal_connect_object (context->scans, "state", G_CALLBACK (on_scanner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->scans, "advice", G_CALLBACK (on_scanner), self, G_CONNECT_SWAPPED);
  on_scanner (self);
}

static void
cubby_attract_page_class_init (CubbyAttractPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_attract_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_PICTURE);
  g_type_ensure (CUBBY_TYPE_CAMERA_VIEW);
  cubby_page_class_set_template (klass, "attract-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyAttractPage, store);
  gtk_widget_class_bind_template_child (widget_class, CubbyAttractPage, scanner);
  gtk_widget_class_bind_template_child (widget_class, CubbyAttractPage, collect);
  gtk_widget_class_bind_template_child (widget_class, CubbyAttractPage, shop);
  gtk_widget_class_bind_template_child (widget_class, CubbyAttractPage, languages);
  gtk_widget_class_bind_template_child (widget_class, CubbyAttractPage, camera);
  gtk_widget_class_bind_template_child (widget_class, CubbyAttractPage, sign);
}

static void
cubby_attract_page_init (CubbyAttractPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
