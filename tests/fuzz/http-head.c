/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a request and a chunked body after it: what is taken keeps its promises, however it was cut. */
#include "protocols/http/http-head.h"
#include "protocols/http/http-chunks.h"
#include "protocols/http/problem.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define MAX_BODY 4096

static void
check_head (const CubbyHttpHead *head)
{
  g_assert_true (*head->path == '/' || g_str_equal (head->path, "*"));
  g_autofree char *path = g_uri_unescape_string (head->path, NULL);
  g_assert_true (path != NULL && g_utf8_validate (path, -1, NULL));
  g_assert_cmpint (head->content_length, >=, 0);
  g_assert_false (head->chunked && head->content_length > 0);
  g_assert_cmpuint (head->n_fields, <=, CUBBY_HTTP_FIELDS);
  for (guint i = 0; i < head->n_fields; i++) {
    g_assert_cmpstr (head->fields[i].name, !=, "");
    g_assert_null (strpbrk (head->fields[i].value, "\r\n"));
  }
  if (head->query != NULL) {
    g_autoptr (GHashTable) query = cubby_http_query_parse (head->query);
    g_assert_nonnull (query);
  }
}

static CubbyHttpChunksResult
take (const char *data, gsize length, gsize step, GByteArray *body, gsize *ret_taken)
{
  CubbyHttpChunks state = {0};
  CubbyHttpChunksResult result = CUBBY_HTTP_CHUNKS_MORE;
  *ret_taken = 0;
  while (*ret_taken < length && result == CUBBY_HTTP_CHUNKS_MORE) {
    gsize n = 0;
    result = cubby_http_chunks_take (&state, data + *ret_taken, MIN (step, length - *ret_taken), body,
                                     MAX_BODY, &n);
    *ret_taken += n;
  }
  g_assert_cmpuint (body->len, <=, MAX_BODY);
  return result;
}

static void
check_chunks (const char *data, gsize length)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GByteArray) pieces = g_byte_array_new ();
  gsize taken, taken_in_pieces;
  CubbyHttpChunksResult result = take (data, length, G_MAXSIZE, whole, &taken);
  CubbyHttpChunksResult result_of_pieces = take (data, length, 1, pieces, &taken_in_pieces);
  g_assert_cmpint (result, ==, result_of_pieces);
  if (result != CUBBY_HTTP_CHUNKS_END)
    return;
  g_assert_cmpuint (taken, ==, taken_in_pieces);
  g_assert_cmpmem (whole->data, whole->len, pieces->data, pieces->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *end = memmem (data, size, "\r\n\r\n", 4);
  gsize length = end != NULL ? (gsize)(end - data) + 4 : size;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_malloc (length + 1);
  CubbyHttpHead head;
  if (length > 0)
    memcpy (text, data, length);
  text[length] = '\0';
  if (cubby_http_head_parse (&head, text, length, &error)) {
    check_head (&head);
  } else {
    g_assert_true (error->domain == CUBBY_PROBLEM);
    g_autofree char *json = cubby_problem_to_json (error);
    g_assert_true (g_utf8_validate (json, -1, NULL));
  }
  check_chunks ((const char *)data + length, size - length);
  return 0;
}
