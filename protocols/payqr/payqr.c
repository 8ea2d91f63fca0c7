/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/payqr.h"

#include "protocols/payqr/amount.h"
#include "protocols/payqr/scheme.h"

#include <string.h>

enum { AID = 0 }; /* in every merchant account template */

void
cubby_payqr_clear (CubbyPayQr *self)
{
  char **texts[] = {&self->scheme,     &self->bank,       &self->account,  &self->bill_number, &self->purpose,
                    &self->reference1, &self->reference2, &self->merchant, &self->city};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  self->amount = 0;
}

static const CubbyPayScheme *
find_scheme (const char *name)
{
  for (const CubbyPayScheme *const *scheme = cubby_pay_schemes (); *scheme != NULL; scheme++)
    if (g_strcmp0 ((*scheme)->name, name) == 0)
      return *scheme;
  return NULL;
}

const char *
cubby_payqr_get_currency (const char *scheme)
{
  const CubbyPayScheme *found = find_scheme (scheme);
  return found != NULL ? found->system->currency : NULL;
}

static gboolean
check_payee (const CubbyPayQr *self, GError **error)
{
  return (self->merchant == NULL || cubby_pay_check ("the payee's name", self->merchant, 1,
                                                     CUBBY_PAYQR_TEXT_MAX, CUBBY_PAY_PRINTABLE, error)) &&
         (self->city == NULL || cubby_pay_check ("the city", self->city, 1, 15, CUBBY_PAY_PRINTABLE, error));
}

static gboolean
fill_amount (const CubbyPayScheme *scheme, gint64 amount, CubbyEmvFields *root, GError **error)
{
  cubby_emv_fields_set (root, CUBBY_EMV_INITIATION, amount != 0 ? "12" : "11");
  if (amount == 0)
    return TRUE;
  g_autofree char *text = cubby_pay_amount_format (amount, scheme->system->decimals, error);
  cubby_emv_fields_set (root, CUBBY_EMV_AMOUNT, text);
  return text != NULL;
}

char *
cubby_payqr_encode (const CubbyPayQr *self, GError **error)
{
  const CubbyPayScheme *scheme = find_scheme (self->scheme);
  if (scheme == NULL) {
    g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_SCHEME, "there is no payment scheme “%s”",
                 self->scheme != NULL ? self->scheme : "");
    return NULL;
  }

  g_autoptr (CubbyEmvFields) root = cubby_emv_fields_new ();
  g_autoptr (CubbyEmvFields) template = cubby_emv_fields_new ();
  cubby_emv_fields_set (template, AID, scheme->system->aid);
  if (!check_payee (self, error) || !scheme->system->fill (scheme, self, template, root, error) ||
      !fill_amount (scheme, self->amount, root, error))
    return NULL;

  cubby_emv_fields_set_template (root, scheme->system->template_id, template);
  cubby_emv_fields_set (root, CUBBY_EMV_CURRENCY, scheme->system->currency_number);
  cubby_emv_fields_set (root, CUBBY_EMV_COUNTRY, scheme->system->country);
  cubby_emv_fields_set (root, CUBBY_EMV_NAME, self->merchant);
  cubby_emv_fields_set (root, CUBBY_EMV_CITY, self->city);
  return cubby_emv_write_root (root, scheme->system->order);
}

/* Returns: (nullable): the scheme of the first template that one knows; @ret_template has its objects. */
static const CubbyPayScheme *
match_scheme (const CubbyEmvFields *root, CubbyEmvFields **ret_template, GError **error)
{
  for (const CubbyPayScheme *const *row = cubby_pay_schemes (); *row != NULL; row++) {
    const char *text = root->values[(*row)->system->template_id];
    if (text == NULL)
      continue;
    g_autoptr (CubbyEmvFields) template = cubby_emv_parse (text, error);
    if (template == NULL)
      return NULL;
    if (g_strcmp0 (template->values[AID], (*row)->system->aid) != 0 ||
        !(*row)->system->matches (*row, template))
      continue;
    *ret_template = g_steal_pointer (&template);
    return *row;
  }
  g_set_error_literal (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_SCHEME,
                       "payment QR: of a scheme that is neither VietQR nor PromptPay");
  return NULL;
}

