/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/command.h"

G_BEGIN_DECLS

/* backup FILE|FOLDER [--keep N] */
gboolean cubby_command_backup (const CubbyCommandLine *line, GError **error);
/* restore FILE */
gboolean cubby_command_restore (const CubbyCommandLine *line, GError **error);

G_END_DECLS
