/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/errand.h"
#include "app/kiosk/map-follow.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/staff-words.h"
#include "app/kiosk/words.h"

#define MAP_SHARE 46

/* Which doors are opened, or checked, in turn; and why. */
#define CUBBY_TYPE_CHOOSE_PAGE (cubby_choose_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyChoosePage, cubby_choose_page, CUBBY, CHOOSE_PAGE, CubbyPage)

struct _CubbyChoosePage {
  CubbyPage parent_instance;
  CubbyDoorMap *map;
  CubbyStaffFrame *frame;
  GtkWidget *all;
  GtkWidget *go_on;
  GPtrArray *reasons; /* of GtkWidget */
};

G_DEFINE_FINAL_TYPE (CubbyChoosePage, cubby_choose_page, CUBBY_TYPE_PAGE)

static CubbyErrand *
get_errand (CubbyChoosePage *self)
{
  return &cubby_page_get_context (self)->session->errand;
}

static void
mark (GtkWidget *button, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (button, "chosen");
  else
    gtk_widget_remove_css_class (button, "chosen");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED, on, -1);
}

static char *
count (const CubbyErrand *errand)
{
  if (errand->all)
    return g_strdup (_ ("Every door, one after another."));
  if (errand->doors->len == 0)
    return g_strdup (_ ("Touch the doors, or choose all."));
  return g_strdup_printf (cubby_trn ("%u door is chosen.", "%u doors are chosen.", errand->doors->len),
                          errand->doors->len);
}

static void
show (CubbyChoosePage *self)
{
  CubbyErrand *errand = get_errand (self);
  g_autofree char *advice = count (errand);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < errand->doors->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (errand->doors, i));
  g_ptr_array_add (names, NULL);
  cubby_staff_frame_say (self->frame, errand->checks ? _ ("Check what is inside") : _ ("Open several doors"),
                         advice);
  cubby_door_map_choose (self->map, (const char *const *)names->pdata);
  mark (self->all, errand->all);
  for (guint i = 0; i < self->reasons->len; i++) {
    GtkWidget *reason = g_ptr_array_index (self->reasons, i);
    mark (reason, g_strcmp0 (errand->why, g_object_get_data (G_OBJECT (reason), "why")) == 0);
  }
  gtk_widget_set_sensitive (self->go_on, (errand->all || errand->doors->len > 0) &&
                                             (errand->checks || errand->why != NULL));
}

static void
on_picked (CubbyChoosePage *self, const char *door)
{
  CubbyErrand *errand = get_errand (self);
  guint index;
  errand->all = FALSE;
  if (g_ptr_array_find_with_equal_func (errand->doors, door, g_str_equal, &index))
    g_ptr_array_remove_index (errand->doors, index);
  else
    g_ptr_array_add (errand->doors, g_strdup (door));
  show (self);
}

static void
on_all (CubbyChoosePage *self)
{
  CubbyErrand *errand = get_errand (self);
  errand->all = !errand->all;
  g_ptr_array_set_size (errand->doors, 0);
  show (self);
}

static void
on_why (GtkButton *button, gpointer data)
{
  cubby_session_set (&get_errand (data)->why, g_object_get_data (G_OBJECT (button), "why"));
  show (data);
}

/* One door that is checked needs nobody else. */
static void
on_go_on (CubbyChoosePage *self)
{
  const CubbyErrand *errand = get_errand (self);
  if (errand->checks && !errand->all && errand->doors->len == 1)
    cubby_errand_begin (cubby_page_get_context (self));
  else
    cubby_page_go (self, CUBBY_STEP_SECOND);
}

static GtkWidget *
add (CubbyChoosePage *self, const char *drawing, const char *word, const char *classes, GCallback pressed)
{
  GtkWidget *button = cubby_part_button (drawing, word, classes);
  g_signal_connect_swapped (button, "clicked", pressed, self);
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)), button);
  return button;
}

static void
add_reasons (CubbyChoosePage *self)
{
  GtkWidget *grid = cubby_part_grid ();
  const CubbyStaffOption *options = cubby_staff_options_open ();
  for (guint i = 0; options[i].word != NULL; i++) {
    GtkWidget *button = cubby_part_button (options[i].drawing, _ (options[i].text), "chip");
    g_object_set_data (G_OBJECT (button), "why", (gpointer)options[i].word);
    g_signal_connect (button, "clicked", G_CALLBACK (on_why), self);
    cubby_part_grid_add (grid, button, i);
    g_ptr_array_add (self->reasons, button);
  }
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)), grid);
}

static gboolean
cubby_choose_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  cubby_staff_takes_badge (cubby_page_get_context (page), kind, value);
  return TRUE;
}

static void
cubby_choose_page_begin (CubbyPage *page)
{
  CubbyChoosePage *self = CUBBY_CHOOSE_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  self->map = g_object_new (CUBBY_TYPE_DOOR_MAP, NULL);
  self->frame = cubby_staff_frame_add (self, GTK_WIDGET (self->map), TRUE, MAP_SHARE);
  cubby_door_map_set_bank (self->map, context->settings->bank);
  cubby_door_map_make_pickable (self->map);
  g_signal_connect_object (self->map, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  cubby_map_follow (self->map, context, TRUE);
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
  if (!get_errand (self)->checks)
    add_reasons (self);
  self->all = add (self, "locker", _ ("All doors"), "chip", G_CALLBACK (on_all));
  self->go_on = add (self, "check", _ ("Go on"), "wide primary", G_CALLBACK (on_go_on));
  show (self);
}

static void
cubby_choose_page_dispose (GObject *object)
{
  g_clear_pointer (&CUBBY_CHOOSE_PAGE (object)->reasons, g_ptr_array_unref);
  G_OBJECT_CLASS (cubby_choose_page_parent_class)->dispose (object);
}

static void
cubby_choose_page_class_init (CubbyChoosePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_choose_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_choose_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_choose_page_scanned;
}

static void
cubby_choose_page_init (CubbyChoosePage *self)
{
  self->reasons = g_ptr_array_new ();
}
