/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-control.h"

#define WORDS_MAX 5
#define LABEL_FALLBACK "00893000000000000000"

/* One command: @words includes its name. Returns NULL, or why not; may be transfer-none only. */
typedef struct {
  const char *name;
  const char *arguments;
  const char *what;
  guint n_least;
  const char *(*run) (CubbySimBank *bank, char **words, guint n_words, GString *reply);
} Command;

static const char *
find_door (CubbySimBank *bank, const char *name, guint *ret_door)
{
  int door = cubby_sim_bank_find_door (bank, name);
  *ret_door = (guint)MAX (door, 0);
  return door >= 0 ? NULL : "there is no door of this name; “doors” lists them";
}

static const char *
read_switch (const char *word, gboolean *ret_on)
{
  *ret_on = g_str_equal (word, "on");
  return *ret_on || g_str_equal (word, "off") ? NULL : "say on or off";
}

static const char *
run_doors (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  for (guint i = 0; i < cubby_sim_bank_get_n_doors (bank); i++) {
    const CubbySimDoor *door = cubby_sim_bank_get_door (bank, i);
    g_autoptr (GString) trouble = g_string_new (door->jammed ? " jammed" : "");
    if (door->latch != CUBBY_SIM_LATCH_OK)
      g_string_append_printf (trouble, " latch-%s", cubby_sim_latch_to_string (door->latch));
    g_string_append_printf (reply, "%s %s %s %s %s %u%s\n", door->name, door->open ? "open" : "shut",
                            cubby_sim_sensor_to_string (door->sensor), door->latched ? "latched" : "released",
                            door->parcel != NULL ? door->parcel : "-", door->pulses->len, trouble->str);
  }
  return NULL;
}

static const char *
run_boards (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  for (guint i = 0; i < cubby_sim_bank_get_n_boards (bank); i++) {
    const CubbySimBoard *board = cubby_sim_bank_get_board (bank, i);
    g_string_append_printf (reply, "%s %s %u %s\n", board->name, board->model->profile, board->unit,
                            cubby_sim_bank_get_fault (bank, i)->name);
  }
  return NULL;
}

static const char *
hand_put (CubbySimBank *bank, guint door, const char *label)
{
  return cubby_sim_bank_hand_put (bank, door, label != NULL ? label : LABEL_FALLBACK);
}

static const char *
hand_open (CubbySimBank *bank, guint door, const char *label)
{
  return cubby_sim_bank_hand_open (bank, door);
}

static const char *
hand_shut (CubbySimBank *bank, guint door, const char *label)
{
  return cubby_sim_bank_hand_shut (bank, door);
}

static const char *
hand_take (CubbySimBank *bank, guint door, const char *label)
{
  return cubby_sim_bank_hand_take (bank, door);
}

static const char *
run_hand (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  static const struct {
    const char *name;
    const char *(*does) (CubbySimBank *bank, guint door, const char *label);
  } hands[] = {{"open", hand_open}, {"shut", hand_shut}, {"put", hand_put}, {"take", hand_take}};
  guint door;
  const char *problem = find_door (bank, words[1], &door);
  for (guint i = 0; problem == NULL && i < G_N_ELEMENTS (hands); i++)
    if (g_str_equal (hands[i].name, words[2]))
      return hands[i].does (bank, door, n_words > 3 ? words[3] : NULL);
  return problem != NULL ? problem : "a hand can open, shut, put LABEL and take";
}

static const char *
run_jam (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  guint door;
  gboolean on;
  const char *problem = find_door (bank, words[1], &door);
  problem = problem != NULL ? problem : read_switch (words[2], &on);
  if (problem == NULL)
    cubby_sim_bank_set_jam (bank, door, g_str_equal (words[2], "on"));
  return problem;
}

static const char *
run_sensor (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  guint door;
  CubbySimSensor sensor;
  const char *problem = find_door (bank, words[1], &door);
  if (problem != NULL)
    return problem;
  if (!cubby_sim_sensor_from_string (words[2], &sensor))
    return "a sensor is ok, stuck-shut, stuck-open or flap";
  cubby_sim_bank_set_sensor (bank, door, sensor);
  return NULL;
}

static const char *
run_latch (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  guint door;
  CubbySimLatch latch;
  const char *problem = find_door (bank, words[1], &door);
  if (problem != NULL)
    return problem;
  if (!cubby_sim_latch_from_string (words[2], &latch))
    return "a latch is ok, stuck or loose";
  cubby_sim_bank_set_latch (bank, door, latch);
  return NULL;
}

static const char *
run_bus (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  int bus = cubby_sim_bank_find_bus (bank, words[1]);
  CubbySimCable cable;
  if (bus < 0)
    return "there is no bus of this name; “buses” lists them";
  if (!cubby_sim_cable_from_string (words[2], &cable))
    return "a bus is whole, cut or unplugged";
  cubby_sim_bank_set_cable (bank, (guint)bus, cable);
  return NULL;
}

