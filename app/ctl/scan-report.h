/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"

G_BEGIN_DECLS

/**
 * CubbyScanReport:
 * @path: as it was given
 * @width: of the picture as it is shown, in pixels; 0 if it could not be read
 * @codes: (nullable) (element-type CubbyCode): what was read; NULL with @error
 * @n_dropped: codes that were seen and are not in @codes
 *
 * What one picture showed.
 */
typedef struct {
  const char *path;
  guint width;
  guint height;
  GPtrArray *codes;
  guint n_dropped;
  GError *error;
} CubbyScanReport;

void cubby_scan_report_clear (CubbyScanReport *self);

/* Prints one line, "path TAB symbology TAB text"; "path TAB - TAB" if there is no code. Of several the first
 * that the kiosk takes; the others, and what is wrong, go to standard error. */
void cubby_scan_report_print (const CubbyScanReport *self);

/* Prints one JSON object on one line, with the places of the codes; see cubbyctl(1). */
void cubby_scan_report_print_json (const CubbyScanReport *self);

G_END_DECLS
