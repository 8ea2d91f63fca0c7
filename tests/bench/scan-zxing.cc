// SPDX-License-Identifier: Apache-2.0
// zxing-cpp as its authors recommend it for single frames: QR and the linear codes of shops, trying harder.
#define ZX_USE_UTF8 1 // text() as UTF-8
#include <ZXing/ReadBarcode.h>

extern "C" int bench_zxing_read (const unsigned char *pixels, int width, int height, int stride, const char *text);

int
bench_zxing_read (const unsigned char *pixels, int width, int height, int stride, const char *text)
{
  using ZXing::BarcodeFormat;
  ZXing::ImageView view (pixels, width, height, ZXing::ImageFormat::Lum, stride);
  ZXing::DecodeHints hints;
  hints.setTryHarder (true);
  hints.setFormats (BarcodeFormat::QRCode | BarcodeFormat::EAN13 | BarcodeFormat::EAN8 | BarcodeFormat::UPCA |
                    BarcodeFormat::Code128);
  ZXing::Result result = ZXing::ReadBarcode (view, hints);
  if (!result.isValid ())
    return 0;
  return result.text () == text ? 1 : 2;
}
