/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/alarm-words.h"
#include "app/kiosk/errand.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parcel-words.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/staff-tasks.h"
#include "app/kiosk/stowing.h"
#include "app/kiosk/words.h"

#define HEAD_SHARE 40

/* What staff have to do: parcels to load, requests to confirm, alarms to look at. */
#define CUBBY_TYPE_STAFF_PAGE (cubby_staff_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyStaffPage, cubby_staff_page, CUBBY, STAFF_PAGE, CubbyPage)

struct _CubbyStaffPage {
  CubbyPage parent_instance;
  CubbyStaffFrame *frame;
  GtkWidget *tasks;
  GVariant *parcels;
  GVariant *requests;
};

G_DEFINE_FINAL_TYPE (CubbyStaffPage, cubby_staff_page, CUBBY_TYPE_PAGE)

static void
append (CubbyStaffPage *self, GtkWidget *row)
{
  gtk_box_append (GTK_BOX (self->tasks), row);
}

static void
add_heading (CubbyStaffPage *self, const char *text)
{
  append (self, cubby_part_label (text, "lead strong"));
}

static void
on_clock_reset (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (cubby_staff_refused (context, answer, same_visit) || !same_visit)
    return;
  cubby_session_set (&context->session->refused.reason, "clock_reset");
  cubby_navigator_renew (context->navigator);
}

static void
on_reset_clock (CubbyStaffPage *self)
{
  CubbyContext *context = cubby_page_get_context (self);
  cubby_counter_ask (context, "ResetClock", g_variant_new ("(s)", cubby_staff_session (context)),
                     on_clock_reset, NULL, NULL);
}

static void
add_clock_reset (CubbyStaffPage *self)
{
  if (!cubby_staff_may (cubby_page_get_context (self)->session->shift.role, CUBBY_TASK_RESET_CLOCK))
    return;
  GtkWidget *button = cubby_part_button ("clock", _ ("The clock is right now: go on"), "");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_reset_clock), self);
  append (self, button);
}

static void
add_alarms (CubbyStaffPage *self)
{
  GVariant *list = cubby_locker_bank_get_alarms (cubby_peers_get_bank (cubby_page_get_context (self)->peers));
  if (list == NULL || g_variant_n_children (list) == 0)
    return;
  add_heading (self, _ ("Please look at"));
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    const char *kind, *door, *sentence;
    gint64 since;
    g_variant_get_child (list, i, "(&s&s&sx)", &kind, &door, &sentence, &since);
    g_autofree char *heading =
        *door != '\0' ? g_strdup_printf (_ ("Door %s"), door) : g_strdup (_ ("Locker"));
    append (self, cubby_part_row ("warning", heading, cubby_alarm_say (kind, sentence), "note warning"));
    if (g_str_equal (kind, "clock"))
      add_clock_reset (self);
  }
}

static void
on_answer (GtkButton *button, gpointer data)
{
  const char *request = g_object_get_data (G_OBJECT (button), "request");
  gboolean confirm = g_object_get_data (G_OBJECT (button), "confirm") != NULL;
  cubby_stowing_answer (cubby_page_get_context (data), request, confirm);
}

static GtkWidget *
make_answer (CubbyStaffPage *self, const char *request, gboolean confirm)
{
  GtkWidget *button = confirm ? cubby_part_button ("check", _ ("Open it"), "primary")
                              : cubby_part_button ("close", _ ("Decline"), "");
  g_object_set_data_full (G_OBJECT (button), "request", g_strdup (request), g_free);
  g_object_set_data (G_OBJECT (button), "confirm", confirm ? self : NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_answer), self);
  return button;
}

static void
add_requests (CubbyStaffPage *self)
{
  if (self->requests == NULL || g_variant_n_children (self->requests) == 0)
    return;
  add_heading (self, _ ("Requests to open a door"));
  for (gsize i = 0; i < g_variant_n_children (self->requests); i++) {
    const char *request, *door, *why;
    g_variant_get_child (self->requests, i, "(&s&s&s)", &request, &door, &why);
    g_autofree char *heading = g_strdup_printf (_ ("Door %s"), door);
    append (self, cubby_part_row ("door", heading, why, "card tight"));
    GtkWidget *answers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
    gtk_box_set_homogeneous (GTK_BOX (answers), TRUE);
    gtk_box_append (GTK_BOX (answers), make_answer (self, request, FALSE));
    gtk_box_append (GTK_BOX (answers), make_answer (self, request, TRUE));
    gtk_box_append (GTK_BOX (self->tasks), answers);
  }
}

static guint
add_parcels (CubbyStaffPage *self)
{
  guint waiting = 0;
  gsize n = self->parcels != NULL ? g_variant_n_children (self->parcels) : 0;
  if (n > 0)
    add_heading (self, _ ("Parcels"));
  for (gsize i = 0; i < n; i++) {
    const char *label, *size, *state, *door;
    g_variant_get_child (self->parcels, i, "(&s&s&s&s)", &label, &size, &state, &door);
    gboolean waits = cubby_parcel_words_waits (state);
    waiting += waits;
    g_autofree char *heading = cubby_parcel_words_short (label);
    g_autofree char *text = cubby_parcel_words_say (size, state, door);
    append (self, cubby_part_row (waits ? "parcel" : "done", heading, text, "card tight"));
  }
  return waiting;
}

