/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/settings.h"
#include "app/common/conf-file.h"
#include "app/domain/gtin.h"
#include "app/domain/tax.h"

#include <string.h>

static void
read_service (CubbyCentralSettings *self, CubbyConfFile *conf)
{
  self->public_url = cubby_conf_file_get_string (conf, "service", "public-url", "http://127.0.0.1:8080");
  self->shop_name = cubby_conf_file_get_string (conf, "service", "name", "Cubby");
  self->time_zone = cubby_conf_file_get_string (conf, "service", "time-zone", "Asia/Ho_Chi_Minh");
  self->gs1_prefix = cubby_conf_file_get_string (conf, "service", "gs1-prefix", "8939999");
  self->media_folder = cubby_conf_file_get_optional (conf, "service", "media-folder");
  self->hold_hours = (guint)cubby_conf_file_get_int (conf, "pickup", "hold-hours", 72, 1, 24 * 60);
  self->pay_hours = (guint)cubby_conf_file_get_int (conf, "pickup", "pay-hours", 24, 1, 24 * 60);
  self->hold_minutes = (guint)cubby_conf_file_get_int (conf, "baskets", "hold-minutes", 15, 1, 24 * 60);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->time_zone);
  if (zone == NULL)
    cubby_conf_file_fail (conf, "service", "time-zone", "must be an IANA name such as Asia/Bangkok");
  gsize length = strlen (self->public_url);
  if (length > 0 && self->public_url[length - 1] == '/')
    self->public_url[length - 1] = '\0';
  if (!g_str_has_prefix (self->public_url, "http://") && !g_str_has_prefix (self->public_url, "https://"))
    cubby_conf_file_fail (conf, "service", "public-url", "must begin with https:// (or http:// on a desk)");
  g_autofree char *label = cubby_sscc_new (0, self->gs1_prefix, 0);
  if (label == NULL)
    cubby_conf_file_fail (conf, "service", "gs1-prefix", "must be 7 to 10 digits");
}

static void
read_mail (CubbyCentralSettings *self, CubbyConfFile *conf)
{
  self->mail_url = cubby_conf_file_get_optional (conf, "mail", "url");
  self->mail_from = cubby_conf_file_get_string (conf, "mail", "from", "Cubby <cubby@localhost>");
  self->mail_user = cubby_conf_file_get_optional (conf, "mail", "user");
  self->mail_password_file =
      cubby_serving_settings_find_file (cubby_conf_file_get_optional (conf, "mail", "password-file"));
  self->mail_starttls = cubby_conf_file_get_boolean (conf, "mail", "starttls", FALSE);
  if (self->mail_url != NULL && !g_str_has_prefix (self->mail_url, "smtp://") &&
      !g_str_has_prefix (self->mail_url, "smtps://"))
    cubby_conf_file_fail (conf, "mail", "url", "must begin with smtp:// or smtps://");
}

static void
read_rest (CubbyCentralSettings *self, CubbyConfFile *conf)
{
  self->token_overlap_hours =
      (guint)cubby_conf_file_get_int (conf, "kiosk", "token-overlap-hours", 24, 0, 24 * 30);
  self->pass_key_file = cubby_conf_file_get_optional (conf, "pass", "key-file");
  self->undo_delay_s = (guint)cubby_conf_file_get_int (conf, "notices", "undo-delay-s", 60, 0, 3600);
  self->retry_first_s = (guint)cubby_conf_file_get_int (conf, "notices", "retry-first-s", 5, 1, 3600);
  self->retry_attempts = (guint)cubby_conf_file_get_int (conf, "notices", "retry-attempts", 12, 1, 100);
  self->idempotency_days =
      (guint)cubby_conf_file_get_int (conf, "retention", "idempotency-days", 30, 1, 3650);
  self->feed_days = (guint)cubby_conf_file_get_int (conf, "retention", "feed-days", 30, 1, 3650);
  self->tax_vnd_bp = (guint)cubby_conf_file_get_int (conf, "tax", "vnd-bp", 1000, 0, CUBBY_TAX_BP_MAX);
  self->tax_thb_bp = (guint)cubby_conf_file_get_int (conf, "tax", "thb-bp", 700, 0, CUBBY_TAX_BP_MAX);
  self->tax_usd_bp = (guint)cubby_conf_file_get_int (conf, "tax", "usd-bp", 0, 0, CUBBY_TAX_BP_MAX);
  self->vietqr_bank = cubby_conf_file_get_optional (conf, "payqr", "vietqr-bank");
  self->vietqr_account = cubby_conf_file_get_optional (conf, "payqr", "vietqr-account");
  self->promptpay_id = cubby_conf_file_get_optional (conf, "payqr", "promptpay-id");
}

