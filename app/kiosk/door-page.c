/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-stage.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/words.h"

#define THANKS_S 12

/* A shopper takes a parcel. */
#define CUBBY_TYPE_DOOR_PAGE (cubby_door_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyDoorPage, cubby_door_page, CUBBY, DOOR_PAGE, CubbyPage)

struct _CubbyDoorPage {
  CubbyPage parent_instance;
  CubbyDoorStage *stage;
  guint leave;
  gboolean called;
};

G_DEFINE_FINAL_TYPE (CubbyDoorPage, cubby_door_page, CUBBY_TYPE_PAGE)

static const CubbyDoorWords words[] = {
    [CUBBY_DOOR_OPENING] = {N_ ("Door %s is opening"), N_ ("Look for the door that is lit on the map.")},
    [CUBBY_DOOR_OPEN] = {N_ ("Door %s is open"), N_ ("Take your parcel, then please close the door.")},
    [CUBBY_DOOR_NEXT] = {N_ ("Thank you"),
                         N_ ("There is another parcel for you. The next door is about to open.")},
    [CUBBY_DOOR_DONE] = {N_ ("Thank you"), N_ ("The door is shut. Enjoy your parcel!")},
    [CUBBY_DOOR_NOT_OPENED] =
        {N_ ("Door %s did not open"),
         N_ ("Your parcel is safe. We have called our staff. You can also hold up your code once "
             "more.")},
    [CUBBY_DOOR_UNSURE] =
        {N_ ("Please wait a moment"),
         N_ ("We cannot see whether door %s opened. Our staff have been called and will look with "
             "you.")},
};

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
  if (self->called)
    return;
  self->called = TRUE;
  cubby_locker_counter_call_call_staff (cubby_peers_get_counter (cubby_page_get_context (self)->peers),
                                        "door", NULL, NULL, NULL);
}

static void
add_button (CubbyDoorPage *self, const char *drawing, const char *word, const char *classes, const char *step)
{
  GtkWidget *button = cubby_part_button (drawing, word, classes);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.go");
  gtk_box_append (GTK_BOX (cubby_door_stage_get_buttons (self->stage)), button);
}

static void
on_phase (CubbyDoorPage *self)
{
  CubbyDoorPhase phase = cubby_door_stage_get_phase (self->stage);
  cubby_part_clear_box (cubby_door_stage_get_buttons (self->stage));
  g_clear_handle_id (&self->leave, g_source_remove);
  if (phase == CUBBY_DOOR_NOT_OPENED || phase == CUBBY_DOOR_UNSURE)
    call_staff (self);
  if (phase == CUBBY_DOOR_NOT_OPENED)
    add_button (self, "scan", _ ("Try again"), "wide primary", "collect");
  if (phase != CUBBY_DOOR_DONE)
    return;
  add_button (self, "check", _ ("Done"), "wide primary", "home");
  add_button (self, "shop", _ ("Look around the shop"), "wide", "shop");
  self->leave = g_timeout_add_seconds (THANKS_S, on_leave, self);
}

static void
cubby_door_page_begin (CubbyPage *page)
{
  CubbyDoorPage *self = CUBBY_DOOR_PAGE (page);
  g_signal_connect_object (self->stage, "phase", G_CALLBACK (on_phase), self, G_CONNECT_SWAPPED);
  cubby_door_stage_begin (self->stage, cubby_page_get_context (self), "pickup", words);
  on_phase (self);
}

static void
cubby_door_page_dispose (GObject *object)
{
  g_clear_handle_id (&CUBBY_DOOR_PAGE (object)->leave, g_source_remove);
  G_OBJECT_CLASS (cubby_door_page_parent_class)->dispose (object);
}

static void
cubby_door_page_class_init (CubbyDoorPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_door_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_door_page_begin;
  g_type_ensure (CUBBY_TYPE_DOOR_STAGE);
  cubby_page_class_set_template (klass, "door-page");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), CubbyDoorPage, stage);
}

static void
cubby_door_page_init (CubbyDoorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
