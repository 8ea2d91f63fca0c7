/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "protocols/http/client.h"
#include "protocols/http/event-stream.h"

G_BEGIN_DECLS

/* The central service as this kiosk speaks to it: its base URL and bearer key. */
typedef struct _CubbyCentralApi CubbyCentralApi;

/* Reads the bearer key; without one the message says how to get it. */
CubbyCentralApi *cubby_central_api_new (const CubbySettings *settings, GError **error);
void cubby_central_api_free (CubbyCentralApi *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCentralApi, cubby_central_api_free)

/**
 * CubbyCentralCall:
 * @path: "/v1/orders", with its query
 * @body: (nullable): JSON
 * @key: (nullable): the Idempotency-Key
 * @if_match: (nullable): the ETag of what is changed
 */
typedef struct {
  const char *method;
  const char *path;
  const char *body;
  const char *key;
  const char *if_match;
  guint timeout_ms;
  gsize max_body;
} CubbyCentralCall;

void cubby_central_api_call_async (CubbyCentralApi *self, const CubbyCentralCall *call,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: the seconds that an answer asks to wait before the next call; 0: none. */
gint64 cubby_central_api_get_patience (const CubbyHttpResponse *response);
CubbyHttpResponse *cubby_central_api_call_finish (GAsyncResult *result, GError **error);

/* Opens /v1/stream after @cursor. */
CubbyEventStream *cubby_central_api_open_stream (CubbyCentralApi *self, const char *cursor,
                                                 const CubbyEventStreamHandlers *handlers, gpointer data,
                                                 GError **error);

G_END_DECLS
