/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @field: (nullable): Accept-Encoding (RFC 9110, 12.5.3). Returns: whether gzip is welcome, by its own name
 * or by "*"; without the header it is not. */
gboolean cubby_http_accepts_gzip (const char *field);

/* Whether an answer of @content_type and @length gets smaller by it, and tells nobody what is in it by its
 * length: pages hold what others put there beside secrets. */
gboolean cubby_http_is_worth_gzip (const char *content_type, gsize length);

/* Returns: (transfer full) (nullable): @data in gzip; NULL when that is not smaller. */
GBytes *cubby_http_gzip (const void *data, gsize length);

G_END_DECLS
