/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/close.h"

#include <string.h>

#define SIDE 16

/* A picture by its rows: '#' is dark, '.' light. */
typedef struct {
  const char *name;
  const char *before[SIDE];
  const char *after[SIDE];
} Row;

static const Row rows[] = {
    {"a light line through dark is closed",
     {"#####", "#####", ".....", "#####", "#####"},
     {"#####", "#####", "#####", "#####", "#####"}},
    {"a line of two pixels is closed",
     {"#####", ".....", ".....", "#####"},
     {"#####", "#####", "#####", "#####"}},
    {"a line of three pixels stays",
     {"#####", ".....", ".....", ".....", "#####"},
     {"#####", ".....", ".....", ".....", "#####"}},
    {"an upright line is closed", {"##.##", "##.##", "##.##"}, {"#####", "#####", "#####"}},
    {"what lies between light and dark stays",
     {"####....", "####....", "####...."},
     {"####....", "####....", "####...."}},
    {"a dark line stays as thin as it was",
     {"........", "........", "########", "........", "........"},
     {"........", "........", "########", "........", "........"}},
    {"one pixel stays", {"#"}, {"#"}},
    {"one light row stays", {"...."}, {"...."}},
};

static CubbyFrame *
draw (const char *const *lines)
{
  guint height = 0, width = (guint)strlen (lines[0]);
  while (height < SIDE && lines[height] != NULL)
    height++;
  CubbyFrame *frame = cubby_frame_new (width, height);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      frame->pixels[y * frame->stride + x] = lines[y][x] == '#' ? 30 : 220;
  return frame;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CubbyFrame) before = draw (row->before), after = draw (row->after);
  before->captured_us = 7;
  g_autoptr (CubbyFrame) closed = cubby_frame_close (before);
  g_assert_cmpint (closed->captured_us, ==, 7);
  g_assert_cmpmem (closed->pixels, closed->width * closed->height, after->pixels,
                   after->width * after->height);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/close/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
