/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-plot.h"

#define LEFT 150
#define LENGTH 600
#define ROW 18
#define HEAD 30

struct _BenchScanPlot {
  GString *rows;
  guint n_rows;
};

/* Ours is a ring that the dots of the others can be seen in. */
static const char *const colours[BENCH_READERS_MAX] = {"#000",    "#1f77b4", "#17becf",
                                                       "#d62728", "#ff7f0e", "#2ca02c"};

BenchScanPlot *
bench_scan_plot_new (void)
{
  BenchScanPlot *self = g_new0 (BenchScanPlot, 1);
  self->rows = g_string_new (NULL);
  return self;
}

void
bench_scan_plot_free (BenchScanPlot *self)
{
  g_string_free (self->rows, TRUE);
  g_free (self);
}

static void
add_dot (GString *svg, guint reader, double x, double y, const char *title)
{
  g_string_append_printf (
      svg, "<circle cx='%.1f' cy='%.0f' r='%d' fill='%s' stroke='%s'><title>%s</title></circle>", x, y,
      reader == 0 ? 7 : 4, reader == 0 ? "none" : colours[reader], colours[reader], title);
}

void
bench_scan_plot_add (BenchScanPlot *self, const char *name, BenchTally *tallies)
{
  double y = HEAD + ROW * (self->n_rows++ + 0.5);
  g_string_append_printf (
      self->rows, "\n<text x='0' y='%.0f'>%s</text><line x1='%d' x2='%d' y1='%.0f' y2='%.0f' stroke='#ddd'/>",
      y + 4, name, LEFT, LEFT + LENGTH, y, y);
  for (guint k = 0; bench_readers[k].name != NULL; k++) {
    if (tallies[k].n_visits == 0)
      continue;
    double percent = bench_tally_percent (&tallies[k], tallies[k].n_read);
    g_autofree char *title = g_strdup_printf ("%s: %s %.0f %%", name, bench_readers[k].name, percent);
    /* What lies on the same place is seen beside each other. */
    add_dot (self->rows, k, LEFT + percent * LENGTH / 100 + (k == 0 ? 0 : k * 3.0 - 6), y, title);
  }
}

void
bench_scan_plot_end (BenchScanPlot *self, GString *page)
{
  g_string_append_printf (page,
                          "\n<svg xmlns='http://www.w3.org/2000/svg' font-family='sans-serif' font-size='12' "
                          "width='%d' height='%d'>",
                          LEFT + LENGTH + 20, HEAD + ROW * (int)self->n_rows + 10);
  for (guint k = 0; bench_readers[k].name != NULL; k++) {
    double x = LEFT + k * 110.0;
    add_dot (page, k, x, 12, bench_readers[k].name);
    g_string_append_printf (page, "<text x='%.0f' y='16'>%s</text>", x + 11, bench_readers[k].name);
  }
  g_string_append_printf (page, "%s\n</svg>", self->rows->str);
}