static void
read_retention (CubbyCentralSettings *self, CubbyConfFile *conf)
{
  self->customer_months = (guint)cubby_conf_file_get_int (conf, "retention", "customer-months", 24, 0, 240);
  self->order_personal_months =
      (guint)cubby_conf_file_get_int (conf, "retention", "order-personal-months", 24, 0, 240);
  self->basket_days = (guint)cubby_conf_file_get_int (conf, "retention", "basket-days", 30, 0, 3650);
  self->audit_months = (guint)cubby_conf_file_get_int (conf, "retention", "audit-months", 24, 0, 240);
  self->kiosk_event_days =
      (guint)cubby_conf_file_get_int (conf, "retention", "kiosk-event-days", 400, 0, 3650);
}

static void
read_customers (CubbyCentralSettings *self, CubbyConfFile *conf)
{
  static const char *const countries[] = {"VN", "TH", NULL};
  static const CubbyLoyaltyRate rates[CUBBY_N_LOYALTY_RATES] = {
      {"VND", 10000, 100}, {"THB", 2500, 25}, {"USD", 100, 1}};
  self->country = cubby_conf_file_get_choice (conf, "customers", "country", "VN", countries);
  self->reminder_hours = (guint)cubby_conf_file_get_int (conf, "baskets", "reminder-hours", 24, 0, 720);
  self->loyalty_months = (guint)cubby_conf_file_get_int (conf, "loyalty", "expire-months", 12, 0, 240);
  for (guint i = 0; i < CUBBY_N_LOYALTY_RATES; i++) {
    g_autofree char *code = g_ascii_strdown (rates[i].currency, -1);
    g_autofree char *spend = g_strconcat ("spend-", code, NULL);
    g_autofree char *worth = g_strconcat ("worth-", code, NULL);
    self->loyalty[i].currency = rates[i].currency;
    self->loyalty[i].spend = cubby_conf_file_get_int (conf, "loyalty", spend, rates[i].spend, 0, G_MAXINT32);
    self->loyalty[i].worth = cubby_conf_file_get_int (conf, "loyalty", worth, rates[i].worth, 0, G_MAXINT32);
  }
}

CubbyCentralSettings *
cubby_central_settings_load (const char *path, GError **error)
{
  g_autoptr (CubbyConfFile) conf = path != NULL ? cubby_conf_file_new (path, error)
                                                : cubby_conf_file_new_from_data ("(no file)", "", error);
  if (conf == NULL)
    return NULL;
  g_autoptr (CubbyCentralSettings) self = g_new0 (CubbyCentralSettings, 1);
  read_service (self, conf);
  read_mail (self, conf);
  read_rest (self, conf);
  read_retention (self, conf);
  read_customers (self, conf);
  cubby_serving_settings_read (&self->serving, conf);
  return cubby_conf_file_finish (conf, error) ? g_steal_pointer (&self) : NULL;
}

void
cubby_central_settings_free (CubbyCentralSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->public_url);
  g_free (self->shop_name);
  g_free (self->time_zone);
  g_free (self->gs1_prefix);
  g_free (self->media_folder);
  g_free (self->pass_key_file);
  g_free (self->mail_url);
  g_free (self->mail_from);
  g_free (self->mail_user);
  g_free (self->mail_password_file);
  g_free (self->vietqr_bank);
  g_free (self->vietqr_account);
  g_free (self->promptpay_id);
  g_free (self->country);
  cubby_serving_settings_clear (&self->serving);
  g_free (self);
}
