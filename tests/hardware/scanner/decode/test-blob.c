/* SPDX-License-Identifier: Apache-2.0 */
/* The box of what hangs together in a mask, whole or parted by a thin line. */
#include "hardware/scanner/decode/blob.h"

#include <math.h>
#include <string.h>

#define WIDTH 80
#define HEIGHT 60

typedef struct {
  const char *name;
  guint x, y, width, height;   /* of a rectangle of ones */
  guint empty_row, empty_rows; /* of the mask, across the rectangle */
  guint empty_column, empty_columns;
  float box_width, box_height; /* the shorter side first */
  gboolean is_cut;
} Row;

static const Row rows[] = {
    {"a whole rectangle", 30, 20, 20, 30, .box_width = 20, .box_height = 30},
    {"a line right across it parts nothing", 30, 20, 20, 30, .empty_row = 27, .empty_rows = 1,
     .box_width = 20, .box_height = 30},
    {"nor does one from its top to its bottom", 30, 20, 20, 30, .empty_column = 38, .empty_columns = 1,
     .box_width = 20, .box_height = 30},
    {"a line below its first row parts nothing", 30, 20, 20, 30, .empty_row = 21, .empty_rows = 1,
     .box_width = 20, .box_height = 30},
    {"a broad line parts it, and the larger part is told", 30, 20, 20, 30, .empty_row = 30, .empty_rows = 2,
     .box_width = 18, .box_height = 20},
    {"one that the edge of the mask cuts off", 60, 20, 20, 30, .empty_row = 27, .empty_rows = 1,
     .box_width = 20, .box_height = 30, .is_cut = TRUE},
};

static guint8 *
draw (const Row *row)
{
  guint8 *mask = g_new0 (guint8, WIDTH * HEIGHT);
  for (guint y = row->y; y < row->y + row->height; y++)
    memset (mask + y * WIDTH + row->x, 1, row->width);
  memset (mask + row->empty_row * WIDTH, 0, WIDTH * row->empty_rows);
  for (guint y = 0; y < HEIGHT; y++)
    memset (mask + y * WIDTH + row->empty_column, 0, row->empty_columns);
  return mask;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree guint8 *mask = draw (row);
  CubbyBlob blob = {0};
  g_assert_true (cubby_blob_find_largest (mask, WIDTH, HEIGHT, &blob));
  g_assert_cmpfloat_with_epsilon (blob.width, row->box_width, 0.01f);
  g_assert_cmpfloat_with_epsilon (blob.height, row->box_height, 0.01f);
  /* What encloses an empty column is counted with it; an empty row has nothing that could. */
  float whole = row->box_width * row->box_height - (float)row->empty_rows * row->box_width;
  g_assert_cmpfloat ((float)blob.area, >=, whole);
  g_assert_cmpfloat ((float)blob.area, <=, row->box_width * row->box_height);
  g_assert_cmpfloat (cubby_blob_get_fill (&blob), >=, 0.9f);
  g_assert_cmpint (blob.is_cut, ==, row->is_cut);
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpfloat (blob.corners[i].x, >=, (float)row->x - 0.01f);
    g_assert_cmpfloat (blob.corners[i].x, <=, (float)(row->x + row->width) + 0.01f);
    g_assert_cmpfloat (blob.corners[i].y, >=, (float)row->y - 0.01f);
    g_assert_cmpfloat (blob.corners[i].y, <=, (float)(row->y + row->height) + 0.01f);
  }
}

static void
test_empty (void)
{
  guint8 mask[WIDTH * HEIGHT] = {0};
  CubbyBlob blob;
  g_assert_false (cubby_blob_find_largest (mask, WIDTH, HEIGHT, &blob));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/blob/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/hardware/scanner/decode/blob/an empty mask has none", test_empty);
  return g_test_run ();
}
