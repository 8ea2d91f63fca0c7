/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-page.h"
#include "app/central/central.h"
#include "app/central/notice-build.h"
#include "app/central/page.h"
#include "app/central/pass-page.h"
#include "app/domain/etag.h"
#include "app/domain/payment-state.h"
#include "app/domain/same-origin.h"
#include "protocols/http/problem.h"

#include <string.h>

/* A form goes to us alone, and says that it comes from us: hence same-origin below. */
#define POLICY                                                                                               \
  "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"

static void
add_headers (CubbyHttpRequest *request, const char *cache, const char *policy)
{
  cubby_http_request_add_header (request, "Cache-Control", cache);
  cubby_http_request_add_header (request, "Referrer-Policy", "same-origin");
  cubby_http_request_add_header (request, "X-Frame-Options", "DENY");
  cubby_http_request_add_header (request, "Content-Security-Policy", policy);
}

gboolean
cubby_route_check_origin (CubbyHttpRequest *request, const char *public_url, GError **error)
{
  if (cubby_is_same_origin (cubby_http_request_get_header (request, "Sec-Fetch-Site"),
                            cubby_http_request_get_header (request, "Origin"),
                            cubby_http_request_get_header (request, "Host"), public_url))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_FORBIDDEN, NULL, "A form of this page comes from this page alone.");
  return FALSE;
}

void
cubby_route_reply_page (CubbyHttpRequest *request, guint status, const char *html)
{
  add_headers (request, "no-store", POLICY);
  cubby_http_request_reply (request, status, "text/html; charset=utf-8", html, strlen (html));
}

void
cubby_route_reply_live_page (CubbyHttpRequest *request, const char *html, const char *script)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, html, -1);
  g_autofree char *etag = g_strdup_printf ("\"%.32s\"", hash);
  g_checksum_update (checksum, (const guchar *)script, (gssize)strlen (script));
  g_checksum_get_digest (checksum, digest, &length);
  g_autofree char *encoded = g_base64_encode (digest, length);
  g_autofree char *policy =
      g_strdup_printf (POLICY "; script-src 'sha256-%s'; connect-src 'self'; form-action 'self'", encoded);
  add_headers (request, "private, no-cache", policy);
  cubby_http_request_add_header (request, "ETag", etag);
  if (cubby_etag_compare_weak (cubby_http_request_get_header (request, "If-None-Match"), etag) ==
      CUBBY_ETAG_MATCH)
    cubby_http_request_reply (request, 304, NULL, NULL, 0);
  else
    cubby_http_request_reply (request, 200, "text/html; charset=utf-8", html, strlen (html));
}

typedef struct {
  char *order, *language, *state, *method, *payment;
  gint64 created_ms;
} PassOwner;

static void
pass_owner_clear (PassOwner *owner)
{
  g_free (owner->order);
  g_free (owner->language);
  g_free (owner->state);
  g_free (owner->method);
  g_free (owner->payment);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PassOwner, pass_owner_clear)

/* What the page says for each state of the fulfilment. */
static const struct {
  const char *state;
  const char *says; /* head_… and advice_… of texts.ini */
  const char *class;
} sayings[] = {
    {"ready_for_pickup", "ready", "good"},   {"picked_up", "picked_up", ""},  {"expired", "over", "danger"},
    {"cancelled", "over", "danger"},         {"unpaid", "unpaid", "warning"}, {"rejected", "over", "danger"},
    {"returned_to_stock", "over", "danger"},
};

/* The text @key for @what, such as a method of pickup; @key's own where that has no other. */
static void
set_words (CubbyPage *page, const char *name, const char *key, const char *what)
{
  g_autofree char *special = g_strdup_printf ("%s_%s", key, what);
  const char *words = cubby_page_get_text (page, special);
  cubby_page_set (page, name, words != special ? words : cubby_page_get_text (page, key));
}

static void
set_state (CubbyPage *page, const PassOwner *owner, const char *state)
{
  const char *says = g_strcmp0 (owner->method, "shipping") == 0 ? "shipping" : "waiting";
  const char *class = "";
  for (guint i = 0; i < G_N_ELEMENTS (sayings); i++) {
    if (g_strcmp0 (sayings[i].state, state) != 0)
      continue;
    says = sayings[i].says;
    class = sayings[i].class;
  }
  g_autofree char *head = g_strconcat ("head_", says, NULL);
  g_autofree char *advice = g_strconcat ("advice_", says, NULL);
  gboolean unpaid = g_str_equal (says, "unpaid");
  set_words (page, "headline", head, unpaid ? owner->payment : owner->method);
  set_words (page, "advice", advice, owner->method);
  cubby_page_set (page, "state", cubby_page_get_text (page, state));
  cubby_page_set (page, "state_class", class);
  if (unpaid || g_str_equal (says, "waiting"))
    cubby_page_set (page, "refresh", "<meta http-equiv=\"refresh\" content=\"20\">\n");
}

static void
set_pass (CubbyPage *page, CubbyStore *store, const char *order)
{
  g_autoptr (GPtrArray) passes = cubby_pass_book_list (store, order, NULL);
  if (passes != NULL && passes->len > 0)
    cubby_pass_page_add_code (page, store, g_ptr_array_index (passes, 0));
}

/* Until when it is kept; as long as it is not paid, until when that has to be. */
static void
set_until (CubbyPage *page, CubbyStore *store, const PassOwner *owner, const CubbyNotice *notice)
{
  gboolean unpaid = g_str_equal (owner->state, "unpaid");
  gint64 due_ms = cubby_payment_get_due_ms (owner->created_ms, store->settings->pay_hours);
  g_autofree char *due =
      cubby_notice_format_time (due_ms / 1000, store->settings->time_zone, cubby_page_get_language (page));
  cubby_page_set (page, "until_what", cubby_page_get_text (page, unpaid ? "pay_until" : "until"));
  cubby_page_set (page, "until", unpaid ? due : notice->hold_until);
  g_autofree char *html = cubby_page_fill (page, "pass-until.html");
  cubby_page_set (page, "time", unpaid || notice->hold_until != NULL ? html : "");
}

