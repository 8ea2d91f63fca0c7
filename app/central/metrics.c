/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/metrics.h"
#include "app/central/histogram.h"

struct _CubbyMetrics {
  GHashTable *answers; /* "method=…,route=…,status=…" -> guint64 */
  CubbyHistogram times;
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
  cubby_histogram_add (&self->times, took_us);
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
  cubby_histogram_append (&self->times, text, "cubby_http_seconds", "Time from a request to its answer.");
}

void
cubby_metrics_append_counter (GString *text, const char *name, const char *help, guint64 value)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s counter\n%s %" G_GUINT64_FORMAT "\n", name, help,
                          name, name, value);
}

void
cubby_metrics_append_labelled (GString *text, const char *name, const char *labels, const char *help,
                               gint64 value)
{
  if (help != NULL)
    g_string_append_printf (text, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
  g_string_append (text, name);
  if (labels != NULL)
    g_string_append_printf (text, "{%s}", labels);
  g_string_append_printf (text, " %" G_GINT64_FORMAT "\n", value);
}

void
cubby_metrics_append_gauge (GString *text, const char *name, const char *help, gint64 value)
{
  cubby_metrics_append_labelled (text, name, NULL, help, value);
}
