/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CUBBY_NOTIFY_ERROR (cubby_notify_error_quark ())
GQuark cubby_notify_error_quark (void);

typedef enum {
  CUBBY_NOTIFY_ERROR_TEMPLATE, /* there is no such notice or language */
  CUBBY_NOTIFY_ERROR_ADDRESS,  /* it can never be delivered */
  CUBBY_NOTIFY_ERROR_LATER,    /* worth another try */
} CubbyNotifyError;

/**
 * CubbyNotice:
 *
 * What a buyer is told, whatever the channel. Texts are in the buyer's language
 * already where they are shown as they are; absent ones are NULL.
 */
typedef struct {
  char *id;       /* of the outbox row: a repeat carries the same */
  char *kind;     /* confirmed ready picked_up expired reminder basket_reminder */
  char *language; /* vi th en */
  gint64 time;    /* Unix seconds */

  char *order_number;
  char *order_url;   /* of the pass page */
  char *total;       /* "199.000 ₫" */
  char *total_plain; /* "199000", for machines: major units with a point */
  char *currency;
  char *items; /* a line each: "2 × Áo thun" */
  char *merchant;
  char *customer_name;
  char *store_name;
  char *store_address;
  char *hold_until;     /* for people */
  char *hold_until_iso; /* for machines */
  char *order_time_iso;
  char *method; /* shipping store_pickup locker_pickup */

  char *pass_code; /* ABCDE-FGHJK */
  GBytes *pass_png;

  char *basket_url;      /* of a basket_reminder, which is about no order */
  char *unsubscribe_url; /* where it can be ended, with one click (RFC 8058) */

  char *email; /* where to */
} CubbyNotice;

CubbyNotice *cubby_notice_new (void);
void cubby_notice_free (CubbyNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyNotice, cubby_notice_free)

G_END_DECLS
