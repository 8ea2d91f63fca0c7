/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/linkd/bus-service.h"

#include "cubby-link-dbus.h"
#include "protocols/dbus/names.h"
#include "protocols/http/json-body.h"
#include "protocols/http/json-shape.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PATIENCE_MS 8000 /* as long as a shopper waits before being told */
#define MAX_REQUEST (256 * 1024)
#define MAX_KEY 255
#define MAX_ID 64

struct _CubbyBusService {
  CubbyCentralApi *api;
  CubbyLink1 *link;
  GCancellable *cancellable;
};

static void
refuse (GDBusMethodInvocation *invocation, const char *why)
{
  g_dbus_method_invocation_return_error_literal (invocation, CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_INVALID, why);
}

/* All methods answer alike: (status, body). */
static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GDBusMethodInvocation) invocation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_central_api_call_finish (result, &error);
  if (response == NULL) {
    g_message ("%s: %s", g_dbus_method_invocation_get_method_name (invocation), error->message);
    g_dbus_method_invocation_return_error_literal (g_steal_pointer (&invocation), CUBBY_BUS_ERROR,
                                                   CUBBY_BUS_ERROR_OFFLINE,
                                                   "the central service cannot be reached at the moment");
    return;
  }
  gsize size = 0;
  const char *data = g_bytes_get_data (response->body, &size);
  /* the kiosk takes it apart */
  g_autofree char *body = cubby_json_find_fault (data, size) == NULL
                              ? g_utf8_make_valid (data != NULL ? data : "", (gssize)size)
                              : g_strdup ("{}");
  g_dbus_method_invocation_return_value (g_steal_pointer (&invocation),
                                         g_variant_new ("(us)", response->status, body));
}

static void
service_call (CubbyBusService *self, GDBusMethodInvocation *invocation, const char *method, const char *path,
              const char *body, const char *key)
{
  CubbyCentralCall call = {
      .method = method, .path = path, .body = body, .key = key, .timeout_ms = PATIENCE_MS};
  cubby_central_api_call_async (self->api, &call, self->cancellable, on_answer, g_object_ref (invocation));
}

static gboolean
is_json_object (const char *text)
{
  gsize length = strlen (text);
  g_autoptr (JsonNode) node = length <= MAX_REQUEST ? cubby_json_read_object (text, length) : NULL;
  return node != NULL;
}

static gboolean
is_plain_word (const char *text, gsize max)
{
  gsize length = strlen (text);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-_.:", text[i]) == NULL)
      return FALSE;
  return length > 0 && length <= max;
}

static gboolean
post (CubbyBusService *self, GDBusMethodInvocation *invocation, const char *path, const char *request,
      const char *key)
{
  if (!is_json_object (request))
    refuse (invocation, "the request is no JSON object, or is too large");
  else if (!is_plain_word (key, MAX_KEY))
    refuse (invocation, "the key is not of letters, digits and - _ . :");
  else
    service_call (self, invocation, "POST", path, request, key);
  return TRUE;
}

static gboolean
on_place_order (CubbyLink1 *link, GDBusMethodInvocation *invocation, const char *request, const char *key,
                gpointer user_data)
{
  return post (user_data, invocation, "/v1/orders", request, key);
}

static gboolean
on_quote (CubbyLink1 *link, GDBusMethodInvocation *invocation, const char *request, gpointer user_data)
{
  if (is_json_object (request))
    service_call (user_data, invocation, "POST", "/v1/quotes", request, NULL);
  else
    refuse (invocation, "the request is no JSON object, or is too large");
  return TRUE;
}

static gboolean
on_save_basket (CubbyLink1 *link, GDBusMethodInvocation *invocation, const char *request, const char *key,
                gpointer user_data)
{
  return post (user_data, invocation, "/v1/baskets", request, key);
}

static gboolean
on_fetch_basket (CubbyLink1 *link, GDBusMethodInvocation *invocation, const char *id, gpointer user_data)
{
  g_autofree char *path = g_strconcat ("/v1/baskets/", id, NULL);
  if (is_plain_word (id, MAX_ID) && id[0] != '.')
    service_call (user_data, invocation, "GET", path, NULL, NULL);
  else
    refuse (invocation, "this is no basket's id");
  return TRUE;
}

