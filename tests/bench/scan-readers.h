/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"

G_BEGIN_DECLS

/**
 * BenchReader:
 * @open: for one thread; NULL with @error when it is not there
 * @visit: (nullable): somebody else comes to the camera
 * @read: one frame; what it says is added to @texts; returns the milliseconds of CPU that it took
 */
typedef struct {
  const char *name;
  gpointer (*open) (GError **error);
  void (*visit) (gpointer reader);
  double (*read) (gpointer reader, const CubbyFrame *frame, guint symbologies, GPtrArray *texts);
  void (*close) (gpointer reader);
} BenchReader;

#define BENCH_READERS_MAX 6

/* Ended by a row without a name; the first one is ours. */
extern const BenchReader bench_readers[];

/* Where the newest zxing-cpp was installed, for scan-wasm.c; before any reader is opened. */
#define BENCH_SCAN_WASM "BENCH_SCAN_WASM"

gpointer bench_wasm_open (GError **error);
double bench_wasm_read (gpointer reader, const CubbyFrame *frame, guint symbologies, GPtrArray *texts);
void bench_wasm_close (gpointer reader);

/* In C++; there only when libzxing is. Calls @found with each text. */
void bench_zxing_read (const unsigned char *pixels, int width, int height, int stride, unsigned symbologies,
                       void (*found) (const char *text, size_t length, void *data), void *data);

G_END_DECLS
