/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/feed-cursor.h"

#include <string.h>

#define FEED_LENGTH 8
#define MAX_PARTS 3

static gboolean
read_feed (const char *text, guint32 *ret_feed)
{
  if (strlen (text) != FEED_LENGTH || strspn (text, "0123456789abcdef") != FEED_LENGTH)
    return FALSE;
  *ret_feed = (guint32)g_ascii_strtoull (text, NULL, 16);
  return *ret_feed != 0;
}

static gboolean
read_number (const char *text, gint64 *ret_number)
{
  gboolean digits = g_ascii_isdigit (text[0]); /* no sign, no blank */
  return digits && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, ret_number, NULL);
}

gboolean
cubby_feed_cursor_parse (const char *text, CubbyFeedCursor *ret_cursor)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", MAX_PARTS);
  guint n = g_strv_length (parts);
  *ret_cursor = (CubbyFeedCursor){0};
  if (n == 1)
    return read_number (parts[0], &ret_cursor->seq);
  return n >= 2 && read_feed (parts[0], &ret_cursor->feed) && read_number (parts[1], &ret_cursor->seq) &&
         (n == 2 || read_number (parts[2], &ret_cursor->floor));
}

char *
cubby_feed_cursor_format (const CubbyFeedCursor *self)
{
  if (self->feed == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, self->seq);
  if (self->floor <= self->seq)
    return g_strdup_printf ("%08x-%" G_GINT64_FORMAT, self->feed, self->seq);
  return g_strdup_printf ("%08x-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, self->feed, self->seq, self->floor);
}

CubbyFeedAnswer
cubby_feed_cursor_judge (const CubbyFeedCursor *cursor, const CubbyFeedSpan *span)
{
  if (cursor->seq == 0)
    return CUBBY_FEED_GO_ON;
  if (cursor->feed != 0 && cursor->feed != span->feed)
    return CUBBY_FEED_OTHER;
  if (cursor->seq > span->last)
    return CUBBY_FEED_AHEAD;
  return MAX (cursor->seq, cursor->floor) < span->forgotten ? CUBBY_FEED_TOO_OLD : CUBBY_FEED_GO_ON;
}

CubbyFeedCursor
cubby_feed_cursor_move (const CubbyFeedCursor *before, gint64 seq, const CubbyFeedSpan *span)
{
  gboolean begins = before->seq == 0;
  return (CubbyFeedCursor){
      .feed = span->feed,
      .seq = seq,
      .floor = begins ? span->forgotten : before->floor,
  };
}