/* As the centre gives them out: a number in quotes. */
static gboolean
is_etag (const char *text)
{
  gsize length = strlen (text);
  for (gsize i = 1; i + 1 < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 2 && length <= MAX_ID && text[0] == '"' && text[length - 1] == '"';
}

static gboolean
on_update_basket (CubbyLink1 *link, GDBusMethodInvocation *invocation, const char *id, const char *etag,
                  const char *request, gpointer user_data)
{
  CubbyBusService *self = user_data;
  g_autofree char *path = g_strconcat ("/v1/baskets/", id, NULL);
  CubbyCentralCall call = {
      .method = "PATCH", .path = path, .body = request, .if_match = etag, .timeout_ms = PATIENCE_MS};
  if (!is_plain_word (id, MAX_ID) || id[0] == '.')
    refuse (invocation, "this is no basket's id");
  else if (!is_etag (etag))
    refuse (invocation, "this is no basket's ETag");
  else if (!is_json_object (request))
    refuse (invocation, "the request is no JSON object, or is too large");
  else
    cubby_central_api_call_async (self->api, &call, self->cancellable, on_answer, g_object_ref (invocation));
  return TRUE;
}

CubbyBusService *
cubby_bus_service_new (CubbyCentralApi *api, GDBusConnection *bus, const char *catalogue_path, GError **error)
{
  g_autoptr (CubbyBusService) self = g_new0 (CubbyBusService, 1);
  self->api = api;
  self->cancellable = g_cancellable_new ();
  self->link = cubby_link1_skeleton_new ();
  cubby_link1_set_catalogue_path (self->link, catalogue_path);
  cubby_link1_set_state (self->link, cubby_link_state_to_string (CUBBY_LINK_OFFLINE));
  cubby_link1_set_problem (self->link, "");
  g_signal_connect (self->link, "handle-place-order", G_CALLBACK (on_place_order), self);
  g_signal_connect (self->link, "handle-quote", G_CALLBACK (on_quote), self);
  g_signal_connect (self->link, "handle-save-basket", G_CALLBACK (on_save_basket), self);
  g_signal_connect (self->link, "handle-fetch-basket", G_CALLBACK (on_fetch_basket), self);
  g_signal_connect (self->link, "handle-update-basket", G_CALLBACK (on_update_basket), self);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->link), bus, CUBBY_LINK_PATH, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cubby_bus_service_free (CubbyBusService *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->link, self);
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self->link)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->link));
  g_object_unref (self->link);
  g_free (self);
}

void
cubby_bus_service_set_state (CubbyBusService *self, CubbyLinkState state)
{
  cubby_link1_set_state (self->link, cubby_link_state_to_string (state));
}

void
cubby_bus_service_set_synced (CubbyBusService *self, gint64 wall_ms, gint64 running_ms)
{
  cubby_link1_set_synced_running (self->link, running_ms);
  cubby_link1_set_synced_at (self->link, wall_ms);
}

void
cubby_bus_service_set_problem (CubbyBusService *self, const char *problem)
{
  cubby_link1_set_problem (self->link, problem);
}

void
cubby_bus_service_set_clock_skew (CubbyBusService *self, gint64 skew_ms)
{
  cubby_link1_set_clock_skew (self->link, skew_ms);
}

void
cubby_bus_service_set_sequence (CubbyBusService *self, guint64 sequence)
{
  cubby_link1_set_sequence (self->link, sequence);
}

void
cubby_bus_service_tell_changed (CubbyBusService *self, guint64 sequence, const char *const *skus)
{
  cubby_link1_set_sequence (self->link, sequence);
  g_dbus_interface_skeleton_flush (
      G_DBUS_INTERFACE_SKELETON (self->link)); /* the property before the signal */
  cubby_link1_emit_changed (self->link, sequence, skus);
}
