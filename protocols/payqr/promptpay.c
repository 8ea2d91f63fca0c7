/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/scheme.h"

#include <string.h>

/* PromptPay credit transfer: to a Thai mobile number, tax id or e-wallet. */

enum { TO_MOBILE = 1, TO_TAX_ID = 2, TO_WALLET = 3 }; /* the objects of template 29 */

#define COUNTRY_CODE "0066"

static const gsize lengths[] = {[TO_MOBILE] = 10, [TO_TAX_ID] = 13, [TO_WALLET] = 15};
static const char *const names[] = {
    [TO_MOBILE] = "the mobile number", [TO_TAX_ID] = "the tax id", [TO_WALLET] = "the wallet"};

static gboolean
check (const CubbyPayScheme *self, const char *account, GError **error)
{
  guint id = self->account_id;
  if (!cubby_pay_check (names[id], account, lengths[id], lengths[id], CUBBY_PAY_DIGITS, error))
    return FALSE;
  if (id != TO_MOBILE || account[0] == '0')
    return TRUE;
  g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_VALUE,
               "the mobile number “%s” does not start with 0, as Thai ones do", account);
  return FALSE;
}

static gboolean
fill (const CubbyPayScheme *self, const CubbyPayQr *pay, CubbyEmvFields *template, CubbyEmvFields *root,
      GError **error)
{
  if (!check (self, pay->account, error))
    return FALSE;
  gboolean is_mobile = self->account_id == TO_MOBILE;
  g_autofree char *value =
      is_mobile ? g_strconcat (COUNTRY_CODE, pay->account + 1, NULL) : g_strdup (pay->account);
  cubby_emv_fields_set (template, self->account_id, value);
  return TRUE;
}

static gboolean
matches (const CubbyPayScheme *self, const CubbyEmvFields *template)
{
  return template->values[self->account_id] != NULL;
}

static gboolean
take (const CubbyPayScheme *self, const CubbyEmvFields *template, const CubbyEmvFields *root, CubbyPayQr *pay,
      GError **error)
{
  const char *value = template->values[self->account_id];
  if (self->account_id == TO_MOBILE && g_str_has_prefix (value, COUNTRY_CODE))
    pay->account = g_strconcat ("0", value + strlen (COUNTRY_CODE), NULL);
  else
    pay->account = g_strdup (value);
  return check (self, pay->account, error);
}

static const guint8 order[] = {
    29, CUBBY_EMV_COUNTRY, CUBBY_EMV_NAME, CUBBY_EMV_CITY, CUBBY_EMV_CURRENCY, CUBBY_EMV_AMOUNT, 0};

static const CubbyPaySystem transfer = {
    .currency = "THB",
    .currency_number = "764",
    .decimals = 2,
    .country = "TH",
    .template_id = 29,
    .aid = "A000000677010111",
    .order = order,
    .fill = fill,
    .matches = matches,
    .read = take,
};

const CubbyPayScheme cubby_pay_promptpay_mobile = {
    .name = "promptpay-mobile", .system = &transfer, .account_id = TO_MOBILE};
const CubbyPayScheme cubby_pay_promptpay_tax_id = {
    .name = "promptpay-tax-id", .system = &transfer, .account_id = TO_TAX_ID};
const CubbyPayScheme cubby_pay_promptpay_wallet = {
    .name = "promptpay-wallet", .system = &transfer, .account_id = TO_WALLET};
