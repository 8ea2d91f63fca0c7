/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The pages. What a page shows is in the session; a route only says which page. */
typedef enum {
  CUBBY_ROUTE_ATTRACT,
  CUBBY_ROUTE_COLLECT,
  CUBBY_ROUTE_CODE,
  CUBBY_ROUTE_DOOR,
  CUBBY_ROUTE_REFUSED,
  CUBBY_ROUTE_SHOP,
  CUBBY_ROUTE_LIST,
  CUBBY_ROUTE_PRODUCT,
  CUBBY_ROUTE_BASKET,
  CUBBY_ROUTE_CHECKOUT,
  CUBBY_ROUTE_CONFIRMATION,
  CUBBY_ROUTE_SIGN_IN,
  CUBBY_ROUTE_STAFF,
  CUBBY_ROUTE_RESTOCK,
  CUBBY_ROUTE_STOW,
  CUBBY_ROUTE_REJECT,
  CUBBY_ROUTE_REMOVE,
  CUBBY_ROUTE_DOORS,
  CUBBY_ROUTE_CHOOSE,
  CUBBY_ROUTE_SECOND,
  CUBBY_ROUTE_SECOND_PIN,
  CUBBY_ROUTE_CHECKING,
  CUBBY_ROUTE_SELF_TEST,
  CUBBY_N_ROUTES,
} CubbyRoute;

/* What moves from page to page. */
typedef enum {
  CUBBY_STEP_HOME,
  CUBBY_STEP_BACK,
  CUBBY_STEP_COLLECT,
  CUBBY_STEP_CODE,
  CUBBY_STEP_GRANTED,
  CUBBY_STEP_REFUSED,
  CUBBY_STEP_SHOP,
  CUBBY_STEP_LIST,
  CUBBY_STEP_PRODUCT,
  CUBBY_STEP_BASKET,
  CUBBY_STEP_CHECKOUT,
  CUBBY_STEP_ORDERED,
  CUBBY_STEP_NOT_ORDERED,
  CUBBY_STEP_BADGE,
  CUBBY_STEP_SIGNED_IN,
  CUBBY_STEP_SIGNED_OUT,
  CUBBY_STEP_RESTOCK,
  CUBBY_STEP_STOWING,
  CUBBY_STEP_REJECT,
  CUBBY_STEP_REMOVE,
  CUBBY_STEP_DOORS,
  CUBBY_STEP_CHECK,
  CUBBY_STEP_OPEN,
  CUBBY_STEP_CHOOSE,
  CUBBY_STEP_SECOND,
  CUBBY_STEP_CHECKING,
  CUBBY_STEP_SELF_TEST,
  CUBBY_N_STEPS,
} CubbyStep;

const char *cubby_route_to_string (CubbyRoute route);
gboolean cubby_step_from_string (const char *text, CubbyStep *ret_step);

/**
 * cubby_route_next:
 * @from: the page that is shown
 * @before: the page that was left for it, or CUBBY_ROUTE_ATTRACT
 * @step: what happened
 * @ret_to: (out): the page that follows
 *
 * Returns: whether @step means anything on @from.
 */
gboolean cubby_route_next (CubbyRoute from, CubbyRoute before, CubbyStep step, CubbyRoute *ret_to);

/* Whether a scan may lead away from the page: not while a door is open, nor while a PIN is typed. */
gboolean cubby_route_takes_scans (CubbyRoute route);
/* Whether the page says how a code is held up: whoever is told so is there, though nothing is touched. */
gboolean cubby_route_advises (CubbyRoute route);
/* Whether staff work there: the session is theirs and ends by signing out. */
gboolean cubby_route_is_staff (CubbyRoute route);

G_END_DECLS
