/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-kind.h"
#include "app/kiosk/context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyPage:
 *
 * The base of every page. A page is made when it is come to and dropped when it is left or
 * the language changes; what must outlive it is in the session. Buttons of a page's .ui carry
 * `page.go` with the nick of a CubbyStep.
 */
#define CUBBY_TYPE_PAGE (cubby_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CubbyPage, cubby_page, CUBBY, PAGE, GtkWidget)

/**
 * CubbyPageClass:
 * @begin: the context is there; fill in what is shown
 * @scanned: something was held to the scanner; TRUE when the page has dealt with it
 * @go_back: the bar's "back" was pressed; TRUE when the page took a step of its own
 */
struct _CubbyPageClass {
  GtkWidgetClass parent_class;
  void (*begin) (CubbyPage *self);
  gboolean (*scanned) (CubbyPage *self, CubbyScanKind kind, const char *value);
  gboolean (*go_back) (CubbyPage *self);
};

/* Makes the page of @type and begins it. */
GtkWidget *cubby_page_new (GType type, CubbyContext *context);

CubbyContext *cubby_page_get_context (gpointer self);
/* Cancelled when the page goes. */
GCancellable *cubby_page_get_cancellable (gpointer self);
void cubby_page_go (gpointer self, CubbyStep step);

gboolean cubby_page_scanned (CubbyPage *self, CubbyScanKind kind, const char *value);
gboolean cubby_page_go_back (CubbyPage *self);

/* Binds the template at /org/cubby/kiosk/NAME.ui; for class_init. */
void cubby_page_class_set_template (gpointer klass, const char *name);

G_END_DECLS
