/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/central.h"
#include "app/central/route-customer.h"
#include "app/central/route-feed.h"
#include "app/central/route-keys.h"
#include "app/central/route-order.h"
#include "app/central/route-page.h"
#include "app/central/route-price.h"
#include "app/central/route-range.h"
#include "app/central/route-stock.h"

#define CHANNEL CUBBY_SCOPE_CHANNEL
#define KIOSK CUBBY_SCOPE_KIOSK
#define STAFF CUBBY_SCOPE_STAFF
#define ADMIN CUBBY_SCOPE_ADMIN
#define ANY CUBBY_SCOPE_ANY

#define IMPORT_BYTES (32 << 20)
#define KIOSK_BYTES (4 << 20)
/* Whoever comes may send so much: a form, or a code. */
#define OPEN_BYTES (4 << 10)

/* Everything the service answers to; protocols/http/openapi.yaml describes each row, and a test compares. */
const CubbyHttpRoute cubby_central_routes[] = {
    {"GET", "/v1/products", ANY, cubby_route_list_products, 0},
    {"GET", "/v1/products/{id}", ANY, cubby_route_get_product, 0},
    {"POST", "/v1/products:import", ADMIN, cubby_route_import, IMPORT_BYTES},
    {"GET", "/v1/price-lists", ANY, cubby_route_list_price_lists, 0},
    {"GET", "/v1/price-lists/{id}", ANY, cubby_route_get_price_list, 0},
    {"PUT", "/v1/price-lists/{id}", ADMIN, cubby_route_put_price_list, IMPORT_BYTES},
    {"DELETE", "/v1/price-lists/{id}", ADMIN, cubby_route_delete_price_list, 0},
    {"GET", "/v1/promotions", STAFF | ADMIN, cubby_route_list_promotions, 0},
    {"GET", "/v1/promotions/{id}", STAFF | ADMIN, cubby_route_get_promotion, 0},
    {"PUT", "/v1/promotions/{id}", ADMIN, cubby_route_put_promotion, KIOSK_BYTES},
    {"DELETE", "/v1/promotions/{id}", ADMIN, cubby_route_delete_promotion, 0},
    {"POST", "/v1/quotes", CHANNEL | KIOSK | STAFF, cubby_route_quote, 0},
    {"GET", "/v1/stock", ANY, cubby_route_list_stock, 0},
    {"POST", "/v1/stock/movements", ADMIN, cubby_route_move_stock, 0},
    {"PUT", "/v1/stock/{sku}/{location}/safety-stock", ADMIN, cubby_route_set_safety_stock, 0},
    {"POST", "/v1/transfers", STAFF | ADMIN, cubby_route_create_transfer, 0},
    {"GET", "/v1/transfers", STAFF | ADMIN, cubby_route_list_transfers, 0},
    {"GET", "/v1/transfers/{id}", STAFF | ADMIN, cubby_route_get_transfer, 0},
    {"POST", "/v1/transfers/{id}/ship", STAFF | ADMIN, cubby_route_ship_transfer, 0},
    {"POST", "/v1/transfers/{id}/receive", STAFF | ADMIN, cubby_route_receive_transfer, 0},
    {"POST", "/v1/transfers/{id}/cancel", STAFF | ADMIN, cubby_route_cancel_transfer, 0},
    {"POST", "/v1/receipts", STAFF | ADMIN, cubby_route_create_receipt, 0},
    {"GET", "/v1/receipts", STAFF | ADMIN, cubby_route_list_receipts, 0},
    {"GET", "/v1/receipts/{id}", STAFF | ADMIN, cubby_route_get_receipt, 0},
    {"POST", "/v1/receipts/{id}/receive", STAFF | ADMIN, cubby_route_receive_receipt, 0},
    {"POST", "/v1/receipts/{id}/cancel", STAFF | ADMIN, cubby_route_cancel_receipt, 0},
    {"GET", "/v1/changes", ANY, cubby_route_list_changes, 0},
    {"GET", "/v1/snapshot", ANY, cubby_route_snapshot, 0},
    {"GET", "/v1/stream", ANY, cubby_route_stream, 0},
    {"POST", "/v1/orders", CHANNEL | KIOSK, cubby_route_place_order, 0},
    {"GET", "/v1/orders", STAFF | ADMIN, cubby_route_list_orders, 0},
    {"GET", "/v1/orders/{id}", CHANNEL | STAFF | ADMIN, cubby_route_get_order, 0},
    {"POST", "/v1/orders/{id}/cancel", CHANNEL | STAFF | ADMIN, cubby_route_cancel_order, 0},
    {"POST", "/v1/orders/{id}/payments", CHANNEL | STAFF | ADMIN, cubby_route_pay_order, 0},
    {"POST", "/v1/orders/{id}/returns", CHANNEL | STAFF | ADMIN, cubby_route_return_order, 0},
    {"POST", "/v1/orders/{id}/refunds", CHANNEL | STAFF | ADMIN, cubby_route_refund_order, 0},
    {"GET", "/v1/orders/{id}/pass", CHANNEL, cubby_route_get_pass, 0},
    {"GET", "/v1/orders/{id}/pass.png", CHANNEL, cubby_route_get_pass_png, 0},
    {"GET", "/v1/orders/{id}/pass.svg", CHANNEL, cubby_route_get_pass_svg, 0},
    {"GET", "/v1/orders/{id}/passes", CHANNEL | ADMIN, cubby_route_list_passes, 0},
    {"POST", "/v1/orders/{id}/passes", CHANNEL | ADMIN, cubby_route_make_pass, 0},
    {"POST", "/v1/orders/{id}/passes:reissue", CHANNEL | ADMIN, cubby_route_reissue_passes, 0},
    {"POST", "/v1/orders/{id}/passes/{cti}/revoke", CHANNEL | ADMIN, cubby_route_revoke_pass, 0},
    {"POST", "/v1/fulfilments/{id}/transitions", STAFF, cubby_route_transition, 0},
    {"POST", "/v1/baskets", CHANNEL | KIOSK, cubby_route_create_basket, 0},
    {"GET", "/v1/baskets/{id}", CHANNEL | KIOSK, cubby_route_get_basket, 0},
    {"PATCH", "/v1/baskets/{id}", CHANNEL | KIOSK, cubby_route_update_basket, 0},
    {"POST", "/v1/baskets/{id}/checkout", CHANNEL | KIOSK, cubby_route_checkout_basket, 0},
    {"DELETE", "/v1/baskets/{id}/checkout", CHANNEL | KIOSK, cubby_route_release_basket, 0},
    {"POST", "/v1/customers", CHANNEL | ADMIN, cubby_route_create_customer, 0},
    {"GET", "/v1/customers/{id}", CHANNEL | ADMIN, cubby_route_get_customer, 0},
    {"PATCH", "/v1/customers/{id}", CHANNEL | ADMIN, cubby_route_update_customer, 0},
    {"DELETE", "/v1/customers/{id}", CHANNEL | ADMIN, cubby_route_erase_customer, 0},
    {"GET", "/v1/customers/{id}/export", CHANNEL | ADMIN, cubby_route_export_customer, 0},
    {"GET", "/v1/customers/{id}/orders", CHANNEL | ADMIN, cubby_route_list_customer_orders, 0},
    {"GET", "/v1/customers/{id}/points", CHANNEL | ADMIN, cubby_route_list_points, 0},
    {"POST", "/v1/customers/{id}/points", ADMIN, cubby_route_adjust_points, 0},
    {"POST", "/v1/enrol", 0, cubby_route_enrol, OPEN_BYTES},
    {"POST", "/v1/kiosk/events", KIOSK, cubby_route_kiosk_events, KIOSK_BYTES},
    {"POST", "/v1/kiosk/hello", KIOSK, cubby_route_kiosk_hello, 0},
    {"GET", "/v1/kiosk/keys", KIOSK, cubby_route_kiosk_keys, 0},
    {"GET", "/v1/kiosk/staff", KIOSK, cubby_route_kiosk_staff, 0},
    {"GET", "/v1/kiosks", ADMIN, cubby_route_list_kiosks, 0},
    {"GET", "/v1/kiosks/{id}", ADMIN, cubby_route_get_kiosk, 0},
    {"POST", "/v1/kiosks/{id}/rotate", KIOSK | ADMIN, cubby_route_rotate_kiosk, 0},
    {"POST", "/v1/kiosks/{id}/revoke", ADMIN, cubby_route_revoke_kiosk, 0},
    {"GET", "/v1/staff", ADMIN, cubby_route_list_staff, 0},
    {"POST", "/v1/staff", ADMIN, cubby_route_add_staff, 0},
    {"GET", "/v1/staff/{id}", ADMIN, cubby_route_get_staff, 0},
    {"PATCH", "/v1/staff/{id}", ADMIN, cubby_route_update_staff, 0},
    {"POST", "/v1/staff/{id}/revoke", ADMIN, cubby_route_revoke_staff, 0},
    {"GET", "/v1/staff/{id}/badge.svg", ADMIN, cubby_route_get_badge_svg, 0},
    {"GET", "/p/{token}", 0, cubby_route_pass_page, OPEN_BYTES},
    {"POST", "/p/{token}/helpers", 0, cubby_route_pass_help, OPEN_BYTES},
    {"POST", "/p/{token}/revoke", 0, cubby_route_pass_revoke, OPEN_BYTES},
    {"POST", "/p/{token}/reissue", 0, cubby_route_pass_reissue, OPEN_BYTES},
    {"GET", "/b/{id}", 0, cubby_route_basket_page, OPEN_BYTES},
    {"POST", "/b/{id}", 0, cubby_route_edit_basket, OPEN_BYTES},
    {"GET", "/u/{token}", 0, cubby_route_unsubscribe_page, OPEN_BYTES},
    {"POST", "/u/{token}", 0, cubby_route_unsubscribe, OPEN_BYTES},
    {"GET", "/admin", 0, cubby_route_admin_page, OPEN_BYTES},
    {"GET", "/media/{name}", 0, cubby_route_media, OPEN_BYTES},
    {"GET", "/healthz", 0, cubby_route_health, OPEN_BYTES},
    {"GET", "/readyz", 0, cubby_route_ready, OPEN_BYTES},
    {"GET", "/metrics", ADMIN, cubby_route_metrics, 0},
};

const CubbyHttpRoute cubby_central_metrics_routes[] = {
    {"GET", "/healthz", 0, cubby_route_health, OPEN_BYTES},
    {"GET", "/readyz", 0, cubby_route_ready, OPEN_BYTES},
    {"GET", "/metrics", 0, cubby_route_metrics, OPEN_BYTES},
};

const guint cubby_central_n_metrics_routes = G_N_ELEMENTS (cubby_central_metrics_routes);
const guint cubby_central_n_routes = G_N_ELEMENTS (cubby_central_routes);
