/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/code-entry.h"
#include "app/kiosk/collecting.h"
#include "app/kiosk/keyboard.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

/* The typed fallback of a pass. */
#define CUBBY_TYPE_CODE_PAGE (cubby_code_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyCodePage, cubby_code_page, CUBBY, CODE_PAGE, CubbyPage)

struct _CubbyCodePage {
  CubbyPage parent_instance;
  CubbyKeyboard *keyboard;
  GtkLabel *field;
};

G_DEFINE_FINAL_TYPE (CubbyCodePage, cubby_code_page, CUBBY_TYPE_PAGE)

static char **
get_code (CubbyCodePage *self)
{
  char **code = &cubby_page_get_context (self)->session->code;
  if (*code == NULL)
    *code = g_strdup ("");
  return code;
}

static void
show (CubbyCodePage *self)
{
  const char *code = *get_code (self);
  g_autofree char *shown = cubby_code_entry_show (code);
  gtk_label_set_label (self->field, shown);
  cubby_keyboard_set_enter_enabled (self->keyboard, cubby_code_entry_is_full (code));
}

static void
on_typed (CubbyCodePage *self, const char *text)
{
  g_autofree char *code = cubby_code_entry_type (*get_code (self), text);
  cubby_session_set (get_code (self), code);
  show (self);
}

static void
on_erased (CubbyCodePage *self)
{
  g_autofree char *code = cubby_code_entry_erase (*get_code (self));
  cubby_session_set (get_code (self), code);
  show (self);
}

static void
on_entered (CubbyCodePage *self)
{
  g_autofree char *code = g_strdup (*get_code (self));
  if (!cubby_code_entry_is_full (code))
    return;
  cubby_session_set (get_code (self), "");
  show (self);
  cubby_collecting_present_code (cubby_page_get_context (self), code);
}

static void
cubby_code_page_begin (CubbyPage *page)
{
  CubbyCodePage *self = CUBBY_CODE_PAGE (page);
  cubby_keyboard_set_layout (self->keyboard, CUBBY_KEYS_CODE, _ ("Open the door"));
  g_signal_connect_swapped (self->keyboard, "typed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->keyboard, "erased", G_CALLBACK (on_erased), self);
  g_signal_connect_swapped (self->keyboard, "entered", G_CALLBACK (on_entered), self);
  show (self);
}

static void
cubby_code_page_class_init (CubbyCodePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_code_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_KEYBOARD);
  cubby_page_class_set_template (klass, "code-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyCodePage, keyboard);
  gtk_widget_class_bind_template_child (widget_class, CubbyCodePage, field);
}

static void
cubby_code_page_init (CubbyCodePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
