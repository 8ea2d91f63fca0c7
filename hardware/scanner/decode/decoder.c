/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/decoder.h"

#include "hardware/scanner/decode/code128-functions.h"
#include "hardware/scanner/decode/qr-charset.h"

#include <string.h>
#include <zbar.h>

/* Noise is read as a linear code now and then, but not on several lines alike. */
#define LINEAR_LINES_MIN 3

typedef struct {
  CubbySymbology symbology;
  zbar_symbol_type_t type;
  const char *name;
} Row;

static const Row rows[] = {
    {.symbology = CUBBY_SYMBOLOGY_QR, .type = ZBAR_QRCODE, .name = "QR-Code"},
    {.symbology = CUBBY_SYMBOLOGY_EAN13, .type = ZBAR_EAN13, .name = "EAN-13"},
    {.symbology = CUBBY_SYMBOLOGY_EAN8, .type = ZBAR_EAN8, .name = "EAN-8"},
    {.symbology = CUBBY_SYMBOLOGY_UPCA, .type = ZBAR_UPCA, .name = "UPC-A"},
    {.symbology = CUBBY_SYMBOLOGY_CODE128, .type = ZBAR_CODE128, .name = "Code-128"},
};

struct _CubbyDecoder {
  zbar_image_scanner_t *zbar;
  guint symbologies;
  guint density;
};

const char *
cubby_symbology_get_name (CubbySymbology symbology)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].symbology == symbology)
      return rows[i].name;
  g_return_val_if_reached (NULL);
}

void
cubby_code_free (CubbyCode *code)
{
  g_free (code->text);
  g_free (code);
}

static void
code_free (gpointer data)
{
  cubby_code_free (data);
}

GPtrArray *
cubby_codes_new (void)
{
  return g_ptr_array_new_with_free_func (code_free);
}

