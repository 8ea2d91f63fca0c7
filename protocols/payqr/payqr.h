/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/payqr/emv-qr.h"

G_BEGIN_DECLS

#define CUBBY_PAYQR_TEXT_MAX 25

/**
 * CubbyPayQr:
 * @scheme: a row of the table: vietqr-account vietqr-card promptpay-mobile promptpay-tax-id
 *   promptpay-wallet promptpay-bill
 * @bank: VietQR: the bank's BIN, six digits
 * @account: the account, card, mobile (0801234567), tax id, wallet or biller (15 digits) that is paid to
 * @amount: in minor units (dong, satang); 0 leaves it to the payer
 * @bill_number: VietQR: printed on the payer's receipt
 * @purpose: VietQR: what the bank statement says; see cubby_payqr_purpose()
 * @reference1: promptpay-bill: 1–20 of A–Z 0–9; see cubby_payqr_reference()
 * @reference2: promptpay-bill
 * @merchant: the payee's name, at most 25 characters
 * @city: at most 15 characters
 *
 * What a payment QR asks for. Absent texts are NULL.
 */
typedef struct {
  char *scheme;
  char *bank;
  char *account;
  gint64 amount;
  char *bill_number;
  char *purpose;
  char *reference1;
  char *reference2;
  char *merchant;
  char *city;
} CubbyPayQr;

void cubby_payqr_clear (CubbyPayQr *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CubbyPayQr, cubby_payqr_clear)

/* Returns: (transfer full) (nullable): the text of the QR, or NULL with @error set. */
char *cubby_payqr_encode (const CubbyPayQr *self, GError **error);

/**
 * cubby_payqr_parse:
 * @ret_self: (out): set on success only; free with cubby_payqr_clear()
 */
gboolean cubby_payqr_parse (const char *text, CubbyPayQr *ret_self, GError **error);

/* Returns: (nullable): "VND" or "THB", or NULL when there is no such scheme. */
const char *cubby_payqr_get_currency (const char *scheme);

/**
 * cubby_payqr_purpose:
 * @order_number: comes first: banks cut the end off, and it is what joins a payment to its order
 * @text: (nullable): more words, in any language
 *
 * Returns: (transfer full): at most 25 characters of ASCII, without diacritics.
 */
char *cubby_payqr_purpose (const char *order_number, const char *text);

/* Returns: (transfer full): an order number as a PromptPay reference: its letters and digits, upper case, at
 * most 20. */
char *cubby_payqr_reference (const char *order_number);

G_END_DECLS
