/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/pickup-pass.h"
#include "app/common/hash.h"
#include "app/domain/crockford.h"
#include "protocols/pass/pass.h"
#include "protocols/pass/qr-image.h"

/* A module is six pixels: 318 on a side, sharp on every telephone. */
#define PNG_SCALE 6

void
cubby_pickup_pass_free (CubbyPickupPass *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->code);
  g_free (self->state);
  g_free (self->store);
  g_free (self);
}

static char *
mint (CubbyStore *store, const char *of_store, gint64 exp, const char *cti_hex, GError **error)
{
  guint8 cti[CUBBY_CTI_SIZE];
  if (store->key == NULL) {
    cubby_problem_set (
        error, CUBBY_PROBLEM_UNAVAILABLE, NULL,
        "No pass key is configured; set [pass] key-file (cubby-central pass-key generate FILE).");
    return NULL;
  }
  if (!cubby_hex_decode (cti_hex, cti, sizeof cti)) {
    cubby_problem_set (error, CUBBY_PROBLEM_INTERNAL, NULL, "The pass is damaged.");
    return NULL;
  }
  return cubby_pass_mint (store->key, of_store, exp, cti, error);
}

CubbyPickupPass *
cubby_pickup_pass_load (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT cti, code, store, exp, state FROM pass WHERE order_id = ? ORDER BY created_ms DESC LIMIT 1",
      "t", order);
  if (!cubby_store_take_row (rows, error, "The order %s has no pass.", order))
    return NULL;
  g_autoptr (CubbyPickupPass) self = g_new0 (CubbyPickupPass, 1);
  self->code = cubby_code_format (cubby_sql_rows_get_text (rows, 1));
  self->store = g_strdup (cubby_sql_rows_get_text (rows, 2));
  self->exp = cubby_sql_rows_get_int (rows, 3);
  self->state = g_strdup (cubby_sql_rows_get_text (rows, 4));
  if (!g_str_equal (self->state, "used") && self->exp <= store->now_ms / 1000) {
    g_free (self->state);
    self->state = g_strdup ("expired");
  }
  self->text = mint (store, self->store, self->exp, cubby_sql_rows_get_text (rows, 0), error);
  return self->text != NULL ? g_steal_pointer (&self) : NULL;
}

char *
cubby_pickup_pass_get_json (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbyPickupPass) pass = cubby_pickup_pass_load (store, order, error);
  if (pass == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "text", pass->text);
  cubby_json_text_string (json, "code", pass->code);
  cubby_json_text_int (json, "exp", pass->exp);
  cubby_json_text_string (json, "state", pass->state);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

GBytes *
cubby_pickup_pass_get_png (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbyPickupPass) pass = cubby_pickup_pass_load (store, order, error);
  g_autoptr (CubbyQr) qr = pass != NULL ? cubby_qr_new (pass->text, CUBBY_QR_LEVEL_M, error) : NULL;
  return qr != NULL ? cubby_qr_to_png (qr, PNG_SCALE, error) : NULL;
}

char *
cubby_pickup_pass_get_svg (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbyPickupPass) pass = cubby_pickup_pass_load (store, order, error);
  g_autoptr (CubbyQr) qr = pass != NULL ? cubby_qr_new (pass->text, CUBBY_QR_LEVEL_M, error) : NULL;
  return qr != NULL ? cubby_qr_to_svg (qr) : NULL;
}
