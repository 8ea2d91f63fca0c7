/* SPDX-License-Identifier: Apache-2.0 */
/* The steel, as a script: what is done to a door and when, and how it stands in the end. */
#include "hardware/sim/sim-door.h"

/* "+MS" lets time pass; on, off: the coil; open, shut, put, take: a hand; jam, free, stick, loosen, mend,
 * force. A word after which "!" stands must be refused. */
typedef struct {
  const char *path;
  const char *script;
  gboolean open;
  gboolean latched;
  gboolean parcel;
  guint pulses;
} Row;

static const Row rows[] = {
    {"a new one is shut and locked", "", FALSE, TRUE, FALSE, 0},
    {"a pulse opens it", "on +500 off +100", TRUE, FALSE, FALSE, 1},
    {"a pulse that is too short does not", "on +10 off +500", FALSE, TRUE, FALSE, 1},
    {"a pulse that is just long enough does", "on +30 off +500", TRUE, FALSE, FALSE, 1},
    {"jammed it stays, and locks again", "jam on +500 off +500", FALSE, TRUE, FALSE, 1},
    {"freed later it stays shut", "jam on +500 off +100 free +500", FALSE, TRUE, FALSE, 1},
    {"a hand cannot open a locked one", "open!", FALSE, TRUE, FALSE, 0},
    {"a hand pulls a jammed one while its latch is back", "jam on +100 open off +10", TRUE, FALSE, FALSE, 1},
    {"shut by hand it is locked", "on +500 off shut +500", FALSE, TRUE, FALSE, 1},
    {"it cannot be shut while the coil is on", "on +400 shut! +10", TRUE, FALSE, FALSE, 1},
    {"a parcel is put in", "on +500 off put shut", FALSE, TRUE, TRUE, 1},
    {"and taken out", "on +500 off put shut on +500 off take", TRUE, FALSE, FALSE, 2},
    {"not through a shut door", "put! take!", FALSE, TRUE, FALSE, 0},
    {"not two of them", "on +500 off put put!", TRUE, FALSE, TRUE, 1},
    {"nothing comes out of an empty one", "on +500 off take!", TRUE, FALSE, FALSE, 1},
    {"a crowbar opens it without a pulse", "force", TRUE, FALSE, FALSE, 0},
    {"a stuck latch does not let go", "stick on +500 off +500 open!", FALSE, TRUE, FALSE, 1},
    {"freed of that it does", "stick on +500 off mend on +500 off", TRUE, FALSE, FALSE, 2},
    {"a loose latch does not catch", "loosen on +500 off shut +500", FALSE, FALSE, FALSE, 1},
    {"and the door can be pulled open", "loosen on +500 off shut +500 open", TRUE, FALSE, FALSE, 1},
    {"twice on is one pulse", "on +100 on +100 off", TRUE, FALSE, FALSE, 1},
};

static const char *
put (CubbySimDoor *door)
{
  return cubby_sim_door_hand_put (door, "label");
}

static const struct {
  const char *word;
  const char *(*hand) (CubbySimDoor *door);
} hands[] = {{"open", cubby_sim_door_hand_open},
             {"shut", cubby_sim_door_hand_shut},
             {"put", put},
             {"take", cubby_sim_door_hand_take}};

static void
act (CubbySimDoor *door, const char *word, gint64 *now_us)
{
  gboolean refused = g_str_has_suffix (word, "!");
  g_autofree char *name = g_strndup (word, strlen (word) - (refused ? 1 : 0));
  for (guint i = 0; i < G_N_ELEMENTS (hands); i++)
    if (g_str_equal (hands[i].word, name))
      g_assert_true ((hands[i].hand (door) != NULL) == refused);
  if (name[0] == '+')
    *now_us += g_ascii_strtoll (name + 1, NULL, 10) * 1000;
  else if (g_str_equal (name, "on") || g_str_equal (name, "off"))
    cubby_sim_door_energise (door, g_str_equal (name, "on"), *now_us);
  else if (g_str_equal (name, "jam") || g_str_equal (name, "free"))
    door->jammed = g_str_equal (name, "jam");
  else if (g_str_equal (name, "stick"))
    door->latch = CUBBY_SIM_LATCH_STUCK;
  else if (g_str_equal (name, "loosen"))
    door->latch = CUBBY_SIM_LATCH_LOOSE;
  else if (g_str_equal (name, "mend"))
    door->latch = CUBBY_SIM_LATCH_OK;
  else if (g_str_equal (name, "force"))
    cubby_sim_door_force (door);
  /* As the bank does: everything that is due, in order. */
  for (gint64 due = cubby_sim_door_get_due (door); due != 0 && due <= *now_us;
       due = cubby_sim_door_get_due (door))
    cubby_sim_door_advance (door, due);
}

static void
test_script (gconstpointer data)
{
  const Row *row = data;
  CubbySimDoor *door = cubby_sim_door_new ("A1");
  g_auto (GStrv) words = g_strsplit (row->script, " ", -1);
  gint64 now_us = 1000;
  for (char **word = words; *word != NULL; word++)
    act (door, *word, &now_us);
  g_assert_true (door->open == row->open);
  g_assert_true (door->latched == row->latched);
  g_assert_true ((door->parcel != NULL) == row->parcel);
  g_assert_cmpuint (door->pulses->len, ==, row->pulses);
  cubby_sim_door_free (door);
}

static void
test_sensor (void)
{
  CubbySimDoor *door = cubby_sim_door_new ("A1");
  CubbySimSensor sensor;
  g_assert_true (cubby_sim_door_sense (door));
  door->sensor = CUBBY_SIM_SENSOR_STUCK_OPEN;
  g_assert_false (cubby_sim_door_sense (door));
  cubby_sim_door_force (door);
  door->sensor = CUBBY_SIM_SENSOR_OK;
  g_assert_false (cubby_sim_door_sense (door));
  door->sensor = CUBBY_SIM_SENSOR_STUCK_SHUT;
  g_assert_true (cubby_sim_door_sense (door));
  door->sensor = CUBBY_SIM_SENSOR_FLAP;
  g_assert_true (cubby_sim_door_sense (door) != cubby_sim_door_sense (door));
  g_assert_true (cubby_sim_sensor_from_string ("flap", &sensor));
  g_assert_cmpint (sensor, ==, CUBBY_SIM_SENSOR_FLAP);
  g_assert_false (cubby_sim_sensor_from_string ("flop", &sensor));
  cubby_sim_door_free (door);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/sim/door/", rows[i].path, NULL);
    g_test_add_data_func (path, &rows[i], test_script);
  }
  g_test_add_func ("/sim/door/what its sensor says", test_sensor);
  return g_test_run ();
}
