/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-turns.h"

/* Places by what there is of them, far from each other. */
static void
begin (CubbyLinearTurns *turns, const float *weights, guint n, gboolean alone)
{
  CubbyLinearRegion places[CUBBY_LINEAR_TURNS_MAX];
  for (guint i = 0; i < n; i++)
    places[i] = (CubbyLinearRegion){
        .x = 200.0F * (float)i, .y = 100, .along_x = 1, .length = 100, .height = 50, .weight = weights[i]};
  cubby_linear_turns_begin (turns, places, n, alone);
}

/* The next look, as it is done in vain. */
static void
assert_next (CubbyLinearTurns *turns, guint place, CubbyLinearWay way)
{
  guint got_place;
  CubbyLinearWay got_way;
  g_assert_true (cubby_linear_turns_next (turns, &got_place, &got_way));
  g_assert_cmpuint (got_place, ==, place);
  g_assert_cmpint (got_way, ==, way);
  cubby_linear_turns_note (turns, place, way);
}

static void
test_quick_first (void)
{
  CubbyLinearTurns turns = {0};
  begin (&turns, (const float[]){100, 80, 60}, 3, FALSE);
  for (guint i = 0; i < 3; i++)
    assert_next (&turns, i, CUBBY_LINEAR_WAY_QUICK);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_THIN);
}

static void
test_large_before_small (void)
{
  CubbyLinearTurns turns = {0};
  begin (&turns, (const float[]){100, 1}, 2, FALSE);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_QUICK);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_THIN);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_STRIP);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_BANDS);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_LINES);
  assert_next (&turns, 1, CUBBY_LINEAR_WAY_QUICK);
}

static void
test_each_once (void)
{
  CubbyLinearTurns turns = {0};
  guint place, n = 0, n_of[2][CUBBY_LINEAR_N_WAYS] = {{0}};
  CubbyLinearWay way;
  begin (&turns, (const float[]){3, 2}, 2, FALSE);
  for (; cubby_linear_turns_next (&turns, &place, &way); n++)
    n_of[place][way]++;
  g_assert_cmpuint (n, ==, 2 * CUBBY_LINEAR_N_WAYS);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (n_of[i / CUBBY_LINEAR_N_WAYS][i % CUBBY_LINEAR_N_WAYS], ==, 1);
}

/* Each picture has time for six looks: in a few of them the smaller place had its turn in each way. */
static void
test_all_have_their_turn (void)
{
  CubbyLinearTurns turns = {0};
  guint n_of[2][CUBBY_LINEAR_N_WAYS] = {{0}};
  for (guint picture = 0; picture < 24; picture++) {
    begin (&turns, (const float[]){100, 40}, 2, FALSE);
    for (guint i = 0; i < 6; i++) {
      guint place;
      CubbyLinearWay way;
      g_assert_true (cubby_linear_turns_next (&turns, &place, &way));
      cubby_linear_turns_note (&turns, place, way);
      n_of[place][way]++;
    }
  }
  for (guint way = 0; way < CUBBY_LINEAR_N_WAYS; way++) {
    g_assert_cmpuint (n_of[1][way], >, 0);
    g_assert_cmpuint (n_of[0][way], >=, n_of[1][way]);
  }
}

static void
look_in_vain (CubbyLinearTurns *turns)
{
  begin (turns, (const float[]){100}, 1, FALSE);
  assert_next (turns, 0, CUBBY_LINEAR_WAY_QUICK);
  assert_next (turns, 0, CUBBY_LINEAR_WAY_THIN);
}

static void
test_alone (void)
{
  CubbyLinearTurns turns = {0};
  look_in_vain (&turns);
  begin (&turns, (const float[]){100, 60}, 2, TRUE);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_QUICK);
  assert_next (&turns, 1, CUBBY_LINEAR_WAY_QUICK);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_THIN);
}

static void
test_goes_on (void)
{
  CubbyLinearTurns turns = {0};
  look_in_vain (&turns);
  begin (&turns, (const float[]){100, 60}, 2, FALSE);
  assert_next (&turns, 1, CUBBY_LINEAR_WAY_QUICK);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_QUICK);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_STRIP);
  assert_next (&turns, 1, CUBBY_LINEAR_WAY_THIN);
}

/* What is gone for a while is new when it comes back. */
static void
test_forgets (void)
{
  CubbyLinearTurns turns = {0};
  look_in_vain (&turns);
  for (guint picture = 0; picture < 6; picture++)
    begin (&turns, NULL, 0, FALSE);
  begin (&turns, (const float[]){100, 60}, 2, FALSE);
  assert_next (&turns, 0, CUBBY_LINEAR_WAY_QUICK);
}

static void
test_many (void)
{
  CubbyLinearTurns turns = {0};
  float weights[CUBBY_LINEAR_TURNS_MAX];
  for (guint i = 0; i < CUBBY_LINEAR_TURNS_MAX; i++)
    weights[i] = 100;
  for (guint picture = 0; picture < 6; picture++) {
    begin (&turns, weights, CUBBY_LINEAR_TURNS_MAX - picture, FALSE);
    assert_next (&turns, picture, CUBBY_LINEAR_WAY_QUICK);
  }
}

typedef struct {
  const char *sentence;
  GTestFunc run;
} Sentence;

static const Sentence sentences[] = {
    {"all are looked at quickly first", test_quick_first},
    {"what is much larger is looked at in all ways first", test_large_before_small},
    {"each way of each place comes once", test_each_once},
    {"all have their turn in a few pictures", test_all_have_their_turn},
    {"a picture alone begins anew", test_alone},
    {"what was looked at in vain comes later in the next picture", test_goes_on},
    {"what is gone is forgotten", test_forgets},
    {"as many places as there may be", test_many},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/decode/linear-turns/%s", sentences[i].sentence);
    g_test_add_func (path, sentences[i].run);
  }
  return g_test_run ();
}
