/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/bus-failure.h"
#include "app/kiosk/errand.h"
#include "app/kiosk/keyboard.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/split.h"
#include "app/kiosk/staff-words.h"
#include "app/kiosk/words.h"

#include <string.h>

#define MIN_PIN 4
#define MAX_PIN 12

/* Staff held up a badge; now the PIN, which nobody else shall read. */
#define CUBBY_TYPE_SIGN_IN_PAGE (cubby_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbySignInPage, cubby_sign_in_page, CUBBY, SIGN_IN_PAGE, CubbyPage)

struct _CubbySignInPage {
  CubbyPage parent_instance;
  CubbyKeyboard *keyboard;
  GtkLabel *badge;
  GtkLabel *field;
  GtkWidget *note;
  char pin[MAX_PIN + 1]; /* never leaves this page but to lockerd */
  gboolean waiting;
};

G_DEFINE_FINAL_TYPE (CubbySignInPage, cubby_sign_in_page, CUBBY_TYPE_PAGE)

static void
show (CubbySignInPage *self)
{
  gsize length = strlen (self->pin);
  g_autoptr (GString) dots = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    g_string_append (dots, "\u2022");
  gtk_label_set_label (self->field, length > 0 ? dots->str : " ");
  g_autofree char *name =
      g_strdup_printf (cubby_trn ("PIN, %u digit typed", "PIN, %u digits typed", length), (guint)length);
  cubby_part_set_name (self->field, name);
  cubby_keyboard_set_enter_enabled (self->keyboard, length >= MIN_PIN && !self->waiting);
}

static void
forget_pin (CubbySignInPage *self)
{
  explicit_bzero (self->pin, sizeof self->pin);
}

static void
say (CubbySignInPage *self, const char *text)
{
  cubby_part_say (self->note, "warning", text, "warning");
}

static void
on_typed (CubbySignInPage *self, const char *text)
{
  gsize length = strlen (self->pin);
  if (length >= MAX_PIN || self->waiting)
    return;
  self->pin[length] = *text;
  say (self, NULL);
  show (self);
}

static void
on_erased (CubbySignInPage *self)
{
  gsize length = strlen (self->pin);
  if (length > 0)
    self->pin[length - 1] = '\0';
  show (self);
}

static void
explain (CubbySignInPage *self, const char *reason, GVariant *detail)
{
  guint32 wait_s = 0;
  g_variant_lookup (detail, "wait_s", "u", &wait_s);
  if (wait_s > 0) {
    g_autofree char *text = g_strdup_printf (cubby_trn ("Please wait %u second, then try again.",
                                                        "Please wait %u seconds, then try again.", wait_s),
                                             wait_s);
    say (self, text);
  } else if (g_str_equal (reason, "locked")) {
    say (self, _ ("This badge is locked. Please ask a supervisor."));
  } else {
    say (self, _ ("Badge or PIN is not right. Please try again."));
  }
}

/* Somebody works here already: it is the second badge. */
static gboolean
is_second (CubbySignInPage *self)
{
  return cubby_page_get_context (self)->session->shift.id != NULL;
}

static const char *
get_badge (CubbySignInPage *self)
{
  const CubbySession *session = cubby_page_get_context (self)->session;
  const char *badge = is_second (self) ? session->errand.second_badge : session->shift.badge;
  return badge != NULL ? badge : "";
}

static void
begin_shift (CubbySignInPage *self, const char *session_id, GVariant *detail)
{
  CubbyContext *context = cubby_page_get_context (self);
  CubbyShift *shift = &context->session->shift;
  if (is_second (self)) {
    cubby_session_set (&context->session->errand.second_id, session_id);
    cubby_errand_begin (context);
    return;
  }
  const char *name = NULL;
  const char *role = NULL;
  g_variant_lookup (detail, "name", "&s", &name);
  g_variant_lookup (detail, "role", "&s", &role);
  cubby_session_set (&shift->id, session_id);
  cubby_session_set (&shift->name, name);
  cubby_session_set (&shift->role, role);
  cubby_page_go (self, CUBBY_STEP_SIGNED_IN);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbySignInPage) self = data;
  g_autofree char *reason = NULL;
  g_autofree char *session_id = NULL;
  g_autoptr (GVariant) detail = NULL;
  g_autoptr (GError) error = NULL;
  gboolean answered = cubby_locker_counter_call_sign_in_finish (CUBBY_LOCKER_COUNTER (source), &reason,
                                                                &session_id, &detail, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->waiting = FALSE;
  show (self);
  if (!answered)
    say (self, _ (cubby_staff_words_find (cubby_bus_failure_name (error))->text));
  else if (g_str_equal (reason, "granted"))
    begin_shift (self, session_id, detail);
  else
    explain (self, reason, detail);
}

static void
on_entered (CubbySignInPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  if (strlen (self->pin) < MIN_PIN || self->waiting)
    return;
  self->waiting = TRUE;
  cubby_bus_failure_init ();
  cubby_locker_counter_call_sign_in (cubby_peers_get_counter (context->peers), get_badge (self), self->pin,
                                     cubby_page_get_cancellable (self), on_signed_in, g_object_ref (self));
  forget_pin (self);
  show (self);
}

static gboolean
cubby_sign_in_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  return TRUE;
}

static void
cubby_sign_in_page_begin (CubbyPage *page)
{
  CubbySignInPage *self = CUBBY_SIGN_IN_PAGE (page);
  g_autofree char *text = g_strdup_printf (_ ("Badge %s"), get_badge (self));
  gtk_label_set_label (self->badge, text);
  cubby_keyboard_set_layout (self->keyboard, CUBBY_KEYS_PIN, _ ("Sign in"));
  g_signal_connect_swapped (self->keyboard, "typed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->keyboard, "erased", G_CALLBACK (on_erased), self);
  g_signal_connect_swapped (self->keyboard, "entered", G_CALLBACK (on_entered), self);
  show (self);
}

static void
cubby_sign_in_page_dispose (GObject *object)
{
  forget_pin (CUBBY_SIGN_IN_PAGE (object));
  G_OBJECT_CLASS (cubby_sign_in_page_parent_class)->dispose (object);
}

static void
cubby_sign_in_page_class_init (CubbySignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_sign_in_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_sign_in_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_sign_in_page_scanned;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_KEYBOARD);
  cubby_page_class_set_template (klass, "sign-in-page");
  gtk_widget_class_bind_template_child (widget_class, CubbySignInPage, keyboard);
  gtk_widget_class_bind_template_child (widget_class, CubbySignInPage, badge);
  gtk_widget_class_bind_template_child (widget_class, CubbySignInPage, field);
  gtk_widget_class_bind_template_child (widget_class, CubbySignInPage, note);
}

static void
cubby_sign_in_page_init (CubbySignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
