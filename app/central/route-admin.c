/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/central.h"
#include "app/central/notice-build.h"
#include "app/central/page.h"
#include "app/central/route-page.h"

#include <string.h>

#define ALARMS "20"

/* A browser asks for a name and a password; the password is an admin key, the name is free. */
static gboolean
is_admin (CubbyCentral *central, CubbyHttpRequest *request)
{
  const char *header = cubby_http_request_get_header (request, "Authorization");
  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return FALSE;
  gsize length = 0;
  g_autofree guchar *decoded = g_base64_decode (header + 6, &length);
  g_autofree char *text = g_strndup ((const char *)decoded, length);
  const char *password = strchr (text, ':');
  g_autoptr (CubbyApiKey) key =
      password != NULL ? cubby_api_key_find (central->reader, password + 1, NULL) : NULL;
  return key != NULL && key->scope == CUBBY_SCOPE_ADMIN;
}

/* How a column is written; a letter each in the tables below. */
static char *
format_plain (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column)
{
  return g_strdup (cubby_sql_rows_get_text (rows, column));
}

static char *
format_time (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column)
{
  return cubby_notice_format_time (cubby_sql_rows_get_int (rows, column) / 1000, central->settings->time_zone,
                                   cubby_page_get_language (page));
}

static char *
format_word (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column)
{
  return g_strdup (cubby_page_get_text (page, cubby_sql_rows_get_text (rows, column)));
}

static char *
format_door (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column)
{
  return cubby_notice_get_local (cubby_sql_rows_get_text (rows, column), "door");
}

static const struct {
  char kind;
  char *(*format) (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column);
} formats[] = {
    {'x', format_plain},
    {'t', format_time},
    {'s', format_word},
    {'d', format_door},
};

static void
append_cell (CubbyCentral *central, CubbyPage *page, GString *html, CubbySqlRows *rows, int column, char kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    if (formats[i].kind != kind)
      continue;
    g_autofree char *text = formats[i].format (central, page, rows, column);
    g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);
    g_string_append_printf (html, "<td>%s</td>", escaped);
  }
}

/* @heads: keys of texts.ini; @kinds: a letter a column: x as it is, t a time in ms, s a word that texts.ini
 * knows */
static char *
make_table (CubbyCentral *central, CubbyPage *page, const char *sql, const char *const *heads,
            const char *kinds)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (central->reader, NULL, sql, "");
  g_autoptr (GString) html = g_string_new ("<table><tr>");
  guint n_rows = 0;
  for (guint i = 0; heads[i] != NULL; i++)
    g_string_append_printf (html, "<th>%s</th>", cubby_page_get_text (page, heads[i]));
  g_string_append (html, "</tr>");
  while (rows != NULL && cubby_sql_rows_next (rows, NULL)) {
    g_string_append (html, "<tr>");
    for (int i = 0; kinds[i] != '\0'; i++)
      append_cell (central, page, html, rows, i, kinds[i]);
    g_string_append (html, "</tr>");
    n_rows++;
  }
  g_string_append (html, "</table>");
  if (n_rows == 0)
    return g_strdup_printf ("<p class=\"soft\">%s</p>", cubby_page_get_text (page, "empty"));
  return g_string_free (g_steal_pointer (&html), FALSE);
}

static const struct {
  const char *text;
  const char *sql;
} tiles[] = {
    {"orders_pending", "SELECT COUNT(*) FROM orders WHERE status = 'pending'"},
    {"orders_confirmed", "SELECT COUNT(*) FROM orders WHERE status = 'confirmed'"},
    {"orders_completed", "SELECT COUNT(*) FROM orders WHERE status = 'completed'"},
    {"orders_cancelled", "SELECT COUNT(*) FROM orders WHERE status = 'cancelled'"},
    {"notices_waiting", "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'"},
    {"notices_failed", "SELECT COUNT(*) FROM outbox WHERE state = 'failed'"},
};

static char *
make_tiles (CubbyCentral *central, CubbyPage *page)
{
  GString *html = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++) {
    gint64 count = 0;
    cubby_sql_read_int (central->reader, &count, 0, NULL, tiles[i].sql, "");
    g_string_append_printf (html, "<div class=\"tile\"><b>%" G_GINT64_FORMAT "</b>%s</div>", count,
                            cubby_page_get_text (page, tiles[i].text));
  }
  return g_string_free (html, FALSE);
}

static char *
make_page (CubbyCentral *central, const char *language)
{
  static const char *const kiosk_heads[] = {"kiosk", "store", "last_seen", "events", NULL};
  static const char *const state_heads[] = {"state", "count", NULL};
  static const char *const alarm_heads[] = {"time", "kiosk", "what", "door", NULL};
  g_autoptr (CubbyPage) page = cubby_page_new (language);
  g_autofree char *tile_html = make_tiles (central, page);
  g_autofree char *kiosks = make_table (
      central, page, "SELECT id, store, last_seen_ms, last_seq FROM kiosk ORDER BY id", kiosk_heads, "xxtx");
  g_autofree char *states =
      make_table (central, page, "SELECT state, COUNT(*) FROM fulfilment GROUP BY state ORDER BY state",
                  state_heads, "sx");
  g_autofree char *alarms = make_table (
      central, page,
      "SELECT received_ms, kiosk, type, data FROM kiosk_event WHERE type IN ('door.forced', 'door.stuck',"
      " 'parcel.review') ORDER BY received_ms DESC LIMIT " ALARMS,
      alarm_heads, "txsd");
  cubby_page_set (page, "body_class", "wide");
  cubby_page_set (page, "refresh", "<meta http-equiv=\"refresh\" content=\"15\">\n");
  cubby_page_set (page, "tiles", tile_html);
  cubby_page_set (page, "kiosks", kiosks);
  cubby_page_set (page, "fulfilments", states);
  cubby_page_set (page, "alarms", alarms);
  g_autofree char *content = cubby_page_fill (page, "admin.html");
  return cubby_page_finish (page, cubby_page_get_text (page, "fleet"), central->settings->shop_name, content);
}

void
cubby_route_admin_page (CubbyHttpRequest *request, gpointer data)
{
  CubbyCentral *central = data;
  if (!is_admin (central, request)) {
    static const char words[] = "Sign in with an admin key as the password.\n";
    cubby_http_request_add_header (request, "WWW-Authenticate", "Basic realm=\"Cubby\", charset=\"UTF-8\"");
    cubby_http_request_reply (request, 401, "text/plain; charset=utf-8", words, sizeof words - 1);
    return;
  }
  g_autofree char *html = make_page (central, cubby_http_request_get_query (request, "lang"));
  cubby_route_reply_page (request, html);
}
