/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/grant.h"

#include <string.h>

/* from, and the states it may move to as letters: I issued, T intent, O opened, N not opened, U unknown, C
 * closed */
static const struct {
  CubbyGrantState from;
  const char *to;
} rows[] = {
    {CUBBY_GRANT_ISSUED, "TC"},   {CUBBY_GRANT_INTENT, "ONU"}, {CUBBY_GRANT_OPENED, "C"},
    {CUBBY_GRANT_NOT_OPENED, ""}, {CUBBY_GRANT_UNKNOWN, ""},   {CUBBY_GRANT_CLOSED, ""},
};
static const char letters[CUBBY_N_GRANT_STATES + 1] = "ITONUC";

static void
check_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  for (guint to = 0; to < CUBBY_N_GRANT_STATES; to++) {
    g_autoptr (CubbyGrant) grant = cubby_grant_new ("g", CUBBY_PURPOSE_PICKUP, "A1", 1);
    gboolean allowed = strchr (rows[i].to, letters[to]) != NULL;
    grant->state = rows[i].from;
    g_assert_cmpint (cubby_grant_may_move (rows[i].from, to), ==, allowed);
    g_assert_cmpint (cubby_grant_move (grant, to, 2), ==, allowed);
    g_assert_cmpint (grant->state, ==, allowed ? to : rows[i].from);
  }
}

static void
one_way_to_intent (void)
{
  for (guint from = 0; from < CUBBY_N_GRANT_STATES; from++)
    g_assert_cmpint (cubby_grant_may_move (from, CUBBY_GRANT_INTENT), ==, from == CUBBY_GRANT_ISSUED);
}

static void
proof (void)
{
  g_autoptr (CubbyGrant) grant = cubby_grant_new ("g", CUBBY_PURPOSE_PICKUP, "A1", 1);
  g_assert_cmpint (cubby_grant_get_open_ms (grant, 9000), ==, 0);
  cubby_grant_move (grant, CUBBY_GRANT_INTENT, 1000);
  cubby_grant_move (grant, CUBBY_GRANT_OPENED, 2000);
  g_assert_cmpint (cubby_grant_get_open_ms (grant, 9000), ==, 7000);
  grant->blind_ms = 2500;
  g_assert_cmpint (cubby_grant_get_open_ms (grant, 9000), ==, 500);
  grant->recovering = TRUE;
  g_assert_cmpint (cubby_grant_get_open_ms (grant, 9000), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  G_STATIC_ASSERT (G_N_ELEMENTS (rows) == CUBBY_N_GRANT_STATES);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/grant/%s moves where the table says",
                                             cubby_grant_state_to_string (rows[i].from));
    g_test_add_data_func (path, GUINT_TO_POINTER (i), check_row);
  }
  g_test_add_func ("/domain/grant/the only way to a pulse is from issued", one_way_to_intent);
  g_test_add_func ("/domain/grant/only what was watched is proven", proof);
  return g_test_run ();
}
