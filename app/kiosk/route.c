/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/route.h"

typedef enum {
  SCANS = 1 << 0,   /* what is held up may lead away */
  STAFF = 1 << 1,   /* needs a session of staff */
  RETURNS = 1 << 2, /* back leads to the page one came from */
  ADVISES = 1 << 3, /* says how a code is held up */
} Trait;

static const struct {
  const char *name;
  CubbyRoute parent; /* where back leads without RETURNS */
  guint traits;
} routes[CUBBY_N_ROUTES] = {
    [CUBBY_ROUTE_ATTRACT] = {"attract", CUBBY_ROUTE_ATTRACT, SCANS | ADVISES},
    [CUBBY_ROUTE_COLLECT] = {"collect", CUBBY_ROUTE_ATTRACT, SCANS | ADVISES},
    [CUBBY_ROUTE_CODE] = {"code", CUBBY_ROUTE_COLLECT, SCANS},
    [CUBBY_ROUTE_DOOR] = {"door", CUBBY_ROUTE_ATTRACT, 0},
    [CUBBY_ROUTE_REFUSED] = {"refused", CUBBY_ROUTE_COLLECT, SCANS},
    [CUBBY_ROUTE_SHOP] = {"shop", CUBBY_ROUTE_ATTRACT, SCANS},
    [CUBBY_ROUTE_LIST] = {"list", CUBBY_ROUTE_SHOP, SCANS},
    [CUBBY_ROUTE_PRODUCT] = {"product", CUBBY_ROUTE_SHOP, SCANS | RETURNS},
    [CUBBY_ROUTE_BASKET] = {"basket", CUBBY_ROUTE_SHOP, SCANS | RETURNS},
    [CUBBY_ROUTE_CHECKOUT] = {"checkout", CUBBY_ROUTE_BASKET, 0},
    [CUBBY_ROUTE_CONFIRMATION] = {"confirmation", CUBBY_ROUTE_SHOP, SCANS},
    [CUBBY_ROUTE_SIGN_IN] = {"sign-in", CUBBY_ROUTE_ATTRACT, 0},
    [CUBBY_ROUTE_STAFF] = {"staff", CUBBY_ROUTE_STAFF, STAFF},
    [CUBBY_ROUTE_RESTOCK] = {"restock", CUBBY_ROUTE_STAFF, STAFF},
    [CUBBY_ROUTE_STOW] = {"stow", CUBBY_ROUTE_RESTOCK, STAFF},
    [CUBBY_ROUTE_REJECT] = {"reject", CUBBY_ROUTE_RESTOCK, STAFF},
    [CUBBY_ROUTE_REMOVE] = {"remove", CUBBY_ROUTE_STAFF, STAFF},
    [CUBBY_ROUTE_DOORS] = {"doors", CUBBY_ROUTE_STAFF, STAFF},
    [CUBBY_ROUTE_CHOOSE] = {"choose", CUBBY_ROUTE_STAFF, STAFF},
    [CUBBY_ROUTE_SECOND] = {"second", CUBBY_ROUTE_CHOOSE, STAFF},
    [CUBBY_ROUTE_SECOND_PIN] = {"second-pin", CUBBY_ROUTE_SECOND, STAFF},
    [CUBBY_ROUTE_CHECKING] = {"checking", CUBBY_ROUTE_STAFF, STAFF},
    [CUBBY_ROUTE_SELF_TEST] = {"self-test", CUBBY_ROUTE_STAFF, STAFF},
};

