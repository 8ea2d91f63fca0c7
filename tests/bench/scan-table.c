/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-table.h"

#include "tests/bench/report.h"
#include "tests/bench/scan-plot.h"

#define COLUMN 15

struct _BenchScanTable {
  GString *page;
  BenchScanPlot *plot;
  GString *behind;
  guint n_ahead, n_equal, n_behind;
  gboolean begun;
};

BenchScanTable *
bench_scan_table_new (void)
{
  BenchScanTable *self = g_new0 (BenchScanTable, 1);
  self->plot = bench_scan_plot_new ();
  self->behind = g_string_new (NULL);
  self->page = g_string_new (
      "<!doctype html><meta charset=utf-8><title>scan</title><style>"
      ":root{color-scheme:light dark}body{font:14px sans-serif;margin:2em}td,th{padding:2px "
      "8px;text-align:left;white-space:nowrap}"
      "meter{width:7em}.behind{background:rgba(255,0,0,.2)}small{opacity:.7}</style>"
      "<h1>Codes read from camera frames</h1><p>People whose code was read within half a "
      "second; in brackets in the first frame; milliseconds of CPU a frame, median and "
      "99th percentile; then: the half second after the code was read, median. Red: another one "
      "read more.</p><table><tr><th>class");
  for (guint k = 0; bench_readers[k].name != NULL; k++)
    g_string_append_printf (self->page, "<th>%s%s", bench_readers[k].name, k == 0 ? "<th>then" : "");
  return self;
}

void
bench_scan_table_free (BenchScanTable *self)
{
  g_string_free (self->page, TRUE);
  g_string_free (self->behind, TRUE);
  bench_scan_plot_free (self->plot);
  g_free (self);
}

static void
begin (BenchScanTable *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  self->begun = TRUE;
  for (guint k = 0; bench_readers[k].name != NULL; k++)
    g_string_append_printf (line, "%s | %-*s", k == 1 ? " | then" : "", COLUMN + 4, bench_readers[k].name);
  bench_progress ("%-17s%s", "read % (1st %) ms", line->str);
}

/* What the frames cost in which the code is where it was in the frame before. */
static void
add_known (GString *line, GString *page, BenchTally *ours)
{
  double p50 = bench_samples_get_percentile (ours->known_ms, 50);
  g_string_append_printf (line, " | %4.1f", p50);
  g_string_append_printf (page, "<td>%.1f", p50);
}

static void
add_cell (GString *line, GString *page, BenchTally *tally)
{
  if (tally->n_visits == 0) {
    g_string_append_printf (line, " | %-*s", COLUMN + 4, "-");
    g_string_append (page, "<td>");
    return;
  }
  double read = bench_tally_percent (tally, tally->n_read),
         first = bench_tally_percent (tally, tally->n_first);
  double p50 = bench_samples_get_percentile (tally->frame_ms, 50),
         p99 = bench_samples_get_percentile (tally->frame_ms, 99);
  g_string_append_printf (line, " | %3.0f (%3.0f) %4.1f/%4.0f%s", read, first, p50, p99,
                          tally->n_wrong > 0 ? "!" : " ");
  g_string_append_printf (
      page, "<td><meter min=0 max=100 value=%.0f></meter> %.0f (%.0f) <small>%.1f / %.0f ms%s</small>", read,
      read, first, p50, p99, tally->n_wrong > 0 ? ", wrong texts" : "");
}

/* Against the best of the others in this class. */
static gboolean
compare (BenchScanTable *self, const char *name, const BenchTally *tallies, guint best)
{
  guint ours = tallies[0].n_read, peer = tallies[best].n_read;
  if (best == 0)
    return FALSE;
  self->n_ahead += ours > peer;
  self->n_equal += ours == peer;
  self->n_behind += ours < peer;
  if (ours < peer)
    g_string_append_printf (self->behind, "%s%s (%s)", self->behind->len > 0 ? ", " : "", name,
                            bench_readers[best].name);
  return ours < peer;
}

static void
add_row (BenchScanTable *self, const char *name, const char *summary, BenchTally *tallies, gboolean behind)
{
  if (!self->begun)
    begin (self);
  guint best = bench_tallies_best_peer (tallies);
  g_autoptr (GString) line = g_string_new (NULL);
  g_string_append_printf (self->page, "\n<tr%s><th title='%s'>%s", behind ? " class=behind" : "", summary,
                          name);
  for (guint k = 0; bench_readers[k].name != NULL; k++) {
    add_cell (line, self->page, &tallies[k]);
    if (k == 0)
      add_known (line, self->page, &tallies[0]);
  }
  bench_progress ("%-17s%s%s%s", name, line->str, behind ? " < " : "",
                  behind ? bench_readers[best].name : "");
}

void
bench_scan_table_add (BenchScanTable *self, const char *name, const char *summary, BenchTally *tallies)
{
  gboolean behind = compare (self, name, tallies, bench_tallies_best_peer (tallies));
  bench_scan_plot_add (self->plot, name, tallies);
  add_row (self, name, summary, tallies, behind);
}

void
bench_scan_table_add_all (BenchScanTable *self, BenchTally *tallies)
{
  add_row (self, "all", "every class", tallies, FALSE);
}

void
bench_scan_table_add_empties (BenchScanTable *self, BenchTally *tallies)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_string_append (self->page, "\n<tr><th>no code: read in");
  for (guint k = 0; bench_readers[k].name != NULL; k++) {
    g_autofree char *cell = tallies[k].n_visits == 0
                                ? g_strdup ("-")
                                : g_strdup_printf ("%u of %u", tallies[k].n_wrong, tallies[k].n_visits);
    g_string_append_printf (line, " | %-*s%s", COLUMN + 4, cell, k == 0 ? " |     " : "");
    g_string_append_printf (self->page, "<td>%s%s", cell, k == 0 ? "<td>" : "");
  }
  bench_progress ("%-17s%s", "no code, read in", line->str);
}

void
bench_scan_table_end (BenchScanTable *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_string_append (self->page, "\n</table>\n");
  bench_scan_plot_end (self->plot, self->page);
  bench_progress ("scan: against the best of the others ahead in %u classes, equal in %u, behind in %u%s%s",
                  self->n_ahead, self->n_equal, self->n_behind, self->n_behind > 0 ? ": " : "",
                  self->behind->str);
  if (path != NULL && !g_file_set_contents (path, self->page->str, (gssize)self->page->len, &error))
    bench_fail ("%s", error->message);
  if (path != NULL)
    bench_progress ("scan: the table as a page: %s", path);
}
