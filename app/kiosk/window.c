/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/window.h"

#include "app/kiosk/bar.h"
#include "app/kiosk/idle.h"
#include "app/kiosk/key-burst.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/sheet.h"
#include "app/kiosk/sheets.h"
#include "app/kiosk/theme.h"
#include "app/kiosk/words.h"

struct _CubbyWindow {
  GtkWindow parent_instance;
  GtkStack *pages;
  CubbyBar *bar;
  CubbySheet *sheet;
  GtkWidget *frame;
  GtkWidget *overlay;

  CubbyContext *context;
  CubbyPage *page;
  gint64 touched_us;
  guint tick;
  gboolean closable;
  CubbyKeyBurst burst;
};

G_DEFINE_FINAL_TYPE (CubbyWindow, cubby_window, GTK_TYPE_WINDOW)

/* The classes that the style sheet looks at; each is put on or taken off by one fact. */
static void
set_class (CubbyWindow *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
dress (CubbyWindow *self)
{
  const CubbySession *session = self->context->session;
  for (char **language = self->context->settings->languages; *language != NULL; language++) {
    g_autofree char *name = g_strconcat ("lang-", *language, NULL);
    set_class (self, name, g_str_equal (*language, session->language));
  }
  set_class (self, "large-text", session->ease.large_text);
  set_class (self, "contrast", session->ease.high_contrast);
  set_class (self, "low-reach", session->ease.low_reach);
  cubby_theme_set_contrast (session->ease.high_contrast);
}

static void
enable (CubbyWindow *self, const char *action, gboolean on)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, on);
}

static void
show_page (CubbyWindow *self)
{
  CubbyRoute route = cubby_navigator_get_route (self->context->navigator);
  GtkWidget *old = self->page != NULL ? GTK_WIDGET (self->page) : NULL;
  GtkWidget *page = cubby_page_new (cubby_pages_get_type (route), self->context);
  self->page = CUBBY_PAGE (page);
  gtk_stack_add_child (self->pages, page);
  gtk_stack_set_visible_child (self->pages, page);
  if (old != NULL)
    gtk_stack_remove (self->pages, old);
  enable (self, "win.back", route != CUBBY_ROUTE_ATTRACT && route != CUBBY_ROUTE_STAFF);
  enable (self, "win.home", route != CUBBY_ROUTE_ATTRACT);
  cubby_scan_source_set_staff (self->context->scans, cubby_route_is_staff (route));
  cubby_scan_source_set_advises (self->context->scans, cubby_route_advises (route));
}

static void
on_moved (CubbyWindow *self)
{
  CubbyContext *context = self->context;
  cubby_window_touch (self);
  if (cubby_navigator_get_route (context->navigator) == CUBBY_ROUTE_ATTRACT) {
    cubby_session_come_home (context->session);
    cubby_scan_source_forget (context->scans);
  }
  cubby_sheet_close (self->sheet);
  show_page (self);
}

/* Another language, larger text: everything is said again. */
static void
renew (CubbyWindow *self)
{
  cubby_words_set_language (self->context->session->language);
  dress (self);
  cubby_bar_renew (self->bar);
  show_page (self);
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  if (!cubby_page_go_back (self->page))
    cubby_navigator_step (self->context->navigator, CUBBY_STEP_BACK);
}

static void
on_home (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cubby_navigator_step (CUBBY_WINDOW (widget)->context->navigator, CUBBY_STEP_HOME);
}

static void
on_language (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  cubby_sheet_show_languages (self->sheet, self->context);
}

static void
on_set_language (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  const char *language = g_variant_get_string (parameter, NULL);
  if (!g_strv_contains ((const char *const *)self->context->settings->languages, language))
    return;
  cubby_session_set (&self->context->session->language, language);
  cubby_sheet_close (self->sheet);
  renew (self);
}

static void
on_access (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  cubby_sheet_show_ease (self->sheet, self->context);
}

static void
on_set_ease (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  cubby_sheet_toggle_ease (self->context->session, g_variant_get_string (parameter, NULL));
  renew (self);
  cubby_sheet_show_ease (self->sheet, self->context);
}

