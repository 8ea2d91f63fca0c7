/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/report-words.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/words.h"

#define HEAD_SHARE 30

/* What the last nightly self-test found, and how the scanners are: what is wrong first. */
#define CUBBY_TYPE_SELF_TEST_PAGE (cubby_self_test_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbySelfTestPage, cubby_self_test_page, CUBBY, SELF_TEST_PAGE, CubbyPage)

struct _CubbySelfTestPage {
  CubbyPage parent_instance;
  CubbyStaffFrame *frame;
  GtkWidget *list;
  GVariant *report; /* NULL until lockerd has answered */
};

G_DEFINE_FINAL_TYPE (CubbySelfTestPage, cubby_self_test_page, CUBBY_TYPE_PAGE)

/* What is wrong comes first. */
static guint
add_row (CubbySelfTestPage *self, const char *what, gboolean good, const char *sentence)
{
  g_autofree char *part = cubby_report_say_part (what);
  gtk_box_append (GTK_BOX (self->list), cubby_part_row (good ? "done" : "warning", part, sentence,
                                                        good ? "card tight" : "note warning"));
  return 1;
}

static guint
add_lines (CubbySelfTestPage *self, GVariant *lines, gboolean good)
{
  guint n = 0;
  for (gsize i = 0; i < g_variant_n_children (lines); i++) {
    const char *what, *sentence;
    gboolean is_good;
    g_variant_get_child (lines, i, "(&sb&s)", &what, &is_good, &sentence);
    if (!is_good != !good)
      continue;
    n += add_row (self, what, good, good ? _ ("in order") : sentence);
  }
  return n;
}

/* The scanners are the screen's own: they are told as they are now. */
static guint
add_scanners (CubbySelfTestPage *self, gboolean good)
{
  const CubbyContext *context = cubby_page_get_context (self);
  const CubbyScannerStates *states = cubby_scan_source_get_states (context->scans);
  guint n = 0;
  for (guint i = 0; i < cubby_scanner_states_get_n (states); i++) {
    const CubbyScannerState *state = cubby_scanner_states_get (states, i);
    if (!state->works != !good)
      continue;
    g_autofree char *what = g_strconcat ("scanner ", state->name, NULL);
    g_autofree char *sentence = cubby_scanner_state_say (state, context->settings->time_zone);
    n += add_row (self, what, good, sentence);
  }
  return n;
}

static void
show (CubbySelfTestPage *self)
{
  GVariant *report = self->report;
  gint64 at_ms = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_first_child (self->list))
    gtk_box_remove (GTK_BOX (self->list), row);
  g_variant_lookup (report, "at", "x", &at_ms);
  g_autoptr (GVariant) lines = g_variant_lookup_value (report, "lines", G_VARIANT_TYPE ("a(sbs)"));
  guint faults = lines != NULL ? add_lines (self, lines, FALSE) : 0;
  faults += add_scanners (self, FALSE);
  if (lines != NULL)
    add_lines (self, lines, TRUE);
  add_scanners (self, TRUE);
  g_autofree char *when = cubby_report_say_when (at_ms, cubby_page_get_context (self)->settings->time_zone);
  g_autofree char *headline =
      at_ms == 0 && faults == 0 ? g_strdup (_ ("Self-test"))
      : faults == 0
          ? g_strdup (_ ("All is in order"))
          : g_strdup_printf (cubby_trn ("%u part needs a look", "%u parts need a look", faults), faults);
  cubby_staff_frame_say (self->frame, headline,
                         when != NULL ? when : _ ("There was none yet. It runs at night."));
}

static void
on_report (CubbyContext *context, const CubbyAnswer *answer, gboolean same_visit, gpointer data)
{
  CubbySelfTestPage *self = data;
  if (gtk_widget_get_parent (GTK_WIDGET (self)) == NULL)
    return; /* the page was left */
  if (cubby_answer_is_granted (answer)) {
    self->report = g_variant_ref (answer->detail);
    show (self);
    return;
  }
  cubby_session_refuse (context->session, answer->reason, answer->detail);
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
}

/* Whoever plugs a scanner in again sees here that it works. */
static void
on_scanner (CubbySelfTestPage *self)
{
  if (self->report != NULL)
    show (self);
}

static gboolean
cubby_self_test_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  cubby_staff_takes_badge (cubby_page_get_context (page), kind, value);
  return TRUE;
}

static void
cubby_self_test_page_begin (CubbyPage *page)
{
  CubbySelfTestPage *self = CUBBY_SELF_TEST_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->frame = cubby_staff_frame_add (self, cubby_staff_frame_scroll (self->list), FALSE, HEAD_SHARE);
  cubby_staff_frame_say (self->frame, _ ("Self-test"), _ ("One moment …"));
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)),
                  cubby_part_action_button ("badge", _ ("Tasks"), "wide primary", "win.home"));
  g_signal_connect_object (context->scans, "state", G_CALLBACK (on_scanner), self, G_CONNECT_SWAPPED);
  cubby_counter_ask (context, "GetSelfTest", g_variant_new ("(s)", cubby_staff_session (context)), on_report,
                     g_object_ref (self), g_object_unref);
}

static void
cubby_self_test_page_dispose (GObject *object)
{
  g_clear_pointer (&CUBBY_SELF_TEST_PAGE (object)->report, g_variant_unref);
  G_OBJECT_CLASS (cubby_self_test_page_parent_class)->dispose (object);
}

static void
cubby_self_test_page_class_init (CubbySelfTestPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_self_test_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_self_test_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_self_test_page_scanned;
}

static void
cubby_self_test_page_init (CubbySelfTestPage *self)
{
}