static gboolean
check_initiation (const CubbyEmvFields *root, GError **error)
{
  const char *initiation = root->values[CUBBY_EMV_INITIATION];
  if (initiation == NULL || strcmp (initiation, "11") == 0 || strcmp (initiation, "12") == 0)
    return TRUE;
  g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_FORMAT,
               "payment QR: the point of initiation “%s” is neither 11 nor 12", initiation);
  return FALSE;
}

static gboolean
check_country (const CubbyPayScheme *scheme, const CubbyEmvFields *root, GError **error)
{
  if (g_strcmp0 (root->values[CUBBY_EMV_CURRENCY], scheme->system->currency_number) == 0 &&
      g_strcmp0 (root->values[CUBBY_EMV_COUNTRY], scheme->system->country) == 0)
    return TRUE;
  g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_FORMAT,
               "payment QR: %s asks for currency %s and country %s", scheme->name,
               scheme->system->currency_number, scheme->system->country);
  return FALSE;
}

gboolean
cubby_payqr_parse (const char *text, CubbyPayQr *ret_self, GError **error)
{
  g_auto (CubbyPayQr) self = {0};
  g_autoptr (CubbyEmvFields) template = NULL;
  g_autoptr (CubbyEmvFields) root = cubby_emv_parse_root (text, error);
  const CubbyPayScheme *scheme = root != NULL ? match_scheme (root, &template, error) : NULL;
  if (scheme == NULL || !check_initiation (root, error) || !check_country (scheme, root, error) ||
      !scheme->system->read (scheme, template, root, &self, error))
    return FALSE;
  self.merchant = g_strdup (root->values[CUBBY_EMV_NAME]);
  self.city = g_strdup (root->values[CUBBY_EMV_CITY]);
  const char *amount = root->values[CUBBY_EMV_AMOUNT];
  if (!check_payee (&self, error))
    return FALSE;
  if (amount != NULL && !cubby_pay_amount_parse (amount, scheme->system->decimals, &self.amount, error))
    return FALSE;

  self.scheme = g_strdup (scheme->name);
  *ret_self = self;
  memset (&self, 0, sizeof self);
  return TRUE;
}

/* Letters lose their marks (ữ → u, đ → d); what has no ASCII letter is left out. */
static char *
fold_to_ascii (const char *text)
{
  g_autofree char *utf8 = g_utf8_make_valid (text, -1);
  g_autoptr (GString) valid = g_string_new (utf8);
  g_string_replace (valid, "đ", "d", 0); /* a letter of its own to Unicode, not a d with a mark */
  g_string_replace (valid, "Đ", "D", 0);
  g_autofree char *ascii = g_str_to_ascii (valid->str, "en");
  g_autoptr (GString) folded = g_string_new (NULL);
  for (const char *c = ascii; *c != '\0'; c++) {
    gboolean keep = strchr (CUBBY_PAY_TEXT, *c) != NULL;
    char character = keep ? *c : ' ';
    if (character != ' ' || (folded->len > 0 && folded->str[folded->len - 1] != ' '))
      g_string_append_c (folded, character);
  }
  return g_strchomp (g_string_free (g_steal_pointer (&folded), FALSE));
}

char *
cubby_payqr_purpose (const char *order_number, const char *text)
{
  g_autofree char *whole = g_strjoin (" ", order_number, text, NULL);
  g_autofree char *folded = fold_to_ascii (whole);
  return g_strchomp (g_strndup (folded, CUBBY_PAYQR_TEXT_MAX));
}

char *
cubby_payqr_reference (const char *order_number)
{
  g_autoptr (GString) reference = g_string_new (NULL);
  for (const char *c = order_number; *c != '\0' && reference->len < 20; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (reference, g_ascii_toupper (*c));
  return g_string_free (g_steal_pointer (&reference), FALSE);
}
