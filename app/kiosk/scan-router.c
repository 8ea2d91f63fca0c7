/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/scan-router.h"

#include "app/common/log.h"
#include "app/domain/scan-kind.h"
#include "app/kiosk/basket-fetch.h"
#include "app/kiosk/collecting.h"
#include "app/kiosk/words.h"

typedef struct {
  CubbyContext *context;
  CubbyWindow *window;
} Router;

static void
take_pass (Router *self, const char *value)
{
  cubby_collecting_present_pass (self->context, value);
}

static void
take_code (Router *self, const char *value)
{
  cubby_collecting_present_code (self->context, value);
}

static void
take_product (Router *self, const char *value)
{
  g_autofree char *product = NULL;
  g_autofree char *sku = NULL;
  g_autoptr (GError) error = NULL;
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (self->context->shelf);
  CubbyBrowse *browse = &self->context->session->browse;
  if (catalogue == NULL || !cubby_catalogue_find_code (catalogue, value, &product, &sku, &error)) {
    if (error != NULL)
      g_warning ("the range could not be asked for %s: %s", value, error->message);
    cubby_window_say (self->window, _ ("We do not know this barcode"),
                      _ ("It is not in our range. Try the other barcode on the label, or search by name."));
    return;
  }
  cubby_session_set (&browse->product, product);
  cubby_session_set (&browse->sku, sku);
  cubby_navigator_step (self->context->navigator, CUBBY_STEP_PRODUCT);
}

static void
take_basket (Router *self, const char *value)
{
  cubby_basket_fetch (self->context, self->window, value);
}

static void
take_badge (Router *self, const char *value)
{
  cubby_session_set (&self->context->session->shift.badge, value);
  cubby_navigator_step (self->context->navigator, CUBBY_STEP_BADGE);
}

static void
take_label (Router *self, const char *value)
{
  cubby_window_say (
      self->window, _ ("This is a parcel label"),
      _ ("To collect, hold the QR code from your message to the camera. Staff: hold your badge first."));
}

static void
take_unknown (Router *self, const char *value)
{
  cubby_window_say (self->window, _ ("We cannot use this code"),
                    _ ("Hold the QR code from your message, or the barcode of a product."));
}

static void (*const takers[CUBBY_N_SCAN_KINDS]) (Router *self, const char *value) = {
    [CUBBY_SCAN_UNKNOWN] = take_unknown, [CUBBY_SCAN_PASS] = take_pass,     [CUBBY_SCAN_CODE] = take_code,
    [CUBBY_SCAN_GTIN] = take_product,    [CUBBY_SCAN_BASKET] = take_basket, [CUBBY_SCAN_BADGE] = take_badge,
    [CUBBY_SCAN_LABEL] = take_label,
};

static void
on_scanned (Router *self, const char *text, gint64 at_us)
{
  g_autofree char *value = NULL;
  CubbyScanKind kind = cubby_scan_classify (text, &value);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, at_us);
  cubby_log_event ("scanned", "kind", cubby_scan_kind_to_string (kind), "at_us", at, NULL);
  if (cubby_window_scanned (self->window, kind, value))
    return;
  if (cubby_route_takes_scans (cubby_navigator_get_route (self->context->navigator)))
    takers[kind](self, value);
}

static void
on_ambiguous (Router *self)
{
  if (cubby_route_takes_scans (cubby_navigator_get_route (self->context->navigator)))
    cubby_window_say (self->window, _ ("There are several codes in the picture"),
                      _ ("Please hold up only one of them."));
}

/* Whoever is told how to hold a phone is there, though nothing is touched. A page that does not tell hears of
 * none: a phone left before the camera does not keep a stranger's basket. */
static void
on_advice (Router *self)
{
  if (cubby_scan_source_get_advice (self->context->scans) != CUBBY_ADVICE_NONE)
    cubby_window_touch (self->window);
}

void
cubby_scan_router_attach (CubbyContext *context, CubbyWindow *window)
{
  Router *self = g_new0 (Router, 1);
  *self = (Router){.context = context, .window = window};
  g_object_set_data_full (G_OBJECT (window), "cubby-scan-router", self, g_free);
  g_signal_connect_data (context->scans, "scanned", G_CALLBACK (on_scanned), self, NULL, G_CONNECT_SWAPPED);
  g_signal_connect_data (context->scans, "ambiguous", G_CALLBACK (on_ambiguous), self, NULL,
                         G_CONNECT_SWAPPED);
  g_signal_connect_data (context->scans, "advice", G_CALLBACK (on_advice), self, NULL, G_CONNECT_SWAPPED);
}
