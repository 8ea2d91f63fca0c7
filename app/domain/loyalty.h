/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Points. Earned points lie in lots, each with its end; what is taken comes from the lot that ends first. A
 * balance is the sum of its lots and of its ledger, and is never negative. Amounts are minor units.
 */
typedef struct {
  gint64 left;
  gint64 expires_ms; /* 0: never */
} CubbyPointsLot;

/**
 * cubby_loyalty_earn:
 * @amount: what was paid for and kept
 * @spend: what has to be spent for one point; 0: nothing is earned in this currency
 */
gint64 cubby_loyalty_earn (gint64 amount, gint64 spend);

typedef enum {
  CUBBY_REDEEM_GOOD,
  CUBBY_REDEEM_NOT_OFFERED, /* points are worth nothing in this currency */
  CUBBY_REDEEM_TOO_FEW,     /* she has not so many */
  CUBBY_REDEEM_TOO_MANY,    /* they are worth more than is to be paid */
} CubbyRedeemVerdict;

typedef struct {
  CubbyRedeemVerdict verdict;
  gint64 discount; /* when it is good */
  gint64 most;     /* as many would be good */
} CubbyRedemption;

/**
 * cubby_loyalty_redeem:
 * @points: at least 1
 * @worth: of one point, 0: not in this currency
 * @payable: what is to be paid without points
 */
CubbyRedemption cubby_loyalty_redeem (gint64 points, gint64 balance, gint64 worth, gint64 payable);

/**
 * cubby_loyalty_reverse:
 * @earned: with this order
 * @reversed: of these, by earlier returns
 * @kept: what is still paid for and kept
 * @balance: what she has
 *
 * Returns: how many points go back when something of an order does. Points that she has spent meanwhile are
 * the shop's loss: a balance is never negative.
 */
gint64 cubby_loyalty_reverse (gint64 earned, gint64 reversed, gint64 kept, gint64 spend, gint64 balance);

/**
 * cubby_loyalty_restore:
 * @points: that paid for an order
 * @amount: what they were worth in it
 * @total: what was to be paid in money
 * @credit: what of the order is no longer asked for
 *
 * Returns: how many of @points are hers again, all returns together. Money goes back first, points last.
 */
gint64 cubby_loyalty_restore (gint64 points, gint64 amount, gint64 total, gint64 credit);

/**
 * cubby_loyalty_take:
 * @lots: (inout): in the order of their ends, without end last
 *
 * Returns: how many of @points were there to be taken.
 */
gint64 cubby_loyalty_take (CubbyPointsLot *lots, guint n_lots, gint64 points);

/* Whether an admin may change @balance by @points. */
gboolean cubby_loyalty_may_adjust (gint64 balance, gint64 points);

/* Returns: when points that are earned at @time_ms end, in whole calendar months; 0: never. */
gint64 cubby_loyalty_expires_at (gint64 time_ms, guint months);

G_END_DECLS
