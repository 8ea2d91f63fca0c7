/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-codewords.h"

/* The way libqrencode encodes. */
typedef enum { TEST_DIGITS, TEST_ALPHANUMERIC, TEST_BYTES, TEST_KANJI } TestMode;

typedef struct {
  TestMode mode;
  const char *bytes; /* kanji in Shift JIS */
  gsize length;      /* 0: up to the end of @bytes */
  guint eci;         /* 0: none */
} TestSegment;

/**
 * TestSymbol:
 * @kinds: libqrencode's own notes of what each module is
 */
typedef struct {
  guint version;
  guint dimension;
  gint16 soft[CUBBY_QR_MODULES_MAX];
  guint8 notes[CUBBY_QR_MODULES_MAX];
} TestSymbol;

/* Returns: (transfer full): free with g_free(); every module is sure. */
TestSymbol *test_encode_segments (guint version, CubbyQrGrade level, const TestSegment *segments, guint n);
TestSymbol *test_encode (guint version, CubbyQrGrade level, const char *text);
/* Returns: how many characters of alphanumeric a version holds at least. */
guint test_capacity (guint version, CubbyQrGrade level);
