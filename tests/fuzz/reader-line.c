/* SPDX-License-Identifier: Apache-2.0 */
/* What a serial reader sends, in each framing: the same codes however the bytes were cut into pieces, and
 * none that could act as a key. The first byte chooses the framing, the second what stands round a code; 0xff
 * is silence, 0xfe a flood of which something was thrown away. */
#include "app/domain/scan-filter.h"
#include "hardware/scanner/line-reader.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char *const affixes[] = {"", "<", "\x02", "\r", "]Q1"};

static void
add_results (CubbyLineReader *reader, GString *results)
{
  g_autofree char *text = NULL;
  const char *symbology = NULL;
  CubbyRefusal refusal = CUBBY_REFUSAL_NONE;
  while (cubby_line_reader_pop (reader, &text, &symbology, &refusal)) {
    g_assert_true ((text != NULL) == (refusal == CUBBY_REFUSAL_NONE));
    g_assert_nonnull (symbology);
    if (text != NULL) {
      g_assert_true (cubby_scan_text_is_sound (text, strlen (text)));
      g_assert_false (cubby_scan_text_is_setup (text));
    }
    g_string_append_printf (results, "%s %s %s\n", cubby_refusal_to_string (refusal), symbology,
                            text != NULL ? text : "");
    g_clear_pointer (&text, g_free);
  }
}

/* Returns: (nullable): the first byte that stands for something that happens. */
static const guint8 *
find_event (const guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (data[i] >= 0xfe)
      return data + i;
  return NULL;
}

/* Bytes up to the next event, cut into pieces; then that. */
static void
feed (const CubbyReaderSettings *settings, const guint8 *data, gsize size, gsize piece, GString *results)
{
  g_autoptr (CubbyLineReader) reader = cubby_line_reader_new (settings);
  for (gsize begin = 0; begin < size;) {
    const guint8 *event = find_event (data + begin, size - begin);
    gsize end = event != NULL ? (gsize)(event - data) : size;
    for (gsize at = begin; at < end; at += piece)
      cubby_line_reader_push (reader, data + at, MIN (piece, end - at));
    if (event != NULL && *event == 0xfe) {
      cubby_line_reader_lose (reader);
      g_assert_cmpuint (cubby_line_reader_get_silence_ms (reader), >, 0);
    } else if (event != NULL) {
      gboolean begun = cubby_line_reader_get_silence_ms (reader) > 0;
      cubby_line_reader_end (reader);
      g_assert_cmpuint (cubby_line_reader_get_silence_ms (reader), ==, 0);
      g_string_append (results, begun ? "|" : ".");
    }
    add_results (reader, results);
    begin = end + 1;
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const gsize pieces[] = {1, 2, 7};
  if (size < 2)
    return 0;
  const CubbyReaderSettings settings = {
      .framing = data[0] % CUBBY_N_FRAMINGS,
      .identifier = data[0] / CUBBY_N_FRAMINGS % CUBBY_N_IDENTIFIERS,
      .gap_ms = 50,
      .prefix = (char *)affixes[data[1] % G_N_ELEMENTS (affixes)],
      .suffix = (char *)affixes[data[1] / G_N_ELEMENTS (affixes) % G_N_ELEMENTS (affixes)],
  };
  g_autoptr (GString) whole = g_string_new (NULL);
  feed (&settings, data + 2, size - 2, size, whole);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) cut = g_string_new (NULL);
    feed (&settings, data + 2, size - 2, pieces[i], cut);
    g_assert_cmpstr (cut->str, ==, whole->str);
  }
  return 0;
}
