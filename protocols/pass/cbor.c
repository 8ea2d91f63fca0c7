/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/cbor.h"

#define SHORT_MAX 23 /* the greatest value that fits into the head's first byte */

G_DEFINE_QUARK (cubby - cbor - error - quark, cubby_cbor_error)

/* How many bytes follow the first one in the shortest form of @value. */
static guint
count_value_bytes (guint32 value)
{
  if (value <= SHORT_MAX)
    return 0;
  if (value <= G_MAXUINT8)
    return 1;
  return value <= G_MAXUINT16 ? 2 : 4;
}

void
cubby_cbor_put_head (GByteArray *out, CubbyCborMajor major, guint32 value)
{
  static const guint8 additional[] = {[1] = 24, [2] = 25, [4] = 26};
  guint n_bytes = count_value_bytes (value);
  const guint8 first = (guint8)(major << 5 | (n_bytes > 0 ? additional[n_bytes] : value));
  const guint32 big_endian = GUINT32_TO_BE (value);
  g_byte_array_append (out, &first, 1);
  g_byte_array_append (out, (const guint8 *)&big_endian + 4 - n_bytes, n_bytes);
}

void
cubby_cbor_put_string (GByteArray *out, CubbyCborMajor major, gconstpointer data, gsize size)
{
  cubby_cbor_put_head (out, major, (guint32)size);
  g_byte_array_append (out, data, (guint)size);
}

static gboolean G_GNUC_PRINTF (4, 5)
    refuse (const CubbyCborReader *reader, const char *what, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CUBBY_CBOR_ERROR, CUBBY_CBOR_ERROR_LAYOUT, "byte %" G_GSIZE_FORMAT ", %s: %s",
               reader->position, what, reason);
  return FALSE;
}

gboolean
cubby_cbor_take_head (CubbyCborReader *reader, CubbyCborMajor major, const char *what, guint32 *ret_value,
                      GError **error)
{
  static const guint n_bytes_of[32] = {[24] = 1, [25] = 2, [26] = 4};
  if (reader->position >= reader->size)
    return refuse (reader, what, error, "the data end here");

  guint8 first = reader->data[reader->position];
  guint additional = first & 0x1f;
  if (first >> 5 != (guint8)major)
    return refuse (reader, what, error, "0x%02x is the start of something else", first);
  if (additional > 26)
    return refuse (reader, what, error, "0x%02x is of no form that is allowed here", first);
  if (reader->size - reader->position - 1 < n_bytes_of[additional])
    return refuse (reader, what, error, "the data end in the middle of it");

  guint32 value = additional <= SHORT_MAX ? additional : 0;
  for (guint i = 1; i <= n_bytes_of[additional]; i++)
    value = value << 8 | reader->data[reader->position + i];
  if (count_value_bytes (value) != n_bytes_of[additional])
    return refuse (reader, what, error, "%u is not in its shortest form", value);

  reader->position += 1 + n_bytes_of[additional];
  *ret_value = value;
  return TRUE;
}

gboolean
cubby_cbor_expect (CubbyCborReader *reader, CubbyCborMajor major, guint32 value, const char *what,
                   GError **error)
{
  guint32 found = 0;
  CubbyCborReader ahead = *reader;
  if (!cubby_cbor_take_head (&ahead, major, what, &found, error))
    return FALSE;
  if (found != value)
    return refuse (reader, what, error, "found %u where %u belongs", found, value);
  *reader = ahead;
  return TRUE;
}

gboolean
cubby_cbor_take_string (CubbyCborReader *reader, CubbyCborMajor major, gsize min, gsize max, const char *what,
                        const guint8 **ret_data, gsize *ret_size, GError **error)
{
  guint32 size = 0;
  CubbyCborReader ahead = *reader;
  if (!cubby_cbor_take_head (&ahead, major, what, &size, error))
    return FALSE;
  if (size < min || size > max)
    return refuse (reader, what, error, "has %u bytes", size);
  if (size > ahead.size - ahead.position)
    return refuse (reader, what, error, "the data end in the middle of it");
  *ret_data = ahead.data + ahead.position;
  *ret_size = size;
  ahead.position += size;
  *reader = ahead;
  return TRUE;
}

gboolean
cubby_cbor_expect_end (CubbyCborReader *reader, const char *what, GError **error)
{
  if (reader->position == reader->size)
    return TRUE;
  return refuse (reader, what, error, "something follows its end");
}
