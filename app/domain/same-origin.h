/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_is_same_origin:
 * @fetch_site: (nullable): the header Sec-Fetch-Site
 * @origin: (nullable): the header Origin
 * @host: (nullable): the header Host
 * @public_url: where the service's pages are
 *
 * Whether a form was sent from a page of ours. A browser that says nothing of where it comes from is refused.
 */
gboolean cubby_is_same_origin (const char *fetch_site, const char *origin, const char *host,
                               const char *public_url);

G_END_DECLS