static zbar_image_scanner_t *
make_scanner (void)
{
  zbar_image_scanner_t *zbar = zbar_image_scanner_create ();
  zbar_image_scanner_enable_cache (zbar, 0);
  /* All of them are on at first, also those with known memory errors (DataBar, CVE-2023-40890). */
  zbar_image_scanner_set_config (zbar, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  /* Its own guess takes UTF-8 for Big5 now and then. What a code says of its charset it obeys all the same.
   */
  zbar_image_scanner_set_config (zbar, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  return zbar;
}

CubbyDecoder *
cubby_decoder_new (void)
{
  CubbyDecoder *self = g_new0 (CubbyDecoder, 1);
  self->zbar = make_scanner ();
  return self;
}

/* It keeps the half of an EAN that it read, and puts it together with the other half of what comes next:
 * another product, one time in ten. */
static void
decoder_forget (CubbyDecoder *self)
{
  zbar_image_scanner_destroy (self->zbar);
  self->zbar = make_scanner ();
  self->symbologies = 0;
}

void
cubby_decoder_free (CubbyDecoder *self)
{
  if (self == NULL)
    return;
  zbar_image_scanner_destroy (self->zbar);
  g_free (self);
}

/* The bytes of a code that does not say what they are; what is no text stays as it is, and is known as
 * unsound by whoever asks cubby_scan_text_is_sound(). */
static char *
to_utf8 (const guint8 *bytes, gsize length, gsize *ret_length)
{
  GString *text = g_string_new (NULL);
  if (!cubby_qr_charset_append (text, CUBBY_QR_ECI_NONE, bytes, length))
    g_string_append_len (text, (const char *)bytes, (gssize)length);
  *ret_length = text->len;
  return g_string_free (text, FALSE);
}

static void
decoder_configure (CubbyDecoder *self, guint symbologies, guint density)
{
  if (self->symbologies == symbologies && self->density == density)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    zbar_image_scanner_set_config (self->zbar, rows[i].type, ZBAR_CFG_ENABLE,
                                   (symbologies & rows[i].symbology) != 0);
  zbar_image_scanner_set_config (self->zbar, ZBAR_NONE, ZBAR_CFG_X_DENSITY, (int)density);
  zbar_image_scanner_set_config (self->zbar, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, (int)density);
  self->symbologies = symbologies;
  self->density = density;
}

static CubbyRegion
region_of_symbol (const zbar_symbol_t *symbol, const CubbyFrame *frame)
{
  int left = (int)frame->width, top = (int)frame->height, right = 0, bottom = 0;
  unsigned n_points = zbar_symbol_get_loc_size (symbol);
  for (unsigned i = 0; i < n_points; i++) {
    int x = CLAMP (zbar_symbol_get_loc_x (symbol, i), 0, (int)frame->width - 1);
    int y = CLAMP (zbar_symbol_get_loc_y (symbol, i), 0, (int)frame->height - 1);
    left = MIN (left, x);
    right = MAX (right, x);
    top = MIN (top, y);
    bottom = MAX (bottom, y);
  }
  if (left > right || top > bottom)
    return (CubbyRegion){0, 0, frame->width, frame->height};
  return (CubbyRegion){(guint)left, (guint)top, (guint)(right - left + 1), (guint)(bottom - top + 1)};
}

/* zbar goes round a QR code the other way: top left, bottom left, bottom right, top right. */
static void
set_corners (CubbyCode *code, const zbar_symbol_t *symbol)
{
  const CubbyRegion *box = &code->region;
  float right = (float)(box->x + box->width), bottom = (float)(box->y + box->height);
  const CubbyPoint corners[4] = {
      {(float)box->x, (float)box->y}, {right, (float)box->y}, {right, bottom}, {(float)box->x, bottom}};
  memcpy (code->corners, corners, sizeof corners);
  if (code->symbology != CUBBY_SYMBOLOGY_QR || zbar_symbol_get_loc_size (symbol) != 4)
    return;
  for (unsigned i = 0; i < 4; i++)
    code->corners[(4 - i) % 4] =
        (CubbyPoint){(float)zbar_symbol_get_loc_x (symbol, i), (float)zbar_symbol_get_loc_y (symbol, i)};
}

static void
add_symbol (const zbar_symbol_t *symbol, const CubbyFrame *frame, guint symbologies, GPtrArray *codes)
{
  const Row *row = NULL;
  for (guint i = 0; row == NULL && i < G_N_ELEMENTS (rows); i++)
    if (rows[i].type == zbar_symbol_get_type (symbol))
      row = &rows[i];
  if (row == NULL || (row->symbology & symbologies) == 0)
    return;
  if ((row->symbology & CUBBY_SYMBOLOGIES_LINEAR) != 0 && zbar_symbol_get_quality (symbol) < LINEAR_LINES_MIN)
    return;

  CubbyRegion region = region_of_symbol (symbol, frame);
  if (row->symbology == CUBBY_SYMBOLOGY_CODE128 &&
      cubby_code128_read_again (frame, &region, zbar_symbol_get_data (symbol)) ==
          CUBBY_CODE128_WITH_FUNCTIONS)
    return;

  CubbyCode *code = g_new0 (CubbyCode, 1);
  code->symbology = row->symbology;
  code->text = to_utf8 ((const guint8 *)zbar_symbol_get_data (symbol), zbar_symbol_get_data_length (symbol),
                        &code->length);
  code->region = region;
  set_corners (code, symbol);
  g_ptr_array_add (codes, code);
}

void
cubby_decoder_read (CubbyDecoder *self, const CubbyFrame *frame, guint symbologies, guint density,
                    GPtrArray *codes)
{
  if ((self->symbologies & CUBBY_SYMBOLOGIES_PRODUCT) != 0)
    decoder_forget (self);
  decoder_configure (self, symbologies, density);

  zbar_image_t *image = zbar_image_create ();
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, frame->width, frame->height);
  zbar_image_set_data (image, frame->pixels, (unsigned long)frame->stride * frame->height, NULL);
  if (zbar_scan_image (self->zbar, image) > 0)
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
         symbol = zbar_symbol_next (symbol))
      add_symbol (symbol, frame, symbologies, codes);
  zbar_image_destroy (image);
}
