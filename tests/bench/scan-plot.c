/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-plot.h"

#define LENGTH 600
#define LETTER 8 /* no letter of a name is wider on the average */
#define LEGEND (LENGTH / 5)
#define ROW 18
#define HEAD 30

struct _BenchScanPlot {
  GString *rows;
  guint n_rows;
  gsize n_letters; /* of the longest name */
};

/* Ours is a ring that the dots of the others can be seen in. All can be told from white and from black. */
static const char *const colours[BENCH_READERS_MAX] = {"currentColor", "#1f77b4", "#17becf",
                                                       "#d62728",      "#ff7f0e", "#2ca02c"};

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

/* From 0 to LENGTH lie the percents; the names end before 0. */
void
bench_scan_plot_add (BenchScanPlot *self, const char *name, BenchTally *tallies)
{
  double y = HEAD + ROW * (self->n_rows++ + 0.5);
  self->n_letters = MAX (self->n_letters, (gsize)g_utf8_strlen (name, -1));
  g_string_append_printf (
      self->rows,
      "\n<text x='-14' y='%.0f' text-anchor='end'>%s</text>"
      "<line x1='0' x2='%d' y1='%.0f' y2='%.0f' stroke='currentColor' stroke-opacity='.25'/>",
      y + 4, name, LENGTH, y, y);
  for (guint k = 0; bench_readers[k].name != NULL; k++) {
    if (tallies[k].n_visits == 0)
      continue;
    double percent = bench_tally_percent (&tallies[k], tallies[k].n_read);
    g_autofree char *title = g_strdup_printf ("%s: %s %.0f %%", name, bench_readers[k].name, percent);
    /* What lies on the same place is seen beside each other. */
    add_dot (self->rows, k, percent * LENGTH / 100 + (k == 0 ? 0 : k * 3.0 - 6), y, title);
  }
}

static void
add_legend (GString *svg)
{
  for (guint k = 0; bench_readers[k].name != NULL; k++) {
    add_dot (svg, k, k * LEGEND, 12, bench_readers[k].name);
    g_string_append_printf (svg, "<text x='%u' y='16'>%s</text>", k * LEGEND + 11, bench_readers[k].name);
  }
}

static void
add_scale (GString *svg, guint bottom)
{
  for (guint percent = 0; percent <= 100; percent += 25)
    g_string_append_printf (
        svg,
        "\n<line x1='%u' x2='%u' y1='%d' y2='%u' stroke='currentColor' stroke-opacity='.25'/>"
        "<text x='%u' y='%u' text-anchor='middle'>%u %%</text>",
        percent * LENGTH / 100, percent * LENGTH / 100, HEAD, bottom, percent * LENGTH / 100, bottom + 14,
        percent);
}

/* It is drawn in the colour of the page's text, which is light on a dark page. */
void
bench_scan_plot_end (BenchScanPlot *self, GString *page)
{
  guint left = (guint)self->n_letters * LETTER + 20, bottom = HEAD + ROW * self->n_rows;
  g_string_append_printf (page,
                          "\n<svg xmlns='http://www.w3.org/2000/svg' font-family='sans-serif' font-size='12' "
                          "fill='currentColor' width='%u' height='%u'><g "
                          "transform='translate(%u)'>",
                          left + LENGTH + 80, bottom + 20, left);
  add_legend (page);
  add_scale (page, bottom);
  g_string_append_printf (page, "%s\n</g></svg>", self->rows->str);
}