static const char *const step_names[CUBBY_N_STEPS] = {
    [CUBBY_STEP_HOME] = "home",
    [CUBBY_STEP_BACK] = "back",
    [CUBBY_STEP_COLLECT] = "collect",
    [CUBBY_STEP_CODE] = "code",
    [CUBBY_STEP_GRANTED] = "granted",
    [CUBBY_STEP_REFUSED] = "refused",
    [CUBBY_STEP_SHOP] = "shop",
    [CUBBY_STEP_LIST] = "list",
    [CUBBY_STEP_PRODUCT] = "product",
    [CUBBY_STEP_BASKET] = "basket",
    [CUBBY_STEP_CHECKOUT] = "checkout",
    [CUBBY_STEP_ORDERED] = "ordered",
    [CUBBY_STEP_NOT_ORDERED] = "not-ordered",
    [CUBBY_STEP_BADGE] = "badge",
    [CUBBY_STEP_SIGNED_IN] = "signed-in",
    [CUBBY_STEP_SIGNED_OUT] = "signed-out",
    [CUBBY_STEP_RESTOCK] = "restock",
    [CUBBY_STEP_STOWING] = "stowing",
    [CUBBY_STEP_REJECT] = "reject",
    [CUBBY_STEP_REMOVE] = "remove",
    [CUBBY_STEP_DOORS] = "doors",
    [CUBBY_STEP_CHECK] = "check",
    [CUBBY_STEP_OPEN] = "open",
    [CUBBY_STEP_CHOOSE] = "choose",
    [CUBBY_STEP_SECOND] = "second",
    [CUBBY_STEP_CHECKING] = "checking",
    [CUBBY_STEP_SELF_TEST] = "self-test",
};

#define ANY CUBBY_N_ROUTES
#define LEADABLE (CUBBY_N_ROUTES + 1)
#define SHIFT (CUBBY_N_ROUTES + 2)

/* The first row that fits counts; ANY is every page that a shopper uses, LEADABLE those that
 * a scan may lead away from: an answer that comes late may too. SHIFT is every page of staff. */
static const struct {
  guint from;
  CubbyStep step;
  CubbyRoute to;
} moves[] = {
    {CUBBY_ROUTE_SIGN_IN, CUBBY_STEP_SIGNED_IN, CUBBY_ROUTE_STAFF},
    {SHIFT, CUBBY_STEP_RESTOCK, CUBBY_ROUTE_RESTOCK},
    {SHIFT, CUBBY_STEP_STOWING, CUBBY_ROUTE_STOW},
    {SHIFT, CUBBY_STEP_REJECT, CUBBY_ROUTE_REJECT},
    {SHIFT, CUBBY_STEP_REMOVE, CUBBY_ROUTE_REMOVE},
    {SHIFT, CUBBY_STEP_DOORS, CUBBY_ROUTE_DOORS},
    {SHIFT, CUBBY_STEP_CHECK, CUBBY_ROUTE_CHOOSE},
    {SHIFT, CUBBY_STEP_OPEN, CUBBY_ROUTE_CHOOSE},
    {SHIFT, CUBBY_STEP_CHOOSE, CUBBY_ROUTE_CHOOSE},
    {SHIFT, CUBBY_STEP_SECOND, CUBBY_ROUTE_SECOND},
    {CUBBY_ROUTE_SECOND, CUBBY_STEP_BADGE, CUBBY_ROUTE_SECOND_PIN},
    {SHIFT, CUBBY_STEP_CHECKING, CUBBY_ROUTE_CHECKING},
    {SHIFT, CUBBY_STEP_SELF_TEST, CUBBY_ROUTE_SELF_TEST},
    {SHIFT, CUBBY_STEP_BADGE, CUBBY_ROUTE_SIGN_IN},
    {SHIFT, CUBBY_STEP_SIGNED_OUT, CUBBY_ROUTE_ATTRACT},
    {CUBBY_ROUTE_CHECKOUT, CUBBY_STEP_ORDERED, CUBBY_ROUTE_CONFIRMATION},
    {LEADABLE, CUBBY_STEP_ORDERED, CUBBY_ROUTE_CONFIRMATION},
    {CUBBY_ROUTE_CHECKOUT, CUBBY_STEP_NOT_ORDERED, CUBBY_ROUTE_CHECKOUT},
    {LEADABLE, CUBBY_STEP_NOT_ORDERED, CUBBY_ROUTE_CHECKOUT},
    {CUBBY_ROUTE_BASKET, CUBBY_STEP_CHECKOUT, CUBBY_ROUTE_CHECKOUT},
    {CUBBY_ROUTE_COLLECT, CUBBY_STEP_CODE, CUBBY_ROUTE_CODE},
    {CUBBY_ROUTE_REFUSED, CUBBY_STEP_CODE, CUBBY_ROUTE_CODE},
    {ANY, CUBBY_STEP_COLLECT, CUBBY_ROUTE_COLLECT},
    {ANY, CUBBY_STEP_GRANTED, CUBBY_ROUTE_DOOR},
    {ANY, CUBBY_STEP_REFUSED, CUBBY_ROUTE_REFUSED},
    {ANY, CUBBY_STEP_SHOP, CUBBY_ROUTE_SHOP},
    {ANY, CUBBY_STEP_LIST, CUBBY_ROUTE_LIST},
    {ANY, CUBBY_STEP_PRODUCT, CUBBY_ROUTE_PRODUCT},
    {ANY, CUBBY_STEP_BASKET, CUBBY_ROUTE_BASKET},
    {ANY, CUBBY_STEP_BADGE, CUBBY_ROUTE_SIGN_IN},
};

