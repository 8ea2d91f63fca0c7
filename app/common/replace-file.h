/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_replace_file:
 * @mode: whatever the umask is
 *
 * Puts @text in the place of @path at once and durably. The owner and group of
 * the file that was there stay; a new one takes the group of its folder, so that
 * a program that may read the folder may read it.
 */
gboolean cubby_replace_file (const char *path, const char *text, guint mode, GError **error);

G_END_DECLS
