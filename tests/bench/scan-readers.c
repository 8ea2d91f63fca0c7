/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-readers.h"

#include "hardware/scanner/decode/cascade.h"
#include "tests/bench/samples.h"

#include <zbar.h>

#define ZBAR_DENSITY_MAX 3

typedef struct {
  CubbyCascade *cascade;
} Ours;

static gpointer
open_ours (GError **error)
{
  Ours *self = g_new0 (Ours, 1);
  self->cascade = cubby_cascade_new ();
  return self;
}

static void
visit_ours (gpointer reader)
{
  Ours *self = reader;
  cubby_cascade_free (self->cascade);
  self->cascade = cubby_cascade_new ();
}

static double
read_ours (gpointer reader, const CubbyFrame *frame, guint symbologies, GPtrArray *texts)
{
  Ours *self = reader;
  double begun = bench_cpu_ms ();
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look (self->cascade, frame, symbologies, CUBBY_CASCADE_BUDGET_US);
  double took = bench_cpu_ms () - begun;
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    g_ptr_array_add (texts, g_strndup (code->text, code->length));
  }
  return took;
}

static void
close_ours (gpointer reader)
{
  Ours *self = reader;
  cubby_cascade_free (self->cascade);
  g_free (self);
}

static gpointer
open_zbar (GError **error)
{
  return zbar_image_scanner_create ();
}

/* Asked for no more than what is looked for: faster, and it reads no worse. */
static void
zbar_ask (zbar_image_scanner_t *scanner, guint symbologies)
{
  static const zbar_symbol_type_t types[] = {ZBAR_QRCODE, ZBAR_EAN13, ZBAR_EAN8, ZBAR_UPCA, ZBAR_CODE128};
  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  for (guint bit = 0; bit < G_N_ELEMENTS (types); bit++)
    zbar_image_scanner_set_config (scanner, types[bit], ZBAR_CFG_ENABLE, (symbologies >> bit & 1) != 0);
}

static double
zbar_scan (gpointer reader, const CubbyFrame *frame, GPtrArray *texts)
{
  double begun = bench_cpu_ms ();
  zbar_image_t *image = zbar_image_create ();
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, frame->width, frame->height);
  zbar_image_set_data (image, frame->pixels, (unsigned long)frame->stride * frame->height, NULL);
  zbar_scan_image (reader, image);
  double took = bench_cpu_ms () - begun;
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    g_ptr_array_add (texts, g_strndup (zbar_symbol_get_data (symbol), zbar_symbol_get_data_length (symbol)));
  zbar_image_destroy (image);
  return took;
}

/* The frame as it is, each line of it. */
static double
read_zbar (gpointer reader, const CubbyFrame *frame, guint symbologies, GPtrArray *texts)
{
  zbar_ask (reader, symbologies);
  return zbar_scan (reader, frame, texts);
}

/* All that its settings give: inverted where it read nothing, and each second and third line alone, which
 * brings codes through noise and moire that are lost on each line. */
static double
read_zbar_hard (gpointer reader, const CubbyFrame *frame, guint symbologies, GPtrArray *texts)
{
  double took = 0;
  zbar_ask (reader, symbologies);
  zbar_image_scanner_set_config (reader, ZBAR_NONE, ZBAR_CFG_TEST_INVERTED, 1);
  for (int density = 1; density <= ZBAR_DENSITY_MAX && texts->len == 0; density++) {
    zbar_image_scanner_set_config (reader, ZBAR_NONE, ZBAR_CFG_X_DENSITY, density);
    zbar_image_scanner_set_config (reader, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, density);
    took += zbar_scan (reader, frame, texts);
  }
  return took;
}

static void
close_zbar (gpointer reader)
{
  zbar_image_scanner_destroy (reader);
}

#ifdef BENCH_ZXING
static gpointer
open_zxing (GError **error)
{
  return g_new0 (char, 1);
}

static void
add_text (const char *text, size_t length, void *data)
{
  g_ptr_array_add (data, g_strndup (text, length));
}

static double
read_zxing (gpointer reader, const CubbyFrame *frame, guint symbologies, GPtrArray *texts)
{
  double begun = bench_cpu_ms ();
  bench_zxing_read (frame->pixels, (int)frame->width, (int)frame->height, (int)frame->stride, symbologies,
                    add_text, texts);
  return bench_cpu_ms () - begun;
}
#endif

const BenchReader bench_readers[] = {
    {.name = "ours", .open = open_ours, .visit = visit_ours, .read = read_ours, .close = close_ours},
    {.name = "zbar", .open = open_zbar, .read = read_zbar, .close = close_zbar},
    {.name = "zbar, hard", .open = open_zbar, .read = read_zbar_hard, .close = close_zbar},
#ifdef BENCH_ZXING
    {.name = "zxing-cpp", .open = open_zxing, .read = read_zxing, .close = g_free},
#endif
    {.name = "zxing-wasm", .open = bench_wasm_open, .read = bench_wasm_read, .close = bench_wasm_close},
    {.name = NULL},
};
