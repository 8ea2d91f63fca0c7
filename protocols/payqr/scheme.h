/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/payqr/payqr.h"

G_BEGIN_DECLS

typedef struct _CubbyPayScheme CubbyPayScheme;

/**
 * CubbyPaySystem:
 * @template_id: the merchant account template it lives in
 * @aid: the application in object 00 of that template
 * @order: the objects between 01 and 63
 * @fill: checks @pay and writes it into the template and the rest of the root
 * @matches: whether a template with the right @aid is of this scheme
 * @read: the other way round
 *
 * How a country's banks write a request for money. A file each.
 */
typedef struct {
  const char *currency;
  const char *currency_number; /* ISO 4217 */
  guint decimals;
  const char *country;
  guint template_id;
  const char *aid;
  const guint8 *order;
  gboolean (*fill) (const CubbyPayScheme *self, const CubbyPayQr *pay, CubbyEmvFields *template,
                    CubbyEmvFields *root, GError **error);
  gboolean (*matches) (const CubbyPayScheme *self, const CubbyEmvFields *template);
  gboolean (*read) (const CubbyPayScheme *self, const CubbyEmvFields *template, const CubbyEmvFields *root,
                    CubbyPayQr *pay, GError **error);
} CubbyPaySystem;

/**
 * CubbyPayScheme:
 * @account_id: the kind of account, where a system knows several
 *
 * One way of asking for money: an account of a system. A row in schemes.c.
 */
struct _CubbyPayScheme {
  const char *name;
  const CubbyPaySystem *system;
  guint account_id;
};

extern const CubbyPayScheme cubby_pay_vietqr_account;
extern const CubbyPayScheme cubby_pay_vietqr_card;
extern const CubbyPayScheme cubby_pay_promptpay_mobile;
extern const CubbyPayScheme cubby_pay_promptpay_tax_id;
extern const CubbyPayScheme cubby_pay_promptpay_wallet;
extern const CubbyPayScheme cubby_pay_promptpay_bill;

/* Returns: (array zero-terminated=1): all of them. */
const CubbyPayScheme *const *cubby_pay_schemes (void);

/**
 * cubby_pay_check:
 * @what: for the message: "the account"
 * @text: (nullable)
 * @set: the characters that may be in it
 *
 * Returns: whether @text has @min to @max characters, all of @set.
 */
gboolean cubby_pay_check (const char *what, const char *text, gsize min, gsize max, const char *set,
                          GError **error);

#define CUBBY_PAY_DIGITS "0123456789"
#define CUBBY_PAY_UPPER CUBBY_PAY_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define CUBBY_PAY_PRINTABLE CUBBY_PAY_TEXT "!\"#$%&'()*+,:;<=>?@[\\]^`{|}~"
#define CUBBY_PAY_TEXT CUBBY_PAY_UPPER "abcdefghijklmnopqrstuvwxyz -._/"

G_END_DECLS
