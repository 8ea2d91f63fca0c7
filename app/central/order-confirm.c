/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/order-confirm.h"
#include "app/central/order-customer.h"
#include "app/central/outbox.h"
#include "app/central/parcel-notice.h"
#include "app/central/parcel.h"
#include "app/central/pass-book.h"
#include "app/central/unit-of-work.h"
#include "protocols/payqr/payqr.h"

gboolean
cubby_order_announce (CubbyStore *store, const char *order, GError **error)
{
  return cubby_parcel_announce (store, order, error) &&
         cubby_outbox_add (store, "confirmed", order, NULL, 0, error);
}

/* The kiosks hear of a parcel for the first time. */
static gboolean
announce_new (CubbyStore *store, const CubbyOrderFulfilment *fulfilment, const char *cti,
              const char *code_hash, GError **error)
{
  const char *const ctis[] = {cti, NULL};
  for (guint i = 0; i < fulfilment->parcels->len; i++) {
    CubbyOrderParcel *parcel = g_ptr_array_index (fulfilment->parcels, i);
    parcel->version = 1;
    CubbyParcelNotice notice = {
        .label = parcel->label,
        .fulfilment = fulfilment->id,
        .size = cubby_size_to_string (parcel->size),
        .of_store = fulfilment->location,
        .ctis = ctis,
        .code_hashes = code_hash,
        .hold_until = fulfilment->hold_until,
        .heavy = parcel->heavy,
        .reach = fulfilment->reach,
        .version = parcel->version,
        .epoch = cubby_facts_get_epoch (cubby_unit_of_work_get_facts (store->unit)),
    };
    if (!cubby_parcel_notice_put (store, &notice, error))
      return FALSE;
  }
  return TRUE;
}

/* One pass collects all parcels of a fulfilment. */
static gboolean
add_pass (CubbyStore *store, const CubbyOrder *order, const CubbyOrderFulfilment *fulfilment, GError **error)
{
  CubbyPassDraft draft = {
      .order = order->id,
      .fulfilment = fulfilment->id,
      .store = fulfilment->location,
      .exp = fulfilment->hold_until,
  };
  g_autofree char *code_hash = NULL;
  g_autofree char *cti = cubby_pass_book_add (store, &draft, &code_hash, error);
  return cti != NULL &&
         (order->status != CUBBY_ORDER_CONFIRMED || announce_new (store, fulfilment, cti, code_hash, error));
}

gboolean
cubby_order_confirm_new (CubbyStore *store, CubbyOrder *order, GError **error)
{
  for (guint i = 0; i < order->fulfilments->len; i++) {
    const CubbyOrderFulfilment *fulfilment = g_ptr_array_index (order->fulfilments, i);
    if (fulfilment->method == CUBBY_METHOD_LOCKER_PICKUP && !add_pass (store, order, fulfilment, error))
      return FALSE;
  }
  return order->status != CUBBY_ORDER_CONFIRMED || !cubby_order_may_tell (store, order) ||
         cubby_outbox_write (store, "confirmed", order->id, error);
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
