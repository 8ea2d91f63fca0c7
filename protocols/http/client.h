/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CUBBY_HTTP_ERROR (cubby_http_error_quark ())
GQuark cubby_http_error_quark (void);

typedef enum {
  CUBBY_HTTP_ERROR_REQUEST,     /* the URL or a header is not of its form, or its protocol is not allowed */
  CUBBY_HTTP_ERROR_UNREACHABLE, /* no such host, connection refused or lost */
  CUBBY_HTTP_ERROR_CERTIFICATE, /* the server could not prove who it is */
  CUBBY_HTTP_ERROR_TIMED_OUT,   /* no answer in time, or an event stream that fell silent */
  CUBBY_HTTP_ERROR_TOO_LARGE,   /* the answer is larger than was allowed */
  CUBBY_HTTP_ERROR_PROTOCOL,    /* the answer is not HTTP, or not what was asked for */
} CubbyHttpError;

/**
 * CubbyHttpClientOptions:
 * @ca_file: (nullable): certificates to trust instead of the system's
 * @allow_plain: whether http:// is allowed; else only https:// with TLS 1.2 or later
 *
 * Redirects are not followed and proxy variables of the environment are not read.
 */
typedef struct {
  const char *user_agent;
  const char *ca_file;
  gboolean allow_plain;
  guint connect_timeout_ms; /* 0: 5 s */
} CubbyHttpClientOptions;

/**
 * CubbyHttpClient:
 *
 * HTTP out, on the GMainContext that is thread-default where the client is made; use it from that thread
 * only, with that context still the thread-default one. Never blocks. Connections are kept for reuse.
 */
typedef struct _CubbyHttpClient CubbyHttpClient;

CubbyHttpClient *cubby_http_client_new (const CubbyHttpClientOptions *options);
CubbyHttpClient *cubby_http_client_ref (CubbyHttpClient *self);
void cubby_http_client_unref (CubbyHttpClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyHttpClient, cubby_http_client_unref)

/**
 * CubbyHttpRequest:
 * @method: "GET", "POST", "PATCH", "PUT" or "DELETE"
 * @headers: (nullable) (array zero-terminated=1): lines "Name: value"
 * @body: (nullable): what is sent
 * @timeout_ms: for the whole exchange; 0: 30 s
 * @max_body: largest answer that is taken; 0: 8 MiB
 *
 * Everything is copied or referenced when the request is sent.
 */
typedef struct {
  const char *method;
  const char *url;
  const char *const *headers;
  GBytes *body;
  guint timeout_ms;
  gsize max_body;
} CubbyHttpRequest;

/* An answer, whatever its status. @headers: names in lower case. */
typedef struct {
  guint status;
  GHashTable *headers;
  GBytes *body;
} CubbyHttpResponse;

void cubby_http_response_free (CubbyHttpResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyHttpResponse, cubby_http_response_free)
/* Returns: (nullable): the value of a header; @name in lower case. */
const char *cubby_http_response_get_header (const CubbyHttpResponse *self, const char *name);

/* @callback gets a NULL source object. A cancelled request ends with G_IO_ERROR_CANCELLED. */
void cubby_http_client_send_async (CubbyHttpClient *self, const CubbyHttpRequest *request,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full): the answer, 4xx and 5xx among them; NULL with @error set when there was none. */
CubbyHttpResponse *cubby_http_client_send_finish (GAsyncResult *result, GError **error);
/* For a command, which has nothing else to do: turns the loop until the answer is there. */
CubbyHttpResponse *cubby_http_client_send_sync (CubbyHttpClient *self, const CubbyHttpRequest *request,
                                                GError **error);

G_END_DECLS
