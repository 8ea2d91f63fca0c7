/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/basket-sharing.h"

#include "app/kiosk/order-codec.h"
#include "app/kiosk/words.h"

/* Kept with the session from the first basket that is shared. */
typedef struct {
  CubbyContext *context;
  CubbyWindow *window;
} Sharing;

typedef struct {
  Sharing *sharing;
  CubbySession *session; /* which keeps @sharing */
  guint visit;
  CubbyBasket *sent;
} Sending;

static void
sharing_free (gpointer data)
{
  Sharing *sharing = data;
  g_object_unref (sharing->window);
  g_free (sharing);
}

static void
sending_free (Sending *sending)
{
  cubby_basket_free (sending->sent);
  g_object_unref (sending->session);
  g_free (sending);
}

static void
show_merged (Sharing *sharing)
{
  cubby_session_changed (sharing->context->session);
  cubby_navigator_step (sharing->context->navigator, CUBBY_STEP_BASKET);
  cubby_window_say (sharing->window, _ ("Your basket was changed on the phone"),
                    _ ("It holds both now: what you did here and what you did there."));
}

static void push (Sharing *sharing);

static void
on_updated (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = data;
  CubbySession *session = sending->session;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  guint status = 0;
  if (!cubby_link1_call_update_basket_finish (CUBBY_LINK1 (source), &status, &body, result, &error))
    g_message ("the shared basket could not be sent: %s", error->message);
  if (sending->visit == session->visit) { /* or its owner has gone */
    CubbySharedMove move =
        cubby_shared_basket_answer (&session->shared, status, body, sending->sent, session->basket);
    if (move == CUBBY_SHARED_MERGED)
      show_merged (sending->sharing);
    if (move != CUBBY_SHARED_NOTHING)
      push (sending->sharing);
  }
  sending_free (sending);
}

static void
push (Sharing *sharing)
{
  CubbySession *session = sharing->context->session;
  if (!cubby_shared_basket_is_due (&session->shared, session->basket))
    return;
  Sending *sending = g_new0 (Sending, 1);
  *sending = (Sending){.sharing = sharing,
                       .session = g_object_ref (session),
                       .visit = session->visit,
                       .sent = cubby_basket_new ()};
  for (guint i = 0; i < cubby_basket_get_n_lines (session->basket); i++) {
    const CubbyBasketLine *line = cubby_basket_get_line (session->basket, i);
    cubby_basket_add (sending->sent, line->sku, line->quantity);
  }
  g_autofree char *request = cubby_order_codec_write_basket (session->basket, session->language);
  session->shared.sending = TRUE;
  cubby_link1_call_update_basket (cubby_peers_get_link (sharing->context->peers), session->shared.id,
                                  session->shared.etag, request, NULL, on_updated, sending);
}

void
cubby_basket_sharing_begin (CubbyContext *context, CubbyWindow *window, const char *body)
{
  g_return_if_fail (context != NULL && CUBBY_IS_WINDOW (window));
  CubbySession *session = context->session;
  cubby_shared_basket_begin (&session->shared, body, session->basket);
  if (g_object_get_data (G_OBJECT (session), "basket-sharing") != NULL)
    return;
  Sharing *sharing = g_new0 (Sharing, 1);
  *sharing = (Sharing){.context = context, .window = g_object_ref (window)};
  g_object_set_data_full (G_OBJECT (session), "basket-sharing", sharing, sharing_free);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (push), sharing);
}
