/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-look.h"

#include "tests/bench/report.h"

#include <string.h>

/* A UPC-A is an EAN-13 that begins with 0, and some tell it so; FNC1 is no part of the text. */
static gboolean
is_text_of (const char *text, const CubbyArt *art)
{
  if (art->symbology == CUBBY_SYMBOLOGY_UPCA && text[0] == '0' && strcmp (text + 1, art->text) == 0)
    return TRUE;
  if (art->symbology == CUBBY_SYMBOLOGY_CODE128 && text[0] == '\x1d')
    text++;
  return strcmp (text, art->text) == 0;
}

/* The others are asked for the kind of code that is there; ours does not know, as at the kiosk. */
static guint
symbologies_for (const BenchReader *reader, const CubbyVisit *visit)
{
  if (reader == &bench_readers[0])
    return cubby_visit_get_shot (visit)->symbologies;
  gboolean qr = cubby_visit_get_art (visit, 0)->symbology == CUBBY_SYMBOLOGY_QR;
  return qr ? CUBBY_SYMBOLOGY_QR : CUBBY_SYMBOLOGIES_LINEAR;
}

BenchLook
bench_look (const BenchReader *reader, gpointer state, const CubbyVisit *visit, const CubbyFrame *frame)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean seen[CUBBY_VISIT_CODES_MAX] = {0};
  BenchLook result = {.ms = reader->read (state, frame, symbologies_for (reader, visit), texts)};
  for (guint i = 0; i < texts->len; i++) {
    gboolean known = FALSE;
    for (guint k = 0; k < cubby_visit_get_n_codes (visit); k++)
      if (is_text_of (g_ptr_array_index (texts, i), cubby_visit_get_art (visit, k)))
        known = seen[k] = TRUE;
    result.wrong = result.wrong || !known;
    if (!known && reader == &bench_readers[0])
      bench_progress ("scan: ours read %s as %s", cubby_visit_get_art (visit, 0)->text,
                      (const char *)g_ptr_array_index (texts, i));
  }
  for (guint k = 0; k < CUBBY_VISIT_CODES_MAX; k++)
    result.n_right += seen[k];
  return result;
}
