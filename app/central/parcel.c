/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/parcel.h"
#include "app/central/feed-reader.h"
#include "app/central/order-lock.h"
#include "app/central/parcel-notice.h"
#include "app/central/unit-of-work.h"
#include "app/domain/gtin.h"
#include "app/domain/order-packing.h"

char *
cubby_parcel_new_label (CubbyStore *store, GError **error)
{
  gint64 serial = 0;
  gboolean done = store->unit != NULL ? cubby_unit_of_work_take_serial (store->unit, &serial, error)
                                      : cubby_store_count (store, "parcel-serial", &serial, error);
  return done ? cubby_sscc_new (0, store->settings->gs1_prefix, (guint64)serial) : NULL;
}

gboolean
cubby_parcel_write (CubbyStore *store, const char *fulfilment, const GArray *boxes, GError **error)
{
  for (guint i = 0; i < boxes->len; i++) {
    const CubbyPackBox *box = &g_array_index (boxes, CubbyPackBox, i);
    g_autofree char *label = cubby_parcel_new_label (store, error);
    if (label == NULL || !cubby_table_insert (store, CUBBY_TABLE_PARCEL, error, label, fulfilment,
                                              cubby_size_to_string (box->size), (gint64)box->heavy,
                                              "expected", (gint64)0, store->now_ms))
      return FALSE;
  }
  return TRUE;
}

/* What its rows say of a parcel that is to be announced. */
typedef struct {
  char *label, *fulfilment, *size, *state, *of_store;
  GPtrArray *ctis;      /* of its live passes, NULL-terminated when it is told */
  GString *code_hashes; /* of theirs, joined by commas */
  gint64 hold_until, heavy, reach;
  gboolean gone; /* collected, and nobody wants it back */
  gboolean withdrawn;
  CubbyWithdrawal why;
} Announcement;

static void
announcement_free (gpointer data)
{
  Announcement *self = data;
  char *strings[] = {self->label, self->fulfilment, self->size, self->state, self->of_store};
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_ptr_array_unref (self->ctis);
  g_string_free (self->code_hashes, TRUE);
  g_free (self);
}

/* A row a parcel and pass, the rows of a parcel together. */
#define ANNOUNCEMENT                                                                                         \
  "SELECT c.label, c.fulfilment, c.size, c.state, p.cti, p.code_hash, p.store, p.state, f.hold_until, "      \
  "c.heavy, f.reach, f.state, o.payment_status FROM parcel c JOIN fulfilment f ON f.id = c.fulfilment"       \
  " JOIN orders o ON o.id = f.order_id JOIN pass p ON p.fulfilment = f.id "
#define IN_ORDER " ORDER BY c.label, p.kind DESC, p.created_ms, p.cti"

/* A parcel that was collected is no longer spoken of; unless it was paid back, for it may be found yet. */
static void
read_withdrawal (Announcement *self, CubbySqlRows *rows)
{
  guint state = CUBBY_FULFILMENT_OPEN;
  gboolean refunded = g_strcmp0 (cubby_sql_rows_get_text (rows, 12), "refunded") == 0;
  gboolean collected = g_strcmp0 (self->state, "picked_up") == 0;
  cubby_state_from_string (&cubby_fulfilment_states, cubby_sql_rows_get_text (rows, 11), &state);
  self->gone = collected && !refunded;
  self->withdrawn = collected || g_strcmp0 (self->state, "withdrawn") == 0;
  if (self->withdrawn)
    self->why = cubby_withdrawal_of_fulfilment (state, refunded);
}

static Announcement *
read_announcement (CubbySqlRows *rows)
{
  Announcement *self = g_new0 (Announcement, 1);
  self->label = g_strdup (cubby_sql_rows_get_text (rows, 0));
  self->fulfilment = g_strdup (cubby_sql_rows_get_text (rows, 1));
  self->size = g_strdup (cubby_sql_rows_get_text (rows, 2));
  self->state = g_strdup (cubby_sql_rows_get_text (rows, 3));
  self->of_store = g_strdup (cubby_sql_rows_get_text (rows, 6));
  self->hold_until = cubby_sql_rows_get_int (rows, 8);
  self->heavy = cubby_sql_rows_get_int (rows, 9);
  self->reach = cubby_sql_rows_get_int (rows, 10);
  self->ctis = g_ptr_array_new_with_free_func (g_free);
  self->code_hashes = g_string_new (NULL);
  read_withdrawal (self, rows);
  return self;
}

static void
add_pass (Announcement *self, CubbySqlRows *rows)
{
  const char *code_hash = cubby_sql_rows_get_text (rows, 5);
  if (g_strcmp0 (cubby_sql_rows_get_text (rows, 7), "active") != 0)
    return;
  g_ptr_array_add (self->ctis, g_strdup (cubby_sql_rows_get_text (rows, 4)));
  if (*code_hash != '\0')
    g_string_append_printf (self->code_hashes, "%s%s", self->code_hashes->len > 0 ? "," : "", code_hash);
}

