/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/notify/notice.h"

G_BEGIN_DECLS

/* A row of the outbox that is due. */
typedef struct {
  char *id;
  char *kind;
  char *order;
  char *fulfilment; /* (nullable) */
  char *basket;     /* (nullable): of a notice that is about no order */
  char *language;   /* (nullable): the page's, of a page; a message has the order's */
  char *channel;
  gint64 created_ms;
  gint64 attempts;
} CubbyOutboxRow;

void cubby_outbox_row_free (CubbyOutboxRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOutboxRow, cubby_outbox_row_free)

/* Gathers what @row has to say from the order, its fulfilment, its store and its pass, in the buyer's
 * language. */
CubbyNotice *cubby_notice_build (CubbyStore *store, const CubbyOutboxRow *row, GError **error);

/* Returns: (transfer full): a time as people of @language read it, in the shop's time zone. */
char *cubby_notice_format_time (gint64 time, const char *time_zone, const char *language);

/* Returns: (transfer full) (nullable): the text of a LocalText (JSON) in @language. */
char *cubby_notice_get_local (const char *json, const char *language);

G_END_DECLS
