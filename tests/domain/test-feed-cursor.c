/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/feed-cursor.h"

#include <string.h>

static const CubbyFeedSpan span = {.feed = 0xabcd, .forgotten = 100, .last = 500};

static const struct {
  const char *name;
  CubbyFeedCursor cursor;
  CubbyFeedAnswer answer;
} readers[] = {
    {"who has nothing begins", {0, 0, 0}, CUBBY_FEED_GO_ON},
    {"who had nothing of another feed begins", {0x1234, 0, 0}, CUBBY_FEED_GO_ON},
    {"who is up to date goes on", {0xabcd, 500, 0}, CUBBY_FEED_GO_ON},
    {"an old program does not say whose numbers it has", {0, 300, 0}, CUBBY_FEED_GO_ON},
    {"who was away for days goes on", {0xabcd, 101, 0}, CUBBY_FEED_GO_ON},
    {"who has just what was forgotten goes on", {0xabcd, 100, 0}, CUBBY_FEED_GO_ON},
    {"who lacks the last that was forgotten starts over", {0xabcd, 99, 0}, CUBBY_FEED_TOO_OLD},
    {"an old program that lacks it starts over", {0, 99, 0}, CUBBY_FEED_TOO_OLD},
    {"who reads from 0 since then goes on", {0xabcd, 50, 100}, CUBBY_FEED_GO_ON},
    {"who reads from 0 while more is forgotten starts over", {0xabcd, 50, 90}, CUBBY_FEED_TOO_OLD},
    {"who has more than there is starts over", {0xabcd, 501, 0}, CUBBY_FEED_AHEAD},
    {"an old program that has more starts over", {0, 501, 0}, CUBBY_FEED_AHEAD},
    {"who read another feed starts over", {0x1234, 300, 0}, CUBBY_FEED_OTHER},
    {"who read another, longer feed starts over", {0x1234, 900, 0}, CUBBY_FEED_OTHER},
};

static void
test_reader (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_feed_cursor_judge (&readers[i].cursor, &span), ==, readers[i].answer);
}

static const struct {
  const char *text;
  gboolean good;
  CubbyFeedCursor cursor;
} texts[] = {
    {"0", TRUE, {0, 0, 0}},
    {"17", TRUE, {0, 17, 0}},
    {"9223372036854775807", TRUE, {0, G_MAXINT64, 0}},
    {"0000abcd-17", TRUE, {0xabcd, 17, 0}},
    {"0000abcd-17-40", TRUE, {0xabcd, 17, 40}},
    {"", FALSE, {0}},
    {"x", FALSE, {0}},
    {" 17", FALSE, {0}},
    {"+17", FALSE, {0}},
    {"-17", FALSE, {0}},
    {"17 ", FALSE, {0}},
    {"9223372036854775808", FALSE, {0}},
    {"abcd-17", FALSE, {0}},
    {"0000ABCD-17", FALSE, {0}},
    {"00000000-17", FALSE, {0}},
    {"0000abcd-", FALSE, {0}},
    {"0000abcd--1", FALSE, {0}},
    {"0000abcd-17-", FALSE, {0}},
    {"0000abcd-17-40-1", FALSE, {0}},
};

static void
test_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyFeedCursor cursor;
  g_assert_cmpint (cubby_feed_cursor_parse (texts[i].text, &cursor), ==, texts[i].good);
  if (!texts[i].good)
    return;
  g_assert_cmpint (memcmp (&cursor, &texts[i].cursor, sizeof cursor), ==, 0);
  g_autofree char *text = cubby_feed_cursor_format (&cursor);
  g_assert_cmpstr (text, ==, texts[i].text);
}

static const struct {
  const char *name;
  CubbyFeedCursor before;
  gint64 seq;
  const char *text;
} moves[] = {
    {"a reading from 0 remembers what was forgotten", {0, 0, 0}, 40, "0000abcd-40-100"},
    {"and goes on remembering", {0xabcd, 40, 90}, 80, "0000abcd-80-90"},
    {"until it is past that", {0xabcd, 80, 100}, 120, "0000abcd-120"},
    {"who goes on where it was has nothing to remember", {0xabcd, 130, 0}, 140, "0000abcd-140"},
    {"an old program learns whose numbers they are", {0, 130, 0}, 140, "0000abcd-140"},
};

static void
test_move (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyFeedCursor next = cubby_feed_cursor_move (&moves[i].before, moves[i].seq, &span);
  g_autofree char *text = cubby_feed_cursor_format (&next);
  g_assert_cmpstr (text, ==, moves[i].text);
}

static void
add (const char *group, const char *name, guint i, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/domain/feed-cursor/%s/%s", group, name);
  g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    add ("judge", readers[i].name, i, test_reader);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    add ("move", moves[i].name, i, test_move);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *name =
        g_strdup_printf ("%u %s \"%s\"", i, texts[i].good ? "reads" : "refuses", texts[i].text);
    add ("text", name, i, test_text);
  }
  return g_test_run ();
}
