/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/pages.h"

/* One row a route. */
static GType (*const pages[CUBBY_N_ROUTES]) (void) = {
    [CUBBY_ROUTE_ATTRACT] = cubby_attract_page_get_type,
    [CUBBY_ROUTE_COLLECT] = cubby_collect_page_get_type,
    [CUBBY_ROUTE_CODE] = cubby_code_page_get_type,
    [CUBBY_ROUTE_DOOR] = cubby_door_page_get_type,
    [CUBBY_ROUTE_REFUSED] = cubby_refused_page_get_type,
    [CUBBY_ROUTE_SHOP] = cubby_shop_page_get_type,
    [CUBBY_ROUTE_LIST] = cubby_list_page_get_type,
    [CUBBY_ROUTE_PRODUCT] = cubby_product_page_get_type,
    [CUBBY_ROUTE_BASKET] = cubby_basket_page_get_type,
    [CUBBY_ROUTE_CHECKOUT] = cubby_checkout_page_get_type,
    [CUBBY_ROUTE_CONFIRMATION] = cubby_confirmation_page_get_type,
    [CUBBY_ROUTE_SIGN_IN] = cubby_sign_in_page_get_type,
    [CUBBY_ROUTE_STAFF] = cubby_staff_page_get_type,
    [CUBBY_ROUTE_RESTOCK] = cubby_restock_page_get_type,
    [CUBBY_ROUTE_STOW] = cubby_stow_page_get_type,
    [CUBBY_ROUTE_REJECT] = cubby_reject_page_get_type,
    [CUBBY_ROUTE_REMOVE] = cubby_removal_page_get_type,
    [CUBBY_ROUTE_DOORS] = cubby_doors_page_get_type,
    [CUBBY_ROUTE_CHOOSE] = cubby_choose_page_get_type,
    [CUBBY_ROUTE_SECOND] = cubby_second_page_get_type,
    [CUBBY_ROUTE_SECOND_PIN] = cubby_sign_in_page_get_type,
    [CUBBY_ROUTE_CHECKING] = cubby_checking_page_get_type,
    [CUBBY_ROUTE_SELF_TEST] = cubby_self_test_page_get_type,
};

GType
cubby_pages_get_type (CubbyRoute route)
{
  g_return_val_if_fail (route < CUBBY_N_ROUTES, G_TYPE_INVALID);
  return pages[route]();
}
