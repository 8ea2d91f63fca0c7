/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-advice.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyAdviceLine:
 *
 * One advice as a drawing and a line, large, on a ground of its own so that it is readable on any picture. It
 * fades in and out (not with reduced motion). It is a status: its accessible name is the line, and
 * changes with it.
 */
#define CUBBY_TYPE_ADVICE_LINE (cubby_advice_line_get_type ())
G_DECLARE_FINAL_TYPE (CubbyAdviceLine, cubby_advice_line, CUBBY, ADVICE_LINE, GtkWidget)

GtkWidget *cubby_advice_line_new (void);
void cubby_advice_line_set (CubbyAdviceLine *self, CubbyAdvice advice);

G_END_DECLS
