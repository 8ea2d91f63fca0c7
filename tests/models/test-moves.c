/* SPDX-License-Identifier: Apache-2.0 */
/* The moves of the model are those of the code: none is missing in either. */
#include "app/domain/grant.h"

/* "INTENT" for CUBBY_GRANT_INTENT; the model has the words of the code in capitals. */
static char *
get_name (guint state)
{
  return g_ascii_strup (cubby_grant_state_to_string (state), -1);
}

static gboolean
find_state (const char *name, guint *ret_state)
{
  for (guint i = 0; i < CUBBY_N_GRANT_STATES; i++) {
    g_autofree char *known = get_name (i);
    *ret_state = i;
    if (g_str_equal (known, name))
      return TRUE;
  }
  return FALSE;
}

/* Mutants move wrongly on purpose, and do not write it as a move. */
static void
read_moves (const char *path, gboolean moves[CUBBY_N_GRANT_STATES][CUBBY_N_GRANT_STATES])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("\\bmove \\(g, (\\w+), (\\w+)\\)", 0, 0, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GMatchInfo) match = NULL;
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    guint from, to;
    g_autofree char *from_name = g_match_info_fetch (match, 1);
    g_autofree char *to_name = g_match_info_fetch (match, 2);
    g_assert_true (find_state (from_name, &from) && find_state (to_name, &to));
    moves[from][to] = TRUE;
  }
}

static const char *model;

static void
compare (void)
{
  gboolean moves[CUBBY_N_GRANT_STATES][CUBBY_N_GRANT_STATES] = {0};
  guint n = 0;
  read_moves (model, moves);
  for (guint from = 0; from < CUBBY_N_GRANT_STATES; from++)
    for (guint to = 0; to < CUBBY_N_GRANT_STATES; to++) {
      g_autofree char *from_name = get_name (from), *to_name = get_name (to);
      n += moves[from][to];
      if (moves[from][to] != cubby_grant_may_move (from, to))
        g_test_fail_printf ("%s to %s: the model says %s", from_name, to_name,
                            moves[from][to] ? "yes" : "no");
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  model = argv[1];
  g_test_add_func ("/models/grant/the moves of the model are those of cubby_grant_may_move()", compare);
  return g_test_run ();
}
