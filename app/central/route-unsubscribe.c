/* SPDX-License-Identifier: Apache-2.0 */
/* The link at the end of a reminder. GET shows a button and changes nothing, for programs look at links
 * before people do; POST withdraws the consent, whether the button was pressed or a mail program did it by
 * itself (RFC 8058, one click). */
#include "app/central/central.h"
#include "app/central/consent.h"
#include "app/central/page.h"
#include "app/central/route-customer.h"
#include "app/central/route-page.h"

typedef struct {
  CubbyWriterJob job;
  CubbyCentral *central;
  CubbyHttpRequest *request;
  char *token;
} Withdrawal;

static void
show (CubbyHttpRequest *request, const CubbyStore *store, const char *language, gboolean done)
{
  const char *wanted = cubby_http_request_get_query (request, "lang");
  g_autoptr (CubbyPage) page = cubby_page_new (wanted != NULL ? wanted : language);
  cubby_page_set (page, "advice", cubby_page_get_text (page, done ? "unsubscribed" : "unsubscribe_hint"));
  g_autofree char *button = cubby_page_fill (page, "unsubscribe-button.html");
  cubby_page_set (page, "button", done ? "" : button);
  g_autofree char *content = cubby_page_fill (page, "unsubscribe.html");
  g_autofree char *html = cubby_page_finish (page, cubby_page_get_text (page, "unsubscribe"),
                                             store->settings->shop_name, content);
  cubby_route_reply_page (request, 200, html);
}

/* Returns: (transfer full) (nullable): the language of the customer whose @token it is. */
static char *
find_language (CubbyStore *store, const char *token, gboolean *ret_wanted, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT language, basket_reminder FROM customer WHERE token = ?", "t", token);
  if (!cubby_store_take_row (rows, error, "There is no such link."))
    return NULL;
  *ret_wanted = cubby_sql_rows_get_int (rows, 1) != 0;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

void
cubby_route_unsubscribe_page (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean wanted = FALSE;
  CubbyStore store = cubby_central_get_reader (data, request);
  g_autofree char *language =
      find_language (&store, cubby_http_request_get_parameter (request, "token"), &wanted, &error);
  if (language != NULL)
    show (request, &store, language, !wanted);
  else
    cubby_route_reply_no_page (request, data, error);
}

static gboolean
withdraw (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  return cubby_consent_unsubscribe (store, ((Withdrawal *)job)->token, error);
}

static void
on_withdrawn (CubbyWriterJob *job, const GError *error)
{
  Withdrawal *self = (Withdrawal *)job;
  if (error != NULL)
    cubby_route_reply_no_page (self->request, self->central, error);
  else
    cubby_route_unsubscribe_page (self->request, self->central);
  g_free (self->token);
  g_free (self);
}

/* From wherever it is sent: a mail program has no page of ours. */
void
cubby_route_unsubscribe (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyCentral *central = data;
  if (!cubby_writer_check_room (central->writer, &error)) {
    cubby_route_reply_no_page (request, central, error);
    return;
  }
  Withdrawal *self = g_new0 (Withdrawal, 1);
  self->job.run = withdraw;
  self->job.done = on_withdrawn;
  self->job.actor = g_strdup ("unsubscribe link");
  self->central = central;
  self->request = request;
  self->token = g_strdup (cubby_http_request_get_parameter (request, "token"));
  cubby_writer_push (central->writer, &self->job);
}
