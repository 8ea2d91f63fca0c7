/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/change-request.h"
#include "app/central/store.h"

G_BEGIN_DECLS

/*
 * Loyalty points. points_entry is the ledger, only ever appended to; points_balance is its sum and points_lot
 * says when which of them end; all three are written together, here alone.
 */

/* GET /v1/customers/{id}/points: the balance and the entries, newest first; @cursor: (nullable) */
char *cubby_points_list (CubbyStore *store, const char *customer, const char *cursor, guint limit,
                         GError **error);
/* POST: an admin gives or takes, with a reason. */
char *cubby_points_adjust (CubbyStore *store, const CubbyChangeRequest *request, GError **error);

/* Returns: what one point is worth, in minor units; 0: nothing. */
gint64 cubby_points_get_worth (const CubbyStore *store, const char *currency);

/**
 * cubby_points_redeem:
 * @payable: what @order costs without points
 *
 * Takes @points of @customer for @order. "invalid" says how many would do.
 */
gboolean cubby_points_redeem (CubbyStore *store, const char *customer, const char *order, gint64 points,
                              const char *currency, gint64 payable, GError **error);

/* @order is completed: what is asked for earns points, once. */
gboolean cubby_points_earn (CubbyStore *store, const char *order, GError **error);
/* Something of @order went back: what is no longer paid for takes its points along. */
gboolean cubby_points_reverse (CubbyStore *store, const char *order, GError **error);
/* Of the points that paid for @order, @points are hers again, those of earlier times among them. */
gboolean cubby_points_restore (CubbyStore *store, const char *order, gint64 points, GError **error);

/* Takes what is at its end, at most @limit lots. */
gboolean cubby_points_expire (CubbyStore *store, guint limit, GError **error);
/* Writes off what is left to somebody who is erased. */
gboolean cubby_points_write_off (CubbyStore *store, const char *customer, GError **error);

/* Proves that ledger, balances and lots agree. */
gboolean cubby_points_check (CubbySql *sql, gint64 *ret_customers, GError **error);

G_END_DECLS
