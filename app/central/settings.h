/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/settings-serving.h"

G_BEGIN_DECLS

/* What a currency earns and what a point is worth in it, in minor units; 0: nothing. */
typedef struct {
  const char *currency;
  gint64 spend; /* for one point */
  gint64 worth; /* of one point */
} CubbyLoyaltyRate;

#define CUBBY_N_LOYALTY_RATES 3

/* What the file of --config says; every key has a fallback, so that a desk needs no file. */
typedef struct {
  char *public_url;          /* [service]: what links in messages begin with */
  char *shop_name;           /* [service]: who signs messages */
  char *time_zone;           /* [service]: IANA name, for times that people read */
  char *gs1_prefix;          /* [service]: parcel labels begin with it */
  char *media_folder;        /* [service] (nullable): of pictures; NULL: beside the database */
  guint hold_hours;          /* [pickup]: how long a parcel waits */
  guint pay_hours;           /* [pickup]: how long an order waits for its payment */
  guint hold_minutes;        /* [baskets]: how long checkout holds stock */
  guint token_overlap_hours; /* [kiosk]: how long a token is good after another was made */
  char *pass_key_file;       /* [pass] (nullable): without it no passes are minted */
  char *mail_url;            /* [mail] (nullable): without it no mail goes out */
  char *mail_from;
  char *mail_user;
  char *mail_password_file;
  gboolean mail_starttls;
  guint undo_delay_s;  /* [notices]: a ready notice waits this long */
  guint retry_first_s; /* [notices]: the first wait after a failure; doubles */
  guint retry_attempts;
  guint idempotency_days; /* [retention] */
  guint feed_days;
  guint tax_vnd_bp; /* [tax]: in what neither a product nor its category says, basis points */
  guint tax_thb_bp;
  guint tax_usd_bp;
  guint customer_months; /* [retention], 0: for ever, as those below */
  guint order_personal_months;
  guint basket_days;
  guint audit_months;
  guint kiosk_event_days;
  char *country;        /* [customers]: VN or TH: of numbers without a country code */
  guint reminder_hours; /* [baskets]: a basket was left behind; 0: nobody is reminded */
  CubbyLoyaltyRate loyalty[CUBBY_N_LOYALTY_RATES];
  guint loyalty_months; /* [loyalty]: points end; 0: never */
  char *vietqr_bank;    /* [payqr] (nullable) */
  char *vietqr_account;
  char *promptpay_id;
  CubbyServingSettings serving; /* [service], [tls], [limits] */
} CubbyCentralSettings;

/* @path: (nullable): NULL for the fallbacks alone. */
CubbyCentralSettings *cubby_central_settings_load (const char *path, GError **error);
void cubby_central_settings_free (CubbyCentralSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCentralSettings, cubby_central_settings_free)

G_END_DECLS
