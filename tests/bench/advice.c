/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody holds something up wrongly, in each way: what is said of it first, by way and word. */
#include "hardware/scanner/decode/cascade.h"
#include "tests/bench/advice-scenes.h"
#include "tests/bench/report.h"

#include "app/domain/scan-advice.h"

#include <stdlib.h>

#define SEEDS 20
#define EMPTY_FRAMES 2
#define FRAME_US (G_USEC_PER_SEC / 8)
/* As long as the last word takes that is said of a code in its place. */
#define HELD_FRAMES 26
#define SYMBOLOGIES (CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT)
/* A column of the table besides those of the words. */
#define READ CUBBY_N_ADVICES
#define N_COLUMNS (CUBBY_N_ADVICES + 1)

typedef struct {
  CubbyCascade *cascade;
  CubbyScanAdvice *rule;
  gint64 now_us;
} Kiosk;

static CubbyAdvice
kiosk_look (Kiosk *self, CubbyFrame *frame, guint *ret_n_codes)
{
  self->now_us += FRAME_US;
  frame->captured_us = self->now_us;
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look (self->cascade, frame, SYMBOLOGIES, CUBBY_CASCADE_BUDGET_US);
  *ret_n_codes = codes->len;
  return cubby_scan_advice_take (self->rule, cubby_cascade_get_view (self->cascade), codes->len, SYMBOLOGIES,
                                 self->now_us);
}

static void
tell_view (const CubbyView *view)
{
  bench_progress ("  candidate %d held %d corners %.0f,%.0f %.0f,%.0f %.0f,%.0f %.0f,%.0f module %.1f "
                  "sharp %.2f contrast %.2f bright %u scene %u glare %.2f shake %.1f",
                  view->candidate, view->held, view->corners[0].x, view->corners[0].y, view->corners[1].x,
                  view->corners[1].y, view->corners[2].x, view->corners[2].y, view->corners[3].x,
                  view->corners[3].y, view->module_px, view->sharpness, view->contrast, view->brightness,
                  view->scene, view->glare, view->shake);
}

/* Returns: the first word, or READ; none: it was silent. */
static guint
watch_one (const CubbyAdviceScene *scene, guint seed, gboolean talks)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyScanAdvice) rule = cubby_scan_advice_new ();
  Kiosk kiosk = {cascade, rule, G_USEC_PER_SEC};
  g_autoptr (CubbyAdvicePlay) play = cubby_advice_play_new (scene, seed);
  for (guint i = 0; i < EMPTY_FRAMES + HELD_FRAMES; i++) {
    guint n_codes;
    CubbyFrame *frame = cubby_advice_play_get (play, i < EMPTY_FRAMES ? -1 : (int)(i - EMPTY_FRAMES));
    CubbyAdvice said = kiosk_look (&kiosk, frame, &n_codes);
    if (talks && i >= EMPTY_FRAMES && i < EMPTY_FRAMES + 4)
      tell_view (cubby_cascade_get_view (cascade));
    if (n_codes == 1)
      return READ;
    if (said != CUBBY_ADVICE_NONE)
      return said;
  }
  return CUBBY_ADVICE_NONE;
}

static void
tell_head (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  for (guint i = 0; i < CUBBY_N_ADVICES; i++)
    g_string_append_printf (line, " %5.5s", cubby_advice_to_string (i));
  bench_progress ("%-28s%s  read", "", line->str);
}

static void
tell_row (const CubbyAdviceScene *scene, const guint counts[N_COLUMNS])
{
  g_autoptr (GString) line = g_string_new (NULL);
  for (guint i = 0; i < N_COLUMNS; i++) {
    gboolean good = (scene->good & (1u << i)) != 0;
    g_autofree char *count = counts[i] > 0 || good ? g_strdup_printf ("%u", counts[i]) : g_strdup ("-");
    g_string_append_printf (line, good ? " [%3s]" : "  %3s ", count);
  }
  bench_progress ("%-28s%s", scene->name, line->str);
}

static void
watch_scene (const CubbyAdviceScene *scene, guint first, guint n_seeds, gboolean talks)
{
  guint counts[N_COLUMNS] = {0}, n_good = 0;
  for (guint seed = first; seed < first + n_seeds; seed++) {
    guint said = watch_one (scene, seed, talks);
    counts[said]++;
    n_good += (scene->good & (1u << said)) != 0 ? 1 : 0;
  }
  tell_row (scene, counts);
  bench_report ("advice", scene->name, 100.0 * n_good / n_seeds, "percent");
}

int
main (int argc, char **argv)
{
  int n_seeds = SEEDS, first = 1;
  gboolean talks = FALSE;
  char *only = NULL;
  const GOptionEntry entries[] = {
      {"seeds", 'n', 0, G_OPTION_ARG_INT, &n_seeds, "people of each way (20)", "N"},
      {"first", 'f', 0, G_OPTION_ARG_INT, &first, "number of the first of them (1)", "N"},
      {"scene", 's', 0, G_OPTION_ARG_STRING, &only, "one way alone", "NAME"},
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &talks, "what the first pictures showed", NULL},
      {NULL},
  };
  bench_begin ("advice");
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("- what is said of what is held up");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    bench_check (error, "arguments");
  tell_head ();
  for (const CubbyAdviceScene *scene = cubby_advice_scenes (); scene->name != NULL; scene++)
    if (only == NULL || g_str_equal (only, scene->name))
      watch_scene (scene, (guint)MAX (first, 1), (guint)MAX (n_seeds, 1), talks);
  g_free (only);
  return EXIT_SUCCESS;
}
