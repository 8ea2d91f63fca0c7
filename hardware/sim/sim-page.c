/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-page.h"

#include "hardware/sim/sim-control.h"
#include "hardware/sim/sim-page-json.h"
#include "protocols/http/server.h"

#include <gio/gio.h>
#include <string.h>

#define PAGE "/org/cubby/sim/page.html"
#define COMMAND_MAX 512
#define KEEP_ALIVE_MS 10000

struct _CubbySimPage {
  CubbySimBank *bank;
  GMainContext *context; /* the bank's */
  CubbyHttpServer *server;
  GThread *thread;
  char *url;
  char *layout; /* JSON; written before the thread starts */

  /* The server thread's alone. */
  GPtrArray *streams; /* of CubbyHttpStream */
  char *state;        /* the last one, as an event */
};

/* Something on its way from one thread to the other. */
typedef struct {
  CubbySimPage *page;
  CubbyHttpRequest *request;
  char *text;
} Errand;

static Errand *
errand_new (CubbySimPage *page, CubbyHttpRequest *request, char *text)
{
  Errand *errand = g_new0 (Errand, 1);
  errand->page = page;
  errand->request = request;
  errand->text = text;
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_free (errand->text);
  g_free (errand);
}

static void
get_page (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GBytes) html = g_resources_lookup_data (PAGE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length = 0;
  const char *text = html != NULL ? g_bytes_get_data (html, &length) : "";
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_add_header (request, "Content-Security-Policy",
                                 "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
                                 "connect-src 'self'; base-uri 'none'; form-action 'none'");
  cubby_http_request_reply (request, 200, "text/html; charset=utf-8", text, length);
}

static void
get_bank (CubbyHttpRequest *request, gpointer data)
{
  const CubbySimPage *self = data;
  cubby_http_request_reply_json (request, 200, self->layout);
}

static void
stream_closed (CubbyHttpStream *stream, gpointer data)
{
  CubbySimPage *self = data;
  g_ptr_array_remove_fast (self->streams, stream);
}

static void
get_events (CubbyHttpRequest *request, gpointer data)
{
  CubbySimPage *self = data;
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  CubbyHttpStream *stream =
      cubby_http_request_start_stream (request, "text/event-stream", stream_closed, self);
  g_ptr_array_add (self->streams, stream);
  if (self->state != NULL) {
    g_autoptr (CubbyHttpFrame) frame = cubby_http_frame_new (self->state, strlen (self->state));
    cubby_http_stream_send (stream, frame);
  }
}

static void
send_to_all (CubbySimPage *self, const char *text)
{
  g_autoptr (CubbyHttpFrame) frame = cubby_http_frame_new (text, strlen (text));
  /* From the end: sending to a reader who is gone takes its stream out. */
  for (guint i = self->streams->len; i > 0; i--)
    cubby_http_stream_send (g_ptr_array_index (self->streams, i - 1), frame);
}

static void
keep_alive (gpointer data)
{
  send_to_all (data, ": keep-alive\n\n");
}

static void
publish (gpointer data)
{
  Errand *errand = data;
  CubbySimPage *self = errand->page;
  g_free (self->state);
  self->state = g_steal_pointer (&errand->text);
  errand_free (errand);
  send_to_all (self, self->state);
}

static void
event_cb (CubbySimBank *bank, const char *event, gpointer data)
{
  CubbySimPage *self = data;
  g_autofree char *json = cubby_sim_page_describe_state (bank, event);
  cubby_http_server_invoke (self->server, publish,
                            errand_new (self, NULL, g_strdup_printf ("data: %s\n\n", json)));
}

static void
reply_to_command (gpointer data)
{
  Errand *errand = data;
  gboolean good = g_str_has_suffix (errand->text, "ok\n");
  cubby_http_request_reply (errand->request, good ? 200 : 409, "text/plain; charset=utf-8", errand->text,
                            strlen (errand->text));
  errand_free (errand);
}

/* In the bank's thread. */
static gboolean
run_command (gpointer data)
{
  Errand *errand = data;
  g_autoptr (GString) reply = g_string_new (NULL);
  cubby_sim_command (errand->page->bank, errand->text, reply);
  g_free (errand->text);
  errand->text = g_string_free (g_steal_pointer (&reply), FALSE);
  cubby_http_server_invoke (errand->page->server, reply_to_command, errand);
  return G_SOURCE_REMOVE;
}

/* A page of somebody else's cannot send this header here, so it cannot play with the doors. */
static void
post_command (CubbyHttpRequest *request, gpointer data)
{
  static const char refusal[] = "error: the header X-Cubby-Sim is missing, or the command is no text\n";
  gsize length = 0;
  const char *text = g_bytes_get_data (cubby_http_request_get_body (request), &length);
  if (cubby_http_request_get_header (request, "X-Cubby-Sim") == NULL || length > COMMAND_MAX ||
      !g_utf8_validate_len (length > 0 ? text : "", length, NULL)) {
    cubby_http_request_reply (request, 400, "text/plain; charset=utf-8", refusal, strlen (refusal));
    return;
  }
  CubbySimPage *self = data;
  Errand *errand = errand_new (self, request, g_strndup (length > 0 ? text : "", length));
  g_main_context_invoke (self->context, run_command, errand);
}

static const CubbyHttpRoute routes[] = {
    {.method = "GET", .pattern = "/", .handler = get_page},
    {.method = "GET", .pattern = "/bank", .handler = get_bank},
    {.method = "GET", .pattern = "/events", .handler = get_events},
    {.method = "POST", .pattern = "/command", .handler = post_command},
};

static gpointer
serve (gpointer data)
{
  CubbySimPage *self = data;
  cubby_http_server_run (self->server);
  return NULL;
}

CubbySimPage *
cubby_sim_page_new (CubbySimBank *bank, const char *listen, GError **error)
{
  g_autoptr (CubbySimPage) self = g_new0 (CubbySimPage, 1);
  self->bank = g_object_ref (bank);
  self->context = g_main_context_ref_thread_default ();
  self->streams = g_ptr_array_new ();
  self->server = cubby_http_server_new (routes, G_N_ELEMENTS (routes), NULL, NULL, self);
  if (!cubby_http_server_listen (self->server, listen, NULL, error))
    return NULL;
  g_autofree char *address = cubby_http_server_get_address (self->server, 0);
  self->url = g_strdup_printf ("http://%s/", address);
  self->layout = cubby_sim_page_describe_bank (bank);
  cubby_http_server_add_timer (self->server, KEEP_ALIVE_MS, keep_alive, self);
  g_signal_connect (bank, "event", G_CALLBACK (event_cb), self);
  event_cb (bank, NULL, self);
  self->thread = g_thread_new ("sim-page", serve, self);
  return g_steal_pointer (&self);
}

void
cubby_sim_page_free (CubbySimPage *self)
{
  g_signal_handlers_disconnect_by_data (self->bank, self);
  if (self->thread != NULL) {
    cubby_http_server_quit (self->server);
    g_thread_join (self->thread);
    cubby_http_server_flush (self->server);
  }
  cubby_http_server_free (self->server);
  g_ptr_array_unref (self->streams);
  g_main_context_unref (self->context);
  g_object_unref (self->bank);
  g_free (self->layout);
  g_free (self->state);
  g_free (self->url);
  g_free (self);
}

const char *
cubby_sim_page_get_url (CubbySimPage *self)
{
  return self->url;
}
