/* SPDX-License-Identifier: Apache-2.0 */
/* Goods leave, arrive, or do not come: the documents of it, and the movements of each step. */
#include "app/central/delivery-change.h"
#include "app/central/delivery-order.h"
#include "app/central/ledger.h"
#include "app/central/refusal.h"

#define MAX_LINES 500
#define MAX_QUANTITY 1000000

static gboolean
check_exists (CubbyStore *store, CubbyJsonBody *body, const char *where, const char *member, const char *sql,
              const char *id, GError **error)
{
  gint64 found = 0;
  if (cubby_json_body_has_failed (body))
    return TRUE;
  if (!cubby_sql_read_int (store->sql, &found, 0, error, sql, "t", id))
    return FALSE;
  if (found == 0)
    cubby_json_body_fail (body, where, member, "there is no %s", id);
  return TRUE;
}

static gboolean
read_location (CubbyStore *store, CubbyJsonBody *body, const char *member, char **ret_location,
               GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  *ret_location = g_strdup (cubby_json_body_get_string (body, root, "", member, 64));
  return check_exists (store, body, "", member, "SELECT 1 FROM location WHERE id = ?", *ret_location, error);
}

static gboolean
read_lines (CubbyStore *store, CubbyJsonBody *body, CubbyDelivery *self, GError **error)
{
  JsonArray *lines =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", "lines", 1, MAX_LINES);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    g_autofree char *where = g_strdup_printf ("lines[%u]", i);
    JsonObject *line = json_array_get_object_element (lines, i);
    const char *sku = cubby_json_body_get_string (body, line, where, "sku", 64);
    gint64 quantity = cubby_json_body_get_int (body, line, where, "quantity", 1, MAX_QUANTITY);
    if (!check_exists (store, body, where, "sku", "SELECT 1 FROM variant WHERE sku = ?", sku, error))
      return FALSE;
    cubby_delivery_add_line (self, sku, quantity, NULL);
  }
  return TRUE;
}

static void
read_details (CubbyJsonBody *body, CubbyDelivery *self)
{
  JsonObject *root = cubby_json_body_get_root (body);
  const char *expected = cubby_json_body_get_optional (body, root, "", "expected_at", 40);
  self->reference = g_strdup (cubby_json_body_get_optional (body, root, "", "reference", 200));
  g_autoptr (GDateTime) time = expected != NULL ? g_date_time_new_from_iso8601 (expected, NULL) : NULL;
  if (time != NULL)
    self->expected_ms = g_date_time_to_unix (time) * 1000;
  else if (expected != NULL)
    cubby_json_body_fail (body, "", "expected_at", "must be a time with its zone: 2026-11-22T08:00:00Z");
}

char *
cubby_delivery_create (CubbyStore *store, CubbyDeliveryKind kind, CubbyJsonBody *body, GError **error)
{
  gboolean transfer = kind == CUBBY_DELIVERY_TRANSFER;
  g_autoptr (CubbyDelivery) self = cubby_delivery_new (store, kind);
  if ((transfer && !read_location (store, body, "from", &self->origin, error)) ||
      !read_location (store, body, transfer ? "to" : "location", &self->destination, error))
    return NULL;
  if (transfer && g_str_equal (self->origin, self->destination))
    cubby_json_body_fail (body, "", "to", "must be another location than from");
  read_details (body, self);
  if (!read_lines (store, body, self, error) || !cubby_json_body_finish (body, error) ||
      !cubby_delivery_insert (store, self, error))
    return NULL;
  return cubby_delivery_get (store, kind, self->id, error);
}

static gboolean
move (CubbyStore *store, const CubbyDelivery *self, const char *location, CubbyMovementKind kind,
      const char *sku, gint64 quantity, gboolean guarded, GError **error)
{
  g_autofree char *reason =
      kind == CUBBY_MOVEMENT_ADJUST
          ? g_strconcat (cubby_delivery_kind_to_string (self->kind), " difference", NULL)
          : NULL;
  CubbyMovement movement = {
      .kind = kind,
      .sku = sku,
      .location = location,
      .quantity = quantity,
      .reason = reason,
      .reference = self->id,
  };
  return quantity == 0 || cubby_ledger_write (store, &movement, guarded, error);
}

