/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-ease.h"

#define STEPS_MAX 7
#define DEAR (CUBBY_SCAN_EASE_DEAR_US + 1)
#define CHEAP CUBBY_SCAN_EASE_DEAR_US

typedef struct {
  guint n_followed; /* 0: no more steps */
  float alike;
  guint since_ms;
  gboolean settles;
  gboolean is_easy;
  gint64 took_us; /* of a look that was not */
} Step;

typedef struct {
  const char *name;
  Step steps[STEPS_MAX];
} Row;

static const Row rows[] = {
    {"what is cheap is looked at each time",
     {{1, 1, 66, FALSE, FALSE, CHEAP}, {1, 1, 66, FALSE, FALSE, CHEAP}}},
    {"after a dear look three are easy",
     {{1, 1, 66, FALSE, FALSE, DEAR},
      {1, 1, 66, FALSE, TRUE, 0},
      {1, 1, 132, FALSE, TRUE, 0},
      {1, 1, 200, FALSE, TRUE, 0},
      {1, 1, 266, FALSE, FALSE, CHEAP},
      {1, 1, 66, FALSE, FALSE, CHEAP}}},
    {"a dear look after those gives three more",
     {{1, 1, 66, FALSE, FALSE, DEAR},
      {1, 1, 66, FALSE, TRUE, 0},
      {1, 1, 132, FALSE, TRUE, 0},
      {1, 1, 200, FALSE, TRUE, 0},
      {1, 1, 266, FALSE, FALSE, DEAR},
      {1, 1, 333, FALSE, TRUE, 0}}},
    {"while another code may be in view each picture has its time",
     {{1, 1, 66, TRUE, FALSE, DEAR}, {1, 1, 66, TRUE, FALSE, DEAR}, {1, 1, 66, FALSE, TRUE, 0}}},
    {"two codes are never looked at in passing",
     {{2, 1, 66, FALSE, FALSE, DEAR}, {2, 1, 66, FALSE, FALSE, DEAR}}},
    {"one more code ends it",
     {{1, 1, 66, FALSE, FALSE, DEAR},
      {1, 1, 66, FALSE, TRUE, 0},
      {2, 1, 66, FALSE, FALSE, CHEAP},
      {1, 1, 66, FALSE, FALSE, CHEAP}}},
    {"something else is there",
     {{1, 1, 66, FALSE, FALSE, DEAR}, {1, 0.79f, 66, FALSE, FALSE, CHEAP}, {1, 1, 66, FALSE, FALSE, CHEAP}}},
    {"it looks much the same", {{1, 1, 66, FALSE, FALSE, DEAR}, {1, 0.8f, 66, FALSE, TRUE, 0}}},
    {"what was not read for long is looked for",
     {{1, 1, 66, FALSE, FALSE, DEAR},
      {1, 1, 749, FALSE, TRUE, 0},
      {1, 1, 750, FALSE, FALSE, DEAR},
      {1, 1, 800, FALSE, FALSE, DEAR}}},
};

static void
test_ease (gconstpointer data)
{
  const Row *row = data;
  CubbyScanEase ease = {0};
  for (const Step *step = row->steps; step < row->steps + STEPS_MAX && step->n_followed > 0; step++) {
    const CubbyScanEaseSight sight = {.n_followed = step->n_followed,
                                      .alike = step->alike,
                                      .since_us = (gint64)step->since_ms * 1000,
                                      .settles = step->settles};
    g_assert_cmpint (cubby_scan_ease_take (&ease, &sight), ==, step->is_easy);
    if (!step->is_easy)
      cubby_scan_ease_note (&ease, step->took_us);
  }
}

/* Nobody followed: nothing to go by. */
static void
test_nobody (void)
{
  CubbyScanEase ease = {0};
  const CubbyScanEaseSight sight = {.alike = 1};
  cubby_scan_ease_note (&ease, DEAR);
  g_assert_false (cubby_scan_ease_take (&ease, &sight));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/scan-ease/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_ease);
  }
  g_test_add_func ("/scan-ease/nothing is followed", test_nobody);
  return g_test_run ();
}
