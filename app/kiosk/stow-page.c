/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-stage.h"
#include "app/kiosk/errand.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-choice.h"
#include "app/kiosk/stowing.h"
#include "app/kiosk/words.h"

#define NEXT_S 4

/* Staff at a door that was opened for them: to put in, take back, take out, or look. */
#define CUBBY_TYPE_STOW_PAGE (cubby_stow_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyStowPage, cubby_stow_page, CUBBY, STOW_PAGE, CubbyPage)

struct _CubbyStowPage {
  CubbyPage parent_instance;
  CubbyDoorStage *stage;
  GtkWidget *note;
  guint next;
};

G_DEFINE_FINAL_TYPE (CubbyStowPage, cubby_stow_page, CUBBY_TYPE_PAGE)

static const CubbyTurn *
get_turn (CubbyStowPage *self)
{
  return &cubby_page_get_context (self)->session->turn;
}

static gboolean
on_next (gpointer data)
{
  CubbyStowPage *self = data;
  self->next = 0;
  cubby_page_go (self, CUBBY_STEP_RESTOCK);
  return G_SOURCE_REMOVE;
}

static void
on_too_small (CubbyStowPage *self)
{
  gtk_widget_set_sensitive (cubby_door_stage_get_buttons (self->stage), FALSE);
  cubby_stowing_too_small (cubby_page_get_context (self));
}

static void
on_stop (CubbyStowPage *self)
{
  gtk_widget_set_sensitive (cubby_door_stage_get_buttons (self->stage), FALSE);
  cubby_errand_stop (cubby_page_get_context (self));
}

static void
append (CubbyStowPage *self, GtkWidget *button)
{
  gtk_box_append (GTK_BOX (cubby_door_stage_get_buttons (self->stage)), button);
}

/* Side by side: a lying screen has little height. */
static GtkWidget *
make_last_row (CubbyStowPage *self, guint choices)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  if (choices & CUBBY_STAFF_STOP) {
    GtkWidget *stop = cubby_part_button ("close", _ ("Stop after this door"), "wide");
    g_signal_connect_swapped (stop, "clicked", G_CALLBACK (on_stop), self);
    gtk_box_append (GTK_BOX (row), stop);
  }
  gtk_box_append (GTK_BOX (row),
                  cubby_part_action_button ("sign-out", _ ("Sign out"), "wide", "win.sign-out"));
  return row;
}

static void
add_buttons (CubbyStowPage *self, guint choices)
{
  if (choices & CUBBY_STAFF_TOO_SMALL) {
    GtkWidget *larger = cubby_part_button ("locker", _ ("Too small: a larger door"), "wide");
    g_signal_connect_swapped (larger, "clicked", G_CALLBACK (on_too_small), self);
    append (self, larger);
  }
  if (choices & CUBBY_STAFF_TASKS)
    append (self, cubby_part_action_button ("badge", _ ("Tasks"), "wide primary", "win.home"));
  if (choices & CUBBY_STAFF_NEXT_PARCEL)
    append (self, cubby_part_step_button ("parcel", _ ("Next parcel"), "wide primary", "restock"));
  append (self, make_last_row (self, choices));
}

static void
on_phase (CubbyStowPage *self)
{
  const CubbyTurn *turn = get_turn (self);
  CubbyDoorPhase phase = cubby_door_stage_get_phase (self->stage);
  guint n, m;
  guint choices =
      cubby_staff_choices (turn->purpose, phase, turn->result, cubby_turn_count (turn, &n, &m) != NULL);
  g_clear_handle_id (&self->next, g_source_remove);
  cubby_part_clear_box (cubby_door_stage_get_buttons (self->stage));
  gtk_box_append (GTK_BOX (cubby_door_stage_get_buttons (self->stage)), self->note);
  gtk_widget_set_sensitive (cubby_door_stage_get_buttons (self->stage), TRUE);
  add_buttons (self, choices);
  if (phase == CUBBY_DOOR_DONE && g_strcmp0 (turn->result, "review") != 0 &&
      (choices & CUBBY_STAFF_NEXT_PARCEL))
    self->next = g_timeout_add_seconds (NEXT_S, on_next, self);
}

static gboolean
cubby_stow_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyStowPage *self = CUBBY_STOW_PAGE (page);
  CubbyContext *context = cubby_page_get_context (page);
  guint choices =
      cubby_staff_choices (get_turn (self)->purpose, cubby_door_stage_get_phase (self->stage), NULL, FALSE);
  if (cubby_staff_takes_badge (context, kind, value))
    return TRUE;
  if (kind == CUBBY_SCAN_LABEL && (choices & CUBBY_STAFF_NEXT_PARCEL))
    cubby_stowing_begin (context, value);
  return TRUE;
}

static void
cubby_stow_page_begin (CubbyPage *page)
{
  CubbyStowPage *self = CUBBY_STOW_PAGE (page);
  g_signal_connect_object (self->stage, "phase", G_CALLBACK (on_phase), self, G_CONNECT_SWAPPED);
  cubby_door_stage_begin (self->stage, cubby_page_get_context (self));
  cubby_staff_tell (cubby_page_get_context (self), self->note);
  on_phase (self);
}

static void
cubby_stow_page_dispose (GObject *object)
{
  CubbyStowPage *self = CUBBY_STOW_PAGE (object);
  g_clear_handle_id (&self->next, g_source_remove);
  g_clear_object (&self->note);
  G_OBJECT_CLASS (cubby_stow_page_parent_class)->dispose (object);
}

static void
cubby_stow_page_class_init (CubbyStowPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_stow_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_stow_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_stow_page_scanned;
  g_type_ensure (CUBBY_TYPE_DOOR_STAGE);
  cubby_page_class_set_template (klass, "stow-page");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), CubbyStowPage, stage);
}

static void
cubby_stow_page_init (CubbyStowPage *self)
{
  self->note = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_init_template (GTK_WIDGET (self));
}
