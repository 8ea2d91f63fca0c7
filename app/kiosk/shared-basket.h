/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/basket.h"

G_BEGIN_DECLS

/* A basket that the phone has too: what the centre and the kiosk both knew last. */
typedef struct {
  char *id;          /* NULL: it is shared with nobody */
  char *etag;        /* of the state that @base is */
  CubbyBasket *base; /* NULL with @id */
  gboolean sending;
} CubbySharedBasket;

typedef enum {
  CUBBY_SHARED_NOTHING, /* it is as it was, or the answer was to an older question */
  CUBBY_SHARED_AGREED,  /* the centre has what was sent */
  CUBBY_SHARED_MERGED,  /* the phone was first: the basket has both changes now and is to be sent again */
  CUBBY_SHARED_ENDED,   /* it is there no longer */
} CubbySharedMove;

void cubby_shared_basket_clear (CubbySharedBasket *self);

/* @body: the Basket of the API, as it was fetched or saved; @basket: what the kiosk made of it */
void cubby_shared_basket_begin (CubbySharedBasket *self, const char *body, const CubbyBasket *basket);

/* Whether the centre has to hear of @basket, and nothing is on its way to it. */
gboolean cubby_shared_basket_is_due (const CubbySharedBasket *self, const CubbyBasket *basket);

/**
 * cubby_shared_basket_answer:
 * @status: of HTTP; 0 when there was no answer
 * @body: (nullable)
 * @sent: what was sent
 * @basket: (inout): what is on the screen now; changed when it has to be merged
 */
CubbySharedMove cubby_shared_basket_answer (CubbySharedBasket *self, guint status, const char *body,
                                            const CubbyBasket *sent, CubbyBasket *basket);

G_END_DECLS
