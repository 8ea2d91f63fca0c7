/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What can be wrong with a request (RFC 9457). Each has a row in problem.c: its URN, status and title. */
typedef enum {
  CUBBY_PROBLEM_MALFORMED,
  CUBBY_PROBLEM_KEY_MISSING, /* no Idempotency-Key */
  CUBBY_PROBLEM_UNAUTHORIZED,
  CUBBY_PROBLEM_FORBIDDEN,
  CUBBY_PROBLEM_NOT_FOUND,
  CUBBY_PROBLEM_METHOD,
  CUBBY_PROBLEM_TIMEOUT, /* the request did not come to its end */
  CUBBY_PROBLEM_KEY_IN_PROGRESS,
  CUBBY_PROBLEM_OUT_OF_STOCK,
  CUBBY_PROBLEM_PRICE_CHANGED, /* it is not what the sender expected; "quote" is what it is */
  CUBBY_PROBLEM_ILLEGAL_TRANSITION,
  CUBBY_PROBLEM_EXISTS,
  CUBBY_PROBLEM_LIMIT,
  CUBBY_PROBLEM_TOO_OLD,
  CUBBY_PROBLEM_GONE,
  CUBBY_PROBLEM_CHANGED, /* If-Match names another state */
  CUBBY_PROBLEM_TOO_LARGE,
  CUBBY_PROBLEM_URI_TOO_LONG,
  CUBBY_PROBLEM_MEDIA_TYPE,
  CUBBY_PROBLEM_EXPECTATION,
  CUBBY_PROBLEM_INVALID,
  CUBBY_PROBLEM_KEY_REUSED,
  CUBBY_PROBLEM_CONDITION_MISSING, /* no If-Match */
  CUBBY_PROBLEM_TOO_MANY,
  CUBBY_PROBLEM_HEAD_TOO_LARGE,
  CUBBY_PROBLEM_INTERNAL,
  CUBBY_PROBLEM_NOT_IMPLEMENTED,
  CUBBY_PROBLEM_UNAVAILABLE,
  CUBBY_PROBLEM_VERSION,
  CUBBY_N_PROBLEMS,
} CubbyProblemCode;

#define CUBBY_PROBLEM (cubby_problem_quark ())
GQuark cubby_problem_quark (void);

/**
 * cubby_problem_set:
 * @members: (transfer full) (nullable): further members, such as {"skus":[…]}
 * @detail: printf format: what is wrong with this request, and the way out
 *
 * Sets @error (domain CUBBY_PROBLEM, code @code) to a problem.
 */
void cubby_problem_set (GError **error, CubbyProblemCode code, JsonObject *members, const char *detail, ...)
    G_GNUC_PRINTF (4, 5);

guint cubby_problem_get_status (const GError *error);

/* Returns: (transfer full): the application/problem+json text; errors of other domains are "internal",
 * without their words. */
char *cubby_problem_to_json (const GError *error);

G_END_DECLS
