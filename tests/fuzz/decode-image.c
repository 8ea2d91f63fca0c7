/* SPDX-License-Identifier: Apache-2.0 */
/* A picture, as the decode program looks at it: whatever is in it, the codes it names lie in it and can be
 * told on. The first byte says how the rest is a picture: bits 0-1 how often each pixel is repeated, bit 2
 * that it is inverse, bit 3 that a pixel is a byte and not a bit, bit 4 that it is one row, bits 5-6 what is
 * looked for, bit 7 that it is a picture alone and not a camera's; the second how wide it is, and 0 a strip
 * of whatever follows, again and again. So a few dozen bytes are a whole code. */
#include "hardware/scanner/child/wire.h"
#include "hardware/scanner/decode/cascade.h"
#include "hardware/scanner/decode/still.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Small: a search lives of many pictures. */
#define PIXELS_MAX 24000
#define ROWS_OF_ONE 12
#define STRIP_WIDTH 12000 /* enlarged it would pass CUBBY_FRAME_SIDE_MAX */
#define STRIP_HEIGHT 2
#define N_LOOKS 2 /* more than one: what one left behind is used by the next */

static const guint symbologies_of_bits[] = {
    CUBBY_SYMBOLOGIES_ALL,
    CUBBY_SYMBOLOGY_QR,
    CUBBY_SYMBOLOGIES_PRODUCT,
    CUBBY_SYMBOLOGY_CODE128,
};

typedef struct {
  const guint8 *pixels;
  gsize n_pixels;
  guint scale;
  guint width;
  guint height;
  gboolean inverse;
  gboolean bytes;
  gboolean one_row;
  gboolean again;
} Recipe;

static gboolean
read_strip (const guint8 *data, gsize size, Recipe *recipe)
{
  *recipe = (Recipe){.pixels = data + 2,
                     .n_pixels = (size - 2) * 8,
                     .scale = 1,
                     .width = STRIP_WIDTH,
                     .height = STRIP_HEIGHT,
                     .again = TRUE};
  return TRUE;
}

static gboolean
read_recipe (const guint8 *data, gsize size, Recipe *recipe)
{
  if (size < 3)
    return FALSE;
  if (data[1] == 0)
    return read_strip (data, size, recipe);
  *recipe = (Recipe){
      .pixels = data + 2,
      .scale = (data[0] & 3) + 1,
      .inverse = (data[0] & 4) != 0,
      .bytes = (data[0] & 8) != 0,
      .one_row = (data[0] & 16) != 0,
      .width = data[1],
  };
  recipe->n_pixels = (size - 2) * (recipe->bytes ? 1 : 8);
  recipe->height = recipe->one_row ? ROWS_OF_ONE : (guint)MIN (recipe->n_pixels / recipe->width, PIXELS_MAX);
  return recipe->height > 0 &&
         (guint64)recipe->width * recipe->height * recipe->scale * recipe->scale <= PIXELS_MAX;
}

static guint8
get_pixel (const Recipe *recipe, gsize index)
{
  if (recipe->again)
    index %= recipe->n_pixels;
  if (index >= recipe->n_pixels)
    return recipe->inverse ? 0 : 255;
  guint8 value = recipe->bytes                                             ? recipe->pixels[index]
                 : (recipe->pixels[index / 8] >> (7 - index % 8) & 1) != 0 ? 0
                                                                           : 255;
  return recipe->inverse ? (guint8)(255 - value) : value;
}

static CubbyFrame *
make_frame (const Recipe *recipe)
{
  CubbyFrame *frame = cubby_frame_new (recipe->width * recipe->scale, recipe->height * recipe->scale);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++) {
      gsize row = recipe->one_row ? 0 : y / recipe->scale;
      frame->pixels[(gsize)y * frame->stride + x] =
          get_pixel (recipe, row * recipe->width + x / recipe->scale);
    }
  return frame;
}

/* The way to the kiosk: what is written there is taken there. */
static void
check_codes (CubbyCascade *cascade, const CubbyFrame *frame, GPtrArray *codes, guint symbologies)
{
  static guint8 bytes[CUBBY_WIRE_ANSWER_BYTES_MAX];
  CubbyWireRequest request = {.serial = 1, .width = frame->width, .height = frame->height};
  request.stride = frame->stride;
  request.symbologies = symbologies;
  request.effort = CUBBY_DECODE_EFFORT_STILL;
  CubbyWireAnswer answer = {.serial = 1, .view = *cubby_cascade_get_view (cascade), .codes = codes};
  g_auto (CubbyWireAnswer) taken = {0};
  const char *fault = NULL;
  gsize n_bytes = cubby_wire_answer_write (&answer, request.effort, bytes);
  if (!cubby_wire_answer_read (bytes, n_bytes, &request, &taken, &fault))
    g_error ("what the decoder says is not taken: %s", fault);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  Recipe recipe;
  if (!read_recipe (data, size, &recipe))
    return 0;
  guint symbologies = symbologies_of_bits[data[0] >> 5 & 3];
  g_autoptr (CubbyFrame) frame = make_frame (&recipe);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  gboolean alone = (data[0] & 128) != 0;
  for (guint i = 0; i < (alone ? 1 : N_LOOKS); i++) {
    g_autoptr (GPtrArray) codes =
        alone ? cubby_cascade_look_long (cascade, frame, symbologies, CUBBY_STILL_BUDGET_US)
              : cubby_cascade_look (cascade, frame, symbologies, CUBBY_CASCADE_BUDGET_US);
    check_codes (cascade, frame, codes, symbologies);
  }
  return 0;
}
