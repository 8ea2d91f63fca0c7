/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/settings-private.h"

#include <string.h>

/* libmodbus turns any other rate into 9600 without a word (reference: its issue list, fixed in 3.1.10). */
static const char *const bauds[] = {"1200",  "2400",  "4800",   "9600", "19200",
                                    "38400", "57600", "115200", NULL};
static const char *const parities[] = {"none", "even", "odd", NULL};
static const char *const transports[] = {"tcp", "rtu", NULL};
static const char *const sensor_levels[] = {"0", "1", NULL};

static void
bus_free (gpointer data)
{
  CubbyBusSettings *bus = data;
  g_free (bus->name);
  g_free (bus->address);
  g_free (bus->device);
  g_free (bus);
}

static void
board_free (gpointer data)
{
  CubbyBoardSettings *board = data;
  g_free (board->name);
  g_free (board->profile);
  g_free (board->power_group);
  g_free (board);
}

guint
cubby_settings_read_baud (CubbyConfFile *conf, const char *group)
{
  g_autofree char *baud = cubby_conf_file_get_choice (conf, group, "baud", "9600", bauds);
  return (guint)g_ascii_strtoull (baud, NULL, 10);
}

static CubbyBusSettings *
read_bus (CubbyConfFile *conf, const char *name)
{
  g_autofree char *group = g_strconcat ("bus ", name, NULL);
  CubbyBusSettings *bus = g_new0 (CubbyBusSettings, 1);
  g_autofree char *transport = cubby_conf_file_get_choice (conf, group, "transport", NULL, transports);
  bus->name = g_strdup (name);
  bus->transport = g_str_equal (transport, "rtu") ? CUBBY_TRANSPORT_RTU : CUBBY_TRANSPORT_TCP;
  if (bus->transport == CUBBY_TRANSPORT_TCP) {
    bus->address = cubby_conf_file_get_string (conf, group, "address", NULL);
    bus->port = (guint16)cubby_conf_file_get_int (conf, group, "port", 502, 1, 65535);
  } else {
    g_autofree char *parity = cubby_conf_file_get_choice (conf, group, "parity", "none", parities);
    bus->device = cubby_conf_file_get_string (conf, group, "device", NULL);
    bus->baud = cubby_settings_read_baud (conf, group);
    bus->parity = g_ascii_toupper (parity[0]);
  }
  gboolean tcp = bus->transport == CUBBY_TRANSPORT_TCP;
  bus->response_timeout_ms =
      cubby_conf_file_get_int (conf, group, "response-timeout-ms", tcp ? 1000 : 300, 20, 5000);
  bus->byte_timeout_ms = cubby_conf_file_get_int (conf, group, "byte-timeout-ms", 50, 1, 1000);
  bus->gap_ms = cubby_conf_file_get_int (conf, group, "gap-ms", 0, 0, 200);
  bus->poll_ms = cubby_conf_file_get_int (conf, group, "poll-ms", 250, 20, 5000);
  return bus;
}

static guint
find_bus (CubbySettings *settings, CubbyConfFile *conf, const char *group, const char *name)
{
  for (guint i = 0; i < settings->buses->len; i++) {
    const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, i);
    if (g_str_equal (bus->name, name))
      return i;
  }
  cubby_conf_file_fail (conf, group, "bus", "there is no group [bus %s]", name);
  return 0;
}

static CubbyBoardSettings *
read_board (CubbySettings *settings, CubbyConfFile *conf, const char *name)
{
  g_autofree char *group = g_strconcat ("board ", name, NULL);
  g_autofree char *bus = cubby_conf_file_get_string (conf, group, "bus", NULL);
  g_autofree char *shut = cubby_conf_file_get_choice (conf, group, "input-when-shut", "1", sensor_levels);
  CubbyBoardSettings *board = g_new0 (CubbyBoardSettings, 1);
  board->name = g_strdup (name);
  board->bus = find_bus (settings, conf, group, bus);
  board->profile = cubby_conf_file_get_string (conf, group, "profile", NULL);
  board->unit = (guint8)cubby_conf_file_get_int (conf, group, "unit", 1, 1, 255);
  board->power_group = cubby_conf_file_get_string (conf, group, "power-group", "main");
  board->shut_is_one = g_str_equal (shut, "1");
  return board;
}

static void
check_units_differ (CubbySettings *settings, CubbyConfFile *conf, const CubbyBoardSettings *board)
{
  for (guint i = 0; i < settings->boards->len; i++) {
    const CubbyBoardSettings *other = g_ptr_array_index (settings->boards, i);
    if (other->bus != board->bus || other->unit != board->unit)
      continue;
    g_autofree char *group = g_strconcat ("board ", board->name, NULL);
    cubby_conf_file_fail (conf, group, "unit", "%u is already the unit of [board %s] on the same bus",
                          board->unit, other->name);
  }
}

void
cubby_settings_read_hardware (CubbySettings *settings, CubbyConfFile *conf)
{
  settings->buses = g_ptr_array_new_with_free_func (bus_free);
  settings->boards = g_ptr_array_new_with_free_func (board_free);

  g_auto (GStrv) buses = cubby_conf_file_list_groups (conf, "bus");
  for (char **name = buses; *name != NULL; name++)
    g_ptr_array_add (settings->buses, read_bus (conf, *name));

  g_auto (GStrv) boards = cubby_conf_file_list_groups (conf, "board");
  for (char **name = boards; *name != NULL; name++) {
    CubbyBoardSettings *board = read_board (settings, conf, *name);
    check_units_differ (settings, conf, board);
    g_ptr_array_add (settings->boards, board);
  }
}
