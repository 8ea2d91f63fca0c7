/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* One movement of points. */
typedef struct {
  const char *kind; /* earn reverse redeem restore expire adjust erase */
  const char *customer;
  gint64 points;      /* more than 0 given, less taken */
  const char *order;  /* (nullable) */
  const char *reason; /* (nullable) */
} CubbyPointsMovement;

/* Appends @movement, and moves balance and lots with it; "invalid" when she has not so many. */
gboolean cubby_points_ledger_write (CubbyStore *store, const CubbyPointsMovement *movement, GError **error);

gboolean cubby_points_ledger_get_balance (CubbyStore *store, const char *customer, gint64 *ret_balance,
                                          GError **error);

/* The same, and nobody else moves her points until this transaction ends. */
gboolean cubby_points_ledger_lock (CubbyStore *store, const char *customer, gint64 *ret_balance,
                                   GError **error);

G_END_DECLS
