/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/basket-fetch.h"

#include "app/kiosk/basket-sharing.h"
#include "app/kiosk/order-codec.h"
#include "app/kiosk/words.h"

#define HTTP_OK 200

typedef struct {
  CubbyContext *context;
  CubbyWindow *window;
  guint visit;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->window);
  g_free (fetch);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Fetch) fetch = data;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  guint status = 0;
  gboolean answered =
      cubby_link1_call_fetch_basket_finish (CUBBY_LINK1 (source), &status, &body, result, &error);
  if (fetch->visit != fetch->context->session->visit)
    return; /* the basket's owner has gone */
  if (!answered) {
    g_warning ("the basket could not be fetched: %s", error->message);
    cubby_window_say (
        fetch->window, _ ("Your basket cannot be fetched now"),
        _ ("We have no connection at the moment. It stays safe on your phone; please try again later."));
    return;
  }
  if (status != HTTP_OK || !cubby_order_codec_read_basket (body, fetch->context->session->basket)) {
    g_warning ("the basket was answered with status %u", status);
    cubby_window_say (fetch->window, _ ("We cannot find this basket"),
                      _ ("It may have been ordered already, or be too old. Open it on your phone again."));
    return;
  }
  cubby_basket_sharing_begin (fetch->context, fetch->window, body);
  cubby_navigator_step (fetch->context->navigator, CUBBY_STEP_BASKET);
}

void
cubby_basket_fetch (CubbyContext *context, CubbyWindow *window, const char *id)
{
  g_return_if_fail (context != NULL && CUBBY_IS_WINDOW (window) && id != NULL);
  Fetch *fetch = g_new0 (Fetch, 1);
  *fetch = (Fetch){.context = context, .window = g_object_ref (window), .visit = context->session->visit};
  cubby_link1_call_fetch_basket (cubby_peers_get_link (context->peers), id, NULL, on_fetched, fetch);
}
