/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-slot.h"

#include "app/common/conf-file.h"

static gboolean
read_input (gpointer data, guint channel)
{
  const CubbySimSlot *self = data;
  if (self->doors[channel] == NULL)
    return FALSE;
  return cubby_sim_door_sense (self->doors[channel]) == self->shut_is_one;
}

CubbySimSlot *
cubby_sim_slot_new (const CubbySettings *all, guint board, GError **error)
{
  const CubbyBoardSettings *settings = g_ptr_array_index (all->boards, board);
  const CubbyBoardProfile *profile = cubby_settings_find_profile (all, settings->profile);
  const CubbySimModel *model = cubby_sim_model_find (settings->profile);
  if (model == NULL && profile == NULL) {
    g_autofree char *list = cubby_sim_model_list ();
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE,
                 "%s: [board %s] profile: the simulator cannot play “%s”; it knows: %s", all->path,
                 settings->name, settings->profile, list);
    return NULL;
  }
  CubbySimSlot *self = g_new0 (CubbySimSlot, 1);
  if (profile != NULL)
    self->described = cubby_sim_model_describe (profile);
  self->board =
      cubby_sim_board_new (settings->name, settings->unit, profile != NULL ? &self->described : model);
  self->board->read_input = read_input;
  self->board->read_input_data = self;
  self->bus = settings->bus;
  self->shut_is_one = settings->shut_is_one;
  self->fault = cubby_sim_fault_find ("alive");
  return self;
}

void
cubby_sim_slot_free (CubbySimSlot *self)
{
  cubby_sim_board_free (self->board);
  g_free (self);
}

gboolean
cubby_sim_slot_hang (CubbySimSlot *self, CubbySimDoor *door, guint channel, const char *path, GError **error)
{
  const CubbySimModel *model = self->board->model;
  if (channel >= model->n_channels) {
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE,
                 "%s: door %s: [board %s] (%s) has only %u channels", path, door->name, self->board->name,
                 model->profile, model->n_channels);
    return FALSE;
  }
  self->doors[channel] = door;
  return TRUE;
}

void
cubby_sim_slot_connect (CubbySimSlot *self, gint64 now_us)
{
  for (guint channel = 0; channel < self->board->model->n_channels; channel++)
    if (self->doors[channel] != NULL)
      cubby_sim_door_energise (self->doors[channel], self->board->outputs[channel], now_us);
}