gboolean
cubby_delivery_ship_all (CubbyStore *store, CubbyDelivery *self, GError **error)
{
  if (!cubby_delivery_order_lock (store, self, error) ||
      !cubby_delivery_become (store, self, CUBBY_DELIVERY_SHIPPED, error))
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++) {
    const CubbyDeliveryLine *line = &g_array_index (self->lines, CubbyDeliveryLine, i);
    gboolean promised = line->order_line != NULL;
    if (promised && !cubby_delivery_order_leave (store, self, line, error))
      return FALSE;
    if (!move (store, self, self->origin, CUBBY_MOVEMENT_TRANSFER_OUT, line->sku, line->outstanding,
               !promised, error))
      return FALSE;
  }
  return TRUE;
}

/* Nobody sends off what is not paid, nor promised to be. */
static gboolean
check_paid (CubbyStore *store, const CubbyDelivery *self, GError **error)
{
  static const char *const none[] = {NULL};
  gint64 pending = 0;
  if (self->order == NULL || self->state != CUBBY_DELIVERY_OPEN)
    return TRUE;
  if (!cubby_sql_read_int (store->sql, &pending, 0, error,
                           "SELECT COUNT(*) FROM orders WHERE id = ? AND status = 'pending'", "t",
                           self->order))
    return FALSE;
  if (pending > 0)
    cubby_refusal_set (error, "open", none, "The order %s waits for its payment; ship it then.", self->order);
  return pending == 0;
}

char *
cubby_delivery_ship (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbyDelivery) self = cubby_delivery_load (store, CUBBY_DELIVERY_TRANSFER, id, TRUE, error);
  if (self == NULL || !check_paid (store, self, error) || !cubby_delivery_ship_all (store, self, error))
    return NULL;
  return cubby_delivery_get (store, CUBBY_DELIVERY_TRANSFER, id, error);
}

/* Writes that @counted pieces of @line are here. */
static gboolean
count_line (CubbyStore *store, CubbyDelivery *self, CubbyDeliveryLine *line, gint64 counted, gboolean last,
            GError **error)
{
  CubbyDeliveryCount count = cubby_delivery_count (self->kind, line->outstanding, counted, last);
  CubbyMovementKind arrival = cubby_delivery_kind_get_movement (self->kind);
  gint64 gone = count.arrived + count.forgotten;
  line->outstanding -= gone;
  line->received += counted;
  return move (store, self, self->destination, arrival, line->sku, count.arrived, FALSE, error) &&
         move (store, self, self->destination, CUBBY_MOVEMENT_EXPECT, line->sku, -gone, FALSE, error) &&
         move (store, self, self->destination, CUBBY_MOVEMENT_ADJUST, line->sku, count.adjusted, FALSE,
               error) &&
         (line->order_line == NULL || cubby_delivery_order_arrive (store, self, line, error)) &&
         cubby_delivery_save_line (store, self, line, error);
}

/* What was counted of each SKU; lines of the same SKU take from it in turn, the last of them all that is
 * left. */
typedef struct {
  GHashTable *left; /* (nullable): SKU -> gint64*; NULL: everything is here */
  gboolean last;
} Count;

static gboolean
is_last_of_sku (const CubbyDelivery *self, guint index)
{
  const char *sku = g_array_index (self->lines, CubbyDeliveryLine, index).sku;
  for (guint i = index + 1; i < self->lines->len; i++)
    if (g_str_equal (g_array_index (self->lines, CubbyDeliveryLine, i).sku, sku))
      return FALSE;
  return TRUE;
}

static gint64
take_count (const CubbyDelivery *self, guint index, const Count *count)
{
  const CubbyDeliveryLine *line = &g_array_index (self->lines, CubbyDeliveryLine, index);
  if (count->left == NULL)
    return line->outstanding;
  gint64 *left = g_hash_table_lookup (count->left, line->sku);
  if (left == NULL)
    return 0;
  gint64 counted = is_last_of_sku (self, index) ? *left : MIN (*left, line->outstanding);
  *left -= counted;
  return counted;
}

static gboolean
has_sku (const CubbyDelivery *self, const char *sku)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_strcmp0 (g_array_index (self->lines, CubbyDeliveryLine, i).sku, sku) == 0)
      return TRUE;
  return FALSE;
}

