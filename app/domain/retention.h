/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How long personal data is kept. Each rule says of one thing whether its time is over; times are Unix
 * milliseconds, and a period of 0 keeps for ever.
 */

/* Returns: what is older than this is over; G_MININT64 for a period of 0. Months are calendar months. */
gint64 cubby_retention_months_ago (gint64 now_ms, guint months);
gint64 cubby_retention_days_ago (gint64 now_ms, guint days);

/* An order that still needs its buyer: under way, or money has to go back to her. */
gboolean cubby_retention_order_is_open (const char *status, gint64 received, gint64 refunded);

/* A customer whom nothing was heard of since @cutoff_ms and who waits for nothing. */
gboolean cubby_retention_customer_is_due (gint64 last_seen_ms, guint open_orders, gint64 cutoff_ms);
/* An order whose buyer's name and address are no longer needed. */
gboolean cubby_retention_order_is_due (gint64 updated_ms, gboolean open, gint64 cutoff_ms);
/* A basket that nobody touched. One that is held at checkout stays. */
gboolean cubby_retention_basket_is_due (gint64 updated_ms, gint64 held_until_ms, gint64 now_ms,
                                        gint64 cutoff_ms);

typedef struct {
  gint64 updated_ms;
  guint n_lines;
  gboolean ordered;
  gboolean reminded;
  gboolean consented;
  gboolean has_address;
} CubbyBasketFacts;

/* A basket that was left behind, of a customer who wants to be told, and was not told yet. */
gboolean cubby_retention_reminder_is_due (const CubbyBasketFacts *basket, gint64 now_ms, guint hours);

/**
 * cubby_retention_reminder_is_for:
 * @told: (array length=n_told): the customers who are told of a basket already
 *
 * One mail a customer: of her baskets that are due the one touched last, which comes first, is told of, the
 * others with it.
 */
gboolean cubby_retention_reminder_is_for (const char *customer, const char *const *told, guint n_told);

G_END_DECLS
