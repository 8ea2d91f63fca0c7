/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-reading.h"

#define MODULES 95

typedef struct {
  const char *name;
  float module_px;
  float step;
  gboolean seen;
} Row;

static const Row rows[] = {
    {"half a pixel", 0.5F, 0.5F, FALSE},
    {"half a pixel, in large samples", 0.5F, 1.5F, FALSE},
    {"four fifths of a pixel", 0.8F, 0.5F, FALSE},
    {"nine tenths of a pixel", 0.9F, 0.5F, TRUE},
    {"two pixels", 2, 0.5F, TRUE},
    {"two pixels, in large samples", 2, 1.5F, TRUE},
};

static void
test_seen (gconstpointer data)
{
  const Row *row = data;
  CubbyLinearReading reading = {.symbology = CUBBY_SYMBOLOGY_EAN13, .from = 20};
  reading.to = reading.from + MODULES * row->module_px / row->step;
  g_assert_cmpint (cubby_linear_reading_is_seen (&reading, row->step), ==, row->seen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/decode/linear-reading/a module that is told has about a pixel/",
                     rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_seen);
  }
  return g_test_run ();
}
