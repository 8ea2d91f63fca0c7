/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/settings.h"

#include "app/common/settings-private.h"

#include <stdlib.h>
#include <string.h>

static const char *const languages_known[] = {"vi", "th", "en", NULL};

static void
read_store (CubbySettings *settings, CubbyConfFile *conf)
{
  settings->store_id = cubby_conf_file_get_string (conf, "store", "id", NULL);
  settings->store_gln = cubby_conf_file_get_string (conf, "store", "gln", "");
  settings->store_name = cubby_conf_file_get_string (conf, "store", "name", NULL);
  settings->currency = cubby_conf_file_get_string (conf, "store", "currency", "VND");
  settings->time_zone = cubby_conf_file_get_string (conf, "store", "time-zone", "Asia/Ho_Chi_Minh");
}

static void
read_kiosk (CubbySettings *settings, CubbyConfFile *conf)
{
  settings->kiosk_id = cubby_conf_file_get_string (conf, "kiosk", "id", NULL);
  settings->languages = cubby_conf_file_get_list (conf, "kiosk", "languages", "vi;th;en");
  for (char **language = settings->languages; *language != NULL; language++)
    if (!g_strv_contains (languages_known, *language))
      cubby_conf_file_fail (conf, "kiosk", "languages", "“%s” is not one of: vi, th, en", *language);
  if (settings->languages[0] == NULL)
    cubby_conf_file_fail (conf, "kiosk", "languages", "names no language");
  settings->session_timeout_s = cubby_conf_file_get_int (conf, "kiosk", "session-timeout-s", 90, 20, 3600);
  settings->warning_s = cubby_conf_file_get_int (conf, "kiosk", "warning-s", 20, 5, 120);
  settings->fullscreen = cubby_conf_file_get_boolean (conf, "kiosk", "fullscreen", TRUE);
}

/* "03:30" is the 210th minute; "" is none, -1. */
static int
read_minute (CubbyConfFile *conf, const char *group, const char *key, const char *fallback)
{
  g_autofree char *text = cubby_conf_file_get_string (conf, group, key, fallback);
  gboolean digits = strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0]) &&
                    g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]);
  int minute = digits ? atoi (text) * 60 + atoi (text + 3) : 24 * 60;
  if (text[0] == '\0')
    return -1;
  if (minute >= 24 * 60 || text[3] > '5')
    cubby_conf_file_fail (conf, group, key, "“%s” is no time of day such as 03:30; nothing means never",
                          text);
  return minute;
}

static void
read_locker (CubbySettings *settings, CubbyConfFile *conf)
{
  CubbyLockerSettings *locker = &settings->locker;
  settings->state_directory =
      cubby_conf_file_get_string (conf, "locker", "state-directory", "/var/lib/cubby-lockerd");
  settings->journal_days = cubby_conf_file_get_int (conf, "locker", "journal-days", 90, 7, 3650);
  settings->staff_file = cubby_conf_file_get_string (conf, "locker", "staff-file", "/etc/cubby/staff.conf");
  settings->central_staff_file =
      cubby_conf_file_get_string (conf, "locker", "central-staff-file", "/etc/cubby/staff-central.conf");
  settings->pass_keys_file =
      cubby_conf_file_get_string (conf, "locker", "pass-keys-file", "/etc/cubby/pass-keys.conf");
  locker->doors_per_minute = cubby_conf_file_get_int (conf, "locker", "doors-per-minute", 20, 1, 60);
  locker->doors_open = cubby_conf_file_get_int (conf, "locker", "doors-open", 2, 1, 8);
  locker->pulse_ms = cubby_conf_file_get_int (conf, "locker", "pulse-ms", 500, 100, 2000);
  locker->cool_down_ms = cubby_conf_file_get_int (conf, "locker", "cool-down-ms", 3000, 500, 60000);
  locker->open_wait_ms = cubby_conf_file_get_int (conf, "locker", "open-wait-ms", 3000, 500, 15000);
  locker->shut_remind_s = cubby_conf_file_get_int (conf, "locker", "shut-remind-s", 30, 5, 600);
  locker->shut_alarm_s = cubby_conf_file_get_int (conf, "locker", "shut-alarm-s", 120, 10, 3600);
  locker->assigned_s = cubby_conf_file_get_int (conf, "locker", "assigned-s", 3600, 60, 86400);
  locker->reopen_s = cubby_conf_file_get_int (conf, "locker", "reopen-s", 120, 0, 3600);
  locker->undo_s = cubby_conf_file_get_int (conf, "locker", "undo-s", 60, 0, 3600);
  locker->self_test_minute = read_minute (conf, "locker", "self-test", "03:30");
  locker->retries = cubby_conf_file_get_int (conf, "locker", "retries", 2, 0, 5);
}