static GHashTable *
read_count (const CubbyDelivery *self, CubbyJsonBody *body)
{
  GHashTable *left = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  JsonArray *lines =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", "lines", 0, MAX_LINES);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    g_autofree char *where = g_strdup_printf ("lines[%u]", i);
    JsonObject *line = json_array_get_object_element (lines, i);
    const char *sku = cubby_json_body_get_string (body, line, where, "sku", 64);
    gint64 quantity = cubby_json_body_get_int (body, line, where, "quantity", 0, MAX_QUANTITY);
    if (!has_sku (self, sku))
      cubby_json_body_fail (body, where, "sku", "%s is not in this %s", sku,
                            cubby_delivery_kind_to_string (self->kind));
    gint64 *sum = g_hash_table_lookup (left, sku);
    if (sum == NULL)
      g_hash_table_insert (left, (gpointer)sku, g_memdup2 (&quantity, sizeof quantity));
    else
      *sum += quantity;
  }
  return left;
}

static gboolean
receive (CubbyStore *store, CubbyDelivery *self, const Count *count, GError **error)
{
  const CubbyStateTable *states = cubby_delivery_kind_get_states (self->kind);
  if (!cubby_state_may_become (states, self->state, CUBBY_DELIVERY_RECEIVED)) {
    cubby_refusal_set_by_table (error, states, cubby_delivery_kind_to_string (self->kind), self->state,
                                CUBBY_DELIVERY_RECEIVED);
    return FALSE;
  }
  if (!cubby_delivery_order_lock (store, self, error))
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    if (!count_line (store, self, &g_array_index (self->lines, CubbyDeliveryLine, i),
                     take_count (self, i, count), count->last, error))
      return FALSE;
  return (cubby_delivery_count_outstanding (self) > 0 ||
          cubby_delivery_become (store, self, CUBBY_DELIVERY_RECEIVED, error)) &&
         cubby_delivery_order_follow (store, self, error);
}

gboolean
cubby_delivery_receive_all (CubbyStore *store, CubbyDelivery *self, GError **error)
{
  return receive (store, self, &(Count){.left = NULL, .last = TRUE}, error);
}

char *
cubby_delivery_receive (CubbyStore *store, CubbyDeliveryKind kind, const char *id, CubbyJsonBody *body,
                        GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  g_autoptr (CubbyDelivery) self = cubby_delivery_load (store, kind, id, TRUE, error);
  if (self == NULL)
    return NULL;
  gboolean whole = !json_object_has_member (root, "lines");
  g_autoptr (GHashTable) left = whole ? NULL : read_count (self, body);
  Count count = {.left = left, .last = cubby_json_body_get_boolean_or (body, root, "", "last", whole)};
  if (!cubby_json_body_finish (body, error) || !receive (store, self, &count, error))
    return NULL;
  return cubby_delivery_get (store, kind, id, error);
}

/* Goods that an order waits for come, or the order is cancelled. */
static gboolean
check_no_order (const CubbyDelivery *self, GError **error)
{
  static const char *const allowed[] = {"shipped", NULL};
  if (self->order == NULL || self->state != CUBBY_DELIVERY_OPEN)
    return TRUE;
  cubby_refusal_set (error, "open", allowed,
                     "The order %s waits for this transfer; cancel the order, or its lines.", self->order);
  return FALSE;
}

char *
cubby_delivery_cancel (CubbyStore *store, CubbyDeliveryKind kind, const char *id, GError **error)
{
  g_autoptr (CubbyDelivery) self = cubby_delivery_load (store, kind, id, TRUE, error);
  if (self == NULL || !check_no_order (self, error) ||
      !cubby_delivery_become (store, self, CUBBY_DELIVERY_CANCELLED, error))
    return NULL;
  for (guint i = 0; i < self->lines->len; i++) {
    CubbyDeliveryLine *line = &g_array_index (self->lines, CubbyDeliveryLine, i);
    gint64 outstanding = line->outstanding;
    line->outstanding = 0;
    if (!move (store, self, self->destination, CUBBY_MOVEMENT_EXPECT, line->sku, -outstanding, FALSE,
               error) ||
        !cubby_delivery_save_line (store, self, line, error))
      return NULL;
  }
  return cubby_delivery_get (store, kind, id, error);
}
