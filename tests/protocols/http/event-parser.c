/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/event-parser.h"

#include <string.h>

#define MAX_EVENT 200

/* `told`: "type/id/data;" for each event. Most rows are the examples of the WHATWG text. */
typedef struct {
  const char *name;
  const char *stream;
  const char *told;
  const char *last_id;
  gint64 retry_ms;
} Row;

static const Row rows[] = {
    {"one event", "data: hello\n\n", "message//hello;", "", -1},
    {"several data lines", "data: YHOO\ndata: +2\ndata: 10\n\n", "message//YHOO\n+2\n10;", "", -1},
    {"comments and ids",
     ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
     "message/1/first event;message//second event;message// third event;", "", -1},
    {"empty data", "data\n\ndata\ndata\n\ndata:", "message//;message//\n;", "", -1},
    {"with and without a space", "data:test\n\ndata: test\n\n", "message//test;message//test;", "", -1},
    {"carriage returns", "data: a\r\rdata: b\r\r", "message//a;message//b;", "", -1},
    {"both", "data: a\r\n\r\ndata: b\r\n\r\n", "message//a;message//b;", "", -1},
    {"mixed", "data: a\rdata: b\ndata: c\r\n\r\n", "message//a\nb\nc;", "", -1},
    {"a type", "event: change\ndata: {}\n\ndata: x\n\n", "change//{};message//x;", "", -1},
    {"an id stays for the next", "id: 17\ndata: a\n\ndata: b\n\n", "message/17/a;message/17/b;", "17", -1},
    {"an id without data", "id: 17\n\n", "", "17", -1},
    {"an id whose event is not complete", "id: 17\ndata: a\n", "", "", -1},
    {"an event cut off", "data: a\n\ndata: b\n", "message//a;", "", -1},
    {"a byte order mark",
     "\xef\xbb\xbf"
     "data: a\n\n",
     "message//a;", "", -1},
    {"a byte order mark later is a name",
     "data: a\n\n\xef\xbb\xbf"
     "data: b\n\n",
     "message//a;", "", -1},
    {"retry", "retry: 2500\n\n", "", "", 2500},
    {"retry that is no number", "retry: 2s\n\n", "", "", -1},
    {"unknown fields", "foo: bar\ndatax: y\ndata: z\n\n", "message//z;", "", -1},
    {"a colon in the data", "data: {\"a\":1}\n\n", "message//{\"a\":1};", "", -1},
    {"keep-alive", ": keep-alive\n\n: keep-alive\n\n", "", "", -1},
    {"text of many bytes a letter", "data: sữa đá น้ำปลา\n\n", "message//sữa đá น้ำปลา;", "", -1},
};

static void
on_event (const CubbyServerEvent *event, gpointer data)
{
  g_string_append_printf (data, "%s/%s/%s;", event->type, event->id, event->data);
}

/* Feeds the stream cut into pieces at @first and @second. */
static void
check (const Row *row, gsize first, gsize second)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (CubbyEventParser) parser = cubby_event_parser_new (MAX_EVENT, on_event, told);
  gsize length = strlen (row->stream);
  g_assert_true (cubby_event_parser_feed (parser, row->stream, first));
  g_assert_true (cubby_event_parser_feed (parser, row->stream + first, second - first));
  g_assert_true (cubby_event_parser_feed (parser, row->stream + second, length - second));
  g_assert_cmpstr (told->str, ==, row->told);
  g_assert_cmpstr (cubby_event_parser_get_last_id (parser), ==, row->last_id);
  g_assert_cmpint (cubby_event_parser_get_retry_ms (parser), ==, row->retry_ms);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  gsize length = strlen (row->stream);
  for (gsize first = 0; first <= length; first++)
    for (gsize second = first; second <= length; second++)
      check (row, first, second);
}

typedef struct {
  const char *name;
  const char *piece;
  guint times;
} BadRow;

static const BadRow bad_rows[] = {
    {"a line without end", "data: aaaaaaaaaaaaaaaaaaaa", 20},
    {"an event without end", "data: aaaaaaaaaaaaaaaaaaaa\n", 20},
    {"a comment without end", ":aaaaaaaaaaaaaaaaaaaaaaaaa", 20},
    {"bytes that are no UTF-8", "data: \xff\xfe\n\n", 1},
};

static void
test_bad (gconstpointer data)
{
  const BadRow *row = data;
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (CubbyEventParser) parser = cubby_event_parser_new (MAX_EVENT, on_event, told);
  gboolean good = TRUE;
  for (guint i = 0; i < row->times; i++)
    good = cubby_event_parser_feed (parser, row->piece, strlen (row->piece));
  g_assert_false (good);
  g_assert_false (cubby_event_parser_feed (parser, "\n\ndata: b\n\n", 11));
  g_assert_cmpstr (told->str, ==, "");
}

static void
test_nul (void)
{
  static const char stream[] = "id: 1\ndata: a\n\nid: 2\0x\ndata: b\n\n";
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (CubbyEventParser) parser = cubby_event_parser_new (MAX_EVENT, on_event, told);
  g_assert_true (cubby_event_parser_feed (parser, stream, sizeof stream - 1));
  g_assert_cmpstr (told->str, ==, "message/1/a;message/1/b;");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/protocols/http/event-parser/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/protocols/http/event-parser/breaks off at ", bad_rows[i].name, NULL);
    g_test_add_data_func (path, &bad_rows[i], test_bad);
  }
  g_test_add_func ("/protocols/http/event-parser/an id with a NUL is ignored", test_nul);
  return g_test_run ();
}
