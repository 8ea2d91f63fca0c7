/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/promotion.h"

G_BEGIN_DECLS

/* A promotion as the table keeps it. */
#define CUBBY_PROMOTION_COLUMNS                                                                              \
  "id, name, kind, percent, amount, buy, free, code, channels, from_ms, until_ms, skus, categories, "        \
  "currency, minimum, combinable, max_uses, used, version"

/**
 * cubby_promotion_row_read:
 * @rows: stands at a row of CUBBY_PROMOTION_COLUMNS
 * @strings: owns the strings
 * @ret_promotion: (out): its sets belong to the caller
 *
 * Returns: its name: JSON, of @strings too.
 */
const char *cubby_promotion_row_read (CubbySqlRows *rows, GStringChunk *strings,
                                      CubbyPromotion *ret_promotion);
/* The Promotion object of the API. */
void cubby_promotion_row_add (CubbyJsonText *json, const char *name, CubbySqlRows *rows);

/* Both ends of a window, those that are closed, and the channels: as lists and promotions show them. */
void cubby_price_add_window (CubbyJsonText *json, gint64 from_ms, gint64 until_ms);
void cubby_price_add_channels (CubbyJsonText *json, guint channels);

G_END_DECLS
