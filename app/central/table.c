/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/table.h"
#include "app/central/unit-of-work.h"

/* More than any of them has. */
#define MAX_COLUMNS 40

static const struct {
  const char *insert;
  const char *types;
} tables[CUBBY_N_TABLES] = {
    [CUBBY_TABLE_ORDERS] = {"INSERT INTO orders (id, number, channel, external_id, status, payment_method,"
                            " payment_status, payment_qr, received, refunded, language, currency, total,"
                            " customer_name, email, phone, token, created_ms, updated_ms, subtotal, discount,"
                            " tax, discounts, customer, points) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            "ttttttttiittittttiiiiitti"},
    [CUBBY_TABLE_FULFILMENT] = {"INSERT INTO fulfilment (id, order_id, position, method, location, state,"
                                " address, reach, hold_until, updated_ms)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                "ttittttiii"},
    [CUBBY_TABLE_ORDER_LINE] = {"INSERT INTO order_line (id, order_id, fulfilment, position, sku, name,"
                                " quantity, unit_price, source, settled, discount, tax)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                "tttittiitiii"},
    [CUBBY_TABLE_PARCEL] = {"INSERT INTO parcel (label, fulfilment, size, heavy, state, version, updated_ms)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?)",
                            "tttitii"},
    [CUBBY_TABLE_PASS] = {"INSERT INTO pass (cti, order_id, fulfilment, store, code, exp, state, created_ms,"
                          " kind, name, token, kid, code_hash, remade)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                          "tttttitittttti"},
    [CUBBY_TABLE_MOVEMENT] = {"INSERT INTO stock_movement (id, time_ms, kind, sku, location, quantity,"
                              " on_hand, allocated, held, damaged, quality_control, incoming, reason,"
                              " reference, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                              "titttiiiiiiittt"},
    [CUBBY_TABLE_OUTBOX] = {"INSERT INTO outbox (id, notice, order_id, fulfilment, channel, state, attempts,"
                            " next_ms, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            "ttttttiii"},
    [CUBBY_TABLE_AUDIT] = {"INSERT INTO audit (id, time_ms, actor, action, subject, detail)"
                           " VALUES (?, ?, ?, ?, ?, ?)",
                           "titttt"},
    [CUBBY_TABLE_IDEMPOTENCY] = {"INSERT INTO idempotency (actor, item, request_hash, status, content_type,"
                                 " body, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                 "tttitti"},
};

const char *
cubby_table_get_insert (CubbyTable table)
{
  return tables[table].insert;
}

const char *
cubby_table_get_types (CubbyTable table)
{
  return tables[table].types;
}

typedef union {
  const char *text;
  gint64 number;
} Value;

static gboolean
insert_now (CubbyStore *store, CubbyTable table, GError **error, va_list *values)
{
  const char *types = tables[table].types;
  Value row[MAX_COLUMNS];
  CubbySqlColumn columns[MAX_COLUMNS];
  for (guint i = 0; types[i] != '\0'; i++) {
    if (types[i] == 'i') {
      row[i].number = va_arg (*values, gint64);
      columns[i].ints = &row[i].number;
    } else {
      row[i].text = va_arg (*values, const char *);
      columns[i].texts = &row[i].text;
    }
  }
  return cubby_sql_run_many (store->sql, error, tables[table].insert, types, 1, columns);
}

gboolean
cubby_table_insert (CubbyStore *store, CubbyTable table, GError **error, ...)
{
  gboolean done = TRUE;
  va_list values;
  va_start (values, error);
  if (cubby_unit_of_work_is_gathering (store->unit))
    cubby_unit_of_work_add_row (store->unit, table, &values);
  else
    done = insert_now (store, table, error, &values);
  va_end (values);
  return done;
}
