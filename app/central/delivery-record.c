/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/delivery-record.h"
#include "app/central/ledger.h"
#include "app/central/order-lock.h"
#include "app/central/refusal.h"

static void
line_clear (gpointer data)
{
  CubbyDeliveryLine *line = data;
  g_free (line->sku);
  g_free (line->order_line);
}

static CubbyDelivery *
delivery_alloc (void)
{
  CubbyDelivery *self = g_new0 (CubbyDelivery, 1);
  self->lines = g_array_new (FALSE, TRUE, sizeof (CubbyDeliveryLine));
  g_array_set_clear_func (self->lines, line_clear);
  return self;
}

CubbyDelivery *
cubby_delivery_new (CubbyStore *store, CubbyDeliveryKind kind)
{
  CubbyDelivery *self = delivery_alloc ();
  self->id = cubby_store_new_id (store);
  self->kind = kind;
  self->created_ms = self->updated_ms = store->now_ms;
  return self;
}

void
cubby_delivery_free (CubbyDelivery *self)
{
  if (self == NULL)
    return;
  char *strings[] = {self->id, self->origin, self->destination, self->order, self->reference};
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_array_unref (self->lines);
  g_free (self);
}

void
cubby_delivery_add_line (CubbyDelivery *self, const char *sku, gint64 quantity, const char *order_line)
{
  CubbyDeliveryLine line = {
      .position = self->lines->len,
      .sku = g_strdup (sku),
      .quantity = quantity,
      .outstanding = quantity,
      .order_line = g_strdup (order_line),
  };
  g_array_append_val (self->lines, line);
}

static gboolean
insert_line (CubbyStore *store, const CubbyDelivery *self, const CubbyDeliveryLine *line, GError **error)
{
  CubbyMovement movement = {
      .kind = CUBBY_MOVEMENT_EXPECT,
      .sku = line->sku,
      .location = self->destination,
      .quantity = line->quantity,
      .reference = self->id,
  };
  return cubby_sql_run (store->sql, error,
                        "INSERT INTO delivery_line (delivery, position, sku, quantity, outstanding, received,"
                        " order_line, allocated) VALUES (?, ?, ?, ?, ?, 0, ?, 0)",
                        "titiit", self->id, line->position, line->sku, line->quantity, line->outstanding,
                        line->order_line) &&
         cubby_ledger_write (store, &movement, FALSE, error);
}

gboolean
cubby_delivery_insert (CubbyStore *store, const CubbyDelivery *self, GError **error)
{
  const char *kind = cubby_delivery_kind_to_string (self->kind);
  const char *state = cubby_state_to_string (cubby_delivery_kind_get_states (self->kind), self->state);
  if (!cubby_sql_run (store->sql, error,
                      "INSERT INTO delivery (id, kind, origin, destination, state, order_id, reference,"
                      " expected_ms, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "tttttttiii", self->id, kind, self->origin, self->destination, state, self->order,
                      self->reference, self->expected_ms, self->created_ms, self->updated_ms))
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    if (!insert_line (store, self, &g_array_index (self->lines, CubbyDeliveryLine, i), error))
      return FALSE;
  return cubby_store_audit (store, kind, self->id, state, error);
}

static gboolean
read_lines (CubbyStore *store, CubbyDelivery *self, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT position, sku, quantity, outstanding, received, order_line, allocated"
                       " FROM delivery_line WHERE delivery = ? ORDER BY position",
                       "t", self->id);
  GError *local = NULL;
  while (rows != NULL && cubby_sql_rows_next (rows, &local)) {
    CubbyDeliveryLine line = {
        .position = cubby_sql_rows_get_int (rows, 0),
        .sku = g_strdup (cubby_sql_rows_get_text (rows, 1)),
        .quantity = cubby_sql_rows_get_int (rows, 2),
        .outstanding = cubby_sql_rows_get_int (rows, 3),
        .received = cubby_sql_rows_get_int (rows, 4),
        .order_line = g_strdup (cubby_sql_rows_get_text (rows, 5)),
        .allocated = cubby_sql_rows_get_int (rows, 6),
    };
    g_array_append_val (self->lines, line);
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return rows != NULL && local == NULL;
}

#define COLUMNS "id, origin, destination, state, order_id, reference, expected_ms, created_ms, updated_ms"

