/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a customer can agree to. Each change is a row of its own; the last one of a kind is what holds. */
typedef enum {
  CUBBY_CONSENT_NOTICES,         /* what happens with her orders */
  CUBBY_CONSENT_MARKETING,       /* offers; other systems of the shop ask for it */
  CUBBY_CONSENT_BASKET_REMINDER, /* that a basket of hers still waits */
  CUBBY_CONSENT_LOYALTY,         /* points, and that orders with her address are hers */
  CUBBY_N_CONSENTS,
} CubbyConsentKind;

const char *cubby_consent_to_string (CubbyConsentKind kind);
gboolean cubby_consent_from_string (const char *text, CubbyConsentKind *ret_kind);

/**
 * cubby_consent_by_default:
 *
 * Returns: what holds before she said anything. Notices of an order belong to the contract and are sent until
 * she withdraws them; for everything else silence is no consent.
 */
gboolean cubby_consent_by_default (CubbyConsentKind kind);

/* Returns: the consent that a notice (a kind of protocols/notify) needs. */
CubbyConsentKind cubby_consent_for_notice (const char *notice);

G_END_DECLS
