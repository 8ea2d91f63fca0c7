/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-attention.h"

#define ROUND 3
#define STEPS_MAX 8
#define MANY 6 /* ways of a long round */

typedef struct {
  gint64 at_ms;
  float change;
  gboolean follows;
  guint round;
  guint spent; /* after a look */
  gboolean looks;
  float common;
  guint n_before; /* pictures before it that changed like it, 60 ms apart */
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
    {"after two seconds it is looked at again, for a third of a round",
     {{1, 0, FALSE, MANY, MANY, TRUE},
      {1999, 0, FALSE, MANY, 1, FALSE},
      {2001, 0, FALSE, MANY, 1, TRUE},
      {2060, 0, FALSE, MANY, 1, TRUE},
      {2120, 0, FALSE, MANY, 1, FALSE},
      {4059, 0, FALSE, MANY, 1, FALSE},
      {4061, 0, FALSE, MANY, 1, TRUE}}},
    {"the third of a short round is one way",
     {{1, 0, FALSE, 1, 1, TRUE}, {2002, 0, FALSE, 1, 1, TRUE}, {2060, 0, FALSE, 1, 1, FALSE}}},
    {"noise that is all over the picture is known in time, and is no change",
     {{1, 255, FALSE, ROUND, 3, TRUE, 255},
      {60, 9, FALSE, ROUND, 3, TRUE, 7},
      {120, 9, FALSE, ROUND, 3, TRUE, 7},
      {1900, 9, FALSE, ROUND, 3, FALSE, 7, 25}}},
    {"what comes is seen through the noise",
     {{1, 255, FALSE, ROUND, 3, TRUE, 255},
      {1900, 9, FALSE, ROUND, 3, FALSE, 7, 29},
      {1960, 30, FALSE, ROUND, 3, TRUE, 7}}},
    {"when it is quiet again so is what is a change",
     {{1, 255, FALSE, ROUND, 3, TRUE, 255},
      {1900, 9, FALSE, ROUND, 3, FALSE, 7, 29},
      {2500, 2, FALSE, ROUND, 3, FALSE, 1, 8},
      {2560, 6, FALSE, ROUND, 3, TRUE, 1}}},
    {"a picture that is sent twice does not make the noise a change",
     {{1, 255, FALSE, ROUND, 3, TRUE, 255},
      {1900, 9, FALSE, ROUND, 3, FALSE, 7, 29},
      {1960, 0, FALSE, ROUND, 3, FALSE, 0},
      {2020, 9, FALSE, ROUND, 3, FALSE, 7}}},
    {"who walks through the whole picture is no noise",
     {{1, 255, FALSE, ROUND, 3, TRUE, 255},
      {900, 80, FALSE, ROUND, 3, TRUE, 40, 10},
      {960, 9, FALSE, ROUND, 3, TRUE, 0.5f}}},
    {"more ways than are left", {{1, 0, FALSE, ROUND, 9, TRUE}, {60, 0, FALSE, ROUND, 9, FALSE}}},
    {"nothing is asked for", {{1, 80, FALSE, 0, 0, FALSE}, {5000, 80, FALSE, 0, 0, FALSE}}},
};

static gboolean
look (CubbyScanAttention *attention, const Step *step, gint64 at_ms)
{
  return cubby_scan_attention_take (attention, step->change, step->common, step->follows, step->round,
                                    at_ms * 1000);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyScanAttention attention = {0};
  for (guint i = 0; i < STEPS_MAX && row->steps[i].at_ms != 0; i++) {
    const Step *step = &row->steps[i];
    for (guint k = step->n_before; k-- > 0;)
      if (look (&attention, step, step->at_ms - 60 * (k + 1)))
        cubby_scan_attention_spend (&attention, step->spent);
    gboolean looks = look (&attention, step, step->at_ms);
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
