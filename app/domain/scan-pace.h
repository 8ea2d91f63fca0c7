/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than any person scans, and than any reader sends for that: 128 codes of the longest. */
#define CUBBY_SCAN_PACE_CODES 8
#define CUBBY_SCAN_PACE_BYTES (64 * 1024)
/* A reader that floods for so long does not work, until it is quiet for as long as the second says. */
#define CUBBY_SCAN_FLOOD_US ((gint64)10 * G_USEC_PER_SEC)
#define CUBBY_SCAN_FLOOD_ENDS_US ((gint64)2 * G_USEC_PER_SEC)

/**
 * CubbyScanPace:
 *
 * What one reader sent in the last second: whether it floods. Set to zero, it is new.
 */
typedef struct {
  gint64 codes; /* of cubby_rate_take() */
  gint64 blocks;
  gsize n_bytes; /* that are no whole block yet */
  gint64 flood_began_us;
  gint64 flooded_us; /* when bytes were too many last; 0: never */
} CubbyScanPace;

/* Returns: whether one more code may be told; @now_us: monotonic, above 0. */
gboolean cubby_scan_pace_take_code (CubbyScanPace *self, gint64 now_us);

/* Returns: whether @n_bytes more may be looked at; FALSE: they and what waits are to be thrown away. */
gboolean cubby_scan_pace_take_bytes (CubbyScanPace *self, gsize n_bytes, gint64 now_us);

/* Returns: whether staff is to be told that the reader sends without end. */
gboolean cubby_scan_pace_floods (const CubbyScanPace *self, gint64 now_us);

G_END_DECLS
