/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/feed-cursor.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

typedef struct {
  gint64 seq;
  char *store; /* (nullable): only for the kiosks of this store */
  char *json;  /* the Change of the API */
  gboolean gone;
} CubbyFeedRow;

/**
 * CubbyFeedQuery:
 * @through: the last change that may be among them; 0: any
 * @for_store: (nullable): whose kiosk reads; NULL sees nobody's parcels
 * @everything: for the stream, which shows each its own
 */
typedef struct {
  CubbyFeedCursor since;
  gint64 through;
  guint limit;
  const char *for_store;
  gboolean everything;
} CubbyFeedQuery;

/**
 * cubby_feed_read:
 * @ret_span: (out) (optional): what the feed can tell now
 *
 * Returns: (transfer full) (element-type CubbyFeedRow): what changed, oldest first; CUBBY_PROBLEM_TOO_OLD
 * when the reader must start over.
 */
GPtrArray *cubby_feed_read (CubbySql *sql, const CubbyFeedQuery *query, CubbyFeedSpan *ret_span,
                            GError **error);

/* What only the kiosks of @store see, as of @through. */
GPtrArray *cubby_feed_read_private (CubbySql *sql, const char *store, gint64 through, GError **error);

gboolean cubby_feed_get_span (CubbySql *sql, CubbyFeedSpan *ret_span, GError **error);

/* GET /v1/changes. Returns: (transfer full): the ChangePage of the API. */
char *cubby_feed_list (CubbySql *sql, const CubbyFeedQuery *query, GError **error);

/**
 * cubby_feed_draw:
 * @anew: another one also when there is one: the numbers are no longer those that readers know
 *
 * Gives the feed of a database its identity.
 */
gboolean cubby_feed_draw (CubbySql *sql, gboolean anew, GError **error);

G_END_DECLS