static void
on_staff_called (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbyWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean called =
      cubby_locker_counter_call_call_staff_finish (CUBBY_LOCKER_COUNTER (source), result, &error);
  if (!called)
    g_warning ("staff could not be called: %s", error->message);
  cubby_sheet_show_called (self->sheet, called);
}

static void
on_staff (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  cubby_locker_counter_call_call_staff (cubby_peers_get_counter (self->context->peers), "help", NULL,
                                        on_staff_called, g_object_ref (self));
}

static void
on_stay (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  cubby_window_touch (self);
  cubby_sheet_close (self->sheet);
}

static void
end_session (CubbyWindow *self)
{
  CubbyContext *context = self->context;
  cubby_sheet_close (self->sheet);
  if (context->session->shift.id != NULL)
    cubby_locker_counter_call_sign_out (cubby_peers_get_counter (context->peers), context->session->shift.id,
                                        NULL, NULL, NULL);
  cubby_session_clear (context->session, context->settings->languages[0]);
  if (cubby_route_is_staff (cubby_navigator_get_route (context->navigator)))
    cubby_navigator_step (context->navigator, CUBBY_STEP_SIGNED_OUT);
  else
    cubby_navigator_step (context->navigator, CUBBY_STEP_HOME);
  renew (self);
}

static void
on_sign_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  end_session (CUBBY_WINDOW (widget));
}

static gboolean
has_something_to_clear (CubbyWindow *self)
{
  const CubbyContext *context = self->context;
  return cubby_navigator_get_route (context->navigator) != CUBBY_ROUTE_ATTRACT ||
         gtk_widget_get_visible (GTK_WIDGET (self->sheet)) ||
         !g_str_equal (context->session->language, context->settings->languages[0]) ||
         cubby_basket_count (context->session->basket) > 0 || context->session->ease.large_text ||
         context->session->ease.high_contrast || context->session->ease.low_reach;
}

static gboolean
on_tick (gpointer data)
{
  CubbyWindow *self = data;
  guint left_s;
  if (self->context->session->pending.in_flight)
    cubby_window_touch (self); /* whoever waits for an answer is there; it comes, or D-Bus gives up */
  const CubbySettings *settings = self->context->settings;
  CubbyIdle idle = cubby_idle_judge (g_get_monotonic_time () - self->touched_us, settings->session_timeout_s,
                                     settings->warning_s, &left_s);
  if (idle == CUBBY_IDLE_ACTIVE || !has_something_to_clear (self))
    return G_SOURCE_CONTINUE;
  if (idle == CUBBY_IDLE_OVER)
    end_session (self);
  else if (cubby_navigator_get_route (self->context->navigator) != CUBBY_ROUTE_ATTRACT)
    cubby_sheet_show_warning (self->sheet, left_s);
  return G_SOURCE_CONTINUE;
}

/* A reader that poses as a keyboard presses nothing. */
static gboolean
is_of_reader (CubbyWindow *self, GdkEvent *event)
{
  guint32 typed = gdk_keyval_to_unicode (gdk_key_event_get_keyval (event));
  return cubby_key_burst_swallows (&self->burst, g_unichar_isprint (typed), gdk_event_get_time (event));
}

/* Any touch or key counts, and is then handled as usual. While the warning is shown only its answer does. */
static gboolean
on_event (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer data)
{
  CubbyWindow *self = data;
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean touch =
      type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_KEY_PRESS || type == GDK_SCROLL;
  if (touch && !cubby_sheet_is_open (self->sheet, "warning"))
    cubby_window_touch (self);
  if (type == GDK_KEY_PRESS && is_of_reader (self, event))
    return GDK_EVENT_STOP;
  return GDK_EVENT_PROPAGATE;
}

static void
on_sheet_visible (CubbyWindow *self)
{
  gboolean open = gtk_widget_get_visible (GTK_WIDGET (self->sheet));
  gtk_widget_set_can_focus (self->frame, !open);
  gtk_widget_set_can_target (self->frame, !open);
}

