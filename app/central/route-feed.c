/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-feed.h"
#include "app/central/central.h"

#define PAGE 500
#define MAX_PAGE 1000

/* Whose parcels the reader may see. */
static const char *
get_store (CubbyHttpRequest *request)
{
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  return key != NULL && key->scope == CUBBY_SCOPE_KIOSK ? key->store : NULL;
}

static gboolean
read_cursor (const char *name, const char *text, CubbyFeedCursor *ret_cursor, GError **error)
{
  *ret_cursor = (CubbyFeedCursor){0};
  if (text == NULL || cubby_feed_cursor_parse (text, ret_cursor))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL,
                     "%s: must be a cursor or id that this service gave, or a sequence number from 0", name);
  return FALSE;
}

static gboolean
read_limit (CubbyHttpRequest *request, guint *ret_limit, GError **error)
{
  const char *text = cubby_http_request_get_query (request, "limit");
  guint64 limit = PAGE;
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_PAGE, &limit, NULL)) {
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "limit: must be a whole number from 1 to %d",
                       MAX_PAGE);
    return FALSE;
  }
  *ret_limit = (guint)limit;
  return TRUE;
}

void
cubby_route_list_changes (CubbyHttpRequest *request, gpointer data)
{
  CubbyCentral *central = data;
  g_autoptr (GError) error = NULL;
  CubbyFeedQuery query = {.for_store = get_store (request)};
  char *json = NULL;
  if (read_cursor ("since", cubby_http_request_get_query (request, "since"), &query.since, &error) &&
      read_limit (request, &query.limit, &error))
    json = cubby_feed_list (central->reader, &query, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_snapshot (CubbyHttpRequest *request, gpointer data)
{
  CubbyCentral *central = data;
  cubby_snapshots_reply (central->snapshots, request, get_store (request));
}

void
cubby_route_stream (CubbyHttpRequest *request, gpointer data)
{
  CubbyCentral *central = data;
  g_autoptr (GError) error = NULL;
  CubbyFeedCursor since;
  const char *last = cubby_http_request_get_header (request, "Last-Event-ID");
  gboolean good =
      last != NULL ? read_cursor ("Last-Event-ID", last, &since, &error)
                   : read_cursor ("since", cubby_http_request_get_query (request, "since"), &since, &error);
  if (good && g_str_equal (cubby_http_request_get_method (request), "HEAD")) {
    cubby_http_request_add_header (request, "Content-Type", "text/event-stream");
    cubby_http_request_add_header (request, "Cache-Control", "no-store");
    cubby_http_request_reply (request, 200, NULL, NULL, 0);
    return;
  }
  if (good && central->draining) { /* it would keep us from ending */
    cubby_problem_set (&error, CUBBY_PROBLEM_UNAVAILABLE, NULL, "The service is being stopped; ask again.");
    good = FALSE;
  }
  good =
      good && cubby_gate_open_stream (central->gate, request, cubby_http_request_get_actor (request), &error);
  if (good)
    cubby_stream_add (central->stream, request, &since, get_store (request));
  else
    cubby_central_reply_error (request, error);
}
