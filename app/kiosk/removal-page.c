/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/errand.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parcel-words.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/staff-tasks.h"
#include "app/kiosk/words.h"

#define HEAD_SHARE 30

/* What has to be taken out: one by one, or all in turn. */
#define CUBBY_TYPE_REMOVAL_PAGE (cubby_removal_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyRemovalPage, cubby_removal_page, CUBBY, REMOVAL_PAGE, CubbyPage)

struct _CubbyRemovalPage {
  CubbyPage parent_instance;
  CubbyStaffFrame *frame;
  GtkWidget *list;
  GPtrArray *labels; /* of those that this role may take out */
};

G_DEFINE_FINAL_TYPE (CubbyRemovalPage, cubby_removal_page, CUBBY_TYPE_PAGE)

static void
on_one (GtkButton *button, gpointer data)
{
  const char *labels[] = {g_object_get_data (G_OBJECT (button), "label"), NULL};
  cubby_errand_remove (cubby_page_get_context (data), labels);
}

static void
on_all (CubbyRemovalPage *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  for (guint i = 0; i < self->labels->len; i++)
    g_ptr_array_add (labels, g_ptr_array_index (self->labels, i));
  g_ptr_array_add (labels, NULL);
  cubby_errand_remove (cubby_page_get_context (self), (const char *const *)labels->pdata);
}

static void
add_row (CubbyRemovalPage *self, const char *label, const char *door, const char *why, gboolean may)
{
  g_autofree char *name = cubby_parcel_words_short (label);
  g_autofree char *heading = g_strdup_printf ("%s · %s", door, name);
  g_autofree char *spoken = g_strdup_printf ("%s %s", _ ("Take out"), name);
  GtkWidget *row = cubby_part_row ("parcel", heading, cubby_parcel_words_removal (why), "card tight");
  if (may) {
    GtkWidget *button = cubby_part_button (NULL, _ ("Take out"), "tonal");
    cubby_part_set_name (button, spoken);
    g_object_set_data_full (G_OBJECT (button), "label", g_strdup (label), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_one), self);
    gtk_box_append (GTK_BOX (row), button);
    g_ptr_array_add (self->labels, g_strdup (label));
  }
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
show_head (CubbyRemovalPage *self, guint n)
{
  GtkWidget *buttons = cubby_staff_frame_get_buttons (self->frame);
  g_autofree char *advice =
      n == 0 ? g_strdup (_ ("Nothing has to be taken out."))
             : g_strdup_printf (
                   cubby_trn ("%u parcel has to be taken out.", "%u parcels have to be taken out.", n), n);
  cubby_staff_frame_say (self->frame, _ ("Take out"), advice);
  cubby_part_clear_box (buttons);
  if (self->labels->len > 1) {
    GtkWidget *all = cubby_part_button ("collect", _ ("Take out all, one after another"), "wide primary");
    g_signal_connect_swapped (all, "clicked", G_CALLBACK (on_all), self);
    gtk_box_append (GTK_BOX (buttons), all);
  }
  gtk_box_append (GTK_BOX (buttons), cubby_part_action_button ("badge", _ ("Tasks"), "wide", "win.home"));
}

static void
show (CubbyRemovalPage *self, GVariant *parcels)
{
  gboolean supervises =
      cubby_staff_may (cubby_page_get_context (self)->session->shift.role, CUBBY_TASK_REMOVE_REVIEW);
  cubby_part_clear_box (self->list);
  g_ptr_array_set_size (self->labels, 0);
  for (gsize i = 0; i < g_variant_n_children (parcels); i++) {
    const char *label, *door, *why;
    gint64 until;
    g_variant_get_child (parcels, i, "(&s&sx&s)", &label, &door, &until, &why);
    add_row (self, label, door, why, supervises || !g_str_equal (why, "review"));
  }
  show_head (self, (guint)g_variant_n_children (parcels));
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbyRemovalPage) self = data;
  g_autoptr (GVariant) parcels = NULL;
  g_autoptr (GError) error = NULL;
  if (cubby_locker_counter_call_list_removals_finish (CUBBY_LOCKER_COUNTER (source), &parcels, result,
                                                      &error)) {
    show (self, parcels);
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_warning ("what has to be taken out could not be asked for: %s", error->message);
  CubbyContext *context = cubby_page_get_context (self);
  cubby_session_set (&context->session->refused.reason, "cannot");
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
}

static gboolean
cubby_removal_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  cubby_staff_takes_badge (cubby_page_get_context (page), kind, value);
  return TRUE;
}

static void
cubby_removal_page_begin (CubbyPage *page)
{
  CubbyRemovalPage *self = CUBBY_REMOVAL_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->frame = cubby_staff_frame_add (self, cubby_staff_frame_scroll (self->list), FALSE, HEAD_SHARE);
  cubby_staff_frame_say (self->frame, _ ("Take out"), _ ("One moment …"));
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
  cubby_locker_counter_call_list_removals (cubby_peers_get_counter (context->peers),
                                           cubby_staff_session (context), cubby_page_get_cancellable (self),
                                           on_list, g_object_ref (self));
}

static void
cubby_removal_page_dispose (GObject *object)
{
  g_clear_pointer (&CUBBY_REMOVAL_PAGE (object)->labels, g_ptr_array_unref);
  G_OBJECT_CLASS (cubby_removal_page_parent_class)->dispose (object);
}

static void
cubby_removal_page_class_init (CubbyRemovalPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_removal_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_removal_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_removal_page_scanned;
}

static void
cubby_removal_page_init (CubbyRemovalPage *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
}
