/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_HISTOGRAM_BUCKETS 10

/* How long something took, counted for Prometheus in buckets from 1 ms to 2 s and beyond. Zeroes are an empty
 * one; of one thread. */
typedef struct {
  guint64 buckets[CUBBY_HISTOGRAM_BUCKETS];
  gint64 sum_us;
  guint64 count;
} CubbyHistogram;

void cubby_histogram_add (CubbyHistogram *self, gint64 took_us);
/* Appends it with its help line, in the text format 0.0.4, in seconds. */
void cubby_histogram_append (const CubbyHistogram *self, GString *text, const char *name, const char *help);

G_END_DECLS
