/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/http-head.h"
#include "protocols/http/problem.h"

#include <string.h>

static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

/* RFC 9110, 5.6.2 */
static gboolean
is_token_character (guchar c)
{
  return g_ascii_isalnum (c) || (c > 0x20 && c < 0x7f && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gsize
count_token (const char *text)
{
  gsize n = 0;
  while (is_token_character ((guchar)text[n]))
    n++;
  return n;
}

static gboolean
fail (GError **error, const char *detail)
{
  cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "%s", detail);
  return FALSE;
}

/* Ends the line at its CRLF. Returns: what follows, or NULL when there is none. */
static char *
cut_line (char *line)
{
  char *end = strstr (line, "\r\n");
  if (end == NULL)
    return NULL;
  *end = '\0';
  return end + 2;
}

/* -- the request line */

static gboolean
set_method (CubbyHttpHead *self, const char *method, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    if (!g_str_equal (methods[i], method))
      continue;
    self->method = methods[i];
    return TRUE;
  }
  cubby_problem_set (error, CUBBY_PROBLEM_NOT_IMPLEMENTED, NULL,
                     "The method %s is not known here; methods are GET, HEAD, POST, PUT, PATCH, DELETE and "
                     "OPTIONS.",
                     method);
  return FALSE;
}

static gboolean
set_version (CubbyHttpHead *self, const char *version, GError **error)
{
  if (g_str_equal (version, "HTTP/1.1") || g_str_equal (version, "HTTP/1.0")) {
    self->minor = version[7] == '1' ? 1 : 0;
    return TRUE;
  }
  if (strlen (version) == 8 && g_str_has_prefix (version, "HTTP/") && g_ascii_isdigit (version[5]) &&
      version[6] == '.' && g_ascii_isdigit (version[7])) {
    cubby_problem_set (error, CUBBY_PROBLEM_VERSION, NULL, "%s is not spoken here; HTTP/1.1 is.", version);
    return FALSE;
  }
  return fail (error, "The request line must end with HTTP/1.1.");
}

/* Whether its escapes are whole and it means UTF-8 without a NUL. */
static gboolean
is_decodable (const char *text)
{
  if (strchr (text, '%') == NULL)
    return TRUE;
  g_autofree char *decoded = g_uri_unescape_string (text, NULL);
  return decoded != NULL && g_utf8_validate (decoded, -1, NULL);
}

static gboolean
is_visible (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar)*text <= 0x20 || (guchar)*text >= 0x7f)
      return FALSE;
  return TRUE;
}

/* "http://host:port/path" is for proxies, and a server must take it too (RFC 9112, 3.2.2). */
static char *
skip_authority (char *target)
{
  static const char *const schemes[] = {"http://", "https://"};
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++) {
    if (g_ascii_strncasecmp (target, schemes[i], strlen (schemes[i])) != 0)
      continue;
    char *path = strpbrk (target + strlen (schemes[i]), "/?");
    return path != NULL && *path == '/' ? path : NULL;
  }
  return target;
}

static gboolean
set_target (CubbyHttpHead *self, char *target, GError **error)
{
  if (strlen (target) > CUBBY_HTTP_TARGET_BYTES) {
    cubby_problem_set (error, CUBBY_PROBLEM_URI_TOO_LONG, NULL, "An address may have %d bytes.",
                       CUBBY_HTTP_TARGET_BYTES);
    return FALSE;
  }
  if (!is_visible (target) || strchr (target, '#') != NULL)
    return fail (error, "The address has characters that must be percent-encoded.");
  target = skip_authority (target);
  gboolean all = target != NULL && g_str_equal (target, "*") && g_str_equal (self->method, "OPTIONS");
  if (target == NULL || (*target != '/' && !all))
    return fail (error, "The address must begin with /.");
  char *query = strchr (target, '?');
  if (query != NULL)
    *query++ = '\0';
  if (!is_decodable (target) || (query != NULL && !is_decodable (query)))
    return fail (error, "The address must be percent-encoded UTF-8, without %00.");
  self->path = target;
  self->query = query;
  return TRUE;
}

