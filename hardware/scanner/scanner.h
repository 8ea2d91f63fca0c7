/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "hardware/scanner/decode/frame.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What may be read depends on who stands there: fewer symbologies, fewer false reads and less time. */
typedef enum {
  CUBBY_SCAN_CONTEXT_SHOPPER, /* QR, EAN-13, EAN-8, UPC-A */
  CUBBY_SCAN_CONTEXT_STAFF,   /* these and Code 128: parcel labels */
} CubbyScanContext;

/**
 * CubbyScanner:
 *
 * All scanners of the configuration as one. It works in threads of its own; its
 * signals are emitted in the main context that cubby_scanner_start() was called in.
 *
 * CubbyScanner::scanned (const char *text, const char *symbology, gint64 at_us)
 *   A code was read: 1..512 printable characters, UTF-8. @symbology is "QR-Code",
 *   "EAN-13", "EAN-8", "UPC-A", "Code-128", or "reader" for a reader that does
 *   not tell. @at_us: monotonic time at which the text was known. A code that stays in
 *   view is read once; it is read again after 1.5 s out of sight. What nobody knows the form of, such as the
 *   address on a pack, is not told beside a code that is known.
 *
 * CubbyScanner::ambiguous ()
 *   Several different codes that count are in view (cubby_scan_choose()); none of them was read. Ask for one.
 *
 * CubbyScanner::frame (const char *name, CubbyFrame *frame)
 *   A gray picture of the camera `[scanner NAME]` for the preview, half of its size, at most 12 a second.
 *
 * CubbyScanner::view (const char *name, const CubbyView *view, guint n_codes, gint64 at_us)
 *   What a picture of the camera `[scanner NAME]` showed, and how many different codes that count were read
 * in it.
 *
 * CubbyScanner::state (const char *name, gboolean works, const char *why)
 *   The scanner `[scanner NAME]` began to work (@why is "") or ceased (@why is a
 *   sentence for staff and the log). It is tried again by itself.
 *
 * CubbyScanner::lost (const char *name, const char *why, guint n_lost)
 *   The decoder died of a picture of `[scanner NAME]` ("crashed"), did not come to an end with it ("hung"),
 * or gave an answer that is none ("refused"). The next picture is read again; the scanner works. @n_lost: so
 *   many since it was started. Five in a row are a CubbyScanner::state.
 */
#define CUBBY_TYPE_SCANNER (cubby_scanner_get_type ())
G_DECLARE_FINAL_TYPE (CubbyScanner, cubby_scanner, CUBBY, SCANNER, GObject)

/**
 * cubby_scanner_new:
 * @settings: its scanners are copied
 */
CubbyScanner *cubby_scanner_new (const CubbySettings *settings);

/**
 * cubby_scanner_start:
 *
 * Starts every configured scanner. Does not fail: one that does not work says so by
 * CubbyScanner::state. Call it in the thread of the main loop (GStreamer sets the locale
 * when it begins).
 */
void cubby_scanner_start (CubbyScanner *self);

/* Returns after the threads have ended, within a quarter of a second; no signal comes after it. */
void cubby_scanner_stop (CubbyScanner *self);

void cubby_scanner_set_context (CubbyScanner *self, CubbyScanContext context);
/**
 * cubby_scanner_forget:
 *
 * Whoever stood there has gone: what decodes the cameras' pictures is replaced before the next one, so that
 * nothing it saw or became meets whoever comes. A code that is still in view is not told again for it.
 */
void cubby_scanner_forget (CubbyScanner *self);

/* Returns: a set of CubbySymbology: what is read in the context of now. */
guint cubby_scanner_get_symbologies (CubbyScanner *self);

/* Monotonic time at which the picture of the last read came from the camera; valid in handlers of "scanned".
 */
gint64 cubby_scanner_get_captured_us (CubbyScanner *self);

/* Whether `[scanner @name]` works now. */
gboolean cubby_scanner_get_works (CubbyScanner *self, const char *name);

G_END_DECLS
