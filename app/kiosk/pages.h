/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/route.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Returns: the type of the page that a route shows. */
GType cubby_pages_get_type (CubbyRoute route);

GType cubby_attract_page_get_type (void);
GType cubby_collect_page_get_type (void);
GType cubby_code_page_get_type (void);
GType cubby_door_page_get_type (void);
GType cubby_refused_page_get_type (void);
GType cubby_shop_page_get_type (void);
GType cubby_list_page_get_type (void);
GType cubby_product_page_get_type (void);
GType cubby_basket_page_get_type (void);
GType cubby_checkout_page_get_type (void);
GType cubby_confirmation_page_get_type (void);
GType cubby_sign_in_page_get_type (void);
GType cubby_staff_page_get_type (void);
GType cubby_restock_page_get_type (void);
GType cubby_stow_page_get_type (void);
GType cubby_reject_page_get_type (void);
GType cubby_removal_page_get_type (void);
GType cubby_doors_page_get_type (void);
GType cubby_choose_page_get_type (void);
GType cubby_second_page_get_type (void);
GType cubby_checking_page_get_type (void);
GType cubby_self_test_page_get_type (void);

G_END_DECLS
