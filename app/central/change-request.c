/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/change-request.h"
#include "app/domain/etag.h"
#include "protocols/http/problem.h"

static gboolean
fail_malformed (const char *field, GError **error)
{
  cubby_problem_set (
      error, CUBBY_PROBLEM_MALFORMED, NULL,
      "%s: must be the ETag of an answer as it is, with its quotes, several with commas, or *.", field);
  return FALSE;
}

void
cubby_etag_fail (gint64 version, GError **error)
{
  if (version == 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_CHANGED, NULL,
                       "There is no such thing now; leave If-Match out to make it.");
    return;
  }
  g_autofree char *etag = cubby_etag_from_version (version);
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "etag", etag);
  cubby_problem_set (error, CUBBY_PROBLEM_CHANGED, members,
                     "It is %s by now; get it again, look at what changed, and send its new ETag.", etag);
}

/* If-None-Match: * is for making what must not be there yet. */
static gboolean
check_none_match (const CubbyChangeRequest *request, const char *etag, gint64 version, GError **error)
{
  CubbyEtagVerdict verdict = cubby_etag_compare_weak (request->if_none_match, etag);
  if (verdict == CUBBY_ETAG_MALFORMED)
    return fail_malformed ("If-None-Match", error);
  if (verdict != CUBBY_ETAG_MATCH)
    return TRUE;
  cubby_etag_fail (version, error);
  return FALSE;
}

gboolean
cubby_etag_require (const CubbyChangeRequest *request, gint64 version, GError **error)
{
  g_autofree char *etag = version != 0 ? cubby_etag_from_version (version) : NULL;
  CubbyEtagVerdict verdict = cubby_etag_compare_strong (request->if_match, etag);
  if (verdict == CUBBY_ETAG_MALFORMED)
    return fail_malformed ("If-Match", error);
  if (verdict == CUBBY_ETAG_DIFFERENT) {
    cubby_etag_fail (version, error);
    return FALSE;
  }
  if (!check_none_match (request, etag, version, error))
    return FALSE;
  if (verdict == CUBBY_ETAG_MATCH || version == 0)
    return TRUE;
  cubby_problem_set (
      error, CUBBY_PROBLEM_CONDITION_MISSING, NULL,
      "Get it first, and send its ETag in a header If-Match, so that nobody's change is lost.");
  return FALSE;
}

void
cubby_etag_tell (const CubbyChangeRequest *request, gint64 version)
{
  *request->ret_version = version;
}
