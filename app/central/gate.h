/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "app/central/settings-serving.h"

G_BEGIN_DECLS

/**
 * CubbyGate:
 *
 * How often somebody may ask: a key by itself, on open routes an address. What is told of it are the header
 * fields RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers), and Retry-After with 429.
 */
typedef struct _CubbyGate CubbyGate;

CubbyGate *cubby_gate_new (const CubbyServingSettings *settings);
void cubby_gate_free (CubbyGate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyGate, cubby_gate_free)

/* @key: (nullable): who asks, on a route that is not open. */
gboolean cubby_gate_check (CubbyGate *self, CubbyHttpRequest *request, const CubbyApiKey *key,
                           GError **error);
guint64 cubby_gate_get_n_refused (CubbyGate *self);

/* Whether @request may become one stream more of its key; it is one until it ends. */
gboolean cubby_gate_open_stream (CubbyGate *self, CubbyHttpRequest *request, const CubbyApiKey *key,
                                 GError **error);

G_END_DECLS
