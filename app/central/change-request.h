/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "protocols/http/json-body.h"
#include "protocols/http/server.h"

G_BEGIN_DECLS

/**
 * CubbyChangeRequest:
 * @body: the JSON body; an empty object when there is none
 * @parameter: the {id} of the pattern
 * @request: for further parameters of the pattern; they do not change
 * @key: (nullable): who asks; NULL on an open route
 * @if_match: (nullable): the condition, for cubby_etag_require()
 * @if_none_match: (nullable): the same
 * @ret_version: where cubby_etag_tell() writes
 *
 * What the handler of a change gets of its request.
 */
typedef struct {
  CubbyJsonBody *body;
  const char *parameter;
  CubbyHttpRequest *request;
  const CubbyApiKey *key;
  const char *if_match;
  const char *if_none_match;
  gint64 *ret_version;
} CubbyChangeRequest;

/**
 * cubby_etag_require:
 * @version: of the thing as it is now; 0 when there is none yet
 *
 * Whether @request may change the thing: its If-Match must name @version (RFC 9110, 13.1.1). What is made
 * anew needs none. FALSE sets @error: 428 without the header, 412 when it names another state, 400 when it
 * cannot be read. Several processes may be at it: let the UPDATE say "AND version = ?" too, and take no row
 * for 412 (cubby_etag_fail()).
 */
gboolean cubby_etag_require (const CubbyChangeRequest *request, gint64 version, GError **error);

/* Says that somebody else was faster; @version is what the thing has now, 0 when it is gone. */
void cubby_etag_fail (gint64 version, GError **error);

/* The answer says ETag: "VERSION". */
void cubby_etag_tell (const CubbyChangeRequest *request, gint64 version);

G_END_DECLS
