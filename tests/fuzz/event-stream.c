/* SPDX-License-Identifier: Apache-2.0 */
/* Server-sent events as the link gets them: the same events however the stream was cut into pieces. */
#include "protocols/http/event-parser.h"
#include "tests/fuzz/fuzz.h"

#define MAX_EVENT 1024

static void
on_event (const CubbyServerEvent *event, gpointer data)
{
  GString *told = data;
  g_assert_true (g_utf8_validate (event->data, -1, NULL));
  g_assert_true (g_utf8_validate (event->id, -1, NULL));
  g_string_append_printf (told, "%s|%s|%s\n", event->id, event->type, event->data);
}

/* Returns: whether all was read; what was told of it is in @told. */
static gboolean
feed (const char *bytes, gsize size, gsize piece, GString *told)
{
  g_autoptr (CubbyEventParser) parser = cubby_event_parser_new (MAX_EVENT, on_event, told);
  for (gsize at = 0; at < size; at += piece)
    if (!cubby_event_parser_feed (parser, bytes + at, MIN (piece, size - at)))
      return FALSE;
  g_string_append_printf (told, "%s %" G_GINT64_FORMAT, cubby_event_parser_get_last_id (parser),
                          cubby_event_parser_get_retry_ms (parser));
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const gsize pieces[] = {1, 3, 7};
  g_autoptr (GString) whole = g_string_new (NULL);
  gboolean good = feed ((const char *)data, size, MAX (size, 1), whole);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) cut = g_string_new (NULL);
    g_assert_cmpint (feed ((const char *)data, size, pieces[i], cut), ==, good);
    if (good)
      g_assert_cmpstr (cut->str, ==, whole->str);
  }
  return 0;
}
