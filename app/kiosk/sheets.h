/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"
#include "app/kiosk/sheet.h"

G_BEGIN_DECLS

void cubby_sheet_show_languages (CubbySheet *sheet, const CubbyContext *context);
void cubby_sheet_show_ease (CubbySheet *sheet, const CubbyContext *context);
/* @what: "large-text", "high-contrast" or "low-reach" */
void cubby_sheet_toggle_ease (CubbySession *session, const char *what);
/* What became of calling staff. */
void cubby_sheet_show_called (CubbySheet *sheet, gboolean called);
/* Nobody has touched the screen for long; @left_s until the session ends. */
void cubby_sheet_show_warning (CubbySheet *sheet, guint left_s);
void cubby_sheet_show_qr (CubbySheet *sheet, const char *heading, const char *text, const char *url);
void cubby_sheet_show_notice (CubbySheet *sheet, const char *heading, const char *text);

G_END_DECLS
