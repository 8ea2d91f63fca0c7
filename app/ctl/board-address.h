/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/ctl/board-line.h"

G_BEGIN_DECLS

/**
 * CubbyAddressWay:
 * @prefix: of the profiles that it is for
 * @by_hand: (nullable): what a person does instead, where nothing is sent
 * @everybody: the requests go to address 0, which every board on the cable hears
 * @function: of the request that sets it, 06 or 10; it is read by function 03
 * @whole_echo: the answer is the whole request, which no standard knows
 * @after: (nullable): what has to be done before it counts
 *
 * How the address of a family of boards is set: a row of a table.
 */
typedef struct {
  const char *prefix;
  const char *by_hand;
  gboolean everybody;
  guint8 function;
  guint16 address;
  gboolean whole_echo;
  const char *after;
} CubbyAddressWay;

/* Returns: (nullable): NULL for a profile of which nothing is known. */
const CubbyAddressWay *cubby_address_way_find (const char *profile);

void cubby_address_way_make_read (const CubbyAddressWay *self, CubbyPdu *ret_request);
void cubby_address_way_make_write (const CubbyAddressWay *self, guint8 unit, CubbyPdu *ret_request);
/* Whether these bytes, all that came, are the answer to the request that set @unit. */
gboolean cubby_address_way_is_echo (const CubbyAddressWay *self, guint8 asked, const CubbyPdu *request,
                                    const GByteArray *bytes);

/* What the switches of an address of 1 to 63 are: "A0 on, A1 off, …". */
char *cubby_address_describe_switches (guint8 unit);

G_END_DECLS
