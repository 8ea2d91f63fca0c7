/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/hello.h"

#include "app/common/log.h"
#include "app/domain/clock-skew.h"
#include "protocols/http/json-body.h"

#include <json-glib/json-glib.h>

#define EVERY_S 3600
#define MOMENT_US (60 * G_USEC_PER_SEC) /* a link that goes up and down does not chat */
#define TIMEOUT_MS 15000

struct _CubbyHello {
  CubbyCentralApi *api;
  GCancellable *cancellable;
  void (*told) (gint64 skew_ms, gpointer data);
  gpointer data;
  gint64 last_us;
  guint timer;
  gboolean warned;
};

static void
warn (CubbyHello *self, gint64 skew_ms)
{
  gboolean alarm = cubby_clock_skew_is_alarm (skew_ms);
  if (alarm && !self->warned) {
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, skew_ms);
    cubby_log_event ("clock", "skew_ms", text, NULL);
    g_warning (
        "the clock of this kiosk is %" G_GINT64_FORMAT
        " s off that of the central service; passes are judged by it: set the time, and let it be kept "
        "(timedatectl set-ntp true)",
        skew_ms / 1000);
  }
  self->warned = alarm;
}

/* Returns: FALSE when @text is no answer to a hello. */
static gboolean
read_skew (const char *text, gsize size, gint64 *ret_skew_ms)
{
  g_autoptr (JsonNode) node = cubby_json_read_object (text, size);
  JsonNode *skew = node != NULL ? json_object_get_member (json_node_get_object (node), "skew_ms") : NULL;
  if (skew == NULL || json_node_get_value_type (skew) != G_TYPE_INT64)
    return FALSE;
  *ret_skew_ms = json_node_get_int (skew);
  return TRUE;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_central_api_call_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  CubbyHello *self = user_data;
  gsize size = 0;
  gint64 skew_ms = 0;
  if (response == NULL || response->status != 200) {
    self->last_us = 0; /* the next chance is taken */
    return;
  }
  const char *text = g_bytes_get_data (response->body, &size);
  if (!read_skew (text, size, &skew_ms))
    return;
  warn (self, skew_ms);
  self->told (skew_ms, self->data);
}

void
cubby_hello_say (CubbyHello *self)
{
  gint64 now_us = g_get_monotonic_time ();
  if (self->last_us != 0 && now_us - self->last_us < MOMENT_US)
    return;
  self->last_us = now_us;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *seconds = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *body = g_strdup_printf ("{\"time\":\"%s.%03dZ\",\"version\":\"%s\"}", seconds,
                                           g_date_time_get_microsecond (now) / 1000, CUBBY_VERSION);
  CubbyCentralCall call = {
      .method = "POST", .path = "/v1/kiosk/hello", .body = body, .timeout_ms = TIMEOUT_MS};
  cubby_central_api_call_async (self->api, &call, self->cancellable, on_answer, self);
}

static gboolean
on_hour (gpointer data)
{
  cubby_hello_say (data);
  return G_SOURCE_CONTINUE;
}

CubbyHello *
cubby_hello_new (CubbyCentralApi *api, void (*told) (gint64 skew_ms, gpointer data), gpointer data)
{
  CubbyHello *self = g_new0 (CubbyHello, 1);
  self->api = api;
  self->told = told;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add_seconds (EVERY_S, on_hour, self);
  return self;
}

void
cubby_hello_free (CubbyHello *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_source_remove (self->timer);
  g_free (self);
}
