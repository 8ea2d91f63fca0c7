/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/settings-serving.h"
#include "protocols/http/forwarded.h"

#include <string.h>

static const char *const log_words[] = {[CUBBY_REQUEST_LOG_NONE] = "none",
                                        [CUBBY_REQUEST_LOG_ERRORS] = "errors",
                                        [CUBBY_REQUEST_LOG_ALL] = "all",
                                        NULL};

static guint
read_uint (CubbyConfFile *conf, const char *group, const char *key, guint fallback, guint min, guint max)
{
  return (guint)cubby_conf_file_get_int (conf, group, key, fallback, min, max);
}

static void
read_service (CubbyServingSettings *self, CubbyConfFile *conf)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *word = cubby_conf_file_get_choice (conf, "service", "request-log", "errors", log_words);
  for (guint i = 0; log_words[i] != NULL; i++)
    if (g_strcmp0 (word, log_words[i]) == 0)
      self->log = i;
  self->proxies = cubby_conf_file_get_string (conf, "service", "trusted-proxies", "127.0.0.1, ::1, unix");
  self->metrics_listen = cubby_conf_file_get_optional (conf, "service", "metrics-listen");
  self->drain_s = read_uint (conf, "service", "drain-s", 20, 0, 3600);
  g_autoptr (GPtrArray) proxies = cubby_forwarded_read_proxies (self->proxies, &error);
  if (proxies == NULL)
    cubby_conf_file_fail (conf, "service", "trusted-proxies",
                          "must be addresses and networks with commas, such as 127.0.0.1, 10.0.0.0/8, unix");
}

char *
cubby_serving_settings_find_file (char *name)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  if (name == NULL || folder == NULL || strchr (name, '/') != NULL)
    return name;
  char *path = g_build_filename (folder, name, NULL);
  g_free (name);
  return path;
}

static void
read_tls (CubbyServingSettings *self, CubbyConfFile *conf)
{
  self->certificate =
      cubby_serving_settings_find_file (cubby_conf_file_get_optional (conf, "tls", "certificate-file"));
  self->key = cubby_serving_settings_find_file (cubby_conf_file_get_optional (conf, "tls", "key-file"));
  if ((self->certificate == NULL) != (self->key == NULL))
    cubby_conf_file_fail (conf, "tls", self->key == NULL ? "key-file" : "certificate-file",
                          "is missing: TLS needs the certificate and its key");
}

static void
read_limits (CubbyServingSettings *self, CubbyConfFile *conf)
{
  self->http = (CubbyHttpLimits){
      .connections = read_uint (conf, "limits", "connections", 20000, 10, 1000000),
      .connections_per_address = read_uint (conf, "limits", "connections-per-address", 200, 1, 1000000),
      .body_bytes = (gsize)read_uint (conf, "limits", "body-megabytes", 256, 1, 65536) << 20,
      .head_s = read_uint (conf, "limits", "head-s", 10, 1, 600),
      .body_s = read_uint (conf, "limits", "body-s", 30, 1, 3600),
      .idle_s = read_uint (conf, "limits", "idle-s", 75, 1, 3600),
  };
  self->streams = read_uint (conf, "limits", "streams", 15000, 0, 1000000);
  self->streams_per_key = read_uint (conf, "limits", "streams-per-key", 15000, 1, 1000000);
  self->key_per_minute = read_uint (conf, "limits", "key-per-minute", 0, 0, 10000000);
  self->open_per_minute = read_uint (conf, "limits", "open-per-minute", 600, 0, 10000000);
  self->enrol_per_minute = read_uint (conf, "limits", "enrol-per-minute", 10, 0, 10000000);
}

void
cubby_serving_settings_read (CubbyServingSettings *self, CubbyConfFile *conf)
{
  read_service (self, conf);
  read_tls (self, conf);
  read_limits (self, conf);
}

void
cubby_serving_settings_clear (CubbyServingSettings *self)
{
  g_free (self->proxies);
  g_free (self->metrics_listen);
  g_free (self->certificate);
  g_free (self->key);
}
