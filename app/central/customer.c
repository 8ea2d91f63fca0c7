/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/customer.h"
#include "app/central/consent.h"
#include "app/domain/contact.h"
#include "app/domain/customer-match.h"

/* What a request says of a customer. */
typedef struct {
  const char *name;
  char *email;
  char *phone;
  const char *language;
  gboolean has_name, has_email, has_phone;
} Person;

static void
person_clear (Person *person)
{
  g_free (person->email);
  g_free (person->phone);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

static const char *
read_text (CubbyJsonBody *body, const char *member, gsize max)
{
  const char *text = cubby_json_body_get_optional (body, cubby_json_body_get_root (body), "", member, max);
  return text != NULL && *text != '\0' ? text : NULL;
}

static void
read_person (const CubbyStore *store, CubbyJsonBody *body, Person *ret_person)
{
  static const char *const languages[] = {"vi", "th", "en", NULL};
  JsonObject *root = cubby_json_body_get_root (body);
  const char *email = read_text (body, "email", 254);
  const char *phone = read_text (body, "phone", 40);
  ret_person->has_name = json_object_has_member (root, "name");
  ret_person->has_email = json_object_has_member (root, "email");
  ret_person->has_phone = json_object_has_member (root, "phone");
  ret_person->name = read_text (body, "name", 200);
  ret_person->email = email != NULL ? cubby_contact_normalise_email (email) : NULL;
  ret_person->phone = phone != NULL ? cubby_contact_normalise_phone (phone, store->settings->country) : NULL;
  ret_person->language = cubby_json_body_get_optional (body, root, "", "language", 8);
  if (email != NULL && ret_person->email == NULL)
    cubby_json_body_fail (body, "", "email", "is no e-mail address");
  if (phone != NULL && ret_person->phone == NULL)
    cubby_json_body_fail (body, "", "phone",
                          "is no telephone number; write it with its country code, such as +84912345678");
  if (ret_person->language != NULL && !g_strv_contains (languages, ret_person->language))
    cubby_json_body_fail (body, "", "language", "must be vi, th or en");
}

/* Sets @error when @email or @phone is another customer's. @self: (nullable) */
static gboolean
check_unique (CubbyStore *store, const char *self, const Person *person, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT id, email FROM customer WHERE (email = ? OR phone = ?) AND id <> ?", "ttt",
      person->email, person->phone, self != NULL ? self : "");
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  const char *what =
      person->email != NULL && g_strcmp0 (cubby_sql_rows_get_text (rows, 1), person->email) == 0
          ? "e-mail address"
          : "telephone number";
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "customer", cubby_sql_rows_get_text (rows, 0));
  cubby_problem_set (error, CUBBY_PROBLEM_EXISTS, members,
                     "The %s is that of the customer %s already; use that one.", what,
                     cubby_sql_rows_get_text (rows, 0));
  return FALSE;
}

static gboolean
write_new (CubbyStore *store, const char *id, const Person *person, GError **error)
{
  g_autofree char *token = cubby_store_new_token ();
  return cubby_sql_run (
      store->sql, error,
      "INSERT INTO customer (id, name, email, phone, language, notices, marketing, basket_reminder, loyalty,"
      " token, version, created_ms, updated_ms, seen_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
      "tttttiiiitiii", id, person->name, person->email, person->phone,
      person->language != NULL ? person->language : "vi",
      (gint64)cubby_consent_by_default (CUBBY_CONSENT_NOTICES),
      (gint64)cubby_consent_by_default (CUBBY_CONSENT_MARKETING),
      (gint64)cubby_consent_by_default (CUBBY_CONSENT_BASKET_REMINDER),
      (gint64)cubby_consent_by_default (CUBBY_CONSENT_LOYALTY), token, store->now_ms, store->now_ms,
      store->now_ms);
}

static char *
get_and_tell (CubbyStore *store, const CubbyChangeRequest *request, const char *id, GError **error)
{
  gint64 version = 0;
  char *json = cubby_customer_get (store, id, &version, error);
  cubby_etag_tell (request, version);
  return json;
}

char *
cubby_customer_create (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  g_auto (Person) person = {0};
  read_person (store, request->body, &person);
  if (person.email == NULL && person.phone == NULL)
    cubby_json_body_fail (request->body, "", "email", "is missing, and so is phone; one of them is needed");
  if (!cubby_json_body_finish (request->body, error) || !check_unique (store, NULL, &person, error))
    return NULL;
  g_autofree char *id = cubby_store_new_id (store);
  if (!write_new (store, id, &person, error) || !cubby_consent_take (store, id, request->body, error) ||
      !cubby_store_audit (store, "customer-create", id, NULL, error))
    return NULL;
  return get_and_tell (store, request, id, error);
}

