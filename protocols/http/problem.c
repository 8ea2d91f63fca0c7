/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/problem.h"
#include "protocols/http/json-text.h"

/* The macro's accessor answers NULL for errors of other domains; here they are always of ours. */
#pragma GCC diagnostic ignored "-Wnull-dereference"

typedef struct {
  JsonObject *members;
} CubbyProblemPrivate;

static const struct {
  guint status;
  const char *slug;
  const char *title;
} rows[CUBBY_N_PROBLEMS] = {
    [CUBBY_PROBLEM_MALFORMED] = {400, "malformed", "The request cannot be read"},
    [CUBBY_PROBLEM_KEY_MISSING] = {400, "idempotency-key-missing", "The header Idempotency-Key is missing"},
    [CUBBY_PROBLEM_UNAUTHORIZED] = {401, "unauthorized", "No valid key was given"},
    [CUBBY_PROBLEM_FORBIDDEN] = {403, "forbidden", "The key does not allow this"},
    [CUBBY_PROBLEM_NOT_FOUND] = {404, "not-found", "There is no such thing"},
    [CUBBY_PROBLEM_METHOD] = {405, "method-not-allowed", "The method is not allowed here"},
    [CUBBY_PROBLEM_TIMEOUT] = {408, "timeout", "The request took too long to come"},
    [CUBBY_PROBLEM_KEY_IN_PROGRESS] = {409, "idempotency-key-in-progress",
                                       "The first request with this key is still at work"},
    [CUBBY_PROBLEM_OUT_OF_STOCK] = {409, "out-of-stock", "There is not enough stock"},
    [CUBBY_PROBLEM_PRICE_CHANGED] = {409, "price-changed", "It costs something else now"},
    [CUBBY_PROBLEM_ILLEGAL_TRANSITION] = {409, "illegal-transition", "This cannot become that"},
    [CUBBY_PROBLEM_EXISTS] = {409, "already-exists", "It is there already"},
    [CUBBY_PROBLEM_LIMIT] = {409, "limit-reached", "There are as many as there may be"},
    [CUBBY_PROBLEM_TOO_OLD] = {410, "too-old", "The changes since then are no longer kept"},
    [CUBBY_PROBLEM_GONE] = {410, "gone", "It is no longer valid"},
    [CUBBY_PROBLEM_CHANGED] = {412, "precondition-failed", "It is not in the state that If-Match names"},
    [CUBBY_PROBLEM_TOO_LARGE] = {413, "too-large", "The body is too large"},
    [CUBBY_PROBLEM_URI_TOO_LONG] = {414, "address-too-long", "The address is too long"},
    [CUBBY_PROBLEM_MEDIA_TYPE] = {415, "unsupported-media-type", "The body must be application/json"},
    [CUBBY_PROBLEM_EXPECTATION] = {417, "expectation-failed", "What is expected cannot be done"},
    [CUBBY_PROBLEM_INVALID] = {422, "invalid", "The request is well-formed and wrong"},
    [CUBBY_PROBLEM_KEY_REUSED] = {422, "idempotency-key-reused", "The key was used for another request"},
    [CUBBY_PROBLEM_CONDITION_MISSING] = {428, "precondition-required", "The header If-Match is missing"},
    [CUBBY_PROBLEM_TOO_MANY] = {429, "too-many-requests", "Too many requests"},
    [CUBBY_PROBLEM_HEAD_TOO_LARGE] = {431, "headers-too-large", "The headers are too large"},
    [CUBBY_PROBLEM_INTERNAL] = {500, "internal", "The service failed"},
    [CUBBY_PROBLEM_NOT_IMPLEMENTED] = {501, "not-implemented", "This is not known here"},
    [CUBBY_PROBLEM_UNAVAILABLE] = {503, "unavailable", "The service cannot answer now"},
    [CUBBY_PROBLEM_VERSION] = {505, "version-not-supported", "This version of HTTP is not spoken here"},
};

static void
cubby_problem_private_init (CubbyProblemPrivate *self)
{
  self->members = NULL;
}

static void
cubby_problem_private_copy (const CubbyProblemPrivate *from, CubbyProblemPrivate *to)
{
  to->members = from->members != NULL ? json_object_ref (from->members) : NULL;
}

static void
cubby_problem_private_clear (CubbyProblemPrivate *self)
{
  g_clear_pointer (&self->members, json_object_unref);
}

G_DEFINE_EXTENDED_ERROR (CubbyProblem, cubby_problem)

void
cubby_problem_set (GError **error, CubbyProblemCode code, JsonObject *members, const char *detail, ...)
{
  va_list args;
  va_start (args, detail);
  g_autofree char *text = g_strdup_vprintf (detail, args);
  va_end (args);
  g_autofree char *valid = g_utf8_make_valid (text, -1); /* json-glib quotes what it could not read */
  GError *problem = g_error_new_literal (CUBBY_PROBLEM, (int)code, valid);
  cubby_problem_get_private (problem)->members = members;
  g_propagate_error (error, problem);
}

static CubbyProblemCode
code_of (const GError *error)
{
  return error->domain == CUBBY_PROBLEM ? (CubbyProblemCode)error->code : CUBBY_PROBLEM_INTERNAL;
}

guint
cubby_problem_get_status (const GError *error)
{
  return rows[code_of (error)].status;
}

static void
add_members (CubbyJsonText *json, const GError *error)
{
  JsonObject *members = error->domain == CUBBY_PROBLEM ? cubby_problem_get_private (error)->members : NULL;
  if (members == NULL)
    return;
  g_autoptr (GList) names = json_object_get_members (members);
  for (GList *name = names; name != NULL; name = name->next) {
    g_autofree char *value = json_to_string (json_object_get_member (members, name->data), FALSE);
    cubby_json_text_raw (json, name->data, value);
  }
}

char *
cubby_problem_to_json (const GError *error)
{
  CubbyProblemCode code = code_of (error);
  g_autofree char *type = g_strconcat ("urn:cubby:problem:", rows[code].slug, NULL);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "type", type);
  cubby_json_text_string (json, "title", rows[code].title);
  cubby_json_text_int (json, "status", rows[code].status);
  cubby_json_text_string (
      json, "detail", error->domain == CUBBY_PROBLEM ? error->message : "Its log says why; try again later.");
  add_members (json, error);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
