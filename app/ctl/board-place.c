/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-place.h"

#include "app/ctl/usage.h"
#include "app/journal/journal-snapshot.h"
#include "hardware/locks/lock-board.h"

#include <string.h>

#define CONFIG "/etc/cubby/cubby.conf"
#define BYTE_TIMEOUT_MS 30
#define RTU_TIMEOUT_MS 100
#define TCP_TIMEOUT_MS 500
#define GAP_MS 50 /* what the slowest of the shipped boards wants */

static const guint bauds[] = {1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200};

void
cubby_board_place_add_options (CubbyBoardPlace *self, GOptionEntry *entries)
{
  const GOptionEntry own[CUBBY_BOARD_PLACE_OPTIONS] = {
      {"config", 0, 0, G_OPTION_ARG_FILENAME, &self->config, "Instead of " CONFIG, "FILE"},
      {"timeout-ms", 0, 0, G_OPTION_ARG_INT, &self->timeout_ms,
       "How long a board may take to begin an answer (100, over TCP 500)", "MS"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &self->json, "Answer as JSON", NULL},
  };
  memcpy (entries, own, sizeof own);
}

void
cubby_board_place_add_bus_options (CubbyBoardPlace *self, GOptionEntry *entries)
{
  const GOptionEntry own[CUBBY_BOARD_PLACE_BUS_OPTIONS] = {
      {"bus", 0, 0, G_OPTION_ARG_STRING, &self->bus_name, "[bus NAME] of it; needed when it has several",
       "NAME"},
      {"device", 0, 0, G_OPTION_ARG_FILENAME, &self->device, "A serial line, without any configuration",
       "DEVICE"},
      {"baud", 0, 0, G_OPTION_ARG_INT, &self->baud, "Its rate (9600)", "BAUD"},
      {"parity", 0, 0, G_OPTION_ARG_STRING, &self->parity, "Its parity: none, even or odd (none)", "PARITY"},
      {"address", 0, 0, G_OPTION_ARG_STRING, &self->address, "Modbus TCP, without any configuration",
       "HOST:PORT"},
  };
  memcpy (entries, own, sizeof own);
}

gboolean
cubby_board_place_is_tcp (const CubbyBoardPlace *self)
{
  return self->bus.transport == CUBBY_TRANSPORT_TCP;
}

static gboolean
is_baud (int baud)
{
  for (guint i = 0; i < G_N_ELEMENTS (bauds); i++)
    if (baud == (int)bauds[i])
      return TRUE;
  return FALSE;
}

/* Returns: FALSE after a usage error. */
static gboolean
place_read_line (CubbyBoardPlace *self)
{
  static const char *const parities[] = {"none", "even", "odd", NULL};
  const char *parity = self->parity != NULL ? self->parity : "none";
  if (self->baud != 0 && !is_baud (self->baud)) {
    cubby_ctl_usage_error ("--baud: %d is not one of 1200 2400 4800 9600 19200 38400 57600 115200",
                           self->baud);
    return FALSE;
  }
  if (!g_strv_contains (parities, parity)) {
    cubby_ctl_usage_error ("--parity: '%s' is not none, even or odd", parity);
    return FALSE;
  }
  if (self->device == NULL)
    return TRUE;
  self->bus = (CubbyBusSettings){.name = self->device,
                                 .transport = CUBBY_TRANSPORT_RTU,
                                 .device = self->device,
                                 .baud = self->baud != 0 ? (guint)self->baud : 9600,
                                 .parity = g_ascii_toupper (parity[0])};
  return TRUE;
}

/* HOST:PORT is cut in two where it stands. */
static gboolean
place_read_address (CubbyBoardPlace *self)
{
  guint64 port = 502;
  char *colon = strrchr (self->address, ':');
  if (colon != NULL && !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL)) {
    cubby_ctl_usage_error ("--address: '%s' is not HOST:PORT", self->address);
    return FALSE;
  }
  if (colon != NULL)
    *colon = '\0';
  self->bus = (CubbyBusSettings){.name = self->address,
                                 .transport = CUBBY_TRANSPORT_TCP,
                                 .address = self->address,
                                 .port = (guint16)port};
  return TRUE;
}

static const CubbyBusSettings *
find_bus (const CubbySettings *settings, const char *name)
{
  if (name == NULL)
    return settings->buses->len == 1 ? g_ptr_array_index (settings->buses, 0) : NULL;
  for (guint i = 0; i < settings->buses->len; i++) {
    const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, i);
    if (g_str_equal (bus->name, name))
      return bus;
  }
  return NULL;
}

static char *
list_buses (const CubbySettings *settings)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < settings->buses->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            ((const CubbyBusSettings *)g_ptr_array_index (settings->buses, i))->name);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static const CubbyBusSettings *
place_find_board (CubbyBoardPlace *self)
{
  for (self->board = 0; self->board < self->settings->boards->len; self->board++) {
    const CubbyBoardSettings *board = g_ptr_array_index (self->settings->boards, self->board);
    if (g_str_equal (board->name, self->board_name))
      return g_ptr_array_index (self->settings->buses, board->bus);
  }
  return NULL;
}

