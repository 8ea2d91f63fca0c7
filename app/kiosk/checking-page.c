/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-stage.h"
#include "app/kiosk/errand.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parcel-words.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/report-words.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-choice.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/words.h"

#define LIST_PX 520
#define ROW_PX 160

/* A reconciliation: doors open in turn, and what is seen behind each is scanned. */
#define CUBBY_TYPE_CHECKING_PAGE (cubby_checking_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyCheckingPage, cubby_checking_page, CUBBY, CHECKING_PAGE, CubbyPage)

struct _CubbyCheckingPage {
  CubbyPage parent_instance;
  CubbyDoorStage *stage;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (CubbyCheckingPage, cubby_checking_page, CUBBY_TYPE_PAGE)

static CubbySession *
get_session (CubbyCheckingPage *self)
{
  return cubby_page_get_context (self)->session;
}

static void
append (CubbyCheckingPage *self, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (cubby_door_stage_get_buttons (self->stage)), widget);
}

static void
on_nothing (CubbyCheckingPage *self)
{
  cubby_session_set (&get_session (self)->refused.reason, "nothing_seen");
  cubby_staff_tell (cubby_page_get_context (self), self->note);
  cubby_errand_report_seen (cubby_page_get_context (self));
}

static void
on_stop (CubbyCheckingPage *self)
{
  cubby_errand_stop (cubby_page_get_context (self));
}

static void
add_seen (CubbyCheckingPage *self)
{
  const GPtrArray *seen = get_session (self)->errand.seen;
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < seen->len; i++) {
    g_autofree char *name = cubby_parcel_words_short (g_ptr_array_index (seen, i));
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }
  g_autofree char *text = g_strdup_printf (_ ("Seen: %s"), names->str);
  if (seen->len > 0)
    append (self, cubby_part_note ("done", text, "good"));
}

/* "A3 missing 0089…" */
static GtkWidget *
make_difference (const char *difference)
{
  g_auto (GStrv) words = g_strsplit (difference, " ", 2);
  g_autofree char *parcel = NULL;
  g_autofree char *text = cubby_report_say_difference (words[1] != NULL ? words[1] : "", &parcel);
  g_autofree char *heading = g_strdup_printf ("%s · %s", words[0], parcel);
  return cubby_part_row ("warning", heading, text, "note warning");
}

static void
add_differences (CubbyCheckingPage *self)
{
  const GPtrArray *differences = get_session (self)->errand.differences;
  if (differences->len == 0) {
    append (self, cubby_part_note ("done", _ ("Everything was where it should be."), "good"));
    return;
  }
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  for (guint i = 0; i < differences->len; i++)
    gtk_box_append (GTK_BOX (list), make_difference (g_ptr_array_index (differences, i)));
  GtkWidget *scrolled = cubby_staff_frame_scroll (list);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_PX);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              MIN (LIST_PX, (int)differences->len * ROW_PX));
  append (self, scrolled);
}

static void
add_button (CubbyCheckingPage *self, const char *drawing, const char *word, GCallback pressed)
{
  GtkWidget *button = cubby_part_button (drawing, word, "wide");
  g_signal_connect_swapped (button, "clicked", pressed, self);
  append (self, button);
}

/* What was seen belongs to one door. */
static void
forget_door_before (CubbyCheckingPage *self)
{
  CubbySession *session = get_session (self);
  if (g_strcmp0 (session->errand.seen_door, session->turn.door) == 0)
    return;
  g_ptr_array_set_size (session->errand.seen, 0);
  cubby_session_set (&session->errand.seen_door, session->turn.door);
}

static void
show (CubbyCheckingPage *self)
{
  const CubbyTurn *turn = &get_session (self)->turn;
  CubbyDoorPhase phase = cubby_door_stage_get_phase (self->stage);
  guint n, m;
  forget_door_before (self);
  guint choices =
      cubby_staff_choices (turn->purpose, phase, turn->result, cubby_turn_count (turn, &n, &m) != NULL);
  cubby_part_clear_box (cubby_door_stage_get_buttons (self->stage));
  append (self, self->note);
  if (phase == CUBBY_DOOR_OPEN)
    add_seen (self);
  if (choices & CUBBY_STAFF_TASKS)
    add_differences (self);
  if ((choices & CUBBY_STAFF_NOTHING) && get_session (self)->errand.seen->len == 0)
    add_button (self, "info", _ ("Nothing is in it"), G_CALLBACK (on_nothing));
  if (choices & CUBBY_STAFF_STOP)
    add_button (self, "close", _ ("Stop after this door"), G_CALLBACK (on_stop));
  if (choices & CUBBY_STAFF_TASKS)
    append (self, cubby_part_action_button ("badge", _ ("Tasks"), "wide primary", "win.home"));
}

static void
on_phase (CubbyCheckingPage *self)
{
  gtk_widget_set_visible (self->note, FALSE);
  show (self);
}

static gboolean
cubby_checking_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyCheckingPage *self = CUBBY_CHECKING_PAGE (page);
  CubbyContext *context = cubby_page_get_context (page);
  GPtrArray *seen = context->session->errand.seen;
  if (cubby_staff_takes_badge (context, kind, value) || kind != CUBBY_SCAN_LABEL ||
      cubby_door_stage_get_phase (self->stage) != CUBBY_DOOR_OPEN ||
      g_ptr_array_find_with_equal_func (seen, value, g_str_equal, NULL))
    return TRUE;
  g_ptr_array_add (seen, g_strdup (value));
  gtk_widget_set_visible (self->note, FALSE);
  show (self);
  cubby_errand_report_seen (context);
  return TRUE;
}

static void
cubby_checking_page_begin (CubbyPage *page)
{
  CubbyCheckingPage *self = CUBBY_CHECKING_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  self->stage = g_object_new (CUBBY_TYPE_DOOR_STAGE, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->stage), GTK_WIDGET (self));
  g_signal_connect_object (self->stage, "phase", G_CALLBACK (on_phase), self, G_CONNECT_SWAPPED);
  cubby_door_stage_begin (self->stage, context);
  cubby_staff_tell (context, self->note);
  show (self);
}

static void
cubby_checking_page_dispose (GObject *object)
{
  g_clear_object (&CUBBY_CHECKING_PAGE (object)->note);
  G_OBJECT_CLASS (cubby_checking_page_parent_class)->dispose (object);
}

static void
cubby_checking_page_class_init (CubbyCheckingPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_checking_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_checking_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_checking_page_scanned;
}

static void
cubby_checking_page_init (CubbyCheckingPage *self)
{
  self->note = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
}