static gboolean
read_request_line (CubbyHttpHead *self, char *line, GError **error)
{
  gsize length = count_token (line);
  char *target = line + length + 1;
  if (length == 0 || line[length] != ' ')
    return fail (error, "The request line must be METHOD /path HTTP/1.1.");
  line[length] = '\0';
  char *version = strchr (target, ' ');
  if (version == NULL)
    return fail (error, "The request line must be METHOD /path HTTP/1.1.");
  *version++ = '\0';
  return set_version (self, version, error) && set_method (self, line, error) &&
         set_target (self, target, error);
}

/* -- fields */

static gboolean
is_field_value (const char *value)
{
  for (; *value != '\0'; value++)
    if (((guchar)*value < 0x20 && *value != '\t') || *value == 0x7f)
      return FALSE;
  return TRUE;
}

/* Blanks and tabs alone (RFC 9110, 5.5): a line's end within the line is for the check of the value. */
static char *
strip_blanks (char *value)
{
  value += strspn (value, " \t");
  gsize length = strlen (value);
  while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
    length--;
  value[length] = '\0';
  return value;
}

static gboolean
read_field (CubbyHttpHead *self, char *line, GError **error)
{
  gsize length = count_token (line);
  if (length == 0 || line[length] != ':')
    return fail (error, "A header must be NAME: VALUE on one line, without a blank before the colon.");
  if (self->n_fields == CUBBY_HTTP_FIELDS) {
    cubby_problem_set (error, CUBBY_PROBLEM_HEAD_TOO_LARGE, NULL, "A request may have %d headers.",
                       CUBBY_HTTP_FIELDS);
    return FALSE;
  }
  line[length] = '\0';
  char *value = strip_blanks (line + length + 1);
  if (!is_field_value (value))
    return fail (error, "A header has a control character in it.");
  self->fields[self->n_fields++] = (CubbyHttpField){line, value};
  return TRUE;
}

const char *
cubby_http_head_get (const CubbyHttpHead *self, const char *name)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (g_ascii_strcasecmp (self->fields[i].name, name) == 0)
      return self->fields[i].value;
  return NULL;
}

char *
cubby_http_head_join (const CubbyHttpHead *self, const char *name)
{
  GString *text = NULL;
  for (guint i = 0; i < self->n_fields; i++) {
    if (g_ascii_strcasecmp (self->fields[i].name, name) != 0)
      continue;
    if (text == NULL)
      text = g_string_new (NULL);
    else
      g_string_append (text, ", ");
    g_string_append (text, self->fields[i].value);
  }
  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

/* -- what the fields mean for the message itself */

static gboolean
take_host (CubbyHttpHead *self, const char *value, GError **error)
{
  return strpbrk (value, " \t,/?#@") == NULL || fail (error, "The header Host must be a name or address.");
}

static gboolean
take_content_length (CubbyHttpHead *self, const char *value, GError **error)
{
  guint64 length = 0;
  if (!g_ascii_isdigit (*value) || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &length, NULL))
    return fail (error, "The header Content-Length must be a number.");
  self->content_length = (gint64)length;
  return TRUE;
}

static gboolean
take_transfer_encoding (CubbyHttpHead *self, const char *value, GError **error)
{
  if (self->minor == 0)
    return fail (error, "Transfer-Encoding is not for HTTP/1.0.");
  if (g_ascii_strcasecmp (value, "chunked") != 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_IMPLEMENTED, NULL,
                       "The transfer coding %.80s is not known here; chunked is.", value);
    return FALSE;
  }
  self->chunked = TRUE;
  return TRUE;
}

static gboolean
take_connection (CubbyHttpHead *self, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  for (char **word = words; *word != NULL; word++) {
    g_strstrip (*word);
    if (g_ascii_strcasecmp (*word, "close") == 0)
      self->keep_alive = FALSE;
    else if (g_ascii_strcasecmp (*word, "keep-alive") == 0 && self->minor == 0)
      self->keep_alive = TRUE;
  }
  return TRUE;
}

