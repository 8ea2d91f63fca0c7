/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/client.h"
#include "protocols/http/curl-loop.h"

G_BEGIN_DECLS

CubbyCurlLoop *cubby_http_client_get_loop (CubbyHttpClient *self);

/**
 * cubby_http_client_prepare:
 * @ret_headers: (out) (transfer full): to be freed when the transfer is over
 *
 * Returns: (transfer full): a handle with URL, headers and the client's rules; NULL with @error set when the
 * request is not of its form.
 */
CURL *cubby_http_client_prepare (CubbyHttpClient *self, const char *url, const char *const *headers,
                                 struct curl_slist **ret_headers, GError **error);

/* What a failed transfer is called. @easy still knows the URL. */
GError *cubby_http_error_from_curl (CURL *easy, CURLcode result);

/* Adds one line of a head to @headers: a status line empties it (100-continue comes first). */
void cubby_http_headers_add_line (GHashTable *headers, const char *line, gsize length);
GHashTable *cubby_http_headers_new (void);

G_END_DECLS
