/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the file of --config says; every key has a fallback, so that a desk needs no file. */
typedef struct {
  char *public_url;    /* [service]: what links in messages begin with */
  char *shop_name;     /* [service]: who signs messages */
  char *time_zone;     /* [service]: IANA name, for times that people read */
  char *gs1_prefix;    /* [service]: parcel labels begin with it */
  char *media_folder;  /* [service] (nullable): of pictures; NULL: beside the database */
  guint hold_hours;    /* [pickup]: how long a parcel waits */
  guint pay_hours;     /* [pickup]: how long an order waits for its payment */
  guint hold_minutes;  /* [baskets]: how long checkout holds stock */
  char *pass_key_file; /* [pass] (nullable): without it no passes are minted */
  char *mail_url;      /* [mail] (nullable): without it no mail goes out */
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
  char *vietqr_bank; /* [payqr] (nullable) */
  char *vietqr_account;
  char *promptpay_id;
} CubbyCentralSettings;

/* @path: (nullable): NULL for the fallbacks alone. */
CubbyCentralSettings *cubby_central_settings_load (const char *path, GError **error);
void cubby_central_settings_free (CubbyCentralSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCentralSettings, cubby_central_settings_free)

G_END_DECLS
