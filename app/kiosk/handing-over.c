/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/handing-over.h"

#include "app/kiosk/basket-sharing.h"
#include "app/kiosk/order-codec.h"
#include "app/kiosk/window.h"
#include "app/kiosk/words.h"

#include <string.h>

#define HTTP_CREATED 201

typedef struct {
  CubbyContext *context;
  CubbyWindow *window;
  guint visit;
} HandOver;

static void
hand_over_free (HandOver *self)
{
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HandOver, hand_over_free)

char *
cubby_handing_over_resolve (const CubbySettings *settings, const char *url)
{
  if (url == NULL || *url != '/')
    return g_strdup (url);
  gsize length = strlen (settings->central_url);
  while (length > 0 && settings->central_url[length - 1] == '/')
    length--;
  return g_strdup_printf ("%.*s%s", (int)length, settings->central_url, url);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HandOver) self = data;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint status = 0;
  gboolean answered =
      cubby_link1_call_save_basket_finish (CUBBY_LINK1 (source), &status, &body, result, &error);
  if (answered && status == HTTP_CREATED)
    path = cubby_order_codec_read_url (body);
  if (self->visit != self->context->session->visit)
    return; /* the basket's owner has gone */
  if (path == NULL) {
    g_warning ("the basket could not be saved: %s", error != NULL ? error->message : body);
    cubby_window_say (self->window, _ ("We cannot pass it on now"),
                      _ ("There is no connection at the moment. Your basket stays here; please try again."));
    return;
  }
  cubby_basket_sharing_begin (self->context, self->window, body);
  g_autofree char *url = cubby_handing_over_resolve (self->context->settings, path);
  cubby_window_show_qr (self->window, _ ("Carry on with the phone"),
                        _ ("Point the camera of your phone here. Your basket opens on it."), url);
}

void
cubby_handing_over_begin (CubbyContext *context, GtkWidget *page)
{
  GtkWidget *window = gtk_widget_get_ancestor (page, CUBBY_TYPE_WINDOW);
  g_return_if_fail (context != NULL && window != NULL);
  HandOver *self = g_new0 (HandOver, 1);
  *self = (HandOver){
      .context = context, .window = g_object_ref (CUBBY_WINDOW (window)), .visit = context->session->visit};
  g_autofree char *request =
      cubby_order_codec_write_basket (context->session->basket, context->session->language);
  g_autofree char *key = g_uuid_string_random ();
  cubby_link1_call_save_basket (cubby_peers_get_link (context->peers), request, key, NULL, on_saved, self);
}
