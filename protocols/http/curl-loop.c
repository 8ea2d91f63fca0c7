/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/curl-loop.h"

#include <glib-unix.h>

struct _CubbyCurlLoop {
  grefcount refs;
  GMainContext *context;
  CURLM *multi;
  GSource *timer;
};

typedef struct {
  CubbyCurlDone done;
  gpointer data;
} Transfer;

static void
source_clear (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
curl_loop_report_done (CubbyCurlLoop *self)
{
  int left = 0;
  for (CURLMsg *message = curl_multi_info_read (self->multi, &left); message != NULL;
       message = curl_multi_info_read (self->multi, &left)) {
    if (message->msg != CURLMSG_DONE)
      continue;
    CURL *easy = message->easy_handle; /* the message dies with the removal */
    CURLcode result = message->data.result;
    char *private_data = NULL;
    curl_easy_getinfo (easy, CURLINFO_PRIVATE, &private_data);
    Transfer transfer = *(Transfer *)(gpointer)private_data;
    cubby_curl_loop_remove (self, easy);
    transfer.done (easy, result, transfer.data);
  }
}

static void
curl_loop_act (CubbyCurlLoop *loop, curl_socket_t fd, int events)
{
  g_autoptr (CubbyCurlLoop) self = cubby_curl_loop_ref (loop);
  int running = 0;
  curl_multi_socket_action (self->multi, fd, events, &running);
  curl_loop_report_done (self);
}

static gboolean
on_socket_ready (int fd, GIOCondition condition, gpointer user_data)
{
  int events = 0;
  if (condition & G_IO_IN)
    events |= CURL_CSELECT_IN;
  if (condition & G_IO_OUT)
    events |= CURL_CSELECT_OUT;
  if (condition & (G_IO_ERR | G_IO_HUP))
    events |= CURL_CSELECT_ERR;
  curl_loop_act (user_data, fd, events);
  return G_SOURCE_CONTINUE;
}

static int
on_curl_socket (CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  CubbyCurlLoop *self = user_data;
  GSource *old = socket_data;
  source_clear (&old);
  if (what == CURL_POLL_REMOVE) {
    curl_multi_assign (self->multi, fd, NULL);
    return 0;
  }
  GIOCondition condition = 0;
  if (what & CURL_POLL_IN)
    condition |= G_IO_IN;
  if (what & CURL_POLL_OUT)
    condition |= G_IO_OUT;
  GSource *source = g_unix_fd_source_new (fd, condition);
  g_source_set_callback (source, G_SOURCE_FUNC (on_socket_ready), self, NULL);
  g_source_attach (source, self->context);
  curl_multi_assign (self->multi, fd, source);
  return 0;
}

static gboolean
on_timer_due (gpointer user_data)
{
  CubbyCurlLoop *self = user_data;
  source_clear (&self->timer); /* curl sets the next one inside the action */
  curl_loop_act (self, CURL_SOCKET_TIMEOUT, 0);
  return G_SOURCE_REMOVE;
}

static int
on_curl_timer (CURLM *multi, long timeout_ms, void *user_data)
{
  CubbyCurlLoop *self = user_data;
  source_clear (&self->timer);
  if (timeout_ms < 0)
    return 0;
  self->timer = g_timeout_source_new ((guint)MIN (timeout_ms, (long)G_MAXINT));
  g_source_set_callback (self->timer, on_timer_due, self, NULL);
  g_source_attach (self->timer, self->context);
  return 0;
}

CubbyCurlLoop *
cubby_curl_loop_new (void)
{
  static gsize ready = 0;
  if (g_once_init_enter (&ready)) {
    curl_global_init (CURL_GLOBAL_DEFAULT);
    g_once_init_leave (&ready, 1);
  }
  CubbyCurlLoop *self = g_new0 (CubbyCurlLoop, 1);
  g_ref_count_init (&self->refs);
  self->context = g_main_context_ref_thread_default ();
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, on_curl_socket);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, on_curl_timer);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 8L);
  curl_multi_setopt (self->multi, CURLMOPT_MAXCONNECTS, 8L);
  return self;
}

CubbyCurlLoop *
cubby_curl_loop_ref (CubbyCurlLoop *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
cubby_curl_loop_unref (CubbyCurlLoop *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  curl_multi_cleanup (self->multi); /* closes idle connections: their sources go with them */
  source_clear (&self->timer);
  g_main_context_unref (self->context);
  g_free (self);
}

GMainContext *
cubby_curl_loop_get_context (CubbyCurlLoop *self)
{
  return self->context;
}

void
cubby_curl_loop_add (CubbyCurlLoop *self, CURL *easy, CubbyCurlDone done, gpointer data)
{
  Transfer *transfer = g_new0 (Transfer, 1);
  transfer->done = done;
  transfer->data = data;
  curl_easy_setopt (easy, CURLOPT_PRIVATE, transfer);
  cubby_curl_loop_ref (self);
  curl_multi_add_handle (self->multi, easy);
}

void
cubby_curl_loop_remove (CubbyCurlLoop *self, CURL *easy)
{
  char *private_data = NULL;
  curl_easy_getinfo (easy, CURLINFO_PRIVATE, &private_data);
  curl_multi_remove_handle (self->multi, easy);
  curl_easy_setopt (easy, CURLOPT_PRIVATE, NULL);
  g_free (private_data);
  cubby_curl_loop_unref (self);
}

void
cubby_curl_loop_wake (CubbyCurlLoop *self)
{
  int running = 0;
  curl_multi_perform (self->multi, &running);
  curl_loop_report_done (self);
}
