/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_router_match:
 * @pattern: "/v1/orders/{id}/pass.png"
 * @path: still percent-encoded
 * @parameters: (nullable): a table of char* to char*, filled on success only
 *
 * Returns: whether @path is one of @pattern. "{name}" takes at least one
 * character of one segment, up to what follows it in the pattern.
 */
gboolean cubby_router_match (const char *pattern, const char *path, GHashTable *parameters);

G_END_DECLS
