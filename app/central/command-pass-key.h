/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/command.h"
#include "app/central/store.h"

G_BEGIN_DECLS

/* -- what the commands share */

typedef gboolean (*CubbyCommandWork) (const CubbyCommandLine *line, CubbyStore *store, GError **error);

CubbyStore cubby_command_make_store (const CubbyCommandLine *line, CubbySql *sql);
/* One transaction of a command, beside a running service or without one. */
gboolean cubby_command_run_as_guest (const CubbyCommandLine *line, CubbyCommandWork work, GError **error);
/* Sets @error to one of the command line. Returns: FALSE. */
gboolean cubby_command_usage (GError **error, const char *message);
/* Returns: (transfer full) (nullable): the keys of [pass] key-file; NULL without @error where none is set. */
CubbyKeyRing *cubby_command_load_keys (const CubbyCommandLine *line, GError **error);

/* -- pass-key generate, list, rotate, retire */

gboolean cubby_command_pass_key_generate (const CubbyCommandLine *line, GError **error);
gboolean cubby_command_pass_key_list (const CubbyCommandLine *line, GError **error);
gboolean cubby_command_pass_key_rotate (const CubbyCommandLine *line, GError **error);
gboolean cubby_command_pass_key_retire (const CubbyCommandLine *line, GError **error);

G_END_DECLS
