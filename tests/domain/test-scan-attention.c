/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-attention.h"

#define ROUND 3
#define STEPS_MAX 8

typedef struct {
  gint64 at_ms;
  float change;
  gboolean follows;
  guint round;
  guint spent; /* after a look */
  gboolean looks;
} Step;

typedef struct {
  const char *name;
  Step steps[STEPS_MAX];
} Row;

static const Row rows[] = {
    {"the first picture is looked at", {{1, 0, FALSE, ROUND, 1, TRUE}}},
    {"a still scene has its round and then rest",
     {{1, 0, FALSE, ROUND, 1, TRUE},
      {60, 1, FALSE, ROUND, 1, TRUE},
      {120, 1, FALSE, ROUND, 1, TRUE},
      {180, 1, FALSE, ROUND, 1, FALSE},
      {240, 5.9f, FALSE, ROUND, 1, FALSE}}},
    {"two ways in one picture are two of the round",
     {{1, 0, FALSE, ROUND, 2, TRUE}, {60, 0, FALSE, ROUND, 2, TRUE}, {120, 0, FALSE, ROUND, 2, FALSE}}},
    {"a change begins a new round",
     {{1, 0, FALSE, ROUND, 3, TRUE},
      {60, 0, FALSE, ROUND, 3, FALSE},
      {120, 6, FALSE, ROUND, 2, TRUE},
      {180, 0, FALSE, ROUND, 1, TRUE},
      {240, 0, FALSE, ROUND, 1, FALSE}}},
    {"while it changes it is looked at",
     {{1, 0, FALSE, ROUND, 3, TRUE}, {60, 80, FALSE, ROUND, 3, TRUE}, {120, 80, FALSE, ROUND, 3, TRUE}}},
    {"a code that is followed is looked at, however still",
     {{1, 0, TRUE, ROUND, 3, TRUE},
      {60, 0, TRUE, ROUND, 3, TRUE},
      {120, 0, TRUE, ROUND, 0, TRUE},
      {180, 0, FALSE, ROUND, 0, FALSE}}},
    {"other codes are asked for",
     {{1, 0, FALSE, ROUND, 3, TRUE}, {60, 0, FALSE, ROUND, 3, FALSE}, {120, 0, FALSE, 5, 3, TRUE}}},
    {"after two seconds it is looked at again",
     {{1, 0, FALSE, ROUND, 3, TRUE},
      {1999, 0, FALSE, ROUND, 3, FALSE},
      {2001, 0, FALSE, ROUND, 2, TRUE},
      {2060, 0, FALSE, ROUND, 1, TRUE},
      {2120, 0, FALSE, ROUND, 1, FALSE}}},
    {"more ways than are left", {{1, 0, FALSE, ROUND, 9, TRUE}, {60, 0, FALSE, ROUND, 9, FALSE}}},
    {"nothing is asked for", {{1, 80, FALSE, 0, 0, FALSE}, {5000, 80, FALSE, 0, 0, FALSE}}},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyScanAttention attention = {0};
  for (guint i = 0; i < STEPS_MAX && row->steps[i].at_ms != 0; i++) {
    const Step *step = &row->steps[i];
    gboolean looks =
        cubby_scan_attention_take (&attention, step->change, step->follows, step->round, step->at_ms * 1000);
    g_assert_cmpint (looks, ==, step->looks);
    if (looks)
      cubby_scan_attention_spend (&attention, step->spent);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-attention/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
