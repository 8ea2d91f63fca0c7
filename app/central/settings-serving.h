/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/conf-file.h"
#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Which requests get a line in the log. */
typedef enum {
  CUBBY_REQUEST_LOG_NONE,
  CUBBY_REQUEST_LOG_ERRORS,
  CUBBY_REQUEST_LOG_ALL,
} CubbyRequestLog;

/* How the service is served: what is around its answers. */
typedef struct {
  char *proxies;        /* [service]: whose X-Forwarded-For is believed */
  char *metrics_listen; /* [service] (nullable): metrics for anybody there */
  guint drain_s;        /* [service]: how long requests and streams may take to come to their end */
  CubbyRequestLog log;  /* [service] */
  char *certificate;    /* [tls] (nullable): without it there is none */
  char *key;            /* [tls] (nullable) */
  CubbyHttpLimits http; /* [limits] */
  guint streams;        /* [limits]: in all */
  guint streams_per_key;
  guint key_per_minute; /* [limits]: 0 is none, here and below */
  guint open_per_minute;
  guint enrol_per_minute;
} CubbyServingSettings;

void cubby_serving_settings_read (CubbyServingSettings *self, CubbyConfFile *conf);
/* A name without a slash is a credential that systemd hands over (LoadCredential=). @name: (nullable): taken.
 * Returns: (nullable): the path to open */
char *cubby_serving_settings_find_file (char *name);
void cubby_serving_settings_clear (CubbyServingSettings *self);

G_END_DECLS
