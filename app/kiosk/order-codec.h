/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/basket.h"

G_BEGIN_DECLS

/* The JSON of protocols/http/openapi.yaml that the screen speaks through linkd. */

typedef struct {
  const char *language;
  const char *store;    /* the location's id */
  const char *method;   /* locker_pickup or store_pickup */
  const char *contact;  /* telephone or e-mail, or "" */
  gboolean reach;       /* a compartment within low reach, please */
  const char *basket;   /* (nullable): its id at the centre */
  gint64 total;         /* what the shopper was shown */
  const char *currency; /* (nullable): of total; NULL: nothing was shown that holds for this basket */
} CubbyOrderWish;

/* Returns: (transfer full): the body of POST /v1/orders: paid at pickup. */
char *cubby_order_codec_write_order (const CubbyBasket *basket, const CubbyOrderWish *wish);
/* Returns: (transfer full): the body of POST /v1/baskets. */
char *cubby_order_codec_write_basket (const CubbyBasket *basket, const char *language);

/**
 * cubby_order_codec_read_order:
 * @ret_number: (out): what the shopper is told
 * @ret_url: (out) (nullable): the pass page, absolute or from the root of the service
 */
gboolean cubby_order_codec_read_order (const char *body, char **ret_number, char **ret_url);
/* Returns: (transfer full) (nullable): the "url" of a saved basket. */
char *cubby_order_codec_read_url (const char *body);
/* Puts what the basket holds into @basket, in place of what was there. Returns: FALSE when @body is no
 * basket. */
gboolean cubby_order_codec_read_basket (const char *body, CubbyBasket *basket);
/* Whose name and state a basket has: its id, and its ETag with the quotes. */
gboolean cubby_order_codec_read_shared (const char *body, char **ret_id, char **ret_etag);
/* The basket, which may be empty, and its ETag in a problem that says that somebody else was first. */
gboolean cubby_order_codec_read_changed (const char *body, char **ret_etag, CubbyBasket *basket);
/* Returns: (transfer full) (nullable): the last word of a problem's type, such as "out-of-stock". */
char *cubby_order_codec_read_problem (const char *body);
/* Returns: (transfer full): the SKUs that an out-of-stock problem names; may be empty. */
GStrv cubby_order_codec_read_missing (const char *body);

/* Whether @contact may be a telephone number, an e-mail address, or is empty. */
gboolean cubby_order_codec_contact_is_sound (const char *contact);

G_END_DECLS
