/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/scheme.h"

#include <string.h>

static const CubbyPayScheme *const schemes[] = {
    &cubby_pay_vietqr_account,
    &cubby_pay_vietqr_card,
    &cubby_pay_promptpay_mobile,
    &cubby_pay_promptpay_tax_id,
    &cubby_pay_promptpay_wallet,
    &cubby_pay_promptpay_bill,
    NULL,
};

const CubbyPayScheme *const *
cubby_pay_schemes (void)
{
  return schemes;
}

gboolean
cubby_pay_check (const char *what, const char *text, gsize min, gsize max, const char *set, GError **error)
{
  gsize length = text != NULL ? strlen (text) : 0;
  if (text != NULL && length >= min && length <= max && strspn (text, set) == length)
    return TRUE;
  g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_VALUE,
               "%s “%s” is not %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT " characters of: %s", what,
               text != NULL ? text : "", min, max, set);
  return FALSE;
}
