/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/collecting.h"
#include "app/kiosk/door-choice.h"
#include "app/kiosk/door-stage.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/recent.h"
#include "app/kiosk/words.h"

/* A shopper takes a parcel, or brings one back. */
#define CUBBY_TYPE_DOOR_PAGE (cubby_door_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyDoorPage, cubby_door_page, CUBBY, DOOR_PAGE, CubbyPage)

struct _CubbyDoorPage {
  CubbyPage parent_instance;
  CubbyDoorStage *stage;
  guint leave;
  guint countdown;
  GPtrArray *lines; /* of GtkLabel: how long each door may still be opened again */
};

G_DEFINE_FINAL_TYPE (CubbyDoorPage, cubby_door_page, CUBBY_TYPE_PAGE)

static CubbyTurn *
get_turn (CubbyDoorPage *self)
{
  return &cubby_page_get_context (self)->session->turn;
}

static gboolean
on_leave (gpointer data)
{
  CubbyDoorPage *self = data;
  self->leave = 0;
  cubby_page_go (self, CUBBY_STEP_HOME);
  return G_SOURCE_REMOVE;
}

static void
call_staff (CubbyDoorPage *self)
{
  CubbyTurn *turn = get_turn (self);
  if (turn->called)
    return;
  turn->called = TRUE;
  cubby_locker_counter_call_call_staff (cubby_peers_get_counter (cubby_page_get_context (self)->peers),
                                        "door", NULL, NULL, NULL);
}

/* What is asked is asked once. */
static void
wait_for_answer (CubbyDoorPage *self)
{
  gtk_widget_set_sensitive (cubby_door_stage_get_buttons (self->stage), FALSE);
}

static void
on_again (CubbyDoorPage *self)
{
  wait_for_answer (self);
  cubby_collecting_try_again (cubby_page_get_context (self));
}

static void
on_reopen (GtkButton *button, gpointer data)
{
  wait_for_answer (data);
  cubby_collecting_reopen (cubby_page_get_context (data), g_object_get_data (G_OBJECT (button), "grant"));
}

static void
append (CubbyDoorPage *self, GtkWidget *button)
{
  gtk_box_append (GTK_BOX (cubby_door_stage_get_buttons (self->stage)), button);
}

/* One button a door; with several doors each is called by its name. */
static void
add_reopen (CubbyDoorPage *self, gboolean take)
{
  const GPtrArray *closed = get_turn (self)->closed;
  for (guint i = 0; i < closed->len && (i == 0 || !take); i++) {
    const CubbyRecent *one = g_ptr_array_index (closed, i);
    g_autofree char *named = g_strdup_printf (_ ("Open %s again"), one->door);
    GtkLabel *line;
    GtkWidget *button = cubby_part_two_line_button ("door",
                                                    take              ? _ ("Open it again")
                                                    : closed->len > 1 ? named
                                                                      : _ ("I forgot something"),
                                                    "wide", &line);
    g_object_set_data_full (G_OBJECT (button), "grant", g_strdup (one->key), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_reopen), self);
    g_ptr_array_add (self->lines, line);
    append (self, button);
  }
}

static void
add_buttons (CubbyDoorPage *self, guint choices)
{
  if (choices & CUBBY_CHOICE_AGAIN) {
    GtkWidget *again = cubby_part_button ("door", _ ("Try again"), "wide primary");
    g_signal_connect_swapped (again, "clicked", G_CALLBACK (on_again), self);
    append (self, again);
  }
  if (choices & CUBBY_CHOICE_HAVE)
    append (self, cubby_part_step_button ("check", _ ("Yes, it is done"), "wide primary", "home"));
  if (choices & CUBBY_CHOICE_DONE)
    append (self, cubby_part_step_button ("check", _ ("Done"),
                                          choices & CUBBY_CHOICE_AGAIN ? "wide" : "wide primary", "home"));
  if (choices & (CUBBY_CHOICE_REOPEN | CUBBY_CHOICE_TAKE))
    add_reopen (self, (choices & CUBBY_CHOICE_TAKE) != 0);
  if (choices & CUBBY_CHOICE_STAFF)
    append (self, cubby_part_action_button ("staff", _ ("Ask our staff"), "wide", "win.staff"));
  if (choices & CUBBY_CHOICE_SHOP)
    append (self, cubby_part_step_button ("shop", _ ("Look around the shop"), "wide", "shop"));
}

