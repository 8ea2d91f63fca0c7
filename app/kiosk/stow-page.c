/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-stage.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/stowing.h"
#include "app/kiosk/words.h"

#define NEXT_S 4

/* Staff put a parcel into the compartment that was opened for it. */
#define CUBBY_TYPE_STOW_PAGE (cubby_stow_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyStowPage, cubby_stow_page, CUBBY, STOW_PAGE, CubbyPage)

struct _CubbyStowPage {
  CubbyPage parent_instance;
  CubbyDoorStage *stage;
  GtkWidget *again; /* the next parcel; not while a door is open */
  guint next;
};

G_DEFINE_FINAL_TYPE (CubbyStowPage, cubby_stow_page, CUBBY_TYPE_PAGE)

static gboolean
on_next (gpointer data)
{
  CubbyStowPage *self = data;
  self->next = 0;
  cubby_page_go (self, CUBBY_STEP_RESTOCK);
  return G_SOURCE_REMOVE;
}

static void
on_phase (CubbyStowPage *self)
{
  CubbyDoorPhase phase = cubby_door_stage_get_phase (self->stage);
  g_clear_handle_id (&self->next, g_source_remove);
  gtk_widget_set_visible (self->again, phase != CUBBY_DOOR_OPENING && phase != CUBBY_DOOR_OPEN);
  if (phase == CUBBY_DOOR_DONE)
    self->next = g_timeout_add_seconds (NEXT_S, on_next, self);
}

static void
add_buttons (CubbyStowPage *self)
{
  GtkWidget *buttons = cubby_door_stage_get_buttons (self->stage);
  self->again = cubby_part_button ("parcel", _ ("Next parcel"), "wide primary");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again), "s", "restock");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again), "page.go");
  GtkWidget *out = cubby_part_button ("sign-out", _ ("Sign out"), "wide");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (out), "win.sign-out");
  gtk_box_append (GTK_BOX (buttons), self->again);
  gtk_box_append (GTK_BOX (buttons), out);
}

static gboolean
cubby_stow_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyStowPage *self = CUBBY_STOW_PAGE (page);
  CubbyDoorPhase phase = cubby_door_stage_get_phase (self->stage);
  if (kind != CUBBY_SCAN_LABEL || phase == CUBBY_DOOR_OPENING || phase == CUBBY_DOOR_OPEN)
    return TRUE;
  cubby_stowing_begin (cubby_page_get_context (page), value);
  return TRUE;
}

static void
cubby_stow_page_begin (CubbyPage *page)
{
  CubbyStowPage *self = CUBBY_STOW_PAGE (page);
  g_signal_connect_object (self->stage, "phase", G_CALLBACK (on_phase), self, G_CONNECT_SWAPPED);
  cubby_door_stage_begin (self->stage, cubby_page_get_context (self));
  add_buttons (self);
  on_phase (self);
}

static void
cubby_stow_page_dispose (GObject *object)
{
  g_clear_handle_id (&CUBBY_STOW_PAGE (object)->next, g_source_remove);
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
  gtk_widget_init_template (GTK_WIDGET (self));
}
