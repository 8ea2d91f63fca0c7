/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/delivery.h"

G_BEGIN_DECLS

typedef struct {
  gint64 position;
  char *sku;
  gint64 quantity;
  gint64 outstanding;
  gint64 received;
  char *order_line; /* (nullable): whose it is */
  gint64 allocated; /* of what is here already */
} CubbyDeliveryLine;

/* A transfer or a receipt, as the tables have it. */
typedef struct {
  char *id;
  CubbyDeliveryKind kind;
  char *origin; /* (nullable) */
  char *destination;
  guint state;
  char *order;        /* (nullable): it was made with it */
  char *reference;    /* (nullable) */
  gint64 expected_ms; /* 0: nobody said */
  gint64 created_ms;
  gint64 updated_ms;
  GArray *lines; /* of CubbyDeliveryLine */
} CubbyDelivery;

/* Returns: (transfer full): one of @kind without lines, not written yet. */
CubbyDelivery *cubby_delivery_new (CubbyStore *store, CubbyDeliveryKind kind);
void cubby_delivery_add_line (CubbyDelivery *self, const char *sku, gint64 quantity, const char *order_line);
/* Writes a new one: its pieces are incoming from now on. */
gboolean cubby_delivery_insert (CubbyStore *store, const CubbyDelivery *self, GError **error);

/* @to_change: keep others from changing it until the commit */
CubbyDelivery *cubby_delivery_load (CubbyStore *store, CubbyDeliveryKind kind, const char *id,
                                    gboolean to_change, GError **error);
void cubby_delivery_free (CubbyDelivery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyDelivery, cubby_delivery_free)

/* Writes what has become of a line, and of the whole; a move that the table does not know is refused. */
gboolean cubby_delivery_save_line (CubbyStore *store, const CubbyDelivery *self,
                                   const CubbyDeliveryLine *line, GError **error);
gboolean cubby_delivery_become (CubbyStore *store, CubbyDelivery *self, guint to, GError **error);

/* Pieces that are expected still. */
gint64 cubby_delivery_count_outstanding (const CubbyDelivery *self);

/* Returns: (transfer full) (nullable): the JSON of the Transfer or Receipt. */
char *cubby_delivery_get (CubbyStore *store, CubbyDeliveryKind kind, const char *id, GError **error);

typedef struct {
  const char *location; /* (nullable): from or to it */
  const char *state;    /* (nullable) */
  const char *order;    /* (nullable) */
  const char *cursor;   /* (nullable): next of the page before */
  guint limit;
} CubbyDeliveryQuery;
/* Newest first. */
char *cubby_delivery_list (CubbyStore *store, CubbyDeliveryKind kind, const CubbyDeliveryQuery *query,
                           GError **error);

G_END_DECLS
