/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody sees who opened a link that leads nowhere, or came while the database was away. */
#include "app/central/central.h"
#include "app/central/page.h"
#include "app/central/route-page.h"
#include "app/domain/language.h"

#include <string.h>

/* A program says that it takes JSON; a browser says that it takes HTML. */
static gboolean
wants_problem (CubbyHttpRequest *request)
{
  const char *accept = cubby_http_request_get_header (request, "Accept");
  return accept != NULL && strstr (accept, "json") != NULL && strstr (accept, "text/html") == NULL;
}

/* The page that a form belongs to; for the links to other languages. */
static void
set_self (CubbyPage *page, CubbyHttpRequest *request)
{
  const char *pattern = cubby_http_request_get_pattern (request);
  const char *name = g_str_has_prefix (pattern, "/b/") ? "id" : "token";
  g_autofree char *escaped =
      g_uri_escape_string (cubby_http_request_get_parameter (request, name), NULL, FALSE);
  g_autofree char *self = g_strdup_printf ("%.3s%s", pattern, escaped);
  cubby_page_set (page, "self", self);
}

static void
show (CubbyHttpRequest *request, const CubbyCentral *central, guint status)
{
  g_autoptr (CubbyPage) page =
      cubby_page_new (cubby_language_choose (cubby_http_request_get_query (request, "lang"),
                                             cubby_http_request_get_header (request, "Accept-Language")));
  /* The second letter of /p/{token} and its like tells what was looked for. */
  g_autofree char *gone = g_strdup_printf ("advice_gone_%c", cubby_http_request_get_pattern (request)[1]);
  const char *head = cubby_page_get_text (page, status == 404 ? "head_gone" : "head_away");
  cubby_page_set (page, "headline", head);
  cubby_page_set (page, "advice", cubby_page_get_text (page, status == 404 ? gone : "advice_away"));
  if (status != 404 && g_str_equal (cubby_http_request_get_method (request), "GET"))
    cubby_page_set (page, "refresh", "<meta http-equiv=\"refresh\" content=\"10\">\n");
  set_self (page, request);
  g_autofree char *content = cubby_page_fill (page, "no-page.html");
  g_autofree char *html = cubby_page_finish (page, head, central->settings->shop_name, content);
  cubby_route_reply_page (request, status, html);
}

void
cubby_route_reply_no_page (CubbyHttpRequest *request, gpointer data, const GError *error)
{
  g_autoptr (GError) explained = g_error_copy (error);
  cubby_central_explain (request, &explained);
  guint status = cubby_problem_get_status (explained);
  if ((status == 404 || status == 503) && !wants_problem (request))
    show (request, data, status);
  else
    cubby_http_request_reply_error (request, explained);
}
