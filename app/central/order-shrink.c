/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-shrink.h"
#include "app/central/fulfilment.h"
#include "app/central/order-money.h"
#include "app/central/parcel-repack.h"
#include "app/central/placed-line.h"
#include "app/central/refusal.h"

#define MAX_LINES 100
#define MAX_QUANTITY 1000000

/* What the request takes off: by line, and the fulfilments it touches. */
typedef struct {
  GPtrArray *lines;   /* of CubbyPlacedLine */
  GArray *pieces;     /* of gint64, one a line */
  GPtrArray *touched; /* ids of fulfilments */
} Shrink;

static void
shrink_clear (Shrink *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shrink, shrink_clear)

static guint
find_line (const Shrink *self, const char *id)
{
  guint i = 0;
  while (i < self->lines->len &&
         !g_str_equal (((CubbyPlacedLine *)g_ptr_array_index (self->lines, i))->id, id))
    i++;
  return i;
}

static gboolean
is_touched (const Shrink *self, const char *fulfilment)
{
  return g_ptr_array_find_with_equal_func (self->touched, fulfilment, g_str_equal, NULL);
}

static gboolean
read_line (CubbyStore *store, Shrink *self, CubbyJsonBody *body, const char *order, JsonObject *object,
           const char *where, GError **error)
{
  g_autoptr (CubbyPlacedLine) line = NULL;
  const char *id = cubby_json_body_get_string (body, object, where, "id", 64);
  gint64 quantity = cubby_json_body_get_int (body, object, where, "quantity", 1, MAX_QUANTITY);
  if (!cubby_json_body_finish (body, error))
    return FALSE;
  guint index = find_line (self, id);
  if (index == self->lines->len) {
    if (!cubby_placed_line_find (store, body, order, where, id, &line, error))
      return FALSE;
    if (!is_touched (self, line->fulfilment))
      g_ptr_array_add (self->touched, g_strdup (line->fulfilment));
    g_ptr_array_add (self->lines, g_steal_pointer (&line));
    g_array_set_size (self->pieces, index + 1);
  }
  const CubbyPlacedLine *known = g_ptr_array_index (self->lines, index);
  gint64 *pieces = &g_array_index (self->pieces, gint64, index);
  *pieces += quantity;
  gint64 most = known->standing == CUBBY_LINE_SETTLED ? 0 : cubby_placed_line_count (known);
  if (*pieces > most)
    cubby_json_body_fail (body, where, "quantity",
                          "is more than the %" G_GINT64_FORMAT " that are still to be delivered", most);
  return cubby_json_body_finish (body, error);
}

static gboolean
read_request (CubbyStore *store, Shrink *self, CubbyJsonBody *body, const char *order, GError **error)
{
  JsonArray *lines =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", "lines", 1, MAX_LINES);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_placed_line_free);
  self->pieces = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->touched = g_ptr_array_new_with_free_func (g_free);
  if (!cubby_json_body_finish (body, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (lines); i++) {
    g_autofree char *where = g_strdup_printf ("lines[%u]", i);
    if (!read_line (store, self, body, order, json_array_get_object_element (lines, i), where, error))
      return FALSE;
  }
  return TRUE;
}

/* Returns: whether nothing is left of @fulfilment when it is done. */
static gboolean
becomes_empty (CubbyStore *store, const Shrink *self, const char *fulfilment, gboolean *ret_empty,
               GError **error)
{
  gint64 left = 0;
  g_autoptr (GPtrArray) open = cubby_placed_line_list_open (store, fulfilment, error);
  for (guint i = 0; open != NULL && i < open->len; i++) {
    const CubbyPlacedLine *line = g_ptr_array_index (open, i);
    guint index = find_line (self, line->id);
    left += cubby_placed_line_count (line);
    left -= index < self->lines->len ? g_array_index (self->pieces, gint64, index) : 0;
  }
  *ret_empty = left == 0;
  return open != NULL;
}

static gboolean
take_off (CubbyStore *store, const Shrink *self, const char *fulfilment, GError **error)
{
  for (guint i = 0; i < self->lines->len; i++) {
    CubbyPlacedLine *line = g_ptr_array_index (self->lines, i);
    if (g_str_equal (line->fulfilment, fulfilment) &&
        !cubby_placed_line_take_off (store, line, g_array_index (self->pieces, gint64, i), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
shrink (CubbyStore *store, const Shrink *self, const char *id, GError **error)
{
  gboolean empty = FALSE, closed = FALSE;
  g_autoptr (CubbyFulfilment) fulfilment = cubby_fulfilment_lock (store, id, error);
  if (fulfilment == NULL || !becomes_empty (store, self, id, &empty, error))
    return FALSE;
  if (empty)
    return cubby_fulfilment_become (store, id, CUBBY_FULFILMENT_CANCELLED, error);
  if (!cubby_parcel_has_closed (store, id, &closed, error))
    return FALSE;
  if (closed || !cubby_fulfilment_state_may_shrink (fulfilment->state)) {
    g_autofree const char **allowed = cubby_state_get_next (&cubby_fulfilment_states, fulfilment->state);
    const char *state = cubby_state_to_string (&cubby_fulfilment_states, fulfilment->state);
    cubby_refusal_set (error, state, allowed,
                       "The fulfilment %s is %s and its boxes are closed: cancel all lines of it, or none.",
                       id, state);
    return FALSE;
  }
  return take_off (store, self, id, error) && cubby_parcel_repack (store, fulfilment->order, id, error);
}

gboolean
cubby_order_shrink (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  g_auto (Shrink) self = {0};
  g_autoptr (CubbyOrderMoney) money = cubby_order_money_load (store, id, error);
  if (money == NULL || !read_request (store, &self, body, id, error))
    return FALSE;
  for (guint i = 0; i < self.touched->len; i++)
    if (!shrink (store, &self, g_ptr_array_index (self.touched, i), error))
      return FALSE;
  return cubby_order_money_follow (store, id, error);
}
