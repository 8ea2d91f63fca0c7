/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/central.h"
#include "app/central/notice-build.h"
#include "app/central/page-duration.h"
#include "app/central/page.h"
#include "app/central/route-page.h"
#include "app/domain/clock-skew.h"

#include <string.h>

#define ALARMS "20"
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)
#define WEEK_MS (7 * DAY_MS)

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

/* How long ago; the minutes of the first hour, then hours, then days. */
static char *
format_age (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column)
{
  gint64 minutes = (g_get_real_time () / 1000 - cubby_sql_rows_get_int (rows, column)) / 60000;
  if (cubby_sql_rows_get_int (rows, column) == 0)
    return g_strdup ("–");
  if (minutes < 60)
    return cubby_page_format_duration (page, MAX (minutes, 0) * 60, 60);
  return cubby_page_format_duration (page, minutes * 60, minutes < 48 * 60 ? 3600 : 24 * 3600);
}

/* How far it is ahead or behind, with a mark where somebody should look. */
static char *
format_skew (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column)
{
  gint64 skew_ms = cubby_sql_rows_get_int (rows, column);
  g_autofree char *words = cubby_page_format_skew (page, skew_ms);
  return g_strconcat (cubby_clock_skew_is_alarm (skew_ms) ? "⚠ " : "", words, NULL);
}

/* A word that texts.ini knows; nothing for none. */
static char *
format_maybe (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column)
{
  const char *word = cubby_sql_rows_get_text (rows, column);
  return g_strdup (word != NULL && *word != '\0' ? cubby_page_get_text (page, word) : "");
}

static const struct {
  char kind;
  char *(*format) (CubbyCentral *central, CubbyPage *page, CubbySqlRows *rows, int column);
} formats[] = {
    {'x', format_plain}, {'t', format_time}, {'s', format_word},
    {'a', format_age},   {'k', format_skew}, {'m', format_maybe},
};

static void
append_cell (CubbyCentral *central, CubbyPage *page, GString *html, CubbySqlRows *rows, int column, char kind,
             const char *head)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    if (formats[i].kind != kind)
      continue;
    g_autofree char *text = formats[i].format (central, page, rows, column);
    g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);
    g_string_append_printf (html, "<td data-head=\"%s\">%s</td>", cubby_page_get_text (page, head), escaped);
  }
}

/* Asks about the last @window_ms; 0: about no time. */
static CubbySqlRows *
ask (CubbyCentral *central, const char *sql, gint64 window_ms)
{
  gint64 since_ms = g_get_real_time () / 1000 - window_ms;
  return window_ms > 0 ? cubby_sql_query (central->reader, NULL, sql, "i", since_ms)
                       : cubby_sql_query (central->reader, NULL, sql, "");
}

/* @heads: keys of texts.ini; @kinds: a letter a column: x as it is, t a time in ms, a how long ago that is, s
 * a word that texts.ini knows, m one or nothing, k a clock's skew in ms */
static char *
make_table (CubbyCentral *central, CubbyPage *page, const char *sql, gint64 window_ms,
            const char *const *heads, const char *kinds)
{
  g_autoptr (CubbySqlRows) rows = ask (central, sql, window_ms);
  g_autoptr (GString) html = g_string_new ("<div class=\"rows\"><table><tr>");
  guint n_rows = 0;
  for (guint i = 0; heads[i] != NULL; i++)
    g_string_append_printf (html, "<th>%s</th>", cubby_page_get_text (page, heads[i]));
  g_string_append (html, "</tr>");
  while (rows != NULL && cubby_sql_rows_next (rows, NULL)) {
    g_string_append (html, "<tr>");
    for (int i = 0; kinds[i] != '\0'; i++)
      append_cell (central, page, html, rows, i, kinds[i], heads[i]);
    g_string_append (html, "</tr>");
    n_rows++;
  }
  g_string_append (html, "</table></div>");
  if (n_rows == 0)
    return g_strdup_printf ("<p class=\"soft\">%s</p>", cubby_page_get_text (page, "empty"));
  return g_string_free (g_steal_pointer (&html), FALSE);
}

