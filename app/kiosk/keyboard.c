/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/keyboard.h"

#include "app/kiosk/parts.h"
#include "app/kiosk/words.h"

#include <string.h>

#define GAP 12
#define HALVES 2 /* a key is two half columns wide, so that rows can be shifted by half a key */

struct _CubbyKeyboard {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *enter;
  char *enter_word;
  CubbyKeys keys;
};

G_DEFINE_FINAL_TYPE (CubbyKeyboard, cubby_keyboard, GTK_TYPE_WIDGET)

enum { TYPED, ERASED, ENTERED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void fill (CubbyKeyboard *self);

static void
on_key (GtkButton *button, gpointer data)
{
  g_signal_emit (data, signals[TYPED], 0, g_object_get_data (G_OBJECT (button), "text"));
}

static void
on_erase (CubbyKeyboard *self)
{
  g_signal_emit (self, signals[ERASED], 0);
}

static void
on_enter (CubbyKeyboard *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
on_other (GtkButton *button, gpointer data)
{
  CubbyKeyboard *self = data;
  self->keys = (CubbyKeys)GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "keys"));
  fill (self);
}

/* A mark that sits on a letter is shown on a dotted circle. */
static char *
label_of (const char *text)
{
  gunichar c = g_utf8_get_char (text);
  return g_unichar_ismark (c) ? g_strconcat ("\u25cc", text, NULL) : g_strdup (text);
}

static GtkWidget *
make_key (CubbyKeyboard *self, const char *text)
{
  g_autofree char *label = label_of (text);
  GtkWidget *key = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (key, "key");
  cubby_part_set_name (key, text);
  gtk_widget_set_hexpand (key, TRUE);
  g_object_set_data_full (G_OBJECT (key), "text", g_strdup (text), g_free);
  g_signal_connect (key, "clicked", G_CALLBACK (on_key), self);
  return key;
}

static guint
count_widest (const CubbyKeyboardLayout *layout)
{
  guint widest = 0;
  for (guint i = 0; i < CUBBY_KEYBOARD_MAX_ROWS && layout->rows[i] != NULL; i++) {
    g_auto (GStrv) texts = g_strsplit (layout->rows[i], " ", -1);
    widest = MAX (widest, g_strv_length (texts));
  }
  return widest;
}

static GtkWidget *
make_erase (CubbyKeyboard *self)
{
  GtkWidget *erase = cubby_part_icon_button ("erase", _ ("Delete"), "key control");
  g_signal_connect_swapped (erase, "clicked", G_CALLBACK (on_erase), self);
  return erase;
}

static GtkWidget *
make_rows (CubbyKeyboard *self, const CubbyKeyboardLayout *layout)
{
  GtkWidget *grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (grid), GAP);
  gtk_grid_set_column_spacing (GTK_GRID (grid), GAP);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  int columns = (int)count_widest (layout) * HALVES;
  for (int row = 0; row < CUBBY_KEYBOARD_MAX_ROWS && layout->rows[row] != NULL; row++) {
    g_auto (GStrv) texts = g_strsplit (layout->rows[row], " ", -1);
    int first = (columns - (int)g_strv_length (texts) * HALVES) / 2;
    for (int i = 0; texts[i] != NULL; i++)
      gtk_grid_attach (GTK_GRID (grid), make_key (self, texts[i]), first + i * HALVES, row, HALVES, 1);
    if (self->keys == CUBBY_KEYS_PIN && layout->rows[row + 1] == NULL)
      gtk_grid_attach (GTK_GRID (grid), make_erase (self), first + HALVES, row, HALVES, 1);
  }
  return grid;
}

static GtkWidget *
make_control_row (CubbyKeyboard *self, const CubbyKeyboardLayout *layout)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  for (guint i = 0; i < G_N_ELEMENTS (layout->others) && layout->others[i] != CUBBY_N_KEYS; i++) {
    GtkWidget *other = gtk_button_new_with_label (cubby_keyboard_layout_get (layout->others[i])->label);
    cubby_part_add_classes (other, "key control");
    gtk_widget_set_size_request (other, 128, -1);
    g_object_set_data (G_OBJECT (other), "keys", GUINT_TO_POINTER (layout->others[i]));
    g_signal_connect (other, "clicked", G_CALLBACK (on_other), self);
    gtk_box_append (GTK_BOX (row), other);
  }
  if (layout->space) {
    GtkWidget *space = make_key (self, " ");
    gtk_button_set_label (GTK_BUTTON (space), _ ("Space"));
    gtk_widget_add_css_class (space, "control");
    cubby_part_set_name (space, _ ("Space"));
    gtk_box_append (GTK_BOX (row), space);
  }
  if (self->keys != CUBBY_KEYS_PIN) {
    GtkWidget *erase = make_erase (self);
    gtk_widget_set_size_request (erase, 128, -1);
    gtk_widget_set_hexpand (erase, !layout->space);
    gtk_box_append (GTK_BOX (row), erase);
  }
  self->enter = NULL;
  if (self->enter_word == NULL)
    return row;
  self->enter = gtk_button_new_with_label (self->enter_word);
  cubby_part_add_classes (self->enter, "key primary");
  gtk_widget_set_size_request (self->enter, 200, -1);
  gtk_widget_set_hexpand (self->enter, !layout->space);
  g_signal_connect_swapped (self->enter, "clicked", G_CALLBACK (on_enter), self);
  gtk_box_append (GTK_BOX (row), self->enter);
  return row;
}

static void
fill (CubbyKeyboard *self)
{
  const CubbyKeyboardLayout *layout = cubby_keyboard_layout_get (self->keys);
  cubby_part_clear_box (self->box);
  gboolean thai = self->keys == CUBBY_KEYS_THAI || self->keys == CUBBY_KEYS_THAI_SHIFT;
  if (thai)
    gtk_widget_add_css_class (self->box, "keys-thai");
  else
    gtk_widget_remove_css_class (self->box, "keys-thai");
  gtk_box_append (GTK_BOX (self->box), make_rows (self, layout));
  gtk_box_append (GTK_BOX (self->box), make_control_row (self, layout));
}

static void
cubby_keyboard_dispose (GObject *object)
{
  CubbyKeyboard *self = CUBBY_KEYBOARD (object);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->enter_word, g_free);
  G_OBJECT_CLASS (cubby_keyboard_parent_class)->dispose (object);
}

static void
cubby_keyboard_class_init (CubbyKeyboardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_keyboard_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[TYPED] = g_signal_new ("typed", CUBBY_TYPE_KEYBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ERASED] =
      g_signal_new ("erased", CUBBY_TYPE_KEYBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTERED] =
      g_signal_new ("entered", CUBBY_TYPE_KEYBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cubby_keyboard_init (CubbyKeyboard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, GAP);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
cubby_keyboard_set_layout (CubbyKeyboard *self, CubbyKeys keys, const char *enter)
{
  g_return_if_fail (CUBBY_IS_KEYBOARD (self) && keys < CUBBY_N_KEYS);
  self->keys = keys;
  g_free (self->enter_word);
  self->enter_word = g_strdup (enter);
  fill (self);
}

void
cubby_keyboard_set_enter_enabled (CubbyKeyboard *self, gboolean enabled)
{
  g_return_if_fail (CUBBY_IS_KEYBOARD (self));
  if (self->enter != NULL)
    gtk_widget_set_sensitive (self->enter, enabled);
}

char *
cubby_keyboard_erase (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  const char *last = g_utf8_find_prev_char (text, text + strlen (text));
  return last == NULL ? g_strdup ("") : g_strndup (text, (gsize)(last - text));
}
