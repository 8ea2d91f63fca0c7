/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/scheme.h"

/* PromptPay bill payment (Bank of Thailand): to a biller, with references that the bank reports back. */

enum { BILLER = 1, REFERENCE1 = 2, REFERENCE2 = 3 }; /* in template 30 */

static gboolean
check (const CubbyPayQr *pay, GError **error)
{
  return cubby_pay_check ("the biller id", pay->account, 15, 15, CUBBY_PAY_DIGITS, error) &&
         cubby_pay_check ("reference 1", pay->reference1, 1, 20, CUBBY_PAY_UPPER, error) &&
         (pay->reference2 == NULL ||
          cubby_pay_check ("reference 2", pay->reference2, 1, 20, CUBBY_PAY_UPPER, error));
}

static gboolean
fill (const CubbyPayScheme *self, const CubbyPayQr *pay, CubbyEmvFields *template, CubbyEmvFields *root,
      GError **error)
{
  if (!check (pay, error))
    return FALSE;
  cubby_emv_fields_set (template, BILLER, pay->account);
  cubby_emv_fields_set (template, REFERENCE1, pay->reference1);
  cubby_emv_fields_set (template, REFERENCE2, pay->reference2);
  return TRUE;
}

static gboolean
matches (const CubbyPayScheme *self, const CubbyEmvFields *template)
{
  return template->values[BILLER] != NULL;
}

static gboolean
take (const CubbyPayScheme *self, const CubbyEmvFields *template, const CubbyEmvFields *root, CubbyPayQr *pay,
      GError **error)
{
  pay->account = g_strdup (template->values[BILLER]);
  pay->reference1 = g_strdup (template->values[REFERENCE1]);
  pay->reference2 = g_strdup (template->values[REFERENCE2]);
  return check (pay, error);
}

static const guint8 order[] = {
    30, CUBBY_EMV_CURRENCY, CUBBY_EMV_AMOUNT, CUBBY_EMV_COUNTRY, CUBBY_EMV_NAME, CUBBY_EMV_CITY, 0};

static const CubbyPaySystem bill_payment = {
    .currency = "THB",
    .currency_number = "764",
    .decimals = 2,
    .country = "TH",
    .template_id = 30,
    .aid = "A000000677010112",
    .order = order,
    .fill = fill,
    .matches = matches,
    .read = take,
};

const CubbyPayScheme cubby_pay_promptpay_bill = {.name = "promptpay-bill", .system = &bill_payment};
