/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-state-words.h"
#include "app/kiosk/errand.h"
#include "app/kiosk/map-follow.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/staff-tasks.h"
#include "app/kiosk/staff-words.h"
#include "app/kiosk/words.h"

#define MAP_SHARE 52

/* The bank: touch a door, see how it is, take it out of service or back. */
#define CUBBY_TYPE_DOORS_PAGE (cubby_doors_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyDoorsPage, cubby_doors_page, CUBBY, DOORS_PAGE, CubbyPage)

struct _CubbyDoorsPage {
  CubbyPage parent_instance;
  CubbyDoorMap *map;
  CubbyStaffFrame *frame;
  gboolean asks_why; /* the door is taken out of service */
};

G_DEFINE_FINAL_TYPE (CubbyDoorsPage, cubby_doors_page, CUBBY_TYPE_PAGE)

static CubbySession *
get_session (CubbyDoorsPage *self)
{
  return cubby_page_get_context (self)->session;
}

/* The door that was touched, or NULL. */
static const char *
get_door (CubbyDoorsPage *self)
{
  const GPtrArray *doors = get_session (self)->errand.doors;
  return doors->len > 0 ? g_ptr_array_index (doors, 0) : NULL;
}

static void
on_served (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  if (cubby_staff_refused (context, answer, same_visit) || !same_visit)
    return;
  cubby_session_set (&context->session->refused.reason, data != NULL ? "back" : "out");
  cubby_navigator_renew (context->navigator);
}

static void
set_service (CubbyDoorsPage *self, gboolean in_service, const char *why)
{
  CubbyContext *context = cubby_page_get_context (self);
  gtk_widget_set_sensitive (cubby_staff_frame_get_buttons (self->frame), FALSE);
  cubby_counter_ask (
      context, "SetService",
      g_variant_new ("(ssbs)", cubby_staff_session (context), get_door (self), in_service, why), on_served,
      in_service ? (gpointer) "back" : NULL, NULL);
}

static void
on_back (CubbyDoorsPage *self)
{
  set_service (self, TRUE, "back");
}

static void
on_why (GtkButton *button, gpointer data)
{
  set_service (data, FALSE, g_object_get_data (G_OBJECT (button), "why"));
}

static void show (CubbyDoorsPage *self);

static void
on_out (CubbyDoorsPage *self)
{
  self->asks_why = TRUE;
  show (self);
}

static void
on_check (CubbyDoorsPage *self)
{
  get_session (self)->errand.checks = TRUE;
  cubby_errand_begin (cubby_page_get_context (self));
}

static void
add (CubbyDoorsPage *self, const char *drawing, const char *word, const char *classes, GCallback pressed)
{
  GtkWidget *button = cubby_part_button (drawing, word, classes);
  g_signal_connect_swapped (button, "clicked", pressed, self);
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)), button);
}

static void
add_reasons (CubbyDoorsPage *self)
{
  const CubbyStaffOption *options = cubby_staff_options_service ();
  GtkWidget *grid = cubby_part_grid ();
  for (guint i = 0; options[i].word != NULL; i++) {
    GtkWidget *button = cubby_part_button (options[i].drawing, _ (options[i].text), "");
    g_object_set_data (G_OBJECT (button), "why", (gpointer)options[i].word);
    g_signal_connect (button, "clicked", G_CALLBACK (on_why), self);
    cubby_part_grid_add (grid, button, i);
  }
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)), grid);
}

static void
add_buttons (CubbyDoorsPage *self, const char *content)
{
  const char *role = get_session (self)->shift.role;
  gboolean out = g_str_equal (content, "out_of_service");
  if (cubby_staff_may (role, CUBBY_TASK_RECONCILE))
    add (self, "search", _ ("Check what is inside"), "wide", G_CALLBACK (on_check));
  if (!cubby_staff_may (role, CUBBY_TASK_SET_SERVICE))
    return;
  if (out)
    add (self, "check", _ ("Put back in service"), "wide primary", G_CALLBACK (on_back));
  else
    add (self, "close", _ ("Take out of service"), "wide", G_CALLBACK (on_out));
}

static void
show (CubbyDoorsPage *self)
{
  const char *name = get_door (self);
  const char *door, *content;
  const char *const chosen[] = {name, NULL};
  cubby_part_clear_box (cubby_staff_frame_get_buttons (self->frame));
  cubby_door_map_choose (self->map, chosen);
  if (name == NULL || !cubby_map_follow_get (self->map, name, &door, &content)) {
    cubby_staff_frame_say (self->frame, _ ("Doors"), _ ("Touch a door to see how it is."));
    return;
  }
  g_autofree char *headline = g_strdup_printf (_ ("Door %s"), name);
  g_autofree char *advice =
      g_strdup_printf ("%s · %s", cubby_door_state_say (door), cubby_content_say (content));
  cubby_staff_frame_say (self->frame, headline,
                         self->asks_why ? _ ("Why is it taken out of service?") : advice);
  if (self->asks_why)
    add_reasons (self);
  else
    add_buttons (self, content);
}

static void
on_picked (CubbyDoorsPage *self, const char *door)
{
  GPtrArray *doors = get_session (self)->errand.doors;
  g_ptr_array_set_size (doors, 0);
  g_ptr_array_add (doors, g_strdup (door));
  self->asks_why = FALSE;
  cubby_staff_tell (cubby_page_get_context (self), cubby_staff_frame_get_note (self->frame));
  show (self);
}

static gboolean
cubby_doors_page_go_back (CubbyPage *page)
{
  CubbyDoorsPage *self = CUBBY_DOORS_PAGE (page);
  if (!self->asks_why)
    return FALSE;
  self->asks_why = FALSE;
  show (self);
  return TRUE;
}

static gboolean
cubby_doors_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  cubby_staff_takes_badge (cubby_page_get_context (page), kind, value);
  return TRUE;
}

static void
cubby_doors_page_begin (CubbyPage *page)
{
  CubbyDoorsPage *self = CUBBY_DOORS_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  self->map = g_object_new (CUBBY_TYPE_DOOR_MAP, NULL);
  self->frame = cubby_staff_frame_add (self, GTK_WIDGET (self->map), TRUE, MAP_SHARE);
  cubby_door_map_set_bank (self->map, context->settings->bank);
  cubby_door_map_make_pickable (self->map);
  g_signal_connect_object (self->map, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "followed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
  show (self);
  cubby_map_follow (self->map, context, TRUE);
}

static void
cubby_doors_page_class_init (CubbyDoorsPageClass *klass)
{
  CUBBY_PAGE_CLASS (klass)->begin = cubby_doors_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_doors_page_scanned;
  CUBBY_PAGE_CLASS (klass)->go_back = cubby_doors_page_go_back;
}

static void
cubby_doors_page_init (CubbyDoorsPage *self)
{
}
