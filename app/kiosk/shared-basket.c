/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/shared-basket.h"

#include "app/domain/basket-merge.h"
#include "app/kiosk/order-codec.h"

#define HTTP_OK 200
#define HTTP_PRECONDITION_FAILED 412
#define HTTP_SERVER_ERRORS 500

void
cubby_shared_basket_clear (CubbySharedBasket *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->base, cubby_basket_free);
  self->sending = FALSE;
}

static void
copy (CubbyBasket *to, const CubbyBasket *from)
{
  cubby_basket_clear (to);
  for (guint i = 0; i < cubby_basket_get_n_lines (from); i++) {
    const CubbyBasketLine *line = cubby_basket_get_line (from, i);
    cubby_basket_add (to, line->sku, line->quantity);
  }
}

void
cubby_shared_basket_begin (CubbySharedBasket *self, const char *body, const CubbyBasket *basket)
{
  g_return_if_fail (basket != NULL);
  cubby_shared_basket_clear (self);
  if (!cubby_order_codec_read_shared (body, &self->id, &self->etag))
    return;
  self->base = cubby_basket_new ();
  copy (self->base, basket);
}

static gboolean
are_equal (const CubbyBasket *a, const CubbyBasket *b)
{
  if (cubby_basket_get_n_lines (a) != cubby_basket_get_n_lines (b))
    return FALSE;
  for (guint i = 0; i < cubby_basket_get_n_lines (a); i++) {
    const CubbyBasketLine *one = cubby_basket_get_line (a, i);
    const CubbyBasketLine *other = cubby_basket_get_line (b, i);
    if (!g_str_equal (one->sku, other->sku) || one->quantity != other->quantity)
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_shared_basket_is_due (const CubbySharedBasket *self, const CubbyBasket *basket)
{
  return self->id != NULL && !self->sending && !are_equal (self->base, basket);
}

static GArray *
list_pieces (const CubbyBasket *basket)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (CubbyBasketPiece));
  for (guint i = 0; i < cubby_basket_get_n_lines (basket); i++) {
    const CubbyBasketLine *line = cubby_basket_get_line (basket, i);
    CubbyBasketPiece piece = {.sku = line->sku, .quantity = line->quantity};
    g_array_append_val (pieces, piece);
  }
  return pieces;
}

static void
merge (const CubbyBasket *base, const CubbyBasket *theirs, CubbyBasket *mine)
{
  g_autoptr (GArray) base_pieces = list_pieces (base);
  g_autoptr (GArray) their_pieces = list_pieces (theirs);
  g_autoptr (GArray) my_pieces = list_pieces (mine);
  g_autoptr (GArray) merged =
      cubby_basket_merge (base_pieces, my_pieces, their_pieces, CUBBY_BASKET_MAX_QUANTITY);
  CubbyBasket *result = cubby_basket_new ();
  for (guint i = 0; i < merged->len; i++) {
    const CubbyBasketPiece *piece = &g_array_index (merged, CubbyBasketPiece, i);
    cubby_basket_add (result, piece->sku, (guint)piece->quantity);
  }
  copy (mine, result); /* the pieces' SKUs were @mine's until here */
  cubby_basket_free (result);
}

static CubbySharedMove
take_theirs (CubbySharedBasket *self, const char *body, CubbyBasket *basket)
{
  g_autofree char *etag = NULL;
  CubbyBasket *theirs = cubby_basket_new ();
  if (!cubby_order_codec_read_changed (body, &etag, theirs)) {
    cubby_basket_free (theirs);
    cubby_shared_basket_clear (self);
    return CUBBY_SHARED_ENDED;
  }
  merge (self->base, theirs, basket);
  cubby_basket_free (self->base);
  self->base = theirs;
  g_free (self->etag);
  self->etag = g_steal_pointer (&etag);
  return CUBBY_SHARED_MERGED;
}

CubbySharedMove
cubby_shared_basket_answer (CubbySharedBasket *self, guint status, const char *body, const CubbyBasket *sent,
                            CubbyBasket *basket)
{
  g_autofree char *id = NULL;
  g_autofree char *etag = NULL;
  if (!self->sending)
    return CUBBY_SHARED_NOTHING;
  self->sending = FALSE;
  if (status == HTTP_PRECONDITION_FAILED)
    return take_theirs (self, body, basket);
  if (status == 0 || status >= HTTP_SERVER_ERRORS)
    return CUBBY_SHARED_NOTHING; /* the next change brings it along */
  if (status != HTTP_OK || !cubby_order_codec_read_shared (body, &id, &etag)) {
    cubby_shared_basket_clear (self);
    return CUBBY_SHARED_ENDED;
  }
  copy (self->base, sent);
  g_free (self->etag);
  self->etag = g_steal_pointer (&etag);
  return CUBBY_SHARED_AGREED;
}