static void
cubby_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CubbyWindow *self = CUBBY_WINDOW (widget);
  set_class (self, "landscape", width > height);
  set_class (self, "portrait", width <= height);
  GTK_WIDGET_CLASS (cubby_window_parent_class)->size_allocate (widget, width, height, baseline);
}

/* The inspector could change anything in the running program; it is not for this screen. */
static gboolean
cubby_window_enable_debugging (GtkWindow *window, gboolean toggle)
{
  return TRUE;
}

static gboolean
cubby_window_close_request (GtkWindow *window)
{
  return !CUBBY_WINDOW (window)->closable;
}

static void
cubby_window_dispose (GObject *object)
{
  CubbyWindow *self = CUBBY_WINDOW (object);
  g_clear_handle_id (&self->tick, g_source_remove);
  G_OBJECT_CLASS (cubby_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "win.home", NULL, on_home);
  gtk_widget_class_install_action (widget_class, "win.language", NULL, on_language);
  gtk_widget_class_install_action (widget_class, "win.set-language", "s", on_set_language);
  gtk_widget_class_install_action (widget_class, "win.access", NULL, on_access);
  gtk_widget_class_install_action (widget_class, "win.set-ease", "s", on_set_ease);
  gtk_widget_class_install_action (widget_class, "win.staff", NULL, on_staff);
  gtk_widget_class_install_action (widget_class, "win.stay", NULL, on_stay);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, on_sign_out);
}

static void
cubby_window_class_init (CubbyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_window_dispose;
  widget_class->size_allocate = cubby_window_size_allocate;
  window_class->enable_debugging = cubby_window_enable_debugging;
  window_class->close_request = cubby_window_close_request;
  g_type_ensure (CUBBY_TYPE_BAR);
  g_type_ensure (CUBBY_TYPE_SHEET);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cubby/kiosk/window.ui");
  gtk_widget_class_bind_template_child (widget_class, CubbyWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CubbyWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, CubbyWindow, sheet);
  gtk_widget_class_bind_template_child (widget_class, CubbyWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, CubbyWindow, overlay);
  install_actions (widget_class);
}

static void
cubby_window_init (CubbyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkEventController *events = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  g_signal_connect_swapped (self->sheet, "notify::visible", G_CALLBACK (on_sheet_visible), self);
}

GtkWidget *
cubby_window_new (CubbyContext *context, int width, int height)
{
  CubbyWindow *self = g_object_new (CUBBY_TYPE_WINDOW, NULL);
  self->context = context;
  self->closable = width > 0;
  if (width > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  else
    gtk_window_fullscreen (GTK_WINDOW (self));
  set_class (self, width > height ? "landscape" : "portrait", TRUE);
  g_signal_connect_object (context->navigator, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cubby_peers_get_bank (context->peers), "grant-changed",
                           G_CALLBACK (cubby_window_touch), self, G_CONNECT_SWAPPED);
  self->tick = g_timeout_add_seconds (1, on_tick, self);
  cubby_window_touch (self);
  renew (self);
  return GTK_WIDGET (self);
}

void
cubby_window_touch (CubbyWindow *self)
{
  g_return_if_fail (CUBBY_IS_WINDOW (self));
  self->touched_us = g_get_monotonic_time ();
}

void
cubby_window_say (CubbyWindow *self, const char *heading, const char *text)
{
  g_return_if_fail (CUBBY_IS_WINDOW (self));
  cubby_sheet_show_notice (self->sheet, heading, text);
}

void
cubby_window_show_qr (CubbyWindow *self, const char *heading, const char *text, const char *url)
{
  g_return_if_fail (CUBBY_IS_WINDOW (self));
  cubby_sheet_show_qr (self->sheet, heading, text, url);
}

gboolean
cubby_window_scanned (CubbyWindow *self, CubbyScanKind kind, const char *value)
{
  g_return_val_if_fail (CUBBY_IS_WINDOW (self), FALSE);
  cubby_window_touch (self);
  return cubby_page_scanned (self->page, kind, value);
}