static void
set_place (CubbyPage *page, const CubbyNotice *notice)
{
  if (notice->store_name == NULL)
    return;
  cubby_page_set (page, "store", notice->store_name);
  cubby_page_set (page, "address", notice->store_address);
  g_autofree char *html = cubby_page_fill (page, "pass-place.html");
  cubby_page_set (page, "place", html);
}

/* @where: a condition on the order o or its fulfilment f */
static gboolean
find_owner (CubbyStore *store, const char *where, const char *value, PassOwner *ret_owner, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT o.id, o.language, CASE o.status WHEN 'pending' THEN 'unpaid' ELSE f.state END, f.method,"
      " o.payment_method, o.created_ms"
      " FROM orders o JOIN fulfilment f ON f.order_id = o.id WHERE %s ORDER BY f.position LIMIT 1",
      where);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, sql, "t", value);
  if (!cubby_store_take_row (rows, error, "There is no such pass."))
    return FALSE;
  ret_owner->order = g_strdup (cubby_sql_rows_get_text (rows, 0));
  ret_owner->language = g_strdup (cubby_sql_rows_get_text (rows, 1));
  ret_owner->state = g_strdup (cubby_sql_rows_get_text (rows, 2));
  ret_owner->method = g_strdup (cubby_sql_rows_get_text (rows, 3));
  ret_owner->payment = g_strdup (cubby_sql_rows_get_text (rows, 4));
  ret_owner->created_ms = cubby_sql_rows_get_int (rows, 5);
  return TRUE;
}

static CubbyNotice *
build_notice (CubbyStore *store, CubbyPage *page, const PassOwner *owner, GError **error)
{
  CubbyOutboxRow row = {.id = owner->order,
                        .kind = (char *)"page",
                        .order = owner->order,
                        .language = (char *)cubby_page_get_language (page)};
  return cubby_notice_build (store, &row, error);
}

static char *
make_pass_page (CubbyStore *store, CubbyHttpRequest *request, const PassOwner *owner, GError **error)
{
  const char *wanted = cubby_http_request_get_query (request, "lang");
  g_autoptr (CubbyPage) page = cubby_page_new (wanted != NULL ? wanted : owner->language);
  g_autoptr (CubbyNotice) notice = build_notice (store, page, owner, error);
  if (notice == NULL)
    return NULL;
  g_autofree char *escaped = g_markup_escape_text (notice->items, -1);
  g_auto (GStrv) items = g_strsplit (escaped, "\n", -1);
  g_autofree char *joined = g_strjoinv ("<br>", items);
  cubby_page_set (page, "number", notice->order_number);
  cubby_page_set (page, "total", notice->total);
  cubby_page_set (page, "items", joined);
  set_state (page, owner, owner->state);
  set_pass (page, store, owner->order);
  set_until (page, store, owner, notice);
  set_place (page, notice);
  cubby_pass_page_add_helpers (page, store, owner->order, cubby_http_request_get_parameter (request, "token"),
                               cubby_http_request_get_query (request, "said"));
  g_autofree char *content = cubby_page_fill (page, "pass.html");
  return cubby_page_finish (page, notice->order_number, store->settings->shop_name, content);
}

/* What a helper gets to see: how to open the door and where it is, nothing of the order. */
static char *
make_helper_page (CubbyStore *store, CubbyHttpRequest *request, const CubbyPassRow *pass, GError **error)
{
  const char *wanted = cubby_http_request_get_query (request, "lang");
  g_auto (PassOwner) owner = {0};
  if (!find_owner (store, "f.id = ?", pass->fulfilment, &owner, error))
    return NULL;
  g_autoptr (CubbyPage) page = cubby_page_new (wanted != NULL ? wanted : owner.language);
  g_autoptr (CubbyNotice) notice = build_notice (store, page, &owner, error);
  if (notice == NULL)
    return NULL;
  gboolean taken_back = pass->life == CUBBY_PASS_LIFE_REVOKED || pass->life == CUBBY_PASS_LIFE_EXPIRED;
  set_state (page, &owner, taken_back ? "cancelled" : owner.state);
  if (taken_back)
    cubby_page_set (page, "state", cubby_page_get_text (page, "helper_over"));
  cubby_pass_page_add_code (page, store, pass);
  set_until (page, store, &owner, notice);
  set_place (page, notice);
  g_autofree char *content = cubby_page_fill (page, "pass-helper.html");
  return cubby_page_finish (page, store->settings->shop_name, store->settings->shop_name, content);
}

void
cubby_route_pass_page (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (PassOwner) owner = {0};
  CubbyStore store = cubby_central_get_reader (data, request);
  const char *token = cubby_http_request_get_parameter (request, "token");
  g_autofree char *html = NULL;
  if (find_owner (&store, "o.token = ?", token, &owner, &error)) {
    html = make_pass_page (&store, request, &owner, &error);
  } else if (g_error_matches (error, CUBBY_PROBLEM, CUBBY_PROBLEM_NOT_FOUND)) {
    g_clear_error (&error);
    g_autoptr (CubbyPassRow) pass = cubby_pass_book_find_token (&store, token, &error);
    html = pass != NULL ? make_helper_page (&store, request, pass, &error) : NULL;
  }
  if (html != NULL)
    cubby_route_reply_page (request, 200, html);
  else
    cubby_route_reply_no_page (request, data, error);
}