static gboolean
take_expect (CubbyHttpHead *self, const char *value, GError **error)
{
  if (g_ascii_strcasecmp (value, "100-continue") != 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_EXPECTATION, NULL, "Of Expect only 100-continue is known.");
    return FALSE;
  }
  self->expects_continue = self->minor == 1;
  return TRUE;
}

static const struct {
  const char *name;
  gboolean (*take) (CubbyHttpHead *self, const char *value, GError **error);
} framing[] = {
    {"Host", take_host},
    {"Content-Length", take_content_length},
    {"Transfer-Encoding", take_transfer_encoding},
    {"Connection", take_connection},
    {"Expect", take_expect},
};

/* Each may come once; Connection may come again, as it only adds words. */
static gboolean
take_framing (CubbyHttpHead *self, GError **error)
{
  guint seen[G_N_ELEMENTS (framing)] = {0};
  for (guint i = 0; i < self->n_fields; i++) {
    for (guint k = 0; k < G_N_ELEMENTS (framing); k++) {
      if (g_ascii_strcasecmp (self->fields[i].name, framing[k].name) != 0)
        continue;
      if (seen[k]++ > 0 && framing[k].take != take_connection) {
        cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "The header %s came twice.",
                           framing[k].name);
        return FALSE;
      }
      if (!framing[k].take (self, self->fields[i].value, error))
        return FALSE;
    }
  }
  if (seen[0] == 0 && self->minor == 1)
    return fail (error, "The header Host is missing.");
  if (seen[1] > 0 && seen[2] > 0)
    return fail (error, "Content-Length and Transfer-Encoding exclude each other.");
  return TRUE;
}

gboolean
cubby_http_head_parse (CubbyHttpHead *self, char *text, gsize length, GError **error)
{
  self->n_fields = 0;
  self->content_length = 0;
  self->chunked = FALSE;
  self->expects_continue = FALSE;
  if (memchr (text, '\0', length) != NULL)
    return fail (error, "The head of the request has a NUL in it.");
  char *line = text;
  char *next = cut_line (line);
  if (next == NULL || !read_request_line (self, line, error))
    return next != NULL ? FALSE : fail (error, "The request line does not end.");
  self->keep_alive = self->minor == 1;
  for (line = next; (next = cut_line (line)) != NULL && *line != '\0'; line = next)
    if (!read_field (self, line, error))
      return FALSE;
  if (next == NULL)
    return fail (error, "The head of the request does not end with an empty line.");
  return take_framing (self, error);
}

gboolean
cubby_http_head_check_start (const char *text, gsize length, GError **error)
{
  gsize n = 0;
  while (n < length && is_token_character ((guchar)text[n]))
    n++;
  if (n == length ? n <= 32 : (n > 0 && text[n] == ' '))
    return TRUE;
  return fail (error, "This is HTTP/1.1: the request line must be METHOD /path HTTP/1.1.");
}

/* -- the query */

static char *
decode (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_strdelimit (copy, "+", ' ');
  g_autofree char *decoded = g_uri_unescape_string (copy, NULL);
  return decoded != NULL && g_utf8_validate (decoded, -1, NULL) ? g_steal_pointer (&decoded) : NULL;
}

GHashTable *
cubby_http_query_parse (const char *query)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (query != NULL && *query != '\0') {
    gsize length = strcspn (query, "&");
    gsize name_length = MIN (strcspn (query, "="), length);
    g_autofree char *name = decode (query, name_length);
    g_autofree char *value =
        name_length < length ? decode (query + name_length + 1, length - name_length - 1) : g_strdup ("");
    if (name != NULL && value != NULL && !g_hash_table_contains (table, name))
      g_hash_table_insert (table, g_steal_pointer (&name), g_steal_pointer (&value));
    query += length + (query[length] == '&' ? 1 : 0);
  }
  return table;
}
