/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/settings.h"

G_BEGIN_DECLS

typedef struct {
  const char *database;
  const char *listen;
  const CubbyCentralSettings *settings;
} CubbyServiceOptions;

/* Serves until SIGTERM or SIGINT. Returns: FALSE with @error set when it could not start, or had to stop. */
gboolean cubby_service_run (const CubbyServiceOptions *options, GError **error);

G_END_DECLS