static gboolean
place_read_config (CubbyBoardPlace *self, int *ret_status)
{
  g_autoptr (GError) error = NULL;
  const char *path = self->config != NULL ? self->config : CONFIG;
  self->settings = cubby_settings_load (path, &error);
  if (self->settings == NULL || !cubby_lock_boards_check (self->settings, &error)) {
    const char *way_out =
        self->board_name == NULL ? "; without a configuration say --device or --address" : "";
    *ret_status = cubby_ctl_failed ("%s%s", error->message, way_out);
    return FALSE;
  }
  if (self->board_name != NULL && place_find_board (self) == NULL) {
    *ret_status = cubby_ctl_usage_error ("--board: %s has no [board %s]", path, self->board_name);
    return FALSE;
  }
  const CubbyBusSettings *bus =
      self->board_name != NULL ? place_find_board (self) : find_bus (self->settings, self->bus_name);
  if (bus != NULL) {
    self->bus = *bus;
    return TRUE;
  }
  g_autofree char *list = list_buses (self->settings);
  *ret_status =
      cubby_ctl_usage_error (self->bus_name != NULL ? "--bus: %s has no [bus %s]; it has: %s"
                                                    : "%s has several buses: say --bus%s; there are: %s",
                             path, self->bus_name != NULL ? self->bus_name : "", list);
  return FALSE;
}

gboolean
cubby_board_place_find (CubbyBoardPlace *self, int *ret_status)
{
  *ret_status = CUBBY_CTL_USAGE;
  if (self->device != NULL && self->address != NULL) {
    cubby_ctl_usage_error ("--device and --address are two places; say one");
    return FALSE;
  }
  if (self->timeout_ms != 0 && (self->timeout_ms < 20 || self->timeout_ms > 5000)) {
    cubby_ctl_usage_error ("--timeout-ms: %d is not from 20 to 5000", self->timeout_ms);
    return FALSE;
  }
  gboolean good = place_read_line (self) && (self->address == NULL || place_read_address (self)) &&
                  (self->device != NULL || self->address != NULL || place_read_config (self, ret_status));
  if (!good)
    return FALSE;
  if (self->baud != 0 && !cubby_board_place_is_tcp (self))
    self->bus.baud = (guint)self->baud;
  if (self->board_name != NULL && self->timeout_ms == 0)
    return TRUE; /* it is not looked for: the configuration knows its pace */
  guint usual_ms = cubby_board_place_is_tcp (self) ? TCP_TIMEOUT_MS : RTU_TIMEOUT_MS;
  self->bus.response_timeout_ms = self->timeout_ms != 0 ? (guint)self->timeout_ms : usual_ms;
  self->bus.byte_timeout_ms = BYTE_TIMEOUT_MS;
  if (!cubby_board_place_is_tcp (self))
    self->bus.gap_ms = MAX (self->bus.gap_ms, GAP_MS);
  return TRUE;
}

void
cubby_board_place_clear (CubbyBoardPlace *self)
{
  g_clear_pointer (&self->settings, cubby_settings_free);
  g_free (self->config);
  g_free (self->bus_name);
  g_free (self->board_name);
  g_free (self->device);
  g_free (self->address);
  g_free (self->parity);
}

/* Returns: (nullable): a door with something behind it, or that nobody can be sure of. */
static const char *
find_full_door (const CubbyBank *bank, const CubbyLocker *locker)
{
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++)
    if (cubby_locker_get_content (locker, i) != CUBBY_CONTENT_EMPTY)
      return cubby_bank_get_compartment (bank, i)->name;
  return NULL;
}

static char *
judge_journal (const CubbySettings *settings, CubbyJournal *journal)
{
  g_autoptr (GError) error = NULL;
  g_auto (CubbyJournalLoad) load = {0};
  CubbyLockerRules rules = {0};
  g_autofree guint *power_groups = g_new0 (guint, cubby_bank_get_n_compartments (settings->bank) + 1);
  const CubbyLockerMake make = {.bank = settings->bank, .power_groups = power_groups, .rules = &rules};
  g_autoptr (CubbyLocker) locker = cubby_journal_load (journal, &make, &load, &error);
  if (locker == NULL)
    return g_strdup_printf ("%s: so nobody can say what is locked away", error->message);
  const char *door = find_full_door (settings->bank, locker);
  if (door == NULL)
    return NULL;
  return g_strdup_printf (
      "compartment %s is not known to be empty (%s): doors are only opened by this when all "
      "are. Empty the bank, as staff at the kiosk, first",
      door,
      cubby_content_to_string (
          cubby_locker_get_content (locker, (guint)cubby_bank_find (settings->bank, door))));
}

char *
cubby_board_place_forbids (const CubbyBoardPlace *self, gboolean doors)
{
  g_autoptr (GError) error = NULL;
  if (self->settings == NULL)
    return NULL;
  g_autofree char *path = g_build_filename (self->settings->state_directory, "journal.db", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  g_autoptr (CubbyJournal) journal = cubby_journal_open (path, CUBBY_JOURNAL_READ, &error);
  if (journal != NULL)
    return doors ? judge_journal (self->settings, journal) : NULL;
  if (g_error_matches (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IN_USE))
    return g_strdup ("cubby-lockerd is running, and the bus is its own: systemctl stop cubby-lockerd first");
  return doors ? g_strdup_printf ("%s: so nobody can say what is locked away", error->message) : NULL;
}