/* Every notice of a parcel is a new version. */
static gboolean
put (CubbyStore *store, const Announcement *self, gint64 epoch, GError **error)
{
  gint64 version = 0;
  if (g_strcmp0 (self->state, "rejected") == 0)
    return TRUE; /* the kiosk says so; it is announced anew when it was packed anew */
  if (!cubby_sql_read_int (store->sql, &version, 0, error,
                           "UPDATE parcel SET version = version + 1 WHERE label = ? RETURNING version", "t",
                           self->label))
    return FALSE;
  CubbyParcelNotice notice = {
      .label = self->label,
      .fulfilment = self->fulfilment,
      .size = self->size,
      .of_store = self->of_store,
      .ctis = (const char *const *)self->ctis->pdata,
      .code_hashes = self->code_hashes->str,
      .hold_until = self->hold_until,
      .heavy = self->heavy != 0,
      .reach = self->reach != 0,
      .gone = self->gone,
      .withdrawn = self->withdrawn,
      .why = self->why,
      .version = version,
      .epoch = epoch,
  };
  return cubby_parcel_notice_put (store, &notice, error);
}

static gboolean
put_all (CubbyStore *store, CubbySqlRows *rows, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (announcement_free);
  g_autoptr (GError) local = NULL;
  gint64 epoch = 0;
  while (cubby_sql_rows_next (rows, &local)) {
    Announcement *last = found->len > 0 ? g_ptr_array_index (found, found->len - 1) : NULL;
    if (last == NULL || g_strcmp0 (last->label, cubby_sql_rows_get_text (rows, 0)) != 0)
      g_ptr_array_add (found, last = read_announcement (rows));
    add_pass (last, rows);
  }
  if (local == NULL)
    cubby_sql_read_int (store->sql, &epoch, 0, &local, "SELECT value FROM counter WHERE name = 'epoch'", "");
  for (guint i = 0; local == NULL && i < found->len; i++) {
    Announcement *one = g_ptr_array_index (found, i);
    g_ptr_array_add (one->ctis, NULL);
    put (store, one, epoch, &local);
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_parcel_announce (CubbyStore *store, const char *order, GError **error)
{
  if (!cubby_order_lock (store, order, error))
    return FALSE;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, ANNOUNCEMENT "WHERE f.order_id = ?" IN_ORDER, "t", order);
  return rows != NULL && put_all (store, rows, error);
}

gboolean
cubby_parcel_note_state (CubbyStore *store, const char *label, const char *state, const char *door,
                         GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE parcel SET state = ?, door = ?, updated_ms = ? WHERE label = ?", "ttit",
                        state, door, store->now_ms, label);
}

gboolean
cubby_parcel_note_door (CubbyStore *store, const char *label, const char *door, GError **error)
{
  return cubby_sql_run (store->sql, error, "UPDATE parcel SET door = ?, updated_ms = ? WHERE label = ?",
                        "tit", door, store->now_ms, label);
}

gboolean
cubby_parcel_renew (CubbyStore *store, const char *fulfilment, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "UPDATE parcel SET state = 'expected', updated_ms = ? WHERE fulfilment = ?"
                       " AND state = 'rejected' RETURNING label",
                       "it", store->now_ms, fulfilment);
  gboolean any = rows != NULL && cubby_sql_rows_next (rows, NULL);
  if (rows == NULL)
    return FALSE;
  g_clear_pointer (&rows, cubby_sql_rows_free);
  if (!any)
    return TRUE;
  rows = cubby_sql_query (store->sql, error, ANNOUNCEMENT "WHERE f.id = ? AND c.state = 'expected'" IN_ORDER,
                          "t", fulfilment);
  return rows != NULL && put_all (store, rows, error);
}

gboolean
cubby_parcel_set_state (CubbyStore *store, const char *label, const char *state, const char *door,
                        GError **error)
{
  if (!cubby_parcel_note_state (store, label, state, door, error))
    return FALSE;
  if (g_str_equal (state, "loaded"))
    return TRUE; /* the kiosk told us */
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, ANNOUNCEMENT "WHERE c.label = ?" IN_ORDER, "t", label);
  return rows != NULL && put_all (store, rows, error);
}

gboolean
cubby_parcel_withdraw (CubbyStore *store, const char *fulfilment, GError **error)
{
  if (!cubby_sql_run (store->sql, error,
                      "UPDATE parcel SET state = 'withdrawn', updated_ms = ? WHERE fulfilment = ? AND state "
                      "<> 'picked_up'",
                      "it", store->now_ms, fulfilment) ||
      !cubby_sql_run (
          store->sql, error,
          "UPDATE pass SET state = 'revoked', revoked_ms = ? WHERE fulfilment = ? AND state = 'active'", "it",
          store->now_ms, fulfilment))
    return FALSE;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, ANNOUNCEMENT "WHERE f.id = ? AND c.state = 'withdrawn'" IN_ORDER, "t", fulfilment);
  return rows != NULL && put_all (store, rows, error);
}

gboolean
cubby_parcel_begin_epoch (CubbyStore *store, gint64 *ret_epoch, GError **error)
{
  g_autofree char *detail = NULL;
  if (!cubby_order_lock_with_parcels (store, error) ||
      !cubby_store_count_past (store, "epoch", ret_epoch, error) ||
      !cubby_feed_draw (store->sql, TRUE, error))
    return FALSE;
  detail = g_strdup_printf ("%" G_GINT64_FORMAT, *ret_epoch);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, ANNOUNCEMENT "WHERE c.state NOT IN ('picked_up', 'withdrawn')" IN_ORDER, "");
  return rows != NULL && put_all (store, rows, error) &&
         cubby_store_audit (store, "epoch", "parcels", detail, error);
}
