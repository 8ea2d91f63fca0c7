/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

G_BEGIN_DECLS

#define CUBBY_BOARD_PLACE_OPTIONS 3
#define CUBBY_BOARD_PLACE_BUS_OPTIONS 5

/**
 * CubbyBoardPlace:
 * @settings: (nullable): the kiosk's configuration, when the bus is one of it
 * @bus: where boards are asked; its texts belong to this or to @settings
 *
 * Which bus the verbs of boards work on: [bus NAME] of a configuration, or a device or an address from the
 * command line. The members before are what the options hold.
 */
typedef struct {
  char *config;
  char *bus_name;
  char *board_name; /* learn: the bus is this board's */
  char *device;
  char *address;
  char *parity;
  int baud;
  int timeout_ms;
  gboolean json;

  CubbySettings *settings;
  CubbyBusSettings bus;
  guint board; /* with @board_name: its index */
} CubbyBoardPlace;

/* Writes the options that every verb of boards takes, CUBBY_BOARD_PLACE_OPTIONS of them. */
void cubby_board_place_add_options (CubbyBoardPlace *self, GOptionEntry *entries);
/* Writes those that choose a bus, for verbs that open no door: CUBBY_BOARD_PLACE_BUS_OPTIONS. */
void cubby_board_place_add_bus_options (CubbyBoardPlace *self, GOptionEntry *entries);
/* FALSE after a message: @ret_status is what to return. */
gboolean cubby_board_place_find (CubbyBoardPlace *self, int *ret_status);
void cubby_board_place_clear (CubbyBoardPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CubbyBoardPlace, cubby_board_place_clear)

gboolean cubby_board_place_is_tcp (const CubbyBoardPlace *self);

/**
 * cubby_board_place_read_journal:
 * @ret_stop: (out): why no board may be touched, or NULL
 *
 * What the journal of this kiosk forbids: nothing while cubby-lockerd has it, and with @doors no door while
 * anything is locked away. Without a configuration, or before the first start, it says nothing.
 */
char *cubby_board_place_forbids (const CubbyBoardPlace *self, gboolean doors);

G_END_DECLS
