/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/picture-webp.h"

#include "hardware/scanner/picture-pixbuf.h"
#include "hardware/scanner/picture.h"

#include <webp/decode.h>
#include <webp/demux.h>

#define CHANNELS 4

/* Returns: (nullable): */
static CubbyFrame *
load_alone (const guint8 *data, gsize size)
{
  int width = 0, height = 0;
  guint8 *pixels = WebPDecodeRGBA (data, size, &width, &height);
  if (pixels == NULL)
    return NULL;
  CubbyFrame *frame =
      cubby_picture_from_rgb (pixels, (guint)width, (guint)height, (gsize)width * CHANNELS, CHANNELS);
  WebPFree (pixels);
  return frame;
}

/* Returns: (nullable): */
static CubbyFrame *
load_first (const guint8 *data, gsize size, guint width, guint height)
{
  const WebPData file = {.bytes = data, .size = size};
  WebPAnimDecoderOptions options;
  if (!WebPAnimDecoderOptionsInit (&options))
    return NULL;
  WebPAnimDecoder *decoder = WebPAnimDecoderNew (&file, &options);
  if (decoder == NULL)
    return NULL;
  guint8 *pixels = NULL;
  int shown_ms = 0;
  CubbyFrame *frame = NULL;
  if (WebPAnimDecoderGetNext (decoder, &pixels, &shown_ms))
    frame = cubby_picture_from_rgb (pixels, width, height, (gsize)width * CHANNELS, CHANNELS);
  WebPAnimDecoderDelete (decoder);
  return frame;
}

CubbyFrame *
cubby_picture_load_webp (const guint8 *data, gsize size, const char *name, GError **error)
{
  WebPBitstreamFeatures features;
  if (WebPGetFeatures (data, size, &features) != VP8_STATUS_OK) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "broken %s picture: it is none after all", name);
    return NULL;
  }
  if (!cubby_picture_check_size (features.width, features.height, error))
    return NULL;
  CubbyFrame *frame = features.has_animation
                          ? load_first (data, size, (guint)features.width, (guint)features.height)
                          : load_alone (data, size);
  if (frame == NULL)
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "broken %s picture: its data end too early or are damaged", name);
  return frame;
}