/* Whether a plain http:// URL stays on this machine. */
static gboolean
is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  return host != NULL &&
         (g_str_equal (host, "localhost") || g_str_equal (host, "::1") || g_str_has_prefix (host, "127."));
}

static void
read_link (CubbySettings *settings, CubbyConfFile *conf)
{
  settings->central_url = cubby_conf_file_get_string (conf, "link", "central-url", NULL);
  settings->link_token_file =
      cubby_conf_file_get_string (conf, "link", "token-file", "/etc/cubby/link.token");
  settings->replica_directory =
      cubby_conf_file_get_string (conf, "link", "replica-directory", "/var/lib/cubby-linkd");
  settings->allow_plain_http = cubby_conf_file_get_boolean (conf, "link", "allow-plain-http", FALSE);
  gboolean plain = g_str_has_prefix (settings->central_url, "http://");
  if (!plain && !g_str_has_prefix (settings->central_url, "https://"))
    cubby_conf_file_fail (conf, "link", "central-url", "“%s” does not start with https://",
                          settings->central_url);
  if (plain && settings->allow_plain_http && !is_loopback (settings->central_url))
    cubby_conf_file_fail (conf, "link", "central-url",
                          "“%s” is not on this machine; allow-plain-http=true is for 127.0.0.1 alone",
                          settings->central_url);
  if (plain && !settings->allow_plain_http)
    cubby_conf_file_fail (conf, "link", "central-url",
                          "“%s” is not encrypted; use https://, or set allow-plain-http=true on a desk",
                          settings->central_url);
}

static CubbySettings *
settings_read (CubbyConfFile *conf, GError **error)
{
  g_autoptr (CubbySettings) settings = g_new0 (CubbySettings, 1);
  settings->path = g_strdup (cubby_conf_file_get_path (conf));
  read_store (settings, conf);
  read_kiosk (settings, conf);
  read_locker (settings, conf);
  read_link (settings, conf);
  cubby_settings_read_profiles (settings, conf);
  cubby_settings_read_hardware (settings, conf);
  cubby_settings_read_scanners (settings, conf);
  cubby_settings_read_lights (settings, conf);
  cubby_settings_read_bank (settings, conf);
  return cubby_conf_file_finish (conf, error) ? g_steal_pointer (&settings) : NULL;
}

CubbySettings *
cubby_settings_load (const char *path, GError **error)
{
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new (path, error);
  return conf != NULL ? settings_read (conf, error) : NULL;
}

CubbySettings *
cubby_settings_load_from_data (const char *name, const char *text, GError **error)
{
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new_from_data (name, text, error);
  return conf != NULL ? settings_read (conf, error) : NULL;
}

void
cubby_settings_free (CubbySettings *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->store_id);
  g_free (self->store_gln);
  g_free (self->store_name);
  g_free (self->currency);
  g_free (self->time_zone);
  g_free (self->kiosk_id);
  g_strfreev (self->languages);
  g_free (self->state_directory);
  g_free (self->staff_file);
  g_free (self->central_staff_file);
  g_free (self->pass_keys_file);
  g_free (self->central_url);
  g_free (self->link_token_file);
  g_free (self->replica_directory);
  g_clear_pointer (&self->buses, g_ptr_array_unref);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->boards, g_ptr_array_unref);
  g_clear_pointer (&self->scanners, g_ptr_array_unref);
  g_clear_pointer (&self->lights, g_ptr_array_unref);
  g_clear_pointer (&self->bank, cubby_bank_free);
  g_free (self);
}
