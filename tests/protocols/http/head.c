/* SPDX-License-Identifier: Apache-2.0 */
/* Heads, chunked bodies, queries and forwarded addresses, without a socket. */
#include "protocols/http/forwarded.h"
#include "protocols/http/http-chunks.h"
#include "protocols/http/http-coding.h"
#include "protocols/http/http-head.h"
#include "protocols/http/problem.h"

#include <string.h>

#define GET "GET / HTTP/1.1\r\nHost: x\r\n"
#define POST "POST /a HTTP/1.1\r\nHost: x\r\n"

/* -- what is good */

static const struct {
  const char *name;
  const char *text;
  const char *method;
  const char *path;
  const char *query;
  gint64 length;
  gboolean chunked;
  gboolean keep_alive;
} good[] = {
    {"the least", GET "\r\n", "GET", "/", NULL, 0, FALSE, TRUE},
    {"a query", "GET /a/b?c=d&e HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/a/b", "c=d&e", 0, FALSE, TRUE},
    {"an empty query", "GET /? HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/", "", 0, FALSE, TRUE},
    {"an escaped slash", "GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/a%2Fb", NULL, 0, FALSE, TRUE},
    {"escaped UTF-8", "GET /%C3%A1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/%C3%A1", NULL, 0, FALSE, TRUE},
    {"an address with its host", "GET http://x:8080/a?b HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/a", "b", 0,
     FALSE, TRUE},
    {"all of the server", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS", "*", NULL, 0, FALSE, TRUE},
    {"a body", POST "Content-Length: 12\r\n\r\n", "POST", "/a", NULL, 12, FALSE, TRUE},
    {"a chunked body", POST "transfer-encoding: Chunked\r\n\r\n", "POST", "/a", NULL, 0, TRUE, TRUE},
    {"HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET", "/", NULL, 0, FALSE, FALSE},
    {"HTTP/1.0 that goes on", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET", "/", NULL, 0, FALSE,
     TRUE},
    {"the last request", GET "Connection: foo, CLOSE\r\n\r\n", "GET", "/", NULL, 0, FALSE, FALSE},
    {"Connection twice", GET "Connection: foo\r\nConnection: close\r\n\r\n", "GET", "/", NULL, 0, FALSE,
     FALSE},
    {"an empty header", GET "X-A:\r\n\r\n", "GET", "/", NULL, 0, FALSE, TRUE},
    {"blanks around a value", POST "Content-Length: \t 12 \t \r\n\r\n", "POST", "/a", NULL, 12, FALSE, TRUE},
};

static void
test_good (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup (good[i].text);
  CubbyHttpHead head;
  g_assert_true (cubby_http_head_parse (&head, text, strlen (text), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (head.method, ==, good[i].method);
  g_assert_cmpstr (head.path, ==, good[i].path);
  g_assert_cmpstr (head.query, ==, good[i].query);
  g_assert_cmpint (head.content_length, ==, good[i].length);
  g_assert_cmpint (head.chunked, ==, good[i].chunked);
  g_assert_cmpint (head.keep_alive, ==, good[i].keep_alive);
  for (gsize length = 1; length < strlen (good[i].text); length++)
    g_assert_true (cubby_http_head_check_start (good[i].text, length, NULL));
}

/* -- what is not */

static const struct {
  const char *name;
  const char *text;
  CubbyProblemCode code;
} bad[] = {
    {"nothing", "\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"no version", "GET /\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"HTTP/0.9", "GET / HTTP/0.9\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_VERSION},
    {"HTTP/2", "PRI * HTTP/2.0\r\n\r\n", CUBBY_PROBLEM_VERSION},
    {"a version without a number", "GET / HTTP/one\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"two blanks", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a blank in the address", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"another method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_NOT_IMPLEMENTED},
    {"a method in small letters", "get / HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_NOT_IMPLEMENTED},
    {"no slash", "GET a HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"all of the server for GET", "GET * HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a tunnel", "OPTIONS x:1 HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"another scheme", "GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a fragment", "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"raw UTF-8", "GET /\xc3\xa1 HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"an escaped NUL", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"an escaped NUL in the query", "GET /?a=%00 HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"an escape that is none", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"half an escape", "GET /%2 HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"escaped Latin-1", "GET /%E1 HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"overlong UTF-8", "GET /%C0%AF HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"no host", "GET / HTTP/1.1\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"two hosts", GET "Host: y\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a blank before the colon", GET "A : b\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a folded header", GET "A: b\r\n c\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a header without a colon", GET "A\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a header without a name", GET ": a\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a lone line feed in a value", GET "A: b\nContent-Length: 3\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a lone carriage return in a value", GET "A: b\rc\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a line feed before a line's end", POST "Content-Length: 0\n\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a line feed before a value", POST "Content-Length:\n0\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a form feed after a value", POST "Content-Length: 0\f\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"two carriage returns at a line's end", GET "A: b\r\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"two carriage returns after the version", "GET / HTTP/1.1\r\r\nHost: x\r\n\r\n",
     CUBBY_PROBLEM_MALFORMED},
    {"a line feed after the version", "GET / HTTP/1.1\n\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a carriage return in the address", "GET /a\rb HTTP/1.1\r\nHost: x\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a carriage return in a name", GET "A\rB: c\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a control character in a value", GET "A: \x01\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"lines ended by line feeds", "GET / HTTP/1.1\nHost: x\n\n\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"two lengths", POST "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"the same length twice", POST "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a list of lengths", POST "Content-Length: 1, 1\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a length below 0", POST "Content-Length: -1\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a length with a plus", POST "Content-Length: +1\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a length in hex", POST "Content-Length: 0x1\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a length beyond 63 bits", POST "Content-Length: 9223372036854775808\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"an empty length", POST "Content-Length:\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"a length and chunks", POST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
     CUBBY_PROBLEM_MALFORMED},
    {"chunks twice", POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
     CUBBY_PROBLEM_MALFORMED},
    {"chunks of HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", CUBBY_PROBLEM_MALFORMED},
    {"another coding", POST "Transfer-Encoding: gzip, chunked\r\n\r\n", CUBBY_PROBLEM_NOT_IMPLEMENTED},
    {"another expectation", POST "Expect: a miracle\r\n\r\n", CUBBY_PROBLEM_EXPECTATION},
};

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup (bad[i].text);
  CubbyHttpHead head;
  g_assert_false (cubby_http_head_parse (&head, text, strlen (text), &error));
  g_assert_error (error, CUBBY_PROBLEM, (int)bad[i].code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_sizes (void)
{
  g_autoptr (GError) error = NULL;
  CubbyHttpHead head;
  g_autofree char *path = g_strnfill (CUBBY_HTTP_TARGET_BYTES, 'a');
  g_autofree char *target = g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: x\r\n\r\n", path);
  g_assert_false (cubby_http_head_parse (&head, target, strlen (target), &error));
  g_assert_error (error, CUBBY_PROBLEM, CUBBY_PROBLEM_URI_TOO_LONG);
  g_clear_error (&error);
  g_autoptr (GString) many = g_string_new (GET);
  for (guint i = 0; i < CUBBY_HTTP_FIELDS; i++)
    g_string_append_printf (many, "A%u: b\r\n", i);
  g_string_append (many, "\r\n");
  g_assert_false (cubby_http_head_parse (&head, many->str, many->len, &error));
  g_assert_error (error, CUBBY_PROBLEM, CUBBY_PROBLEM_HEAD_TOO_LARGE);
  g_clear_error (&error);
  char nul[] = "GET / HTTP/1.1\r\nHost: x\0y\r\n\r\n";
  g_assert_false (cubby_http_head_parse (&head, nul, sizeof nul - 1, &error));
  g_assert_error (error, CUBBY_PROBLEM, CUBBY_PROBLEM_MALFORMED);
}

/* What is no HTTP is told at its first bytes. */
static void
test_other_protocols (void)
{
  static const char *const others[] = {"\x16\x03\x01\x02", "{\"a\":1}",
                                       "\xff\xfb",         "GET\t/",
                                       " GET /",           "AVERYLONGWORDTHATISNOMETHODATALLNEVER"};
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (cubby_http_head_check_start (others[i], strlen (others[i]), NULL));
}

/* -- chunks */

static const struct {
  const char *name;
  const char *text;
  CubbyHttpChunksResult result;
  const char *body;
} chunks[] = {
    {"one", "3\r\nabc\r\n0\r\n\r\n", CUBBY_HTTP_CHUNKS_END, "abc"},
    {"none", "0\r\n\r\n", CUBBY_HTTP_CHUNKS_END, ""},
    {"two, in hex of both kinds", "a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n", CUBBY_HTTP_CHUNKS_END,
     "01234567890123456789a"},
    {"line ends in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", CUBBY_HTTP_CHUNKS_END, "\r\n\r\n"},
    {"an extension", "3;a=\"b\"\r\nabc\r\n0;c\r\n\r\n", CUBBY_HTTP_CHUNKS_END, "abc"},
    {"a trailer", "3\r\nabc\r\n0\r\nA: b\r\nC: d\r\n\r\n", CUBBY_HTTP_CHUNKS_END, "abc"},
    {"leading zeros", "003\r\nabc\r\n00\r\n\r\n", CUBBY_HTTP_CHUNKS_END, "abc"},
    {"what is not over", "3\r\nab", CUBBY_HTTP_CHUNKS_MORE, "ab"},
    {"no last chunk", "3\r\nabc\r\n", CUBBY_HTTP_CHUNKS_MORE, "abc"},
    {"no size", "\r\nabc\r\n", CUBBY_HTTP_CHUNKS_BROKEN, ""},
    {"a size below 0", "-3\r\nabc\r\n", CUBBY_HTTP_CHUNKS_BROKEN, ""},
    {"a size with 0x", "0x3\r\nabc\r\n", CUBBY_HTTP_CHUNKS_BROKEN, ""},
    {"a size of 16 digits", "fffffffffffffff3\r\nabc", CUBBY_HTTP_CHUNKS_BROKEN, ""},
    {"a size ended by a line feed", "3\nabc\r\n0\r\n\r\n", CUBBY_HTTP_CHUNKS_BROKEN, ""},
    {"a line feed in an extension", "3;a\nabc\r\n0\r\n\r\n", CUBBY_HTTP_CHUNKS_BROKEN, ""},
    {"data longer than its size", "3\r\nabcd\r\n0\r\n\r\n", CUBBY_HTTP_CHUNKS_BROKEN, "abc"},
    {"data ended by a line feed", "3\r\nabc\n0\r\n\r\n", CUBBY_HTTP_CHUNKS_BROKEN, "abc"},
    {"more than allowed", "40\r\n0123456789012345678901234567890123456789\r\n", CUBBY_HTTP_CHUNKS_BROKEN, ""},
};

static void
take_by (guint i, gsize step)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  CubbyHttpChunks state = {0};
  CubbyHttpChunksResult result = CUBBY_HTTP_CHUNKS_MORE;
  gsize length = strlen (chunks[i].text);
  for (gsize at = 0; at < length && result == CUBBY_HTTP_CHUNKS_MORE;) {
    gsize taken = 0;
    result = cubby_http_chunks_take (&state, chunks[i].text + at, MIN (step, length - at), body, 32, &taken);
    at += taken;
  }
  g_assert_cmpint (result, ==, chunks[i].result);
  if (!cubby_http_chunks_is_too_long (&state))
    g_assert_cmpmem (body->data, body->len, chunks[i].body, strlen (chunks[i].body));
  g_assert_cmpuint (body->len, <=, 32);
}

static void
test_chunks (gconstpointer data)
{
  for (gsize step = 1; step < 64; step++)
    take_by (GPOINTER_TO_UINT (data), step);
}

/* What follows a body is the next request's. */
static void
test_chunks_end (void)
{
  static const char text[] = "1\r\na\r\n0\r\n\r\nGET /";
  g_autoptr (GByteArray) body = g_byte_array_new ();
  CubbyHttpChunks state = {0};
  gsize taken = 0;
  g_assert_cmpint (cubby_http_chunks_take (&state, text, strlen (text), body, 9, &taken), ==,
                   CUBBY_HTTP_CHUNKS_END);
  g_assert_cmpuint (taken, ==, strlen (text) - strlen ("GET /"));
}

/* -- queries */

static void
test_query (void)
{
  g_autoptr (GHashTable) table = cubby_http_query_parse ("a=b+c&d=%C3%A1&e&a=second&f==&%67=h&i=%E1&&=x");
  g_assert_cmpstr (g_hash_table_lookup (table, "a"), ==, "b c");
  g_assert_cmpstr (g_hash_table_lookup (table, "d"), ==, "á");
  g_assert_cmpstr (g_hash_table_lookup (table, "e"), ==, "");
  g_assert_cmpstr (g_hash_table_lookup (table, "f"), ==, "=");
  g_assert_cmpstr (g_hash_table_lookup (table, "g"), ==, "h");
  g_assert_null (g_hash_table_lookup (table, "i"));
}

/* -- X-Forwarded-For */

static const struct {
  const char *name;
  const char *peer;
  const char *field;
  const char *client;
} forwarded[] = {
    {"nobody between", "203.0.113.9", NULL, "203.0.113.9"},
    {"a stranger who claims", "203.0.113.9", "198.51.100.1", "203.0.113.9"},
    {"a proxy that tells", "127.0.0.1", "198.51.100.1", "198.51.100.1"},
    {"a proxy that tells nothing", "127.0.0.1", NULL, "127.0.0.1"},
    {"two proxies", "127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"},
    {"a client who claims before the proxy", "127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"},
    {"a unix socket", "unix", "198.51.100.1", "198.51.100.1"},
    {"IPv6", "::1", "2001:db8::1", "2001:db8::1"},
    {"IPv6 with a port", "127.0.0.1", "[2001:db8::1]:99", "2001:db8::1"},
    {"IPv4 with a port", "127.0.0.1", "198.51.100.1:99", "198.51.100.1"},
    {"words", "127.0.0.1", "198.51.100.1, unknown", "127.0.0.1"},
    {"an empty element", "127.0.0.1", "198.51.100.1, ", "198.51.100.1"},
    {"only proxies", "127.0.0.1", "10.1.1.1, 10.2.2.2", "10.1.1.1"},
};

static void
test_forwarded (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) proxies = cubby_forwarded_read_proxies ("127.0.0.1, ::1,10.0.0.0/8,unix", NULL);
  g_autofree char *client = cubby_forwarded_find (forwarded[i].peer, forwarded[i].field, proxies);
  g_assert_cmpstr (client, ==, forwarded[i].client);
}

/* What a client sends stands before what its proxy adds, be it in a line of its own. */
static void
test_lines (void)
{
  g_autofree char *text = g_strdup (GET "X-Forwarded-For: 1.2.3.4\r\nA: b\r\n"
                                        "x-forwarded-for: 198.51.100.1, 10.0.0.1\r\n\r\n");
  CubbyHttpHead head;
  g_assert_true (cubby_http_head_parse (&head, text, strlen (text), NULL));
  g_autofree char *field = cubby_http_head_join (&head, "X-Forwarded-For");
  g_assert_cmpstr (field, ==, "1.2.3.4, 198.51.100.1, 10.0.0.1");
  g_assert_null (cubby_http_head_join (&head, "C"));
}

static const struct {
  const char *name;
  const char *address;
  const char *network;
} networks[] = {
    {"IPv4 is itself", "198.51.100.1", "198.51.100.1"},
    {"IPv6 is its 64", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
    {"the next 64 is another", "2001:db8:1:3::1", "2001:db8:1:3::/64"},
    {"IPv4 in IPv6 is IPv4", "::ffff:198.51.100.1", "198.51.100.1"},
    {"a unix socket", "unix", "unix"},
    {"nobody", "", ""},
};

static void
test_network (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *network = cubby_forwarded_get_network (networks[i].address);
  g_assert_cmpstr (network, ==, networks[i].network);
}

static void
test_proxies (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_forwarded_read_proxies ("127.0.0.1, localhost", &error));
  g_assert_nonnull (error);
  g_autoptr (GPtrArray) none = cubby_forwarded_read_proxies ("", NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (cubby_forwarded_is_proxy ("127.0.0.1", none));
}

/* -- Accept-Encoding */

static const struct {
  const char *name;
  const char *field;
  gboolean gzip;
} codings[] = {
    {"no header", NULL, FALSE},
    {"an empty one", "", FALSE},
    {"gzip", "gzip", TRUE},
    {"gzip in capitals", "GZIP", TRUE},
    {"its old name", "x-gzip", TRUE},
    {"several", "deflate, gzip;q=0.5, br", TRUE},
    {"others", "deflate, br", FALSE},
    {"what begins like it", "gzipped", FALSE},
    {"anything", "*", TRUE},
    {"nothing", "*;q=0", FALSE},
    {"anything but gzip", "gzip;q=0, *", FALSE},
    {"gzip and nothing else", "gzip, *;q=0", TRUE},
    {"a quality with blanks", "gzip ; q=0.000", FALSE},
    {"a quality that is none", "gzip;q=x", FALSE},
    {"semicolons", ";;,;", FALSE},
};

static void
test_coding (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_http_accepts_gzip (codings[i].field), ==, codings[i].gzip);
}

static void
test_gzip (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GBytes) gzip = cubby_http_gzip (text, strlen (text));
  g_assert_cmpuint (g_bytes_get_size (gzip), <, 1000);
  g_autoptr (GZlibDecompressor) back = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autofree char *out = g_malloc0 (200000);
  gsize n_read = 0, n_written = 0;
  g_converter_convert (G_CONVERTER (back), g_bytes_get_data (gzip, NULL), g_bytes_get_size (gzip), out,
                       200000, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
  g_assert_cmpmem (out, n_written, text, strlen (text));
  guint8 noise[2000];
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (guint8)g_rand_int (dice);
  g_assert_null (cubby_http_gzip (noise, sizeof noise));
  g_assert_false (cubby_http_is_worth_gzip ("text/html", 10000));
  g_assert_false (cubby_http_is_worth_gzip ("application/json", 1023));
  g_assert_true (cubby_http_is_worth_gzip ("application/json", 1024));
}

static void
add (const char *of, const char *name, guint i, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/http/%s/%s", of, name);
  g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    add ("good head", good[i].name, i, test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    add ("bad head", bad[i].name, i, test_bad);
  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    add ("chunks", chunks[i].name, i, test_chunks);
  for (guint i = 0; i < G_N_ELEMENTS (forwarded); i++)
    add ("forwarded", forwarded[i].name, i, test_forwarded);
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    add ("network", networks[i].name, i, test_network);
  for (guint i = 0; i < G_N_ELEMENTS (codings); i++)
    add ("coding", codings[i].name, i, test_coding);
  g_test_add_func ("/http/coding/gzip comes back, and noise is left", test_gzip);
  g_test_add_func ("/http/bad head/what is too long", test_sizes);
  g_test_add_func ("/http/bad head/what is no HTTP is told at once", test_other_protocols);
  g_test_add_func ("/http/chunks/what follows is left", test_chunks_end);
  g_test_add_func ("/http/query/the first of a name, decoded", test_query);
  g_test_add_func ("/http/forwarded/proxies are addresses", test_proxies);
  g_test_add_func ("/http/forwarded/all lines count", test_lines);
  return g_test_run ();
}
