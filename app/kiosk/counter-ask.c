/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/counter-ask.h"

#include "app/kiosk/bus-failure.h"

#define ANSWER_MS 8000

typedef struct {
  CubbyContext *context;
  char *method;
  guint visit;
  CubbyAnswered answered;
  gpointer data;
  GDestroyNotify destroy;
} Ask;

static void
ask_free (Ask *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->method);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

/* The strings of an answer in their order: the reason, and where there are such, grant and door. */
static void
read_strings (GVariant *reply, const char *strings[3])
{
  for (gsize i = 0; i < MIN (3, g_variant_n_children (reply)); i++) {
    g_autoptr (GVariant) one = g_variant_get_child_value (reply, i);
    if (!g_variant_is_of_type (one, G_VARIANT_TYPE_STRING))
      return;
    g_variant_get_child (reply, i, "&s", &strings[i]);
  }
}

static GVariant *
read_detail (GVariant *reply)
{
  gsize n = g_variant_n_children (reply);
  g_autoptr (GVariant) last = n > 0 ? g_variant_get_child_value (reply, n - 1) : NULL;
  if (last != NULL && g_variant_is_of_type (last, G_VARIANT_TYPE_VARDICT))
    return g_steal_pointer (&last);
  return g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ask) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  const char *strings[3] = {"no_answer", "", ""};
  if (reply == NULL) {
    g_warning ("%s: lockerd gave no answer: %s", self->method, error->message);
    strings[0] = cubby_bus_failure_name (error);
    reply = g_variant_ref_sink (g_variant_new ("()"));
  }
  read_strings (reply, strings);
  g_autoptr (GVariant) detail = read_detail (reply);
  const CubbyAnswer answer = {
      .reason = strings[0], .grant = strings[1], .door = strings[2], .detail = detail};
  self->answered (self->context, &answer, self->visit == self->context->session->visit, self->data);
}

void
cubby_counter_ask (CubbyContext *context, const char *method, GVariant *arguments, CubbyAnswered answered,
                   gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (context != NULL && method != NULL && answered != NULL);
  cubby_bus_failure_init ();
  Ask *self = g_new (Ask, 1);
  *self = (Ask){.context = context,
                .method = g_strdup (method),
                .visit = context->session->visit,
                .answered = answered,
                .data = data,
                .destroy = destroy};
  g_dbus_proxy_call (G_DBUS_PROXY (cubby_peers_get_counter (context->peers)), method, arguments,
                     G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, NULL, on_answer, self);
}

gboolean
cubby_answer_is_granted (const CubbyAnswer *answer)
{
  return g_str_equal (answer->reason, "granted");
}
