/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/conf-file.h"
#include "hardware/locks/lock-board.h"

/* A board's own timer may make a pulse this much longer than asked, and no more: locks burn. */
#define ROUND_MAX_MS 100

/* The families; a row each. */
static const CubbyLockBoard *const families[] = {
    cubby_lock_boards_waveshare, cubby_lock_boards_lc_modbus,  cubby_lock_boards_eletechsup,
    cubby_lock_boards_adam_6000, cubby_lock_boards_moxa_e1200, cubby_lock_boards_kincony,
    cubby_lock_boards_wellpro,   cubby_lock_boards_xunming,    cubby_lock_boards_stm8,
};

const CubbyLockBoard *
cubby_lock_boards_get (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (const CubbyLockBoard *board = families[i]; board->profile != NULL; board++)
      if (index-- == 0)
        return board;
  return NULL;
}

const CubbyLockBoard *
cubby_lock_board_find (const char *profile)
{
  const CubbyLockBoard *board = cubby_lock_boards_get (0);
  for (guint i = 1; board != NULL && !g_str_equal (board->profile, profile); i++)
    board = cubby_lock_boards_get (i);
  return board;
}

const CubbyLockBoard *
cubby_lock_board_of (const CubbySettings *settings, guint board)
{
  const CubbyBoardSettings *it = g_ptr_array_index (settings->boards, board);
  const CubbyLockBoard *described = cubby_settings_find_profile (settings, it->profile);
  return described != NULL ? described : cubby_lock_board_find (it->profile);
}

static char *
list_profiles (void)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const CubbyLockBoard *board = cubby_lock_boards_get (0);
  for (guint i = 1; board != NULL; board = cubby_lock_boards_get (i++))
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", board->profile);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
check_board (const CubbySettings *settings, guint index, GError **error)
{
  const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, index);
  const CubbyLockBoard *profile = cubby_lock_board_of (settings, index);
  if (profile == NULL) {
    g_autofree char *list = list_profiles ();
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE,
                 "%s: [board %s] profile: “%s” is not one of: %s; and there is no [profile] of this name",
                 settings->path, board->name, board->profile, list);
    return FALSE;
  }
  if (board->unit < profile->unit_min || board->unit > profile->unit_max) {
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE,
                 "%s: [board %s] unit: %u is no address: those of %s go from %u to %u", settings->path,
                 board->name, board->unit, profile->what, profile->unit_min, profile->unit_max);
    return FALSE;
  }
  guint pulse_ms = settings->locker.pulse_ms;
  guint rounded_ms = cubby_lock_board_round_pulse (profile, pulse_ms);
  if (rounded_ms > pulse_ms + ROUND_MAX_MS) {
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE,
                 "%s: [locker] pulse-ms: %u would become %u on [board %s] (%s); "
                 "set %u if the locks are rated for it, or use another board",
                 settings->path, pulse_ms, rounded_ms, board->name, profile->what, rounded_ms);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_door (const CubbySettings *settings, const CubbyCompartment *compartment, GError **error)
{
  const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, compartment->board);
  const CubbyLockBoard *profile = cubby_lock_board_of (settings, compartment->board);
  if (compartment->channel < profile->n_channels)
    return TRUE;
  const CubbyColumn *column = g_ptr_array_index (settings->bank->columns, compartment->column);
  g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE,
               "%s: [column %s] doors: %s is on channel %u, and [board %s] (%s) has %u", settings->path,
               column->name, compartment->name, compartment->channel + 1, board->name, profile->what,
               profile->n_channels);
  return FALSE;
}

/* A name must mean one board. */
static gboolean
check_profile (const CubbySettings *settings, const CubbyBoardProfile *profile, GError **error)
{
  const CubbyLockBoard *shipped = cubby_lock_board_find (profile->profile);
  if (shipped == NULL)
    return TRUE;
  g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE,
               "%s: [profile %s]: this is the name of a board that is known (%s); give it another",
               settings->path, profile->profile, shipped->what);
  return FALSE;
}

gboolean
cubby_lock_boards_check (const CubbySettings *settings, GError **error)
{
  for (guint i = 0; i < settings->profiles->len; i++)
    if (!check_profile (settings, g_ptr_array_index (settings->profiles, i), error))
      return FALSE;
  for (guint i = 0; i < settings->boards->len; i++)
    if (!check_board (settings, i, error))
      return FALSE;
  for (guint i = 0; i < cubby_bank_get_n_compartments (settings->bank); i++)
    if (!check_door (settings, cubby_bank_get_compartment (settings->bank, i), error))
      return FALSE;
  return TRUE;
}