static const char *
run_buses (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  const GPtrArray *buses = cubby_sim_bank_get_settings (bank)->buses;
  for (guint i = 0; i < buses->len; i++)
    g_string_append_printf (reply, "%s %s\n", ((const CubbyBusSettings *)g_ptr_array_index (buses, i))->name,
                            cubby_sim_cable_to_string (cubby_sim_bank_get_cable (bank, i)));
  return NULL;
}

static const char *
run_force (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  guint door;
  const char *problem = find_door (bank, words[1], &door);
  if (problem == NULL)
    cubby_sim_bank_force (bank, door);
  return problem;
}

static const char *
run_board (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  int board = cubby_sim_bank_find_board (bank, words[1]);
  if (board < 0)
    return "there is no board of this name; “boards” lists them";
  guint64 argument = 0;
  if (n_words > 3 && !g_ascii_string_to_unsigned (words[3], 10, 0, 60000, &argument, NULL))
    return "the number after the fault goes from 0 to 60000";
  if (g_str_equal (words[2], "modes")) {
    cubby_sim_bank_set_modes (bank, (guint)board, (guint16)argument);
    return NULL;
  }
  if (g_str_equal (words[2], "watchdog"))
    return cubby_sim_bank_set_watchdog (bank, (guint)board, (guint)argument);
  const CubbySimFault *fault = cubby_sim_fault_find (words[2]);
  if (fault == NULL)
    return "there is no such fault; “help” lists them";
  cubby_sim_bank_set_fault (bank, (guint)board, fault, (guint)argument);
  return NULL;
}

static const char *
run_pulses (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  g_string_append_printf (reply, "total %u\n", cubby_sim_bank_count_pulses (bank));
  for (guint i = 0; i < cubby_sim_bank_get_n_doors (bank); i++) {
    const CubbySimDoor *door = cubby_sim_bank_get_door (bank, i);
    if (door->pulses->len == 0)
      continue;
    g_string_append_printf (reply, "%s %u", door->name, door->pulses->len);
    for (guint n = 0; n < door->pulses->len; n++)
      g_string_append_printf (reply, " %" G_GINT64_FORMAT, g_array_index (door->pulses, gint64, n));
    g_string_append_c (reply, '\n');
  }
  return NULL;
}

static const char *run_help (CubbySimBank *bank, char **words, guint n_words, GString *reply);

static const Command commands[] = {
    {"help", "", "this", 1, run_help},
    {"doors", "", "a line a door: name, leaf, sensor, latch, parcel, pulses", 1, run_doors},
    {"boards", "", "a line a board: name, profile, unit, fault", 1, run_boards},
    {"hand", "DOOR open|shut|put [LABEL]|take", "what a hand does", 3, run_hand},
    {"latch", "DOOR ok|stuck|loose", "stuck does not let go, loose does not catch", 3, run_latch},
    {"jam", "DOOR on|off", "the latch releases, the door does not move", 3, run_jam},
    {"sensor", "DOOR ok|stuck-shut|stuck-open|flap", "what the sensor says", 3, run_sensor},
    {"force", "DOOR", "opens it with a crowbar", 2, run_force},
    {"board", "NAME FAULT [NUMBER]", "what is wrong with a board from now on", 3, run_board},
    {"buses", "", "a line a bus: name, cable", 1, run_buses},
    {"bus", "NAME whole|cut|unplugged", "cut: nobody hears; unplugged: the device or connection is gone", 3,
     run_bus},
    {"pulses", "", "the total, then door, count and times (CLOCK_MONOTONIC µs)", 1, run_pulses},
};

static const char *
run_help (CubbySimBank *bank, char **words, guint n_words, GString *reply)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (reply, "%s%s%s: %s\n", commands[i].name,
                            commands[i].arguments[0] != '\0' ? " " : "", commands[i].arguments,
                            commands[i].what);
  g_string_append (reply, "watch: events as lines, until you hang up\nquit: ends the simulator\nfaults:\n");
  for (const CubbySimFault *fault = cubby_sim_fault_list (); fault->name != NULL; fault++)
    g_string_append_printf (reply, "  %s: %s\n", fault->name, fault->what);
  g_string_append (reply,
                   "  modes NUMBER: sets the control mode of every channel (0 normal, 1 linkage)\n"
                   "  watchdog MS: its outputs fall when it is asked nothing for so long (0: they stay)\n");
  return NULL;
}

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

void
cubby_sim_command (CubbySimBank *bank, const char *line, GString *reply)
{
  g_autofree char *copy = g_strdup (line);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (copy), " \t", WORDS_MAX);
  guint n_words = g_strv_length (words);
  const Command *command = n_words > 0 ? find_command (words[0]) : NULL;
  const char *problem = command == NULL ? "there is no such command; “help” lists them" : NULL;
  if (command != NULL && n_words < command->n_least)
    g_string_append_printf (reply, "error: it is: %s %s\n", command->name, command->arguments);
  else if (command != NULL)
    problem = command->run (bank, words, n_words, reply);
  if (problem != NULL)
    g_string_append_printf (reply, "error: %s\n", problem);
  else if (command != NULL && n_words >= command->n_least)
    g_string_append (reply, "ok\n");
}
