/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

typedef enum { BENCH_SCAN_NOTHING, BENCH_SCAN_RIGHT, BENCH_SCAN_WRONG } BenchScanResult;

/**
 * BenchReader:
 * @begin: somebody comes to the camera
 * @read: one frame; @text is what the code in it says
 */
typedef struct {
  const char *name;
  gpointer (*begin) (void);
  BenchScanResult (*read) (gpointer reader, const CubbyFrame *frame, const char *text);
  void (*end) (gpointer reader);
} BenchReader;

/* Ended by a row without a name; the first one is ours. */
extern const BenchReader bench_readers[];

/* In C++; there only when libzxing is. Returns 0 nothing, 1 @text, 2 something else. */
int bench_zxing_read (const unsigned char *pixels, int width, int height, int stride, const char *text);

G_END_DECLS
