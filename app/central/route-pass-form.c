/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of the pass page: who has its address is the buyer. They work without a script, and lead back. */
#include "app/central/central.h"
#include "app/central/order-lock.h"
#include "app/central/pass-change.h"
#include "app/central/route-page.h"
#include "app/domain/staff-badge.h"

#include <string.h>

typedef gboolean (*Work) (CubbyStore *store, const char *order, const char *value, GError **error);

typedef struct {
  CubbyWriterJob job;
  CubbyHttpRequest *request;
  CubbyCentral *central;
  Work work;
  char *token;
  char *value; /* of the form's one field */
  char *order; /* set by the work */
  char *next;  /* (nullable): the token of the page to go to */
} Form;

static void
form_free (Form *self)
{
  g_free (self->job.actor);
  g_free (self->token);
  g_free (self->value);
  g_free (self->order);
  g_free (self->next);
  g_free (self);
}

static gboolean
work_help (CubbyStore *store, const char *order, const char *value, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (value));
  gboolean good =
      strlen (name) <= CUBBY_HELPER_NAME_MAX && (*name == '\0' || cubby_staff_name_is_good (name));
  g_autofree char *fulfilment = cubby_pass_find_fulfilment (store, order, NULL, error);
  g_autofree char *cti =
      fulfilment != NULL ? cubby_pass_help (store, order, fulfilment, good ? name : "", error) : NULL;
  return cti != NULL;
}

/* The buyer's own ends by reissuing, which makes another; a form that names it is none of ours. */
static gboolean
work_revoke (CubbyStore *store, const char *order, const char *value, GError **error)
{
  g_autoptr (CubbyPassRow) row = cubby_pass_book_find (store, order, value, error);
  if (row != NULL && g_strcmp0 (row->kind, "helper") == 0)
    return cubby_pass_revoke (store, order, value, error);
  if (row != NULL)
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no such helper pass.");
  return FALSE;
}

static gboolean
work_reissue (CubbyStore *store, const char *order, const char *value, GError **error)
{
  g_autofree char *fulfilment = cubby_pass_find_fulfilment (store, order, NULL, error);
  return fulfilment != NULL && cubby_pass_reissue (store, order, fulfilment, error);
}

static char *
read_text (CubbyStore *store, const char *sql, const char *value, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, sql, "t", value);
  if (!cubby_store_take_row (rows, error, "There is no such pass."))
    return NULL;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

static gboolean
run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  Form *self = (Form *)job;
  g_clear_pointer (&self->order, g_free); /* it may be run again */
  g_clear_pointer (&self->next, g_free);
  self->order = cubby_order_lock_by_token (store, self->token, error);
  if (self->order == NULL || !self->work (store, self->order, self->value, error))
    return FALSE;
  self->next = read_text (store, "SELECT token FROM orders WHERE id = ?", self->order, error);
  return self->next != NULL;
}

static const struct {
  CubbyProblemCode code;
  const char *said; /* said_… of texts.ini */
} sayings[] = {
    {CUBBY_PROBLEM_LIMIT, "limit"},
    {CUBBY_PROBLEM_TOO_MANY, "often"},
    {CUBBY_PROBLEM_ILLEGAL_TRANSITION, "over"},
};

static void
lead_back (CubbyHttpRequest *request, const char *token, const char *said)
{
  g_autofree char *location = said != NULL ? g_strdup_printf ("/p/%s?said=%s#helpers", token, said)
                                           : g_strconcat ("/p/", token, NULL);
  cubby_http_request_add_header (request, "Location", location);
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_reply (request, 303, "text/plain; charset=utf-8", "", 0);
}

static void
done (CubbyWriterJob *job, const GError *error)
{
  Form *self = (Form *)job;
  const char *said = NULL;
  for (guint i = 0; error != NULL && i < G_N_ELEMENTS (sayings); i++)
    if (g_error_matches (error, CUBBY_PROBLEM, (int)sayings[i].code))
      said = sayings[i].said;
  if (error == NULL || said != NULL)
    lead_back (self->request, error == NULL ? self->next : self->token, said);
  else
    cubby_route_reply_no_page (self->request, self->central, error);
  form_free (self);
}

/* Returns: (transfer full) (nullable): the value of @field, "" where there is none. */
static char *
read_field (CubbyHttpRequest *request, const char *field, GError **error)
{
  GBytes *body = cubby_http_request_get_body (request);
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_autoptr (GHashTable) fields =
      g_uri_parse_params (text, -1, "&", G_URI_PARAMS_WWW_FORM | G_URI_PARAMS_PARSE_RELAXED, NULL);
  const char *value = fields != NULL ? g_hash_table_lookup (fields, field) : NULL;
  if (fields != NULL && (value == NULL || g_utf8_validate (value, -1, NULL)))
    return g_strdup (value != NULL ? value : "");
  cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "The form cannot be read.");
  return NULL;
}

static void
take (CubbyHttpRequest *request, CubbyCentral *central, const char *field, Work work)
{
  g_autoptr (GError) error = NULL;
  gboolean good = cubby_route_check_origin (request, central->settings->public_url, &error) &&
                  cubby_writer_check_room (central->writer, &error);
  g_autofree char *value = good ? read_field (request, field, &error) : NULL;
  if (value == NULL) {
    cubby_route_reply_no_page (request, central, error);
    return;
  }
  Form *self = g_new0 (Form, 1);
  self->job.run = run;
  self->job.done = done;
  self->job.actor = g_strdup ("pass page");
  self->request = request;
  self->central = central;
  self->work = work;
  self->token = g_strdup (cubby_http_request_get_parameter (request, "token"));
  self->value = g_steal_pointer (&value);
  cubby_writer_push (central->writer, &self->job);
}

void
cubby_route_pass_help (CubbyHttpRequest *request, gpointer data)
{
  take (request, data, "name", work_help);
}

void
cubby_route_pass_revoke (CubbyHttpRequest *request, gpointer data)
{
  take (request, data, "cti", work_revoke);
}

void
cubby_route_pass_reissue (CubbyHttpRequest *request, gpointer data)
{
  take (request, data, "none", work_reissue);
}
