/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-keys.h"
#include "app/central/central.h"
#include "app/central/kiosk.h"
#include "app/central/pass-change.h"
#include "app/central/pass-json.h"
#include "app/central/sealed-list.h"
#include "app/central/staff.h"
#include "app/domain/staff-badge.h"

#include <string.h>

/* -- passes */

static char *
do_make_pass (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  CubbyJsonBody *body = request->body;
  JsonObject *root = cubby_json_body_get_root (body);
  const char *kind = cubby_json_body_get_string (body, root, "", "kind", 32);
  const char *name = cubby_json_body_get_optional (body, root, "", "name", CUBBY_HELPER_NAME_MAX);
  const char *wanted = cubby_json_body_get_optional (body, root, "", "fulfilment", 64);
  if (!cubby_json_body_has_failed (body) && !g_str_equal (kind, "helper"))
    cubby_json_body_fail (body, "", "kind", "must be helper; the buyer's own is made with the order");
  else if (name != NULL && !cubby_staff_name_is_good (name))
    cubby_json_body_fail (body, "", "name", "must be letters on one line");
  if (!cubby_json_body_finish (body, error))
    return NULL;
  g_autofree char *fulfilment = cubby_pass_find_fulfilment (store, request->parameter, wanted, error);
  g_autofree char *cti = fulfilment != NULL ? cubby_pass_help (store, request->parameter, fulfilment,
                                                               name != NULL ? name : "", error)
                                            : NULL;
  *ret_status = 201;
  return cti != NULL ? cubby_pass_get_json (store, request->parameter, cti, error) : NULL;
}

static char *
do_revoke_pass (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_pass_revoke (store, request->parameter,
                            cubby_http_request_get_parameter (request->request, "cti"), error)
             ? cubby_pass_get_json (store, request->parameter,
                                    cubby_http_request_get_parameter (request->request, "cti"), error)
             : NULL;
}

static char *
do_reissue (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  const char *wanted = cubby_json_body_get_optional (request->body, cubby_json_body_get_root (request->body),
                                                     "", "fulfilment", 64);
  if (!cubby_json_body_finish (request->body, error))
    return NULL;
  g_autofree char *fulfilment = cubby_pass_find_fulfilment (store, request->parameter, wanted, error);
  return fulfilment != NULL && cubby_pass_reissue (store, request->parameter, fulfilment, error)
             ? cubby_pass_list_json (store, request->parameter, FALSE, error)
             : NULL;
}

static char *
read_passes (CubbyStore *store, const char *order, GError **error)
{
  return cubby_pass_list_json (store, order, TRUE, error);
}

void
cubby_route_list_passes (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read (data, request, read_passes);
}

void
cubby_route_make_pass (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_make_pass, TRUE);
}

void
cubby_route_revoke_pass (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_revoke_pass, TRUE);
}

void
cubby_route_reissue_passes (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_reissue, TRUE);
}

/* -- kiosks */

static char *
do_rotate_kiosk (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_kiosk_rotate (store, request->key, request->parameter, error);
}

static char *
do_revoke_kiosk (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_kiosk_revoke (store, request->parameter, error);
}

static char *
do_hello (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_kiosk_hello (store, request->key, request->body, error);
}

void
cubby_route_list_kiosks (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = cubby_kiosk_list (&store, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_get_kiosk (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read (data, request, cubby_kiosk_get);
}

/* The answer holds a secret and is not kept for a replay; who missed it asks again, the token before is good.
 */
void
cubby_route_rotate_kiosk (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_rotate_kiosk, FALSE);
}

void
cubby_route_revoke_kiosk (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_revoke_kiosk, TRUE);
}

/* Says how it is now: harmless to repeat. */
void
cubby_route_kiosk_hello (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_hello, FALSE);
}

typedef char *(*ReadOfStore) (CubbyStore *store, const char *of_store, GError **error);

static void
answer_kiosk (CubbyHttpRequest *request, gpointer data, ReadOfStore read)
{
  g_autoptr (GError) error = NULL;
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = read (&store, key->store, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_kiosk_keys (CubbyHttpRequest *request, gpointer data)
{
  answer_kiosk (request, data, cubby_sealed_list_get_pass_keys);
}

void
cubby_route_kiosk_staff (CubbyHttpRequest *request, gpointer data)
{
  answer_kiosk (request, data, cubby_staff_get_sealed);
}

/* -- staff */

static char *
do_add_staff (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  *ret_status = 201;
  return cubby_staff_add (store, request, error);
}

static char *
do_update_staff (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_staff_update (store, request, error);
}

static char *
do_revoke_staff (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_staff_revoke (store, request, error);
}

void
cubby_route_list_staff (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = cubby_staff_list (&store, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_get_staff (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read_version (data, request, cubby_staff_get);
}

void
cubby_route_add_staff (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_add_staff, TRUE);
}

void
cubby_route_update_staff (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_update_staff, FALSE);
}

void
cubby_route_revoke_staff (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_revoke_staff, TRUE);
}

void
cubby_route_get_badge_svg (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  g_autofree char *svg =
      cubby_staff_get_svg (&store, cubby_http_request_get_parameter (request, "id"), &error);
  if (svg == NULL) {
    cubby_central_reply_error (request, error);
    return;
  }
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_reply (request, 200, "image/svg+xml", svg, strlen (svg));
}
