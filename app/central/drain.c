/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/drain.h"
#include "app/common/log.h"
#include "app/common/sd-notify.h"

#define LOOK_MS 50

static void
on_look (gpointer data)
{
  CubbyCentral *central = data;
  guint busy = cubby_http_server_get_n_busy (central->server);
  gboolean late = g_get_monotonic_time () >= central->drain_until_us;
  if (!central->draining || (busy > 0 && !late))
    return;
  if (busy > 0)
    g_warning ("%u requests had no answer after %u s; their senders repeat them", busy,
               central->settings->serving.drain_s);
  const char *left = busy == 0 ? "none" : "some";
  cubby_log_event ("drained", "left", left, NULL);
  cubby_http_server_quit (central->server);
}

void
cubby_drain_begin (gpointer data)
{
  CubbyCentral *central = data;
  if (central->draining) {
    cubby_http_server_quit (central->server);
    return;
  }
  central->draining = TRUE;
  central->drain_until_us =
      g_get_monotonic_time () + (gint64)central->settings->serving.drain_s * G_USEC_PER_SEC;
  cubby_sd_notify ("STOPPING=1");
  cubby_log_event ("draining", NULL);
  cubby_http_server_drain (central->server);
  cubby_stream_drain (central->stream);
  cubby_http_server_add_timer (central->server, LOOK_MS, on_look, central);
}
