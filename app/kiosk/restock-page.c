/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parcel-words.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/recent.h"
#include "app/kiosk/split.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/stowing.h"
#include "app/kiosk/words.h"

/* One parcel after the other: scan, open, put in, shut. Below: what can be taken back, and what has a door
 * now.
 */
#define CUBBY_TYPE_RESTOCK_PAGE (cubby_restock_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyRestockPage, cubby_restock_page, CUBBY, RESTOCK_PAGE, CubbyPage)

struct _CubbyRestockPage {
  CubbyPage parent_instance;
  CubbyCameraView *camera;
  GtkWidget *note;
  GtkWidget *assigned;
  GtkWidget *put_in;
  GtkWidget *buttons;
  GPtrArray *lines; /* of GtkLabel: how long each parcel can be taken back */
  guint countdown;
};

G_DEFINE_FINAL_TYPE (CubbyRestockPage, cubby_restock_page, CUBBY_TYPE_PAGE)

static GPtrArray *
get_put_in (CubbyRestockPage *self)
{
  return cubby_page_get_context (self)->session->shift.put_in;
}

static void
on_take_back (GtkButton *button, gpointer data)
{
  cubby_stowing_take_back (cubby_page_get_context (data), g_object_get_data (G_OBJECT (button), "label"));
}

static void
add_put_in (CubbyRestockPage *self, const CubbyRecent *one)
{
  g_autofree char *name = cubby_parcel_words_short (one->key);
  g_autofree char *heading = g_strdup_printf ("%s · %s", one->door, name);
  g_autofree char *spoken = g_strdup_printf ("%s %s", _ ("Take back"), name);
  GtkWidget *row = cubby_part_row ("done", heading, _ ("just put in"), "card tight");
  GtkLabel *line;
  GtkWidget *button = cubby_part_two_line_button ("back", _ ("Take back"), "tonal", &line);
  cubby_part_set_name (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "label", g_strdup (one->key), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_take_back), self);
  g_ptr_array_add (self->lines, line);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->put_in), row);
}

static void
show_lines (CubbyRestockPage *self, gint64 now_us)
{
  for (guint i = 0; i < self->lines->len; i++) {
    guint left_s = cubby_recent_get_left_s (g_ptr_array_index (get_put_in (self), i), now_us);
    g_autofree char *text =
        g_strdup_printf (cubby_trn ("for %u more second", "for %u more seconds", left_s), left_s);
    gtk_label_set_label (g_ptr_array_index (self->lines, i), text);
  }
}

static void
show_put_in (CubbyRestockPage *self)
{
  GPtrArray *put_in = get_put_in (self);
  cubby_recents_drop_past (put_in, g_get_monotonic_time ());
  cubby_part_clear_box (self->put_in);
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < put_in->len; i++)
    add_put_in (self, g_ptr_array_index (put_in, i));
  show_lines (self, g_get_monotonic_time ());
}

/* The rows are made anew only when they are others. */
static gboolean
on_countdown (gpointer data)
{
  CubbyRestockPage *self = data;
  gint64 now_us = g_get_monotonic_time ();
  if (cubby_recents_drop_past (get_put_in (self), now_us) || get_put_in (self)->len != self->lines->len)
    show_put_in (self);
  else
    show_lines (self, now_us);
  return G_SOURCE_CONTINUE;
}

/* Parcels that waited in the queue and have a door now. */
static void
show_assigned (CubbyRestockPage *self, GVariant *parcels)
{
  cubby_part_clear_box (self->assigned);
  for (gsize i = 0; i < g_variant_n_children (parcels); i++) {
    const char *label, *size, *state, *door;
    g_variant_get_child (parcels, i, "(&s&s&s&s)", &label, &size, &state, &door);
    if (!g_str_equal (state, "assigned"))
      continue;
    g_autofree char *name = cubby_parcel_words_short (label);
    g_autofree char *heading = g_strdup_printf ("%s · %s", door, name);
    g_autofree char *text = cubby_parcel_words_say (size, state, "");
    gtk_box_append (GTK_BOX (self->assigned), cubby_part_row ("door", heading, text, "note good"));
  }
}

static void
on_parcels (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbyRestockPage) self = data;
  g_autoptr (GVariant) parcels = NULL;
  g_autoptr (GError) error = NULL;
  if (cubby_locker_counter_call_list_parcels_finish (CUBBY_LOCKER_COUNTER (source), &parcels, result, &error))
    show_assigned (self, parcels);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("the parcels could not be asked for: %s", error->message);
}

static void
ask (CubbyRestockPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  cubby_locker_counter_call_list_parcels (cubby_peers_get_counter (context->peers),
                                          cubby_staff_session (context), cubby_page_get_cancellable (self),
                                          on_parcels, g_object_ref (self));
}

static void
on_reject (CubbyRestockPage *self)
{
  cubby_session_set (&cubby_page_get_context (self)->session->label, NULL);
  cubby_page_go (self, CUBBY_STEP_REJECT);
}

static gboolean
cubby_restock_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyRestockPage *self = CUBBY_RESTOCK_PAGE (page);
  CubbyContext *context = cubby_page_get_context (page);
  if (cubby_staff_takes_badge (context, kind, value))
    return TRUE;
  if (kind == CUBBY_SCAN_LABEL) {
    cubby_stowing_begin (context, value);
    return TRUE;
  }
  cubby_part_say (self->note, "warning", _ ("This is no parcel label."), "warning");
  gtk_widget_set_visible (self->note, TRUE);
  return TRUE;
}

static void
add_buttons (CubbyRestockPage *self)
{
  GtkWidget *reject = cubby_part_button ("warning", _ ("Reject a parcel"), "wide");
  g_signal_connect_swapped (reject, "clicked", G_CALLBACK (on_reject), self);
  gtk_box_append (GTK_BOX (self->buttons), reject);
  gtk_box_append (GTK_BOX (self->buttons),
                  cubby_part_action_button ("badge", _ ("Tasks"), "wide", "win.home"));
}

static void
cubby_restock_page_begin (CubbyPage *page)
{
  CubbyRestockPage *self = CUBBY_RESTOCK_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  cubby_camera_view_set_source (self->camera, context->scans);
  cubby_staff_tell (context, self->note);
  add_buttons (self);
  show_put_in (self);
  g_signal_connect_object (cubby_peers_get_bank (context->peers), "door-changed", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  self->countdown = g_timeout_add_seconds (1, on_countdown, self);
  ask (self);
}

static void
cubby_restock_page_dispose (GObject *object)
{
  CubbyRestockPage *self = CUBBY_RESTOCK_PAGE (object);
  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (cubby_restock_page_parent_class)->dispose (object);
}

static void
cubby_restock_page_class_init (CubbyRestockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_restock_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_restock_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_restock_page_scanned;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_CAMERA_VIEW);
  cubby_page_class_set_template (klass, "restock-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, camera);
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, note);
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, assigned);
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, put_in);
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, buttons);
}

static void
cubby_restock_page_init (CubbyRestockPage *self)
{
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