/* The state of a customer who is there, or "not-found" or "gone". */
static gboolean
read_version (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT version, erased_ms FROM customer WHERE id = ?", "t", id);
  if (!cubby_store_take_row (rows, error, "There is no customer %s.", id))
    return FALSE;
  *ret_version = cubby_sql_rows_get_int (rows, 0);
  if (cubby_sql_rows_is_null (rows, 1))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_GONE, NULL, "The customer %s was erased; make a new one.", id);
  return FALSE;
}

static gboolean
write_changes (CubbyStore *store, const char *id, gint64 version, const Person *person, GError **error)
{
  gint64 written = 0;
  if (!cubby_sql_read_int (
          store->sql, &written, 0, error,
          "UPDATE customer SET name = CASE WHEN ? = 1 THEN ? ELSE name END,"
          " email = CASE WHEN ? = 1 THEN ? ELSE email END, phone = CASE WHEN ? = 1 THEN ? ELSE phone END,"
          " language = COALESCE(?, language), version = version + 1, updated_ms = ?, seen_ms = ?"
          " WHERE id = ? AND version = ? RETURNING version",
          "ititittiiti", (gint64)person->has_name, person->name, (gint64)person->has_email, person->email,
          (gint64)person->has_phone, person->phone, person->language, store->now_ms, store->now_ms, id,
          version))
    return FALSE;
  if (written != 0)
    return TRUE;
  cubby_etag_fail (version + 1, error);
  return FALSE;
}

char *
cubby_customer_update (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  g_auto (Person) person = {0};
  const char *id = request->parameter;
  gint64 version = 0;
  if (!read_version (store, id, &version, error) || !cubby_etag_require (request, version, error))
    return NULL;
  read_person (store, request->body, &person);
  if (!cubby_json_body_finish (request->body, error) || !check_unique (store, id, &person, error) ||
      !write_changes (store, id, version, &person, error) ||
      !cubby_consent_take (store, id, request->body, error) ||
      !cubby_store_audit (store, "customer-change", id, NULL, error))
    return NULL;
  return get_and_tell (store, request, id, error);
}

/* The columns of cubby_customer_add() that are shown when they are there, and the consents. */
static const char *const texts[] = {"name", "email", "phone"};

static void
add_row (CubbyJsonText *json, const char *id, CubbySqlRows *rows)
{
  g_autofree char *created = cubby_store_format_time (cubby_sql_rows_get_int (rows, 10));
  g_autofree char *updated = cubby_store_format_time (cubby_sql_rows_get_int (rows, 11));
  cubby_json_text_string (json, "id", id);
  for (int i = 0; i < (int)G_N_ELEMENTS (texts); i++)
    if (!cubby_sql_rows_is_null (rows, i))
      cubby_json_text_string (json, texts[i], cubby_sql_rows_get_text (rows, i));
  cubby_json_text_string (json, "language", cubby_sql_rows_get_text (rows, 3));
  cubby_json_text_open_object (json, "consents");
  for (guint i = 0; i < CUBBY_N_CONSENTS; i++)
    cubby_json_text_boolean (json, cubby_consent_to_string ((CubbyConsentKind)i),
                             cubby_sql_rows_get_int (rows, 4 + (int)i) != 0);
  cubby_json_text_close_object (json);
  cubby_json_text_int (json, "points", cubby_sql_rows_get_int (rows, 8));
  cubby_json_text_int (json, "version", cubby_sql_rows_get_int (rows, 9));
  cubby_json_text_string (json, "created_at", created);
  cubby_json_text_string (json, "updated_at", updated);
}

gboolean
cubby_customer_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *id,
                    gint64 *ret_version, GError **error)
{
  if (!read_version (store, id, ret_version, error))
    return FALSE;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT c.name, c.email, c.phone, c.language, c.notices, c.marketing, c.basket_reminder, c.loyalty,"
      " COALESCE(p.balance, 0), c.version, c.created_ms, c.updated_ms"
      " FROM customer c LEFT JOIN points_balance p ON p.customer = c.id WHERE c.id = ?",
      "t", id);
  if (!cubby_store_take_row (rows, error, "There is no customer %s.", id))
    return FALSE;
  cubby_json_text_open_object (json, name);
  add_row (json, id, rows);
  cubby_json_text_close_object (json);
  return TRUE;
}

char *
cubby_customer_get (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  return cubby_customer_add (store, json, NULL, id, ret_version, error) ? cubby_json_text_steal (json) : NULL;
}
