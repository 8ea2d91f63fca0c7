/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_HTTP_HEAD_BYTES (16 << 10)
#define CUBBY_HTTP_TARGET_BYTES (8 << 10)
#define CUBBY_HTTP_FIELDS 64

typedef struct {
  const char *name;
  const char *value; /* without the blanks around it */
} CubbyHttpField;

/**
 * CubbyHttpHead:
 * @method: one of those that exist
 * @path: begins with "/" (or is "*" of OPTIONS), still percent-encoded; decodes to UTF-8 without NUL
 * @query: (nullable): what follows the "?"
 * @content_length: 0 when there is no body, or a chunked one
 * @keep_alive: the sender wants to go on after the answer
 *
 * The head of a request, of HTTP/1.0 or 1.1 (RFC 9112). Strict: what two readers could take for two different
 * requests is refused.
 */
typedef struct {
  const char *method;
  const char *path;
  const char *query;
  guint minor;
  gint64 content_length;
  gboolean chunked;
  gboolean keep_alive;
  gboolean expects_continue;
  guint n_fields;
  CubbyHttpField fields[CUBBY_HTTP_FIELDS];
} CubbyHttpHead;

/**
 * cubby_http_head_parse:
 * @text: (array length=length): from the request line to the empty line, both with their CRLF, and a NUL
 * after it; is cut up, and must live as long as @self
 *
 * Returns: FALSE with a CUBBY_PROBLEM that says what is wrong.
 */
gboolean cubby_http_head_parse (CubbyHttpHead *self, char *text, gsize length, GError **error);

/**
 * cubby_http_head_check_start:
 *
 * Whether @text may be the beginning of a head that has not come wholly: for telling at once who speaks
 * something else.
 */
gboolean cubby_http_head_check_start (const char *text, gsize length, GError **error);

/* Returns: (nullable): the value of the first field of that name, in any case. */
const char *cubby_http_head_get (const CubbyHttpHead *self, const char *name);

/* Returns: (transfer full) (nullable): the values of all fields of that name, with commas (RFC 9110, 5.3). */
char *cubby_http_head_join (const CubbyHttpHead *self, const char *name);

/* Returns: (transfer full): what "a=b&c=d" says, decoded; the first of a name counts, what cannot be decoded
 * does not. */
GHashTable *cubby_http_query_parse (const char *query);

G_END_DECLS
