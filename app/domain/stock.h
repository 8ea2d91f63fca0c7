/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyStockLevel:
 *
 * What is known of one SKU at one location, in pieces. Numbers are kept as they
 * come out, below zero too: a count that finds less than was promised is a fact.
 */
typedef struct {
  gint64 on_hand;
  gint64 allocated; /* promised to placed orders */
  gint64 held;      /* in baskets at checkout, for a while */
  gint64 damaged;
  gint64 quality_control;
  gint64 safety_stock; /* a setting, moved by no movement */
  gint64 incoming;
} CubbyStockLevel;

typedef enum {
  CUBBY_MOVEMENT_RECEIVE,
  CUBBY_MOVEMENT_EXPECT, /* ordered from a supplier */
  CUBBY_MOVEMENT_ARRIVE, /* what was expected is here */
  CUBBY_MOVEMENT_ADJUST,
  CUBBY_MOVEMENT_COUNT, /* the difference a count found */
  CUBBY_MOVEMENT_DAMAGE,
  CUBBY_MOVEMENT_INSPECT, /* set aside for quality control */
  CUBBY_MOVEMENT_SALE,    /* handed to the shopper */
  CUBBY_MOVEMENT_RETURN,
  CUBBY_MOVEMENT_TRANSFER_OUT,
  CUBBY_MOVEMENT_TRANSFER_IN,
  CUBBY_MOVEMENT_HOLD,
  CUBBY_MOVEMENT_UNHOLD,
  CUBBY_MOVEMENT_ALLOCATE,
  CUBBY_MOVEMENT_RELEASE,
  CUBBY_N_MOVEMENTS,
} CubbyMovementKind;

const char *cubby_movement_kind_to_string (CubbyMovementKind kind);
gboolean cubby_movement_kind_from_string (const char *text, CubbyMovementKind *ret_kind);
/* Whether people may write it (the others are written by orders), and with which sign. */
gboolean cubby_movement_kind_is_manual (CubbyMovementKind kind);
gboolean cubby_movement_kind_may_be_negative (CubbyMovementKind kind);

/* What @quantity pieces of @kind change: each field is a difference. */
void cubby_movement_get_delta (CubbyMovementKind kind, gint64 quantity, CubbyStockLevel *ret_delta);

/* Adds @delta to @level. FALSE on overflow; @level is then untouched. */
gboolean cubby_stock_level_apply (CubbyStockLevel *level, const CubbyStockLevel *delta);

gint64 cubby_stock_level_available (const CubbyStockLevel *level);
gint64 cubby_stock_level_purchasable (const CubbyStockLevel *level);

G_END_DECLS
