/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a condition of a request says of a thing (RFC 9110, 13.1). */
typedef enum {
  CUBBY_ETAG_ABSENT,    /* there is no condition */
  CUBBY_ETAG_MATCH,     /* the thing is among those named */
  CUBBY_ETAG_DIFFERENT, /* it is not */
  CUBBY_ETAG_MALFORMED, /* neither "*" nor a list of entity tags */
} CubbyEtagVerdict;

/* Returns: (transfer full): the strong entity tag of a thing at @version, such as "7" with its quotes. */
char *cubby_etag_from_version (gint64 version);

/**
 * cubby_etag_for_encoding:
 * @etag: a strong entity tag
 * @encoding: a content coding, such as gzip
 *
 * Returns: (transfer full): the tag of the same thing so coded, such as "7-gzip": two codings are two
 * representations and must not share a strong tag. The comparisons below take it for the same thing.
 */
char *cubby_etag_for_encoding (const char *etag, const char *encoding);

/**
 * cubby_etag_compare_strong:
 * @field: (nullable): the value of If-Match; NULL when there is none
 * @etag: (nullable): the thing's entity tag now; NULL when there is no such thing
 *
 * A weak tag never matches; "*" matches whatever there is.
 */
CubbyEtagVerdict cubby_etag_compare_strong (const char *field, const char *etag);

/* The same for If-None-Match: a tag matches whether weak or not. */
CubbyEtagVerdict cubby_etag_compare_weak (const char *field, const char *etag);

G_END_DECLS
