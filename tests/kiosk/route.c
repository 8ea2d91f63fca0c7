/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/route.h"

typedef struct {
  const char *name;
  CubbyRoute from;
  CubbyRoute before;
  CubbyStep step;
  int to; /* -1: means nothing there */
} Row;

static const Row rows[] = {
    {"collect is reached from the start", CUBBY_ROUTE_ATTRACT, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_COLLECT,
     CUBBY_ROUTE_COLLECT},
    {"a code is typed from collect", CUBBY_ROUTE_COLLECT, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_CODE,
     CUBBY_ROUTE_CODE},
    {"a pass opens from the middle of shopping", CUBBY_ROUTE_PRODUCT, CUBBY_ROUTE_LIST, CUBBY_STEP_GRANTED,
     CUBBY_ROUTE_DOOR},
    {"a refused code is told", CUBBY_ROUTE_CODE, CUBBY_ROUTE_COLLECT, CUBBY_STEP_REFUSED,
     CUBBY_ROUTE_REFUSED},
    {"back from a refusal is collect", CUBBY_ROUTE_REFUSED, CUBBY_ROUTE_CODE, CUBBY_STEP_BACK,
     CUBBY_ROUTE_COLLECT},
    {"back from a product is the list it was found in", CUBBY_ROUTE_PRODUCT, CUBBY_ROUTE_LIST,
     CUBBY_STEP_BACK, CUBBY_ROUTE_LIST},
    {"back from a scanned product is the shop", CUBBY_ROUTE_PRODUCT, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_BACK,
     CUBBY_ROUTE_SHOP},
    {"back from the basket is the product", CUBBY_ROUTE_BASKET, CUBBY_ROUTE_PRODUCT, CUBBY_STEP_BACK,
     CUBBY_ROUTE_PRODUCT},
    {"back from the checkout is the basket", CUBBY_ROUTE_CHECKOUT, CUBBY_ROUTE_BASKET, CUBBY_STEP_BACK,
     CUBBY_ROUTE_BASKET},
    {"an order is confirmed", CUBBY_ROUTE_CHECKOUT, CUBBY_ROUTE_BASKET, CUBBY_STEP_ORDERED,
     CUBBY_ROUTE_CONFIRMATION},
    {"an answer that comes late is told in the shop", CUBBY_ROUTE_LIST, CUBBY_ROUTE_SHOP, CUBBY_STEP_ORDERED,
     CUBBY_ROUTE_CONFIRMATION},
    {"and at the start", CUBBY_ROUTE_ATTRACT, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_ORDERED,
     CUBBY_ROUTE_CONFIRMATION},
    {"a late problem leads to the checkout", CUBBY_ROUTE_BASKET, CUBBY_ROUTE_SHOP, CUBBY_STEP_NOT_ORDERED,
     CUBBY_ROUTE_CHECKOUT},
    {"an order does not lead away from an open door", CUBBY_ROUTE_DOOR, CUBBY_ROUTE_COLLECT,
     CUBBY_STEP_ORDERED, -1},
    {"nor does its problem", CUBBY_ROUTE_DOOR, CUBBY_ROUTE_COLLECT, CUBBY_STEP_NOT_ORDERED, -1},
    {"home is the start", CUBBY_ROUTE_CHECKOUT, CUBBY_ROUTE_BASKET, CUBBY_STEP_HOME, CUBBY_ROUTE_ATTRACT},
    {"a badge leads to the PIN", CUBBY_ROUTE_ATTRACT, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_BADGE,
     CUBBY_ROUTE_SIGN_IN},
    {"a PIN leads to the staff's start", CUBBY_ROUTE_SIGN_IN, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_SIGNED_IN,
     CUBBY_ROUTE_STAFF},
    {"home of staff is their own", CUBBY_ROUTE_RESTOCK, CUBBY_ROUTE_STAFF, CUBBY_STEP_HOME,
     CUBBY_ROUTE_STAFF},
    {"a label leads to a door", CUBBY_ROUTE_RESTOCK, CUBBY_ROUTE_STAFF, CUBBY_STEP_STOWING, CUBBY_ROUTE_STOW},
    {"signing out is possible beside an open door", CUBBY_ROUTE_STOW, CUBBY_ROUTE_RESTOCK,
     CUBBY_STEP_SIGNED_OUT, CUBBY_ROUTE_ATTRACT},
    {"nobody is signed in without a PIN", CUBBY_ROUTE_ATTRACT, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_SIGNED_IN, -1},
    {"nobody restocks from the shop", CUBBY_ROUTE_SHOP, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_RESTOCK, -1},
    {"staff do not shop", CUBBY_ROUTE_STAFF, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_SHOP, -1},
    {"staff do not see a shopper's order", CUBBY_ROUTE_STAFF, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_ORDERED, -1},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyRoute to = CUBBY_N_ROUTES;
  g_assert_cmpint (cubby_route_next (row->from, row->before, row->step, &to), ==, row->to >= 0);
  if (row->to >= 0)
    g_assert_cmpstr (cubby_route_to_string (to), ==, cubby_route_to_string ((CubbyRoute)row->to));
}

static void
test_home_from_everywhere (void)
{
  for (guint route = 0; route < CUBBY_N_ROUTES; route++) {
    CubbyRoute to;
    g_assert_true (cubby_route_next (route, CUBBY_ROUTE_ATTRACT, CUBBY_STEP_HOME, &to));
    g_assert_cmpint (to, ==, cubby_route_is_staff (route) ? CUBBY_ROUTE_STAFF : CUBBY_ROUTE_ATTRACT);
  }
}

static void
test_scans (void)
{
  g_assert_true (cubby_route_takes_scans (CUBBY_ROUTE_ATTRACT));
  g_assert_true (cubby_route_takes_scans (CUBBY_ROUTE_PRODUCT));
  g_assert_false (cubby_route_takes_scans (CUBBY_ROUTE_DOOR));
  g_assert_false (cubby_route_takes_scans (CUBBY_ROUTE_SIGN_IN));
}

/* A phone that lies before the camera does not keep a page from its time-out that says nothing of it. */
static void
test_advises (void)
{
  for (guint route = 0; route < CUBBY_N_ROUTES; route++)
    g_assert_cmpint (cubby_route_advises (route), ==,
                     route == CUBBY_ROUTE_ATTRACT || route == CUBBY_ROUTE_COLLECT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/route/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/kiosk/route/home leads home from every page", test_home_from_everywhere);
  g_test_add_func ("/kiosk/route/a scan does not lead away from an open door or a PIN", test_scans);
  g_test_add_func ("/kiosk/route/only the pages with a preview advise", test_advises);
  return g_test_run ();
}
