/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/etag.h"

#include <string.h>

/* What cubby_etag_for_encoding() may have put at the end of an opaque tag. */
static const char *const codings[] = {"-gzip"};

typedef struct {
  gboolean weak;
  const char *opaque; /* between the quotes */
  gsize length;
} Tag;

char *
cubby_etag_from_version (gint64 version)
{
  return g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);
}

char *
cubby_etag_for_encoding (const char *etag, const char *encoding)
{
  gsize length = strlen (etag);
  if (length < 2 || etag[length - 1] != '"')
    return g_strdup (etag);
  return g_strdup_printf ("%.*s-%s\"", (int)length - 1, etag, encoding);
}

static const char *
skip_blanks (const char *at)
{
  return at + strspn (at, " \t");
}

static gboolean
is_tag_character (guchar c)
{
  return c == 0x21 || (c >= 0x23 && c <= 0x7e) || c >= 0x80;
}

/* Reads [W/]"…" at @at. Returns what follows it, or NULL. */
static const char *
read_tag (const char *at, Tag *ret_tag)
{
  ret_tag->weak = g_str_has_prefix (at, "W/"); /* in capitals, says 8.8.3 */
  at += ret_tag->weak ? 2 : 0;
  if (*at++ != '"')
    return NULL;
  ret_tag->opaque = at;
  while (is_tag_character ((guchar)*at))
    at++;
  ret_tag->length = (gsize)(at - ret_tag->opaque);
  return *at == '"' ? at + 1 : NULL;
}

static void
drop_coding (Tag *tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (codings); i++) {
    gsize length = strlen (codings[i]);
    if (tag->length > length && strncmp (tag->opaque + tag->length - length, codings[i], length) == 0)
      tag->length -= length;
  }
}

static gboolean
is_same (Tag one, Tag other, gboolean strong)
{
  if (strong && (one.weak || other.weak))
    return FALSE;
  drop_coding (&one);
  drop_coding (&other);
  return one.length == other.length && strncmp (one.opaque, other.opaque, one.length) == 0;
}

/* A list may have empty elements (RFC 9110, 5.6.1), but not only such. */
static CubbyEtagVerdict
compare_list (const char *at, const Tag *now, gboolean strong)
{
  gboolean found = FALSE;
  guint n_tags = 0;
  for (at = skip_blanks (at); *at != '\0'; at = skip_blanks (at)) {
    if (*at == ',') {
      at++;
      continue;
    }
    Tag tag;
    at = read_tag (at, &tag);
    if (at == NULL)
      return CUBBY_ETAG_MALFORMED;
    at = skip_blanks (at);
    if (*at != '\0' && *at != ',')
      return CUBBY_ETAG_MALFORMED;
    found = found || (now != NULL && is_same (tag, *now, strong));
    n_tags++;
  }
  if (n_tags == 0)
    return CUBBY_ETAG_MALFORMED;
  return found ? CUBBY_ETAG_MATCH : CUBBY_ETAG_DIFFERENT;
}

static CubbyEtagVerdict
compare (const char *field, const char *etag, gboolean strong)
{
  if (field == NULL)
    return CUBBY_ETAG_ABSENT;
  const char *at = skip_blanks (field);
  if (*at == '*' && *skip_blanks (at + 1) == '\0')
    return etag != NULL ? CUBBY_ETAG_MATCH : CUBBY_ETAG_DIFFERENT;
  Tag now;
  gboolean known = etag != NULL && read_tag (etag, &now) != NULL;
  return compare_list (at, known ? &now : NULL, strong);
}

CubbyEtagVerdict
cubby_etag_compare_strong (const char *field, const char *etag)
{
  return compare (field, etag, TRUE);
}

CubbyEtagVerdict
cubby_etag_compare_weak (const char *field, const char *etag)
{
  return compare (field, etag, FALSE);
}
