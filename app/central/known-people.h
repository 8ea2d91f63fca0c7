/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/customer-match.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* A customer, as far as an order asks. */
typedef struct {
  char *id;
  gboolean loyalty;
  gboolean notices; /* she may be told of her orders */
} CubbyKnownPerson;

/**
 * CubbyKnownPeople:
 *
 * Looks up whose the addresses and numbers of all orders of a transaction are, in one statement.
 */
typedef struct _CubbyKnownPeople CubbyKnownPeople;

CubbyKnownPeople *cubby_known_people_new (void);
void cubby_known_people_free (CubbyKnownPeople *self);

/* Somebody with these will be asked for. @email, @phone: (nullable) */
void cubby_known_people_want (CubbyKnownPeople *self, const char *email, const char *phone);
gboolean cubby_known_people_load (CubbyKnownPeople *self, CubbySql *sql, GError **error);
/* Returns: (transfer none) (nullable): who has @email, or @phone, of those wanted. */
const CubbyKnownPerson *cubby_known_people_find_email (CubbyKnownPeople *self, const char *email);
const CubbyKnownPerson *cubby_known_people_find_phone (CubbyKnownPeople *self, const char *phone);
void cubby_known_people_forget (CubbyKnownPeople *self);

G_END_DECLS
