/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/consent.h"

static const struct {
  const char *name;
  gboolean by_default;
} rows[CUBBY_N_CONSENTS] = {
    [CUBBY_CONSENT_NOTICES] = {"notices", TRUE},
    [CUBBY_CONSENT_MARKETING] = {"marketing", FALSE},
    [CUBBY_CONSENT_BASKET_REMINDER] = {"basket_reminder", FALSE},
    [CUBBY_CONSENT_LOYALTY] = {"loyalty", FALSE},
};

/* Notices that are not about an order. */
static const struct {
  const char *notice;
  CubbyConsentKind kind;
} others[] = {
    {"basket_reminder", CUBBY_CONSENT_BASKET_REMINDER},
};

const char *
cubby_consent_to_string (CubbyConsentKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_CONSENTS, NULL);
  return rows[kind].name;
}

gboolean
cubby_consent_from_string (const char *text, CubbyConsentKind *ret_kind)
{
  for (guint i = 0; i < CUBBY_N_CONSENTS; i++) {
    if (g_strcmp0 (rows[i].name, text) != 0)
      continue;
    *ret_kind = (CubbyConsentKind)i;
    return TRUE;
  }
  return FALSE;
}

gboolean
cubby_consent_by_default (CubbyConsentKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_CONSENTS, FALSE);
  return rows[kind].by_default;
}

CubbyConsentKind
cubby_consent_for_notice (const char *notice)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i].notice, notice) == 0)
      return others[i].kind;
  return CUBBY_CONSENT_NOTICES;
}