static const struct {
  const char *text;
  const char *sql;
  gint64 window_ms; /* of its one value; 0: it has none */
} tiles[] = {
    {"orders_pending", "SELECT COUNT(*) FROM orders WHERE status = 'pending'"},
    {"orders_confirmed", "SELECT COUNT(*) FROM orders WHERE status = 'confirmed'"},
    {"orders_completed", "SELECT COUNT(*) FROM orders WHERE status = 'completed'"},
    {"orders_cancelled", "SELECT COUNT(*) FROM orders WHERE status = 'cancelled'"},
    {"notices_waiting", "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'"},
    {"notices_failed", "SELECT COUNT(*) FROM outbox WHERE state = 'failed'"},
    {"doors_full", "SELECT COUNT(*) FROM fulfilment f JOIN parcel p ON p.fulfilment = f.id"
                   " WHERE f.state = 'ready_for_pickup' AND p.door IS NOT NULL"},
    {"dwell",
     "SELECT CAST(AVG(o.received_ms - i.received_ms) AS BIGINT) / 3600000 FROM kiosk_event o JOIN "
     "kiosk_event i"
     " ON i.label = o.label AND i.type = 'parcel.loaded'"
     " WHERE o.type = 'parcel.picked_up' AND o.received_ms > ?",
     WEEK_MS},
    {"alarms_day", "SELECT COUNT(*) FROM kiosk_event WHERE alarm = 1 AND received_ms > ?", DAY_MS},
};

static char *
make_tiles (CubbyCentral *central, CubbyPage *page)
{
  GString *html = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++) {
    g_autoptr (CubbySqlRows) rows = ask (central, tiles[i].sql, tiles[i].window_ms);
    gint64 count = rows != NULL && cubby_sql_rows_next (rows, NULL) ? cubby_sql_rows_get_int (rows, 0) : 0;
    g_string_append_printf (html, "<div class=\"tile\"><b>%" G_GINT64_FORMAT "</b>%s</div>", count,
                            cubby_page_get_text (page, tiles[i].text));
  }
  return g_string_free (html, FALSE);
}

static char *
make_page (CubbyCentral *central, const char *language)
{
  static const char *const kiosk_heads[] = {"kiosk",      "store", "last_seen", "data_age",
                                            "alarms_day", "skew",  "state",     NULL};
  static const char *const staff_heads[] = {"badge", "person", "role", "stores", "state", NULL};
  static const char *const state_heads[] = {"state", "count", NULL};
  static const char *const alarm_heads[] = {"time", "kiosk", "what", "door", "remark", NULL};
  g_autoptr (CubbyPage) page = cubby_page_new (language);
  g_autofree char *tile_html = make_tiles (central, page);
  g_autofree char *kiosks = make_table (
      central, page,
      "SELECT k.id, k.store, k.last_seen_ms, k.last_seen_ms,"
      " (SELECT COUNT(*) FROM kiosk_event e WHERE e.alarm = 1 AND e.received_ms > ? AND e.kiosk = k.id),"
      " k.skew_ms, CASE WHEN k.revoked_ms IS NULL THEN '' ELSE 'revoked' END"
      " FROM kiosk k ORDER BY CASE WHEN k.revoked_ms IS NULL THEN 0 ELSE 1 END, k.id",
      DAY_MS, kiosk_heads, "xxtaxkm");
  g_autofree char *staff = make_table (
      central, page,
      "SELECT s.badge, s.name, s.role, (SELECT COUNT(*) FROM staff_store t WHERE t.badge = s.badge),"
      " CASE WHEN s.revoked_ms IS NULL THEN '' ELSE 'revoked' END"
      " FROM staff s ORDER BY CASE WHEN s.revoked_ms IS NULL THEN 0 ELSE 1 END, s.badge",
      0, staff_heads, "xxsxm");
  g_autofree char *states =
      make_table (central, page, "SELECT state, COUNT(*) FROM fulfilment GROUP BY state ORDER BY state", 0,
                  state_heads, "sx");
  g_autofree char *alarms = make_table (
      central, page,
      "SELECT received_ms, kiosk, type, door, remark FROM kiosk_event WHERE alarm = 1 AND received_ms > ?"
      " ORDER BY received_ms DESC LIMIT " ALARMS,
      WEEK_MS, alarm_heads, "txsxx");
  cubby_page_set (page, "body_class", "wide");
  cubby_page_set (page, "refresh", "<meta http-equiv=\"refresh\" content=\"15\">\n");
  cubby_page_set (page, "tiles", tile_html);
  cubby_page_set (page, "kiosks", kiosks);
  cubby_page_set (page, "staff", staff);
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
  cubby_route_reply_page (request, 200, html);
}
