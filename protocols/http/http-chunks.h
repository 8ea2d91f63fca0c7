/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyHttpChunks:
 *
 * Reads a body of the chunked coding (RFC 9112, 7.1) as it comes. All zeros is the beginning.
 */
typedef struct {
  guint state;
  guint line;   /* bytes of a size's line, or of the trailer */
  guint digits; /* of a size */
  gint64 left;  /* of a chunk */
} CubbyHttpChunks;

typedef enum {
  CUBBY_HTTP_CHUNKS_MORE,
  CUBBY_HTTP_CHUNKS_END,
  CUBBY_HTTP_CHUNKS_BROKEN,
} CubbyHttpChunksResult;

/**
 * cubby_http_chunks_take:
 * @body: what is in the chunks is appended to it
 * @max: bytes that @body may have; broken beyond, see cubby_http_chunks_is_too_long()
 * @ret_taken: (out): bytes of @data that belong to the body
 */
CubbyHttpChunksResult cubby_http_chunks_take (CubbyHttpChunks *self, const char *data, gsize length,
                                              GByteArray *body, gsize max, gsize *ret_taken);
/* Whether it broke for its length alone. */
gboolean cubby_http_chunks_is_too_long (const CubbyHttpChunks *self);

G_END_DECLS