static void
show (CubbyStaffPage *self)
{
  cubby_part_clear_box (self->tasks);
  add_alarms (self);
  add_requests (self);
  guint waiting = add_parcels (self);
  g_autofree char *text = waiting == 0
                              ? g_strdup (_ ("Nothing is waiting to be loaded."))
                              : g_strdup_printf (cubby_trn ("%u parcel is waiting to be loaded.",
                                                            "%u parcels are waiting to be loaded.", waiting),
                                                 waiting);
  const char *name = cubby_page_get_context (self)->session->shift.name;
  g_autofree char *greeting = g_strdup_printf (_ ("Hello, %s"), name != NULL ? name : "");
  cubby_staff_frame_say (self->frame, greeting, text);
}

static void
on_parcels (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbyStaffPage) self = data;
  g_autoptr (GVariant) parcels = NULL;
  g_autoptr (GError) error = NULL;
  if (!cubby_locker_counter_call_list_parcels_finish (CUBBY_LOCKER_COUNTER (source), &parcels, result,
                                                      &error))
    return;
  g_clear_pointer (&self->parcels, g_variant_unref);
  self->parcels = g_steal_pointer (&parcels);
  show (self);
}

static void
on_requests (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbyStaffPage) self = data;
  g_autoptr (GVariant) requests = NULL;
  g_autoptr (GError) error = NULL;
  if (!cubby_locker_counter_call_list_requests_finish (CUBBY_LOCKER_COUNTER (source), &requests, result,
                                                       &error))
    return;
  g_clear_pointer (&self->requests, g_variant_unref);
  self->requests = g_steal_pointer (&requests);
  show (self);
}

static void
ask (CubbyStaffPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  CubbyLockerCounter *counter = cubby_peers_get_counter (context->peers);
  GCancellable *cancellable = cubby_page_get_cancellable (self);
  if (context->session->shift.id == NULL)
    return;
  cubby_locker_counter_call_list_parcels (counter, context->session->shift.id, cancellable, on_parcels,
                                          g_object_ref (self));
  cubby_locker_counter_call_list_requests (counter, context->session->shift.id, cancellable, on_requests,
                                           g_object_ref (self));
}

static gboolean
cubby_staff_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  if (!cubby_staff_takes_badge (cubby_page_get_context (page), kind, value) && kind == CUBBY_SCAN_LABEL)
    cubby_stowing_begin (cubby_page_get_context (page), value);
  return TRUE;
}

static void
on_task (GtkButton *button, gpointer data)
{
  CubbySession *session = cubby_page_get_context (data)->session;
  const char *nick = g_object_get_data (G_OBJECT (button), "step");
  CubbyStep step;
  cubby_session_end_errand (session);
  session->errand.checks = g_str_equal (nick, "check");
  if (cubby_step_from_string (nick, &step))
    cubby_page_go (data, step);
}

/* What a role may not do is not there. */
static void
add_tasks (CubbyStaffPage *self)
{
  g_autoptr (GPtrArray) tasks = cubby_staff_tasks_for (cubby_page_get_context (self)->session->shift.role);
  GtkWidget *grid = cubby_part_grid ();
  for (guint i = 0; i < tasks->len; i++) {
    const CubbyStaffTask *task = g_ptr_array_index (tasks, i);
    GtkWidget *button = cubby_part_button (task->drawing, _ (task->word), i == 0 ? "primary" : "");
    g_object_set_data (G_OBJECT (button), "step", (gpointer)task->step);
    g_signal_connect (button, "clicked", G_CALLBACK (on_task), self);
    cubby_part_grid_add (grid, button, i);
  }
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)), grid);
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)),
                  cubby_part_action_button ("sign-out", _ ("Sign out"), "", "win.sign-out"));
}

static void
cubby_staff_page_begin (CubbyPage *page)
{
  CubbyStaffPage *self = CUBBY_STAFF_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  self->tasks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->frame = cubby_staff_frame_add (self, cubby_staff_frame_scroll (self->tasks), FALSE, HEAD_SHARE);
  cubby_errand_end_second (context);
  add_tasks (self);
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
  g_signal_connect_object (context->peers, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cubby_peers_get_bank (context->peers), "door-changed", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  show (self);
  ask (self);
}

static void
cubby_staff_page_dispose (GObject *object)
{
  CubbyStaffPage *self = CUBBY_STAFF_PAGE (object);
  g_clear_pointer (&self->parcels, g_variant_unref);
  g_clear_pointer (&self->requests, g_variant_unref);
  G_OBJECT_CLASS (cubby_staff_page_parent_class)->dispose (object);
}

static void
cubby_staff_page_class_init (CubbyStaffPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_staff_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_staff_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_staff_page_scanned;
}

static void
cubby_staff_page_init (CubbyStaffPage *self)
{
}
