/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/ordering.h"

#include "app/kiosk/handing-over.h"
#include "app/kiosk/order-codec.h"

#define HTTP_OK 200
#define HTTP_CREATED 201

static void
take_order (CubbyContext *context, const char *body)
{
  CubbyCheckout *checkout = &context->session->checkout;
  g_autofree char *number = NULL;
  g_autofree char *path = NULL;
  if (!cubby_order_codec_read_order (body, &number, &path)) {
    g_warning ("the order was placed, but its answer cannot be read");
    cubby_session_set (&checkout->problem, "unreadable");
    cubby_navigator_renew (context->navigator);
    return;
  }
  g_autofree char *url = cubby_handing_over_resolve (context->settings, path);
  cubby_session_set (&checkout->number, number);
  cubby_session_set (&checkout->pass_url, url);
  cubby_session_set (&checkout->contact, NULL);
  cubby_basket_clear (context->session->basket);
  cubby_session_changed (context->session);
  cubby_navigator_step (context->navigator, CUBBY_STEP_ORDERED);
}

static void
take_problem (CubbyContext *context, const char *problem)
{
  cubby_session_set (&context->session->checkout.problem, problem);
  if (cubby_navigator_get_route (context->navigator) == CUBBY_ROUTE_CHECKOUT)
    cubby_navigator_renew (context->navigator);
}

typedef struct {
  CubbyContext *context;
  guint visit;
} Placing;

static void
on_placed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Placing *placing = data;
  CubbyContext *context = placing->context;
  CubbyCheckout *checkout = &context->session->checkout;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  guint status = 0;
  gboolean gone = placing->visit != context->session->visit; /* what is there now is somebody else's */
  if (!gone)
    checkout->waiting = FALSE;
  if (!cubby_link1_call_place_order_finish (CUBBY_LINK1 (source), &status, &body, result, &error)) {
    g_warning ("the order could not be sent: %s", error->message);
    if (!gone)
      take_problem (context, "offline");
    return;
  }
  if (gone) {
    g_message ("an order was answered with status %u after its session had ended", status);
    return;
  }
  cubby_session_set (&checkout->key, NULL);
  cubby_session_set (&checkout->request, NULL);
  if (status == HTTP_CREATED || status == HTTP_OK) {
    take_order (context, body);
    return;
  }
  g_autofree char *problem = cubby_order_codec_read_problem (body);
  g_warning ("the order was answered with status %u, %s", status,
             problem != NULL ? problem : "no problem named");
  take_problem (context, problem != NULL ? problem : "refused");
}

static char *
write_request (const CubbyContext *context)
{
  const CubbySession *session = context->session;
  const CubbyOrderWish wish = {
      .language = session->language,
      .store = context->settings->store_id,
      .method = session->checkout.method != NULL ? session->checkout.method : "locker_pickup",
      .contact = session->checkout.contact,
      .reach = session->ease.low_reach,
  };
  return cubby_order_codec_write_order (session->basket, &wish);
}

void
cubby_ordering_place (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  CubbyCheckout *checkout = &context->session->checkout;
  if (checkout->waiting || cubby_basket_count (context->session->basket) == 0)
    return;
  g_autofree char *request = write_request (context);
  if (checkout->key == NULL || g_strcmp0 (request, checkout->request) != 0) {
    g_autofree char *key = g_uuid_string_random ();
    cubby_session_set (&checkout->key, key);
    cubby_session_set (&checkout->request, request);
  }
  checkout->waiting = TRUE;
  cubby_session_set (&checkout->problem, NULL);
  Placing *placing = g_new0 (Placing, 1);
  *placing = (Placing){.context = context, .visit = context->session->visit};
  cubby_link1_call_place_order (cubby_peers_get_link (context->peers), checkout->request, checkout->key, NULL,
                                on_placed, placing);
}
