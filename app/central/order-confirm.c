/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/order-confirm.h"
#include "app/central/outbox.h"
#include "app/central/parcel.h"
#include "protocols/payqr/payqr.h"

gboolean
cubby_order_announce (CubbyStore *store, const char *order, GError **error)
{
  return cubby_parcel_announce (store, order, error) &&
         cubby_outbox_add (store, "confirmed", order, NULL, 0, error);
}

static gboolean
describe_vietqr (CubbyStore *store, const char *number, CubbyPayQr *qr)
{
  if (store->settings->vietqr_bank == NULL || store->settings->vietqr_account == NULL)
    return FALSE;
  qr->scheme = g_strdup ("vietqr-account");
  qr->bank = g_strdup (store->settings->vietqr_bank);
  qr->account = g_strdup (store->settings->vietqr_account);
  qr->purpose = cubby_payqr_purpose (number, NULL);
  return TRUE;
}

static gboolean
describe_promptpay (CubbyStore *store, const char *number, CubbyPayQr *qr)
{
  if (store->settings->promptpay_id == NULL)
    return FALSE;
  qr->scheme = g_strdup ("promptpay-mobile");
  qr->account = g_strdup (store->settings->promptpay_id);
  return TRUE;
}

static const struct {
  const char *method;
  gboolean (*describe) (CubbyStore *store, const char *number, CubbyPayQr *qr);
} qr_methods[] = {
    {"vietqr", describe_vietqr},
    {"promptpay", describe_promptpay},
};

char *
cubby_order_make_payment_qr (CubbyStore *store, const char *method, const char *number, gint64 total,
                             const char *currency, const char *payment_status)
{
  if (g_strcmp0 (payment_status, "pending") != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (qr_methods); i++) {
    g_auto (CubbyPayQr) qr = {.amount = total};
    if (g_strcmp0 (qr_methods[i].method, method) != 0 || !qr_methods[i].describe (store, number, &qr))
      continue;
    if (g_strcmp0 (cubby_payqr_get_currency (qr.scheme), currency) != 0)
      return NULL;
    g_autoptr (GError) error = NULL;
    char *text = cubby_payqr_encode (&qr, &error);
    if (text == NULL)
      g_warning ("payment QR of %s: %s", number, error->message);
    return text;
  }
  return NULL;
}
