// SPDX-License-Identifier: Apache-2.0
// zxing-cpp at its best: trying harder, turned, and once more inverted, which this version leaves to the caller.
#define ZX_USE_UTF8 1 // text() as UTF-8
#include <ZXing/ReadBarcode.h>

#include <vector>

using ZXing::BarcodeFormat;

extern "C" void bench_zxing_read (const unsigned char *pixels, int width, int height, int stride, unsigned symbologies,
                                  void (*found) (const char *text, size_t length, void *data), void *data);

// In the order of the bits of CubbySymbology.
static const BarcodeFormat formats[] = {BarcodeFormat::QRCode, BarcodeFormat::EAN13, BarcodeFormat::EAN8,
                                        BarcodeFormat::UPCA, BarcodeFormat::Code128};

static bool
read (const ZXing::ImageView &view, const ZXing::DecodeHints &hints,
      void (*found) (const char *text, size_t length, void *data), void *data)
{
  // Its search for several codes ends in a failed assertion where there are linear ones.
  ZXing::Results results;
  if (hints.hasFormat (BarcodeFormat::LinearCodes))
    results.push_back (ZXing::ReadBarcode (view, hints));
  else
    results = ZXing::ReadBarcodes (view, hints);
  bool any = false;
  for (const ZXing::Result &result : results)
    if (result.isValid ()) {
      std::string text = result.text ();
      found (text.data (), text.size (), data);
      any = true;
    }
  return any;
}

void
bench_zxing_read (const unsigned char *pixels, int width, int height, int stride, unsigned symbologies,
                  void (*found) (const char *text, size_t length, void *data), void *data)
{
  ZXing::DecodeHints hints;
  hints.setTryHarder (true);
  hints.setTryRotate (true);
  hints.setTryDownscale (true);
  hints.setMaxNumberOfSymbols (4);
  ZXing::BarcodeFormats wanted;
  for (unsigned bit = 0; bit < sizeof formats / sizeof *formats; bit++)
    if ((symbologies >> bit & 1) != 0)
      wanted = wanted | formats[bit];
  hints.setFormats (wanted);
  if (read ({pixels, width, height, ZXing::ImageFormat::Lum, stride}, hints, found, data))
    return;
  std::vector<unsigned char> inverse (pixels, pixels + (size_t)stride * height);
  for (unsigned char &pixel : inverse)
    pixel = 255 - pixel;
  read ({inverse.data (), width, height, ZXing::ImageFormat::Lum, stride}, hints, found, data);
}
