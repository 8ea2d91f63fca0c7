/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/scheme.h"

/* VietQR, of NAPAS 247: a transfer to an account or a card of any Vietnamese bank. */

enum { BENEFICIARY = 1, SERVICE = 2 }; /* in template 38 */
enum { BENEFICIARY_BANK = 0, BENEFICIARY_ACCOUNT = 1 };
enum { ADDITIONAL_BILL = 1, ADDITIONAL_PURPOSE = 8 }; /* in template 62 */

/* The account_id of a row picks its service: to an account or to a card. */
enum { TO_ACCOUNT, TO_CARD };

static const struct {
  const char *service;
  gsize min, max;
  const char *set;
} services[] = {
    [TO_ACCOUNT] = {"QRIBFTTA", 4, 19, CUBBY_PAY_TEXT},
    [TO_CARD] = {"QRIBFTTC", 16, 19, CUBBY_PAY_DIGITS},
};

static gboolean
check (const CubbyPayScheme *self, const CubbyPayQr *pay, GError **error)
{
  guint service = self->account_id;
  return cubby_pay_check ("the bank (BIN)", pay->bank, 6, 6, CUBBY_PAY_DIGITS, error) &&
         cubby_pay_check ("the account", pay->account, services[service].min, services[service].max,
                          services[service].set, error) &&
         (pay->bill_number == NULL || cubby_pay_check ("the bill number", pay->bill_number, 1,
                                                       CUBBY_PAYQR_TEXT_MAX, CUBBY_PAY_PRINTABLE, error)) &&
         (pay->purpose == NULL ||
          cubby_pay_check ("the purpose", pay->purpose, 1, CUBBY_PAYQR_TEXT_MAX, CUBBY_PAY_PRINTABLE, error));
}

static gboolean
fill (const CubbyPayScheme *self, const CubbyPayQr *pay, CubbyEmvFields *template, CubbyEmvFields *root,
      GError **error)
{
  if (!check (self, pay, error))
    return FALSE;
  g_autoptr (CubbyEmvFields) beneficiary = cubby_emv_fields_new ();
  cubby_emv_fields_set (beneficiary, BENEFICIARY_BANK, pay->bank);
  cubby_emv_fields_set (beneficiary, BENEFICIARY_ACCOUNT, pay->account);
  cubby_emv_fields_set_template (template, BENEFICIARY, beneficiary);
  cubby_emv_fields_set (template, SERVICE, services[self->account_id].service);

  g_autoptr (CubbyEmvFields) additional = cubby_emv_fields_new ();
  cubby_emv_fields_set (additional, ADDITIONAL_BILL, pay->bill_number);
  cubby_emv_fields_set (additional, ADDITIONAL_PURPOSE, pay->purpose);
  cubby_emv_fields_set_template (root, CUBBY_EMV_ADDITIONAL, additional);
  return TRUE;
}

static gboolean
matches (const CubbyPayScheme *self, const CubbyEmvFields *template)
{
  return g_strcmp0 (template->values[SERVICE], services[self->account_id].service) == 0;
}

static gboolean
take_additional (const CubbyEmvFields *root, CubbyPayQr *pay, GError **error)
{
  const char *text = root->values[CUBBY_EMV_ADDITIONAL];
  if (text == NULL)
    return TRUE;
  g_autoptr (CubbyEmvFields) additional = cubby_emv_parse (text, error);
  if (additional == NULL)
    return FALSE;
  pay->bill_number = g_strdup (additional->values[ADDITIONAL_BILL]);
  pay->purpose = g_strdup (additional->values[ADDITIONAL_PURPOSE]);
  return TRUE;
}

static gboolean
take (const CubbyPayScheme *self, const CubbyEmvFields *template, const CubbyEmvFields *root, CubbyPayQr *pay,
      GError **error)
{
  const char *text = template->values[BENEFICIARY];
  g_autoptr (CubbyEmvFields) beneficiary = cubby_emv_parse (text != NULL ? text : "", error);
  if (beneficiary == NULL)
    return FALSE;
  pay->bank = g_strdup (beneficiary->values[BENEFICIARY_BANK]);
  pay->account = g_strdup (beneficiary->values[BENEFICIARY_ACCOUNT]);
  return take_additional (root, pay, error) && check (self, pay, error);
}

static const guint8 order[] = {38,
                               CUBBY_EMV_CURRENCY,
                               CUBBY_EMV_AMOUNT,
                               CUBBY_EMV_COUNTRY,
                               CUBBY_EMV_NAME,
                               CUBBY_EMV_CITY,
                               CUBBY_EMV_ADDITIONAL,
                               0};

static const CubbyPaySystem transfer = {
    .currency = "VND",
    .currency_number = "704",
    .country = "VN",
    .template_id = 38,
    .aid = "A000000727",
    .order = order,
    .fill = fill,
    .matches = matches,
    .read = take,
};

const CubbyPayScheme cubby_pay_vietqr_account = {
    .name = "vietqr-account", .system = &transfer, .account_id = TO_ACCOUNT};
const CubbyPayScheme cubby_pay_vietqr_card = {
    .name = "vietqr-card", .system = &transfer, .account_id = TO_CARD};
