/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/settings-serving.h"

G_BEGIN_DECLS

/* A line event=request for an answer, if it is of those that get one. It says the route, not the path: what
 * stands in a path may be a secret, or somebody's. */
void cubby_request_log (CubbyRequestLog which, CubbyHttpRequest *request, guint status, gint64 took_us);

G_END_DECLS
