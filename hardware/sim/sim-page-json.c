/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-page-json.h"

#include "protocols/http/json-text.h"

static void
add_columns (CubbyJsonText *json, const CubbyBank *bank)
{
  cubby_json_text_open_array (json, "columns");
  for (guint i = 0; i < bank->columns->len; i++) {
    const CubbyColumn *column = g_ptr_array_index (bank->columns, i);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "name", column->name);
    cubby_json_text_int (json, "width", column->width_mm);
    cubby_json_text_boolean (json, "kiosk", column->kiosk);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

static void
add_compartments (CubbyJsonText *json, const CubbySettings *settings)
{
  cubby_json_text_open_array (json, "doors");
  for (guint i = 0; i < cubby_bank_get_n_compartments (settings->bank); i++) {
    const CubbyCompartment *it = cubby_bank_get_compartment (settings->bank, i);
    const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, it->board);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "name", it->name);
    cubby_json_text_string (json, "size", cubby_size_to_string (it->size));
    cubby_json_text_int (json, "column", it->column);
    cubby_json_text_int (json, "bottom", it->bottom_mm);
    cubby_json_text_int (json, "height", it->height_mm);
    cubby_json_text_string (json, "board", board->name);
    cubby_json_text_int (json, "channel", it->channel + 1);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

static void
add_words (CubbyJsonText *json, const char *name, const char *const *words)
{
  cubby_json_text_open_array (json, name);
  for (; *words != NULL; words++)
    cubby_json_text_string (json, NULL, *words);
  cubby_json_text_close_array (json);
}

static void
add_faults (CubbyJsonText *json)
{
  cubby_json_text_open_array (json, "faults");
  for (const CubbySimFault *fault = cubby_sim_fault_list (); fault->name != NULL; fault++) {
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "name", fault->name);
    cubby_json_text_string (json, "what", fault->what);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

char *
cubby_sim_page_describe_bank (CubbySimBank *bank)
{
  const CubbySettings *settings = cubby_sim_bank_get_settings (bank);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "store", settings->store_name);
  add_columns (json, settings->bank);
  add_compartments (json, settings);
  add_faults (json);
  add_words (json, "sensors", (const char *const[]){"ok", "stuck-shut", "stuck-open", "flap", NULL});
  add_words (json, "latches", (const char *const[]){"ok", "stuck", "loose", NULL});
  add_words (json, "cables", (const char *const[]){"whole", "cut", "unplugged", NULL});
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

static void
add_doors (CubbyJsonText *json, CubbySimBank *bank)
{
  cubby_json_text_open_array (json, "doors");
  for (guint i = 0; i < cubby_sim_bank_get_n_doors (bank); i++) {
    const CubbySimDoor *door = cubby_sim_bank_get_door (bank, i);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_boolean (json, "open", door->open);
    cubby_json_text_boolean (json, "energised", door->energised);
    cubby_json_text_boolean (json, "latched", door->latched);
    cubby_json_text_boolean (json, "jammed", door->jammed);
    cubby_json_text_string (json, "latch", cubby_sim_latch_to_string (door->latch));
    cubby_json_text_string (json, "sensor", cubby_sim_sensor_to_string (door->sensor));
    cubby_json_text_string (json, "parcel", door->parcel);
    cubby_json_text_int (json, "pulses", door->pulses->len);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

static void
add_boards (CubbyJsonText *json, CubbySimBank *bank)
{
  cubby_json_text_open_array (json, "boards");
  for (guint i = 0; i < cubby_sim_bank_get_n_boards (bank); i++) {
    const CubbySimBoard *board = cubby_sim_bank_get_board (bank, i);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "name", board->name);
    cubby_json_text_string (json, "profile", board->model->profile);
    cubby_json_text_int (json, "unit", board->unit);
    cubby_json_text_string (json, "fault", cubby_sim_bank_get_fault (bank, i)->name);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

static void
add_buses (CubbyJsonText *json, CubbySimBank *bank)
{
  const GPtrArray *buses = cubby_sim_bank_get_settings (bank)->buses;
  cubby_json_text_open_array (json, "buses");
  for (guint i = 0; i < buses->len; i++) {
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "name", ((const CubbyBusSettings *)g_ptr_array_index (buses, i))->name);
    cubby_json_text_string (json, "cable", cubby_sim_cable_to_string (cubby_sim_bank_get_cable (bank, i)));
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

char *
cubby_sim_page_describe_state (CubbySimBank *bank, const char *event)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "event", event);
  add_doors (json, bank);
  add_boards (json, bank);
  add_buses (json, bank);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
