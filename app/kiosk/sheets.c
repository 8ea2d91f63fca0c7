/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/sheets.h"

#include "app/kiosk/icon.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/qr.h"
#include "app/kiosk/words.h"

#define TEXT_CHARS 28

static const struct {
  const char *name;
  const char *drawing;
  const char *label;
  const char *what;
  gsize offset;
} eases[] = {
    {"large-text", "text-size", N_ ("Large text"), N_ ("Everything in larger letters"),
     G_STRUCT_OFFSET (CubbyEase, large_text)},
    {"high-contrast", "contrast", N_ ("High contrast"), N_ ("White letters on black"),
     G_STRUCT_OFFSET (CubbyEase, high_contrast)},
    {"low-reach", "reach", N_ ("Within low reach"), N_ ("Buttons further down, doors you can reach"),
     G_STRUCT_OFFSET (CubbyEase, low_reach)},
};

/* A sentence of a sheet; the sheet does not grow with it. */
static void
add_text (GtkWidget *box, const char *text, const char *classes)
{
  GtkWidget *label = cubby_part_label (text, classes);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_CHARS);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
add_button (GtkWidget *box, const char *drawing, const char *word, const char *classes, const char *action,
            const char *target)
{
  GtkWidget *button = cubby_part_button (drawing, word, classes);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

void
cubby_sheet_show_languages (CubbySheet *sheet, const CubbyContext *context)
{
  GtkWidget *box = cubby_sheet_open (sheet, "languages", _ ("Choose your language"));
  for (char **language = context->settings->languages; *language != NULL; language++) {
    gboolean chosen = g_str_equal (*language, context->session->language);
    GtkWidget *button = add_button (box, chosen ? "check" : NULL, cubby_language_get_name (*language),
                                    chosen ? "wide primary" : "wide", "win.set-language", *language);
    if (chosen)
      gtk_widget_grab_focus (button);
  }
  add_button (box, NULL, _ ("Close"), "quiet", "win.stay", NULL);
}

static gboolean *
find_ease (CubbyEase *ease, gsize offset)
{
  return G_STRUCT_MEMBER_P (ease, offset);
}

static GtkWidget *
make_ease_row (CubbySession *session, guint i)
{
  gboolean on = *find_ease (&session->ease, eases[i].offset);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 32);
  gtk_box_append (GTK_BOX (row), cubby_icon_new (eases[i].drawing, 72));
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), cubby_part_label (_ (eases[i].label), "strong"));
  gtk_box_append (GTK_BOX (words), cubby_part_label (_ (eases[i].what), "caption soft"));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row),
                  cubby_part_label (on ? _ ("On") : _ ("Off"), on ? "strong accent-text" : "soft"));
  if (on)
    gtk_box_append (GTK_BOX (row), cubby_icon_new ("done", 56));
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "row");
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (eases[i].label), on ? _ ("On") : _ ("Off"));
  cubby_part_set_name (button, name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", eases[i].name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.set-ease");
  return button;
}

void
cubby_sheet_show_ease (CubbySheet *sheet, const CubbyContext *context)
{
  GtkWidget *box = cubby_sheet_open (sheet, "ease", _ ("Make it easier to use"));
  for (guint i = 0; i < G_N_ELEMENTS (eases); i++)
    gtk_box_append (GTK_BOX (box), make_ease_row (context->session, i));
  add_button (box, "check", _ ("Done"), "wide primary", "win.stay", NULL);
}

void
cubby_sheet_toggle_ease (CubbySession *session, const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (eases); i++) {
    if (!g_str_equal (eases[i].name, what))
      continue;
    gboolean *on = find_ease (&session->ease, eases[i].offset);
    *on = !*on;
  }
}

void
cubby_sheet_show_called (CubbySheet *sheet, gboolean called)
{
  cubby_sheet_show_notice (
      sheet, called ? _ ("Staff are on their way") : _ ("Please ask at the till"),
      called ? _ ("We have called somebody. Please stay near the screen.")
             : _ ("The call could not be passed on. Somebody at the till will gladly help you."));
}

/* Filled anew each second, so that the number counts down; the button stays where it is. */
void
cubby_sheet_show_warning (CubbySheet *sheet, guint left_s)
{
  GtkWidget *box = cubby_sheet_open (sheet, "warning", _ ("Are you still there?"));
  g_autofree char *text = g_strdup_printf (
      cubby_trn ("This screen starts over in %u second.", "This screen starts over in %u seconds.", left_s),
      left_s);
  add_text (box, text, "lead figures");
  GtkWidget *button = add_button (box, "check", _ ("I am still here"), "wide primary", "win.stay", NULL);
  gtk_widget_grab_focus (button);
}

void
cubby_sheet_show_notice (CubbySheet *sheet, const char *heading, const char *text)
{
  GtkWidget *box = cubby_sheet_open (sheet, "notice", heading);
  add_text (box, text, "lead");
  gtk_widget_grab_focus (add_button (box, "check", _ ("All right"), "wide primary", "win.stay", NULL));
}

void
cubby_sheet_show_qr (CubbySheet *sheet, const char *heading, const char *text, const char *url)
{
  GtkWidget *box = cubby_sheet_open (sheet, "qr", heading);
  add_text (box, text, "lead");
  gtk_box_append (GTK_BOX (box), cubby_qr_widget_new (url, heading));
  gtk_widget_grab_focus (add_button (box, "check", _ ("Done"), "wide primary", "win.stay", NULL));
}
