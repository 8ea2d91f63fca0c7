/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/change-request.h"
#include "app/central/store.h"

G_BEGIN_DECLS

/*
 * Customers. An e-mail address and a telephone number, each in its one form (app/domain/contact.h), are one
 * customer's at most, so that the same person is the same customer on every channel.
 */

/* Makes one; "already-exists" names the customer who has the address or the number. */
char *cubby_customer_create (CubbyStore *store, const CubbyChangeRequest *request, GError **error);
/* Sets what @request names; null takes it away. */
char *cubby_customer_update (CubbyStore *store, const CubbyChangeRequest *request, GError **error);

/* "gone" for one who was erased. */
char *cubby_customer_get (CubbyStore *store, const char *id, gint64 *ret_version, GError **error);
gboolean cubby_customer_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *id,
                             gint64 *ret_version, GError **error);

/* Returns: (transfer full) (nullable): the id of the customer who is meant by @word: an id, an e-mail address
 * or a number. */
char *cubby_customer_find (CubbyStore *store, const char *word, GError **error);

/**
 * cubby_customer_owns:
 * @named: (nullable): the customer that an order or basket names
 * @email: (nullable): in its one form
 * @phone: (nullable): the same
 * @ret_customer: (out) (nullable): whose it is (cubby_customer_match()), or NULL
 *
 * FALSE with @error set: "invalid" for a named customer who is not there.
 */
gboolean cubby_customer_owns (CubbyStore *store, const char *named, const char *email, const char *phone,
                              char **ret_customer, GError **error);

/* She did something: her time starts anew, and what is told of her has changed. */
gboolean cubby_customer_touch (CubbyStore *store, const char *id, GError **error);

/* Her orders, newest first; @channel and @cursor may be NULL. */
char *cubby_customer_list_orders (CubbyStore *store, const char *id, const char *channel, const char *cursor,
                                  guint limit, GError **error);

G_END_DECLS