const char *
cubby_route_to_string (CubbyRoute route)
{
  g_return_val_if_fail (route < CUBBY_N_ROUTES, NULL);
  return routes[route].name;
}

gboolean
cubby_step_from_string (const char *text, CubbyStep *ret_step)
{
  for (guint step = 0; step < CUBBY_N_STEPS; step++) {
    if (g_strcmp0 (text, step_names[step]) != 0)
      continue;
    *ret_step = step;
    return TRUE;
  }
  return FALSE;
}

static CubbyRoute
go_back (CubbyRoute from, CubbyRoute before)
{
  if ((routes[from].traits & RETURNS) && before != CUBBY_ROUTE_ATTRACT && before != from)
    return before;
  return routes[from].parent;
}

static gboolean
fits (guint pattern, CubbyRoute from)
{
  if (pattern == ANY)
    return !cubby_route_is_staff (from);
  if (pattern == SHIFT)
    return cubby_route_is_staff (from);
  return pattern == LEADABLE ? cubby_route_takes_scans (from) : pattern == from;
}

gboolean
cubby_route_next (CubbyRoute from, CubbyRoute before, CubbyStep step, CubbyRoute *ret_to)
{
  g_return_val_if_fail (from < CUBBY_N_ROUTES && step < CUBBY_N_STEPS, FALSE);
  gboolean staff = cubby_route_is_staff (from);
  if (step == CUBBY_STEP_HOME) {
    *ret_to = staff ? CUBBY_ROUTE_STAFF : CUBBY_ROUTE_ATTRACT;
    return TRUE;
  }
  if (step == CUBBY_STEP_BACK) {
    *ret_to = go_back (from, before);
    return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++) {
    if (moves[i].step != step || !fits (moves[i].from, from))
      continue;
    *ret_to = moves[i].to;
    return TRUE;
  }
  return FALSE;
}

gboolean
cubby_route_takes_scans (CubbyRoute route)
{
  g_return_val_if_fail (route < CUBBY_N_ROUTES, FALSE);
  return (routes[route].traits & SCANS) != 0;
}

gboolean
cubby_route_advises (CubbyRoute route)
{
  g_return_val_if_fail (route < CUBBY_N_ROUTES, FALSE);
  return (routes[route].traits & ADVISES) != 0;
}

gboolean
cubby_route_is_staff (CubbyRoute route)
{
  g_return_val_if_fail (route < CUBBY_N_ROUTES, FALSE);
  return (routes[route].traits & STAFF) != 0;
}
