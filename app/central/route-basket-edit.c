/* SPDX-License-Identifier: Apache-2.0 */
/* POST /b/{id}: a press on the basket page. A form, so that it works without a script; the answer leads back
 * to the page. */
#include "app/central/basket-edit.h"
#include "app/central/central.h"
#include "app/central/route-page.h"

#define MAX_QUANTITY 1000

typedef struct {
  CubbyWriterJob job;
  CubbyCentral *central;
  CubbyHttpRequest *request;
  char *id, *sku;
  gint64 quantity, was;
} Press;

static void
press_free (Press *self)
{
  g_free (self->id);
  g_free (self->sku);
  g_free (self);
}

static gboolean
read_number (GHashTable *form, const char *name, gint64 *ret_number, GError **error)
{
  const char *text = g_hash_table_lookup (form, name);
  if (text != NULL && g_ascii_string_to_signed (text, 10, 0, MAX_QUANTITY, ret_number, NULL))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "%s: must be a whole number from 0 to %d", name,
                     MAX_QUANTITY);
  return FALSE;
}

static gboolean
read_form (Press *self, GError **error)
{
  GBytes *body = cubby_http_request_get_body (self->request);
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (GHashTable) form =
      g_uri_parse_params (length > 0 ? text : "", (gssize)length, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (form == NULL) {
    cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "The body must be the form of the basket page.");
    return FALSE;
  }
  self->sku = g_strdup (g_hash_table_lookup (form, "sku"));
  if (self->sku != NULL && *self->sku != '\0')
    return read_number (form, "quantity", &self->quantity, error) &&
           read_number (form, "was", &self->was, error);
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "sku: is missing");
  return FALSE;
}

static gboolean
press_run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  Press *self = (Press *)job;
  return cubby_basket_edit (store, self->id, self->sku, self->quantity, self->was, error);
}

/* A basket that was ordered meanwhile: the page says so. */
static void
press_done (CubbyWriterJob *job, const GError *error)
{
  Press *self = (Press *)job;
  const char *language = cubby_http_request_get_query (self->request, "lang");
  g_autofree char *escaped = g_uri_escape_string (language != NULL ? language : "", NULL, FALSE);
  g_autofree char *to = g_strdup_printf ("/b/%s?lang=%s", self->id, escaped);
  if (error != NULL && !g_error_matches (error, CUBBY_PROBLEM, CUBBY_PROBLEM_EXISTS)) {
    cubby_route_reply_no_page (self->request, self->central, error);
  } else {
    cubby_http_request_add_header (self->request, "Location", to);
    cubby_http_request_reply (self->request, 303, "text/plain", "", 0);
  }
  press_free (self);
}

void
cubby_route_edit_basket (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Press *self = g_new0 (Press, 1);
  CubbyCentral *central = data;
  self->job.run = press_run;
  self->job.done = press_done;
  self->central = central;
  self->request = request;
  self->id = g_strdup (cubby_http_request_get_parameter (request, "id"));
  if (!cubby_route_check_origin (request, central->settings->public_url, &error) ||
      !cubby_writer_check_room (central->writer, &error) || !read_form (self, &error)) {
    cubby_route_reply_no_page (request, central, error);
    press_free (self);
    return;
  }
  self->job.actor = g_strdup ("basket page");
  cubby_writer_push (central->writer, &self->job);
}
