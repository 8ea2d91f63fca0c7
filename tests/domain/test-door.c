/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/door.h"

#define U CUBBY_DOOR_UNKNOWN
#define S CUBBY_DOOR_SHUT
#define L CUBBY_DOOR_UNLOCKING
#define O CUBBY_DOOR_OPEN
#define K CUBBY_DOOR_STUCK
#define F CUBBY_DOOR_FORCED

/* Written a second time, from the words of the design, in the order: seen shut, seen open by grant, seen open
 * without one, seen nothing, pulsed, not pulsed, timed out. */
static const struct {
  CubbyDoorState from;
  CubbyDoorState to[CUBBY_N_DOOR_EVENTS];
} rows[] = {
    {U, {S, O, F, U, L, U, U}}, {S, {S, O, F, U, L, S, S}}, {L, {L, O, F, U, L, S, K}},
    {O, {S, O, F, U, O, O, O}}, {K, {K, O, F, U, L, K, K}}, {F, {S, O, F, U, F, F, F}},
};

static void
check_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  for (guint event = 0; event < CUBBY_N_DOOR_EVENTS; event++)
    g_assert_cmpint (cubby_door_next (rows[i].from, event), ==, rows[i].to[event]);
}

static void
ungranted (void)
{
  for (guint state = 0; state < CUBBY_N_DOOR_STATES; state++)
    g_assert_cmpint (cubby_door_next (state, CUBBY_DOOR_SEEN_OPEN_UNGRANTED), ==, CUBBY_DOOR_FORCED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  G_STATIC_ASSERT (G_N_ELEMENTS (rows) == CUBBY_N_DOOR_STATES);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/domain/door/%s answers every event", cubby_door_state_to_string (rows[i].from));
    g_test_add_data_func (path, GUINT_TO_POINTER (i), check_row);
  }
  g_test_add_func ("/domain/door/open without a grant is forced from every state", ungranted);
  return g_test_run ();
}
