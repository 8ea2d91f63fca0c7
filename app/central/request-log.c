/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/request-log.h"
#include "app/central/api-key.h"
#include "app/common/log.h"

#define SLOW_US (1 * G_USEC_PER_SEC)

/* Of the failures what an operator looks into: who is refused, who is slowed down, what broke. */
static gboolean
is_wanted (CubbyRequestLog which, guint status, gint64 took_us)
{
  if (which != CUBBY_REQUEST_LOG_ERRORS)
    return which == CUBBY_REQUEST_LOG_ALL;
  return status >= 500 || status == 401 || status == 403 || status == 429 || took_us > SLOW_US;
}

void
cubby_request_log (CubbyRequestLog which, CubbyHttpRequest *request, guint status, gint64 took_us)
{
  if (!is_wanted (which, status, took_us))
    return;
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  char code[16];
  char ms[32];
  g_snprintf (code, sizeof code, "%u", status);
  g_snprintf (ms, sizeof ms, "%" G_GINT64_FORMAT ".%03d", took_us / 1000, (int)(took_us % 1000));
  cubby_log_event ("request", "method", cubby_http_request_get_method (request), "route",
                   cubby_http_request_get_pattern (request), "status", code, "ms", ms, "key",
                   key != NULL ? key->id : "-", "request_id", cubby_http_request_get_id (request), NULL);
}
