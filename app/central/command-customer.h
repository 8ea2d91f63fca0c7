/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/command.h"

G_BEGIN_DECLS

gboolean cubby_command_customer_export (const CubbyCommandLine *line, GError **error);
gboolean cubby_command_customer_erase (const CubbyCommandLine *line, GError **error);
gboolean cubby_command_compact (const CubbyCommandLine *line, GError **error);

G_END_DECLS
