/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/ordering.h"

#include "app/kiosk/handing-over.h"
#include "app/kiosk/order-codec.h"

typedef struct {
  CubbyContext *context;
  char *key;
} Sent;

static void
sent_free (Sent *sent)
{
  g_free (sent->key);
  g_free (sent);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sent, sent_free)

static void follow (CubbyContext *context, CubbyOrderMove move, const char *body, const char *request);

/* Leads to what became of the order; not away from an open door or from staff, who see it later. */
static void
tell (CubbyContext *context)
{
  CubbySession *session = context->session;
  CubbyStep step = session->checkout.number != NULL ? CUBBY_STEP_ORDERED : CUBBY_STEP_NOT_ORDERED;
  session->news = FALSE; /* or the step would tell it once more */
  if (!cubby_navigator_step (context->navigator, step))
    session->news = TRUE;
}

static void
on_moved (CubbyContext *context)
{
  if (context->session->news)
    tell (context);
}

/* What was ordered leaves the basket; what was put in meanwhile stays. */
static void
take_out (CubbyBasket *basket, const char *request)
{
  g_autoptr (CubbyBasket) ordered = cubby_basket_new ();
  if (!cubby_order_codec_read_basket (request, ordered))
    return;
  for (guint i = 0; i < cubby_basket_get_n_lines (ordered); i++) {
    const CubbyBasketLine *line = cubby_basket_get_line (ordered, i);
    cubby_basket_take (basket, line->sku, line->quantity);
  }
}

static void
take_order (CubbyContext *context, const char *body, const char *request)
{
  CubbyCheckout *checkout = &context->session->checkout;
  g_autofree char *number = NULL;
  g_autofree char *path = NULL;
  cubby_shared_basket_clear (&context->session->shared); /* it is an order now */
  take_out (context->session->basket, request);
  cubby_session_changed (context->session);
  if (!cubby_order_codec_read_order (body, &number, &path)) {
    g_warning ("the order was placed, but its answer cannot be read");
    cubby_session_set (&checkout->problem, "unreadable");
    return;
  }
  g_autofree char *url = cubby_handing_over_resolve (context->settings, path);
  cubby_session_set (&checkout->number, number);
  cubby_session_set (&checkout->pass_url, url);
  cubby_session_set (&checkout->contact, NULL);
}

/* What it costs now: the shopper sees it, and may order again. */
static void
take_quote (CubbySession *session, const char *body)
{
  g_autofree char *request = cubby_basket_quote_write_request (session->basket);
  if (!cubby_basket_quote_read (&session->quote, body, session->language, request))
    g_warning ("the price has changed, but what it is now cannot be read");
}

static void
take_problem (CubbyContext *context, const char *body)
{
  CubbyCheckout *checkout = &context->session->checkout;
  g_autofree char *problem = cubby_order_codec_read_problem (body);
  cubby_session_set (&checkout->problem, problem != NULL ? problem : "refused");
  g_clear_pointer (&checkout->missing, g_strfreev);
  checkout->missing = cubby_order_codec_read_missing (body);
  if (problem != NULL && g_str_equal (problem, "price-changed"))
    take_quote (context->session, body);
}

static void
on_placed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sent) sent = data;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  guint status = 0;
  if (!cubby_link1_call_place_order_finish (CUBBY_LINK1 (source), &status, &body, result, &error))
    g_warning ("the order could not be sent: %s", error->message);
  else
    g_message ("the order was answered with status %u", status);
  g_autofree char *new_key = g_uuid_string_random ();
  g_autofree char *request = NULL;
  CubbyOrderMove move =
      cubby_pending_order_answer (&sent->context->session->pending, sent->key, status, new_key, &request);
  follow (sent->context, move, body, request);
}

static void
send (CubbyContext *context)
{
  const CubbyPendingOrder *pending = &context->session->pending;
  Sent *sent = g_new0 (Sent, 1);
  sent->context = context;
  sent->key = g_strdup (pending->key);
  cubby_link1_call_place_order (cubby_peers_get_link (context->peers), pending->request, pending->key, NULL,
                                on_placed, sent);
}

/* @body: the answer, where there was one; @request: that was placed */
static void
follow (CubbyContext *context, CubbyOrderMove move, const char *body, const char *request)
{
  if (move == CUBBY_ORDER_NOTHING)
    return;
  if (move == CUBBY_ORDER_SEND) {
    send (context);
    return;
  }
  if (move == CUBBY_ORDER_CONFIRM)
    take_order (context, body, request);
  else if (move == CUBBY_ORDER_PROBLEM)
    take_problem (context, body);
  else
    cubby_session_set (&context->session->checkout.problem, "offline");
  tell (context);
}

static char *
write_request (const CubbyContext *context)
{
  const CubbySession *session = context->session;
  gboolean quoted = cubby_basket_quote_is_of (&session->quote, session->basket);
  const CubbyOrderWish wish = {
      .language = session->language,
      .store = context->settings->store_id,
      .method = session->checkout.method != NULL ? session->checkout.method : "locker_pickup",
      .contact = session->checkout.contact,
      .reach = session->ease.low_reach,
      .basket = session->shared.id,
      .total = session->quote.total,
      .currency = quoted ? session->quote.currency : NULL,
  };
  return cubby_order_codec_write_order (session->basket, &wish);
}

void
cubby_ordering_place (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  CubbySession *session = context->session;
  if (cubby_basket_count (session->basket) == 0)
    return;
  g_autofree char *request = write_request (context);
  g_autofree char *new_key = g_uuid_string_random ();
  CubbyOrderMove move = cubby_pending_order_place (&session->pending, request, new_key);
  cubby_session_set (&session->checkout.problem, NULL);
  follow (context, move, NULL, NULL);
}

void
cubby_ordering_attach (CubbyContext *context)
{
  g_return_if_fail (context != NULL);
  g_signal_connect_swapped (context->navigator, "moved", G_CALLBACK (on_moved), context);
}
