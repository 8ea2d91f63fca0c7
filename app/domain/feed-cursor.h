/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyFeedCursor:
 * @feed: whose numbers they are; 0: the reader does not say (an old program)
 * @seq: the reader has every change up to this one
 * @floor: what had been forgotten already when a reading from 0 began: up to there it misses nothing, since
 * it has read what is left of it
 *
 * How far a reader of the change feed is. As text: "SEQ", "FEED-SEQ" or, while a reading from 0 is under way,
 * "FEED-SEQ-FLOOR"; FEED in eight hex digits.
 */
typedef struct {
  guint32 feed;
  gint64 seq;
  gint64 floor;
} CubbyFeedCursor;

/* Returns: FALSE when @text is no cursor. */
gboolean cubby_feed_cursor_parse (const char *text, CubbyFeedCursor *ret_cursor);
/* Returns: (transfer full): the shortest text that says it. */
char *cubby_feed_cursor_format (const CubbyFeedCursor *self);

/**
 * CubbyFeedSpan:
 * @feed: drawn when the database was made, and again when it came back from a copy
 * @forgotten: things that were gone by this number are no longer told of
 * @last: the newest change
 *
 * What a feed can tell.
 */
typedef struct {
  guint32 feed;
  gint64 forgotten;
  gint64 last;
} CubbyFeedSpan;

typedef enum {
  CUBBY_FEED_GO_ON,
  CUBBY_FEED_OTHER,   /* the numbers are of another feed: the database was restored or replaced */
  CUBBY_FEED_AHEAD,   /* more than we ever told */
  CUBBY_FEED_TOO_OLD, /* things went since then that we no longer know of */
  CUBBY_N_FEED_ANSWERS,
} CubbyFeedAnswer;

/* Whether a reader with @cursor can go on; else it starts over. Who has nothing yet always can. */
CubbyFeedAnswer cubby_feed_cursor_judge (const CubbyFeedCursor *cursor, const CubbyFeedSpan *span);

/* Where a reader is that has the page after @before, which ended with @seq. */
CubbyFeedCursor cubby_feed_cursor_move (const CubbyFeedCursor *before, gint64 seq, const CubbyFeedSpan *span);

G_END_DECLS
