/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/histogram.h"

static const gint64 bounds_us[] = {1000, 2000, 5000, 10000, 20000, 50000, 100000, 500000, 2000000};
G_STATIC_ASSERT (G_N_ELEMENTS (bounds_us) == CUBBY_HISTOGRAM_BUCKETS - 1);

void
cubby_histogram_add (CubbyHistogram *self, gint64 took_us)
{
  guint bucket = 0;
  while (bucket < G_N_ELEMENTS (bounds_us) && took_us > bounds_us[bucket])
    bucket++;
  self->buckets[bucket]++;
  self->sum_us += took_us;
  self->count++;
}

static void
append_seconds (GString *text, gint64 us)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, us / G_USEC_PER_SEC,
                          us % G_USEC_PER_SEC);
}

void
cubby_histogram_append (const CubbyHistogram *self, GString *text, const char *name, const char *help)
{
  guint64 below = 0;
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s histogram\n", name, help, name);
  for (guint i = 0; i < G_N_ELEMENTS (bounds_us); i++) {
    below += self->buckets[i];
    g_string_append_printf (text, "%s_bucket{le=\"", name);
    append_seconds (text, bounds_us[i]);
    g_string_append_printf (text, "\"} %" G_GUINT64_FORMAT "\n", below);
  }
  g_string_append_printf (text, "%s_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\n%s_sum ", name, self->count,
                          name);
  append_seconds (text, self->sum_us);
  g_string_append_printf (text, "\n%s_count %" G_GUINT64_FORMAT "\n", name, self->count);
}
