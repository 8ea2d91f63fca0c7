/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/settings.h"
#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Copies the pictures of an import to where the service finds them. Nothing
 * is copied when one of them is no picture. */
gboolean cubby_media_copy (const char *from_folder, const char *media_folder, guint *ret_count,
                           GError **error);

/* Returns: (transfer full): the folder of pictures: media-folder of the settings; else beside a database that
 * is a file, else where systemd has the service keep its things. */
char *cubby_media_get_folder (const CubbyCentralSettings *settings, const char *database_uri);

/* Answers with a picture, or "not-found". */
void cubby_media_reply (CubbyHttpRequest *request, const char *media_folder, const char *name);

G_END_DECLS
