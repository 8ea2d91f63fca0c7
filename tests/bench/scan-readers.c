/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-readers.h"

#include "hardware/scanner/decode/cascade.h"

#include <string.h>
#include <zbar.h>

static gpointer
begin_ours (void)
{
  return cubby_cascade_new ();
}

static BenchScanResult
read_ours (gpointer reader, const CubbyFrame *frame, const char *text)
{
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look (reader, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_CASCADE_BUDGET_US);
  BenchScanResult result = BENCH_SCAN_NOTHING;
  for (guint i = 0; i < codes->len && result != BENCH_SCAN_WRONG; i++)
    result = strcmp (((const CubbyCode *)g_ptr_array_index (codes, i))->text, text) == 0 ? BENCH_SCAN_RIGHT
                                                                                         : BENCH_SCAN_WRONG;
  return result;
}

static void
end_ours (gpointer reader)
{
  cubby_cascade_free (reader);
}

/* zbar as it comes: every symbology, the frame as it is. */
static gpointer
begin_zbar (void)
{
  return zbar_image_scanner_create ();
}

static BenchScanResult
read_zbar (gpointer reader, const CubbyFrame *frame, const char *text)
{
  zbar_image_t *image = zbar_image_create ();
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, frame->width, frame->height);
  zbar_image_set_data (image, frame->pixels, (unsigned long)frame->stride * frame->height, NULL);
  zbar_scan_image (reader, image);
  BenchScanResult result = BENCH_SCAN_NOTHING;
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image);
       symbol != NULL && result != BENCH_SCAN_WRONG; symbol = zbar_symbol_next (symbol))
    result = strcmp (zbar_symbol_get_data (symbol), text) == 0 ? BENCH_SCAN_RIGHT : BENCH_SCAN_WRONG;
  zbar_image_destroy (image);
  return result;
}

static void
end_zbar (gpointer reader)
{
  zbar_image_scanner_destroy (reader);
}

#ifdef BENCH_ZXING
static gpointer
begin_zxing (void)
{
  return NULL;
}

static BenchScanResult
read_zxing (gpointer reader, const CubbyFrame *frame, const char *text)
{
  return (BenchScanResult)bench_zxing_read (frame->pixels, (int)frame->width, (int)frame->height,
                                            (int)frame->stride, text);
}

static void
end_zxing (gpointer reader)
{
}
#endif

const BenchReader bench_readers[] = {
    {.name = "ours", .begin = begin_ours, .read = read_ours, .end = end_ours},
    {.name = "plain zbar", .begin = begin_zbar, .read = read_zbar, .end = end_zbar},
#ifdef BENCH_ZXING
    {.name = "zxing-cpp", .begin = begin_zxing, .read = read_zxing, .end = end_zxing},
#endif
    {.name = NULL},
};
