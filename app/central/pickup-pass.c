/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/pickup-pass.h"
#include "app/central/pass-book.h"
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

static CubbyPickupPass *
show (CubbyStore *store, const CubbyPassRow *row, GError **error)
{
  g_autoptr (CubbyPickupPass) self = g_new0 (CubbyPickupPass, 1);
  self->code = g_strdup (row->code != NULL ? row->code : "");
  self->store = g_strdup (row->store);
  self->exp = row->exp;
  self->state = g_strdup (cubby_pass_life_to_string (row->life));
  self->text = cubby_pass_book_mint (store, row, error);
  return self->text != NULL ? g_steal_pointer (&self) : NULL;
}

CubbyPickupPass *
cubby_pickup_pass_load (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (GPtrArray) passes = cubby_pass_book_list (store, order, error);
  if (passes == NULL)
    return NULL;
  if (passes->len > 0)
    return show (store, g_ptr_array_index (passes, 0), error);
  cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "The order %s has no pass.", order);
  return NULL;
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
