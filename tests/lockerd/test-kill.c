/* SPDX-License-Identifier: Apache-2.0 */
/* cubby-lockerd killed, or its disk or bus failing, at every point of a stow and of a pickup; then started
 * again, looked at, and the story brought to an end. strace counts and kills, a wire of the test's own counts
 * the bytes of the bus: the program under test is the one that ships. See README.md. */
#include "tests/lockerd/kill-crew.h"

#include <stdlib.h>

#define POINTS_LEAST 3 /* of each row */

typedef struct {
  int points, workers, from, to;
  char *point;
  gboolean list;
} Options;

typedef struct {
  GArray *rows, *points;
  Outcome *outcomes;
  Crew *crew;
  gboolean ran;
} Run;

typedef struct {
  Run *run;
  const Row *row;
} Case;

static void
add_evenly (GArray *points, const Row *row, guint quota)
{
  for (guint i = 0; i < quota; i++) {
    Point point = {.row = row, .n = i % row->n + 1, .round = i / row->n};
    if (quota < row->n) /* the first, the last, and as many between them */
      point.n = quota > 1 ? 1 + (row->n - 1) * i / (quota - 1) : row->n;
    g_array_append_val (points, point);
  }
}

/* A few of each row, the rest by how many a row has. */
static GArray *
choose (GArray *rows, guint n_points)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (Point));
  guint64 all = 0, rest, least = 0;
  for (guint i = 0; i < rows->len; i++) {
    all += g_array_index (rows, Row, i).n;
    least += MIN (POINTS_LEAST, g_array_index (rows, Row, i).n);
  }
  rest = n_points > least ? n_points - least : 0;
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index (rows, Row, i);
    add_evenly (points, row, MIN (POINTS_LEAST, row->n) + (guint)(rest * row->n / MAX (all, 1)));
  }
  return points;
}

static void
run_all (Run *run)
{
  if (run->ran)
    return;
  run->ran = TRUE;
  crew_run (run->crew, run->points, run->outcomes);
}

static void
judge_row (gconstpointer data)
{
  const Case *one = data;
  guint untold = 0, tried = 0, missed = 0, failed = 0, unknown = 0, collected = 0, restowed = 0, looked = 0;
  run_all (one->run);
  for (guint i = 0; i < one->run->points->len; i++) {
    const Outcome *outcome = &one->run->outcomes[i];
    if (g_array_index (one->run->points, Point, i).row != one->row)
      continue;
    untold += outcome->state == OUTCOME_NONE;
    tried += outcome->state == OUTCOME_STRUCK;
    missed += outcome->state == OUTCOME_MISSED;
    failed += outcome->state == OUTCOME_FAILED;
    unknown += outcome->unknown;
    collected += outcome->collected;
    restowed += outcome->restowed;
    looked += outcome->looked;
  }
  g_test_message ("%u points, %u came too late, %u failed; %u unknown, %u looked into, %u stowed again, "
                  "%u collected",
                  tried, missed, failed, unknown, looked, restowed, collected);
  if (failed > 0)
    g_test_fail_printf ("%u points failed: see above", failed);
  if (untold > 0)
    g_test_fail_printf ("%u points were not tried", untold);
  if (tried + missed > 0 && tried == 0)
    g_test_fail_printf ("the fault never came");
}

static void
free_case (gpointer data)
{
  g_free (data);
}

static void
add_cases (Run *run)
{
  for (guint i = 0; i < run->rows->len; i++) {
    const Row *row = &g_array_index (run->rows, Row, i);
    gboolean chosen = FALSE;
    for (guint j = 0; j < run->points->len; j++)
      chosen |= g_array_index (run->points, Point, j).row == row;
    if (!chosen)
      continue;
    g_autofree char *path =
        g_strdup_printf ("/lockerd/kill/%s over %s/%s makes no second pulse", row->story->name,
                         row->serial ? "RTU" : "TCP", row->series->says);
    Case *one = g_new0 (Case, 1);
    *one = (Case){run, row};
    g_test_add_data_func_full (path, one, judge_row, free_case);
  }
}