CubbyDelivery *
cubby_delivery_load (CubbyStore *store, CubbyDeliveryKind kind, const char *id, gboolean to_change,
                     GError **error)
{
  const char *word = cubby_delivery_kind_to_string (kind);
  if (to_change && !cubby_order_lock_of_delivery (store, id, error))
    return NULL;
  g_autoptr (CubbySqlRows) rows =
      to_change
          ? cubby_sql_query (store->sql, error,
                             "UPDATE delivery SET updated_ms = ? WHERE id = ? AND kind = ?"
                             " RETURNING " COLUMNS,
                             "itt", store->now_ms, id, word)
          : cubby_sql_query (store->sql, error, "SELECT " COLUMNS " FROM delivery WHERE id = ? AND kind = ?",
                             "tt", id, word);
  if (!cubby_store_take_row (rows, error, "There is no %s %s.", word, id))
    return NULL;
  g_autoptr (CubbyDelivery) self = delivery_alloc ();
  self->kind = kind;
  self->id = g_strdup (cubby_sql_rows_get_text (rows, 0));
  self->origin = g_strdup (cubby_sql_rows_get_text (rows, 1));
  self->destination = g_strdup (cubby_sql_rows_get_text (rows, 2));
  cubby_state_from_string (cubby_delivery_kind_get_states (kind), cubby_sql_rows_get_text (rows, 3),
                           &self->state);
  self->order = g_strdup (cubby_sql_rows_get_text (rows, 4));
  self->reference = g_strdup (cubby_sql_rows_get_text (rows, 5));
  self->expected_ms = cubby_sql_rows_get_int (rows, 6);
  self->created_ms = cubby_sql_rows_get_int (rows, 7);
  self->updated_ms = cubby_sql_rows_get_int (rows, 8);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  return read_lines (store, self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
cubby_delivery_save_line (CubbyStore *store, const CubbyDelivery *self, const CubbyDeliveryLine *line,
                          GError **error)
{
  return cubby_sql_run (
      store->sql, error,
      "UPDATE delivery_line SET outstanding = ?, received = ?, order_line = ?, allocated = ?"
      " WHERE delivery = ? AND position = ?",
      "iititi", line->outstanding, line->received, line->order_line, line->allocated, self->id,
      line->position);
}

gboolean
cubby_delivery_become (CubbyStore *store, CubbyDelivery *self, guint to, GError **error)
{
  const CubbyStateTable *states = cubby_delivery_kind_get_states (self->kind);
  const char *kind = cubby_delivery_kind_to_string (self->kind);
  if (!cubby_state_may_become (states, self->state, to)) {
    cubby_refusal_set_by_table (error, states, kind, self->state, to);
    return FALSE;
  }
  self->state = to;
  return cubby_sql_run (store->sql, error, "UPDATE delivery SET state = ?, updated_ms = ? WHERE id = ?",
                        "tit", cubby_state_to_string (states, to), store->now_ms, self->id) &&
         cubby_store_audit (store, kind, self->id, cubby_state_to_string (states, to), error);
}

gint64
cubby_delivery_count_outstanding (const CubbyDelivery *self)
{
  gint64 outstanding = 0;
  for (guint i = 0; i < self->lines->len; i++)
    outstanding += g_array_index (self->lines, CubbyDeliveryLine, i).outstanding;
  return outstanding;
}

static void
add_optional (CubbyJsonText *json, const char *name, const char *value)
{
  if (value != NULL)
    cubby_json_text_string (json, name, value);
}

static void
add_time (CubbyJsonText *json, const char *name, gint64 time_ms)
{
  g_autofree char *text = time_ms > 0 ? cubby_store_format_time (time_ms) : NULL;
  add_optional (json, name, text);
}

static void
add_lines (CubbyJsonText *json, const CubbyDelivery *self)
{
  cubby_json_text_open_array (json, "lines");
  for (guint i = 0; i < self->lines->len; i++) {
    const CubbyDeliveryLine *line = &g_array_index (self->lines, CubbyDeliveryLine, i);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "sku", line->sku);
    cubby_json_text_int (json, "quantity", line->quantity);
    cubby_json_text_int (json, "received", line->received);
    cubby_json_text_int (json, "outstanding", line->outstanding);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

static void
delivery_add (CubbyJsonText *json, const CubbyDelivery *self)
{
  gboolean transfer = self->kind == CUBBY_DELIVERY_TRANSFER;
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "id", self->id);
  add_optional (json, "from", self->origin);
  cubby_json_text_string (json, transfer ? "to" : "location", self->destination);
  cubby_json_text_string (json, "state",
                          cubby_state_to_string (cubby_delivery_kind_get_states (self->kind), self->state));
  add_lines (json, self);
  add_optional (json, "order", self->order);
  add_optional (json, "reference", self->reference);
  add_time (json, "expected_at", self->expected_ms);
  add_time (json, "created_at", self->created_ms);
  add_time (json, "updated_at", self->updated_ms);
  cubby_json_text_close_object (json);
}

char *
cubby_delivery_get (CubbyStore *store, CubbyDeliveryKind kind, const char *id, GError **error)
{
  g_autoptr (CubbyDelivery) self = cubby_delivery_load (store, kind, id, FALSE, error);
  if (self == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  delivery_add (json, self);
  return cubby_json_text_steal (json);
}

static GPtrArray *
list_ids (CubbyStore *store, CubbyDeliveryKind kind, const CubbyDeliveryQuery *query, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT id FROM delivery WHERE kind = ? AND (CAST(? AS TEXT) IS NULL OR state = ?)"
      " AND (CAST(? AS TEXT) IS NULL OR origin = ? OR destination = ?)"
      " AND (CAST(? AS TEXT) IS NULL OR order_id = ?) AND (CAST(? AS TEXT) IS NULL OR id < ?)"
      " ORDER BY id DESC LIMIT ?",
      "tttttttttti", cubby_delivery_kind_to_string (kind), query->state, query->state, query->location,
      query->location, query->location, query->order, query->order, query->cursor, query->cursor,
      (gint64)query->limit);
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  while (rows != NULL && cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return rows != NULL && (error == NULL || *error == NULL) ? g_steal_pointer (&ids) : NULL;
}

char *
cubby_delivery_list (CubbyStore *store, CubbyDeliveryKind kind, const CubbyDeliveryQuery *query,
                     GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (store, kind, query, error);
  if (ids == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, kind == CUBBY_DELIVERY_TRANSFER ? "transfers" : "receipts");
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (CubbyDelivery) self =
        cubby_delivery_load (store, kind, g_ptr_array_index (ids, i), FALSE, error);
    if (self == NULL)
      return NULL;
    delivery_add (json, self);
  }
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next",
                          ids->len == query->limit ? g_ptr_array_index (ids, ids->len - 1) : NULL);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
