/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/metrics.h"

static const gint64 bounds_us[] = {1000, 2000, 5000, 10000, 20000, 50000, 100000, 500000, 2000000};
#define N_BOUNDS G_N_ELEMENTS (bounds_us)

struct _CubbyMetrics {
  GHashTable *answers; /* "method=…,route=…,status=…" -> guint64 */
  guint64 buckets[N_BOUNDS + 1];
  gint64 sum_us;
  guint64 count;
};

CubbyMetrics *
cubby_metrics_new (void)
{
  CubbyMetrics *self = g_new0 (CubbyMetrics, 1);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
cubby_metrics_free (CubbyMetrics *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->answers);
  g_free (self);
}

void
cubby_metrics_count (CubbyMetrics *self, const char *method, const char *pattern, guint status,
                     gint64 took_us)
{
  g_autofree char *labels =
      g_strdup_printf ("method=\"%s\",route=\"%s\",status=\"%u\"", method, pattern, status);
  guint64 *count = g_hash_table_lookup (self->answers, labels);
  if (count == NULL) {
    count = g_new0 (guint64, 1);
    g_hash_table_insert (self->answers, g_steal_pointer (&labels), count);
  }
  (*count)++;
  guint bucket = 0;
  while (bucket < N_BOUNDS && took_us > bounds_us[bucket])
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

static void
append_histogram (CubbyMetrics *self, GString *text)
{
  g_string_append (text, "# HELP cubby_http_seconds Time from a request to its answer.\n"
                         "# TYPE cubby_http_seconds histogram\n");
  guint64 below = 0;
  for (guint i = 0; i < N_BOUNDS; i++) {
    below += self->buckets[i];
    g_string_append (text, "cubby_http_seconds_bucket{le=\"");
    append_seconds (text, bounds_us[i]);
    g_string_append_printf (text, "\"} %" G_GUINT64_FORMAT "\n", below);
  }
  g_string_append_printf (
      text, "cubby_http_seconds_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\ncubby_http_seconds_sum ",
      self->count);
  append_seconds (text, self->sum_us);
  g_string_append_printf (text, "\ncubby_http_seconds_count %" G_GUINT64_FORMAT "\n", self->count);
}

void
cubby_metrics_append (CubbyMetrics *self, GString *text)
{
  g_string_append (
      text, "# HELP cubby_http_answers_total Answers given.\n# TYPE cubby_http_answers_total counter\n");
  GHashTableIter iter;
  gpointer labels, count;
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &labels, &count))
    g_string_append_printf (text, "cubby_http_answers_total{%s} %" G_GUINT64_FORMAT "\n",
                            (const char *)labels, *(const guint64 *)count);
  append_histogram (self, text);
}

void
cubby_metrics_append_counter (GString *text, const char *name, const char *help, guint64 value)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s counter\n%s %" G_GUINT64_FORMAT "\n", name, help,
                          name, name, value);
}

void
cubby_metrics_append_gauge (GString *text, const char *name, const char *help, gint64 value)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s gauge\n%s %" G_GINT64_FORMAT "\n", name, help, name,
                          name, value);
}