static gboolean
parse (Options *options, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
      {"points", 0, 0, G_OPTION_ARG_INT, &options->points, "How many points, spread evenly (300)", "N"},
      {"from", 0, 0, G_OPTION_ARG_INT, &options->from, "Begin with this one of them (1)", "N"},
      {"to", 0, 0, G_OPTION_ARG_INT, &options->to, "End with this one of them", "N"},
      {"workers", 0, 0, G_OPTION_ARG_INT, &options->workers, "So many side by side (32)", "N"},
      {"point", 0, 0, G_OPTION_ARG_STRING, &options->point,
       "Only this one, such as pickup/tcp/kill-before-write/12", "NAME"},
      {"list-points", 0, 0, G_OPTION_ARG_NONE, &options->list, "Name the points and stop", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("LOCKERD SIM CUBBYCTL");
  g_autoptr (GError) error = NULL;
  g_option_context_set_summary (
      context, "Kills cubby-lockerd, and fails its disk and its bus, at every point of a stow "
               "and a pickup; restarts it and checks.\nThe long mode is: --points 10000");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE); /* those of GLib's tests */
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  g_printerr ("%s; see --help\n", error->message);
  return FALSE;
}

static void
list_points (GArray *points)
{
  for (guint i = 0; i < points->len; i++) {
    g_autofree char *name = point_get_name (&g_array_index (points, Point, i));
    g_print ("%u %s\n", i + 1, name);
  }
}

static GArray *
choose_points (const Options *options, Crew *crew, GArray *rows)
{
  Point one;
  if (options->point != NULL && point_parse (options->point, rows, &one)) {
    GArray *points = g_array_new (FALSE, FALSE, sizeof (Point));
    return g_array_append_val (points, one);
  }
  if (options->point != NULL) {
    g_printerr ("there is no point %s: --list-points names them\n", options->point);
    return NULL;
  }
  crew_survey (crew, rows);
  GArray *points = choose (rows, (guint)MAX (options->points, 1));
  guint to = options->to > 0 ? MIN ((guint)options->to, points->len) : points->len;
  g_array_set_size (points, to);
  if (options->from > 1)
    g_array_remove_range (points, 0, MIN ((guint)options->from - 1, points->len));
  return points;
}

static int
run_tests (const Options *options, Crew *crew, GArray *rows, GArray *points)
{
  Run run = {.rows = rows, .points = points, .crew = crew};
  run.outcomes = g_new0 (Outcome, points->len + 1);
  add_cases (&run);
  g_test_set_nonfatal_assertions (); /* every row is told of */
  int status = g_test_run ();
  guint struck = 0;
  for (guint i = 0; i < points->len; i++)
    struck += run.outcomes[i].state == OUTCOME_STRUCK;
  g_printerr ("# at %u of %u points the fault came\n", struck, points->len);
  g_free (run.outcomes);
  return status;
}

int
main (int argc, char **argv)
{
  Options options = {.points = 300, .workers = 32};
  g_autofree char *strace = g_find_program_in_path ("strace");
  g_autofree char *program = g_strdup (argv[0]);
  if (!parse (&options, &argc, &argv))
    return 2;
  g_test_init (&argc, &argv, NULL);
  if (argc != 4 || strace == NULL) {
    g_printerr (strace == NULL ? "strace is not installed: apt install strace\n" : "see --help\n");
    return 2;
  }
  const CrewOptions crew_options = {.program = program,
                                    .lockerd = argv[1],
                                    .sim = argv[2],
                                    .cubbyctl = argv[3],
                                    .workers = (guint)MAX (options.workers, 1)};
  g_autoptr (Crew) crew = crew_new (&crew_options);
  g_autoptr (GArray) rows = rows_list ();
  g_autoptr (GArray) points = choose_points (&options, crew, rows);
  if (points == NULL)
    return 2;
  if (options.list)
    list_points (points);
  int status = options.list ? 0 : run_tests (&options, crew, rows, points);
  g_free (options.point);
  return status;
}