static void
show_lines (CubbyDoorPage *self, gint64 now_us)
{
  const GPtrArray *closed = get_turn (self)->closed;
  for (guint i = 0; i < self->lines->len; i++) {
    guint left_s = cubby_recent_get_left_s (g_ptr_array_index (closed, i), now_us);
    g_autofree char *text =
        g_strdup_printf (cubby_trn ("for %u more second", "for %u more seconds", left_s), left_s);
    gtk_label_set_label (g_ptr_array_index (self->lines, i), text);
  }
}

static void
show_buttons (CubbyDoorPage *self)
{
  CubbyTurn *turn = get_turn (self);
  gint64 now_us = g_get_monotonic_time ();
  gboolean reopenable = FALSE;
  if (turn->closed != NULL) {
    cubby_recents_drop_past (turn->closed, now_us);
    reopenable = turn->closed->len > 0;
  }
  guint leave_s;
  guint choices =
      cubby_door_choices (cubby_door_stage_get_phase (self->stage), turn->result, reopenable, &leave_s);
  g_clear_handle_id (&self->leave, g_source_remove);
  if (leave_s > 0)
    self->leave = g_timeout_add_seconds (leave_s, on_leave, self);
  g_ptr_array_set_size (self->lines, 0);
  cubby_part_clear_box (cubby_door_stage_get_buttons (self->stage));
  gtk_widget_set_sensitive (cubby_door_stage_get_buttons (self->stage), TRUE);
  add_buttons (self, choices);
  show_lines (self, now_us);
}

/* The buttons are made anew only when one of them has to go, so that the focus stays where it is. */
static gboolean
on_countdown (gpointer data)
{
  CubbyDoorPage *self = data;
  gint64 now_us = g_get_monotonic_time ();
  if (self->lines->len == 0)
    return G_SOURCE_CONTINUE;
  if (cubby_recents_drop_past (get_turn (self)->closed, now_us))
    show_buttons (self);
  else
    show_lines (self, now_us);
  return G_SOURCE_CONTINUE;
}

static void
on_phase (CubbyDoorPage *self)
{
  if (cubby_door_calls_staff (cubby_door_stage_get_phase (self->stage), get_turn (self)->failures))
    call_staff (self);
  show_buttons (self);
}

/* While a door is open nothing leads away; before a shut one the next person may stand already. */
static gboolean
cubby_door_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyDoorPhase phase = cubby_door_stage_get_phase (CUBBY_DOOR_PAGE (page)->stage);
  if (phase != CUBBY_DOOR_DONE && phase != CUBBY_DOOR_NOT_OPENED)
    return TRUE;
  if (kind == CUBBY_SCAN_PASS)
    cubby_collecting_present_pass (cubby_page_get_context (page), value);
  else if (kind == CUBBY_SCAN_CODE)
    cubby_collecting_present_code (cubby_page_get_context (page), value);
  return TRUE;
}

static void
cubby_door_page_begin (CubbyPage *page)
{
  CubbyDoorPage *self = CUBBY_DOOR_PAGE (page);
  g_signal_connect_object (self->stage, "phase", G_CALLBACK (on_phase), self, G_CONNECT_SWAPPED);
  cubby_door_stage_begin (self->stage, cubby_page_get_context (self));
  self->countdown = g_timeout_add_seconds (1, on_countdown, self);
  on_phase (self);
}

static void
cubby_door_page_dispose (GObject *object)
{
  CubbyDoorPage *self = CUBBY_DOOR_PAGE (object);
  g_clear_handle_id (&self->leave, g_source_remove);
  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (cubby_door_page_parent_class)->dispose (object);
}

static void
cubby_door_page_class_init (CubbyDoorPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_door_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_door_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_door_page_scanned;
  g_type_ensure (CUBBY_TYPE_DOOR_STAGE);
  cubby_page_class_set_template (klass, "door-page");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), CubbyDoorPage, stage);
}

static void
cubby_door_page_init (CubbyDoorPage *self)
{
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
