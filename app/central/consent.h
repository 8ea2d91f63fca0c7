/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/consent.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/**
 * cubby_consent_write:
 * @source: where she said so: the key of the channel, or the link of a message
 * @wording: (nullable): the version of the text that she agreed to
 *
 * Appends what @customer now agrees to, when it is a change; the last row of a kind is what holds, and her
 * own row says the same. Notices that she no longer wants and that still wait are taken back.
 */
gboolean cubby_consent_write (CubbyStore *store, const char *customer, CubbyConsentKind kind,
                              gboolean granted, const char *source, const char *wording, GError **error);

/* Reads "consents" and "wording" of @body and writes each that is there. */
gboolean cubby_consent_take (CubbyStore *store, const char *customer, CubbyJsonBody *body, GError **error);

/* Withdraws what the link of a message is about; @token is the customer's. "not-found" for an unknown one. */
gboolean cubby_consent_unsubscribe (CubbyStore *store, const char *token, GError **error);

G_END_DECLS
