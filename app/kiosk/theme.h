/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts the style sheet of assets/css over GTK's empty theme. */
void cubby_theme_install (void);
void cubby_theme_set_contrast (gboolean high);

G_END_DECLS
